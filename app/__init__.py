"""Puts the parts together: settings, wiring, background jobs, and the use cases that ui and cli share."""
