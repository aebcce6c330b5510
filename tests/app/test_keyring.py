"""The key of a journal under a passphrase is dropped when nobody has used it for a while, and not before."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app import keyring, passphrase
from app.kesan import Kesan
from app.keyring import Keyring
from app.settings import load_settings
from journal.errors import Locked

RIGHT = "kopi tubruk di teras"
PATIENCE_S = 20


class Clock:
    """A clock that goes on when it is told to, and says when it is looked at."""

    def __init__(self) -> None:
        self.now = 0.0
        self.looked = threading.Event()

    def monotonic(self) -> float:
        """The time."""
        return self.now

    def sleep(self, _seconds: float) -> None:
        """Waits a moment of the real time."""
        self.looked.set()
        threading.Event().wait(0.001)


@pytest.fixture
def clock(home: Path, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The keyring's clock, on a home under a passphrase that locks after some idle time."""
    pytest.importorskip("sqlcipher3")
    monkeypatch.setattr(passphrase, "MEMORY_KIB", 32)
    monkeypatch.setenv("KESAN_LOCK_AFTER_MIN", "15")
    Kesan.open().close()
    passphrase.seal(home, RIGHT)
    made = Clock()
    monkeypatch.setattr(keyring, "time", made)
    return made


def unlocked(close: Callable[[], None]) -> Keyring:
    """A keyring that has just been given the passphrase."""
    ring = Keyring(close)
    ring.unlock(RIGHT)
    return ring


def test_after_the_idle_time_the_key_is_dropped_and_the_journal_closed(clock: Clock) -> None:
    closed = threading.Event()
    ring = unlocked(closed.set)
    clock.now = 15 * 60
    assert closed.wait(PATIENCE_S)
    assert ring.key is None
    with pytest.raises(Locked):
        Kesan.open(load_settings(), ring.key)


def test_whoever_uses_it_meanwhile_keeps_it_open(clock: Clock) -> None:
    closed = threading.Event()
    ring = unlocked(closed.set)
    for minute in range(0, 60, 10):
        clock.now = minute * 60
        ring.touch()
        clock.looked.clear()
        assert clock.looked.wait(PATIENCE_S)
    assert ring.key is not None
    assert not closed.is_set()
    ring.lock()
