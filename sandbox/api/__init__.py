"""The bot's side: one file a family of Bot API methods."""
