"""Moments: shared in private, decided by the hosts, posted."""
