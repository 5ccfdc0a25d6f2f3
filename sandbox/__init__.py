"""A local Bot API server and the little world it serves: the product without a token, and the tests' Telegram."""
