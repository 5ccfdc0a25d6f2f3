"""Persons across hangouts: who they are, what is kept of them, being forgotten."""
