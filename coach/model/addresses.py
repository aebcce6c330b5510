"""Model servers by their address: which kind answers there, and where its API begins."""

import ipaddress
from typing import Literal
from urllib.parse import urlsplit

Kind = Literal["openai", "ollama", "lm-studio", "local", "other"]
_OLLAMA_PORT, _LM_STUDIO_PORT = 11434, 1234
_LOCAL_NAMES = (".local", ".lan", ".internal", ".home.arpa")
_KEYLESS = "local"  # the client refuses an empty key, local servers any or none


def kind_of(url: str) -> Kind:
    """The kind of server at `url`, by its host and port alone."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return "other"
    if host == "api.openai.com":
        return "openai"
    if port == _OLLAMA_PORT:
        return "ollama"
    if port == _LM_STUDIO_PORT:
        return "lm-studio"
    return "local" if _is_near(host) else "other"


def answers_in_turn(kind: Kind) -> bool:
    """Whether such a server answers one question at a time, so that asking two at once only makes both wait."""
    return kind not in ("openai", "other")


def is_on_this_machine(url: str) -> bool:
    """Whether `url` names this machine itself."""
    try:
        host = (urlsplit(url).hostname or "").lower()
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def api_of(url: str) -> str | None:
    """`url` with the `/v1` that a bare host lacks; None when it is no web address."""
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    if not usable:
        return None
    path = parts.path.rstrip("/") or "/v1"
    return parts._replace(path=path, fragment="").geturl()


def shown(url: str) -> str:
    """`url` as it may be shown: without a name, a password or a query, which may hold a key."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    return parts._replace(netloc=host, query="", fragment="").geturl()


def key_for(url: str, key: str) -> str:
    """The key to send: a stand-in where a server of one's own needs none."""
    return key or ("" if kind_of(url) == "openai" else _KEYLESS)


def _is_near(host: str) -> bool:
    """Whether the host is this machine or in a private network."""
    if host == "localhost" or host.endswith(_LOCAL_NAMES) or (host and "." not in host and ":" not in host):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private
