"""The guide: what members chose, as advice for whoever chooses next."""
