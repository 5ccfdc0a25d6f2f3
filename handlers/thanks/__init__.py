"""Thanks in the group."""
