"""Hangouts: opening one, its settings, its staff, its channel and group, at Telegram’s edge."""
