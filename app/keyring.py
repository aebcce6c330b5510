"""The key of a journal that is under a passphrase, held in memory while it is in use, and no longer."""

import threading
import time
from collections.abc import Callable

from app.passphrase import key_of
from app.settings import load_settings

_LOOK_S = 5.0


class Keyring:
    """Holds the key until it was not used for a while.

    Args:
        close: called when the key is dropped, after which nothing may be open with it.
    """

    def __init__(self, close: Callable[[], None]) -> None:
        self._close = close
        self._used = time.monotonic()
        self._lock = threading.Lock()
        self.key: bytes | None = None

    def unlock(self, passphrase: str) -> None:
        """Takes the key that opens this user's home.

        Raises:
            WrongPassphrase, PassphraseTooSoon: it stays locked.
        """
        settings = load_settings()
        self.key = key_of(settings.home, passphrase)
        self.touch()
        threading.Thread(
            target=self._lock_when_idle, args=(settings.lock_after_min * 60,), name="lock", daemon=True
        ).start()

    def touch(self) -> None:
        """Somebody is at it."""
        self._used = time.monotonic()

    def lock(self) -> None:
        """Drops the key."""
        with self._lock:
            if self.key is not None:
                self.key = None
                self._close()

    def _lock_when_idle(self, seconds: float) -> None:
        while self.key is not None:
            left = self._used + seconds - time.monotonic()
            if left <= 0:
                self.lock()
            else:
                time.sleep(min(left, _LOOK_S))
