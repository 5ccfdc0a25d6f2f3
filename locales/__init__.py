"""Catalogues and what speaks them: texts, plurals, dates, digits. One folder a language."""
