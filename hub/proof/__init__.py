"""What proves the ledger: halves, seals, verification."""
