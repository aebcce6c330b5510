"""Who can reach the server: this machine alone, or whoever is on its network."""

import ipaddress
import os

ALLOWED = "KESAN_ALLOW_ANYONE"


def is_near(address: str | None) -> bool:
    """Whether a server that listens at `address` is reached from this machine alone; None listens everywhere."""
    if not address:
        return False
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def is_allowed() -> bool:
    """Whether it was said that anybody may see the journal."""
    return os.environ.get(ALLOWED) == "1"
