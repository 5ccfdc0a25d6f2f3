"""Needs where Telegram shows them."""
