"""The embedded reader: reads a reflection with no key, no network and no server."""
