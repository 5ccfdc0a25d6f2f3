"""The performance figures: `python -m bench` prints them and writes bench/results.json."""
