"""The credit stick (نسیه)."""
