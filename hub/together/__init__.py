"""The shared stick of a whole hangout."""
