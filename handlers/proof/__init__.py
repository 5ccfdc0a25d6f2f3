"""What proves the ledger: halves, seals, verification, at Telegram’s edge."""
