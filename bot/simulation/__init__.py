"""A synthetic population that lives through the real use cases on a store of its own: what the rules add up to."""
