"""At the counter: tickets that members show, and what staff cut for them, at Telegram’s edge."""
