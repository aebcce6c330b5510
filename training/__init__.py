"""Builds what lies in `models/`; nothing here is needed to run Kesan."""
