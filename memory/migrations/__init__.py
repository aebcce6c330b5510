"""The schema's history: append-only, run when a record opens."""
