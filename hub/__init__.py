"""The product: use cases and pure rules. No Telegram, no words, no SQL text."""
