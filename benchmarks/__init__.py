"""How fast Kesan is: `python -m benchmarks` prints a table and writes it as JSON. The user's own home is never used."""
