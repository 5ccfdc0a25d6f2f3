"""Telegram's edge: an update, a use case, words."""
