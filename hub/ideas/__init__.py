"""Ideas: what members suggest, back and see made."""
