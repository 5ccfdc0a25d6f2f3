"""The tally stick: what deeds are worth, the ledger of entries, and looking at it."""
