"""The shared stick of a whole hangout, at Telegram’s edge."""
