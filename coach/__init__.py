"""Reads a reflection, guards a step, ranks people, answers. What it needs is passed in: never the clock,
the disk of reflections or the environment."""
