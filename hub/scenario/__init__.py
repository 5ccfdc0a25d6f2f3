"""Scenarios: three dials, presets, and the lucky draw."""
