"""Values in, PNG bytes out: the tally stick and the results card, drawn with Pillow.

Importing this package, or the value types in it, loads no Pillow: a process that has not
drawn yet pays neither its start-up time nor its memory.
"""
