"""The credit stick (نسیه), at Telegram’s edge."""
