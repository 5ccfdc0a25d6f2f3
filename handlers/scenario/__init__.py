"""Scenarios at Telegram’s edge."""
