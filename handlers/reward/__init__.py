"""Rewards: what a stick is good for, claims, and handing over, at Telegram’s edge."""
