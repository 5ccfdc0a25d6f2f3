"""Thanks between members: a word in reply, or a reaction, in the group."""
