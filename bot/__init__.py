"""The process: settings, wiring, the ways in and out."""
