"""Who is at a reading just now, in whatever process, so that a mark whose maker was killed is told from a living one.

A reading under way holds a lock that the operating system, or the database server, takes from a process that dies: a
lock file beside the record, or an advisory lock of a connection. Nothing is compared with a clock, and a process that
starts takes back no mark of one that works. Names are hashes: a lock file tells neither an owner nor a reflection.
"""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from journal.reflection import Owner
from memory.files import translated_file

_A_MOMENT = 1.0  # seconds: who looks whether a reading lives holds its lock no longer
_HOLD = text("SELECT pg_advisory_lock_shared(:number)")
_LET_GO = text("SELECT pg_advisory_unlock_shared(:number)")
_TRY = text("SELECT pg_try_advisory_xact_lock(:number)")


class AtWork(Protocol):
    """The readings that somebody is at."""

    def at(self, owner: Owner, reflection_id: str) -> AbstractContextManager[None]:
        """Makes it known, until the block ends, that this process reads a reflection. It goes on where that can't be
        made known: then another process may take the mark back, and the reading is kept all the same."""

    def is_left(self, connection: Connection, owner: Owner, reflection_id: str) -> AbstractContextManager[bool]:
        """Whether nobody is at it; nobody begins until the block ends, or a server's transaction does."""

    def close(self) -> None:
        """Lets go of what it holds."""


class AtWorkBeside:
    """Lock files in a folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def at(self, owner: Owner, reflection_id: str) -> Iterator[None]:
        """Holds the reading's lock file."""
        file = self._file(owner, reflection_id)
        lock = FileLock(file, timeout=_A_MOMENT, thread_local=False)
        with suppress(OSError, Timeout):  # another process reads it too, or there is no room for an empty file
            file.parent.mkdir(mode=0o700, exist_ok=True)
            lock.acquire()
        try:
            yield
        finally:
            _let_go(lock, file)

    @contextmanager
    def is_left(self, connection: Connection, owner: Owner, reflection_id: str) -> Iterator[bool]:  # noqa: ARG002
        """Tries the reading's lock file."""
        file = self._file(owner, reflection_id)
        lock = FileLock(file, timeout=0, thread_local=False)
        with translated_file(self._folder):
            file.parent.mkdir(mode=0o700, exist_ok=True)
            with suppress(Timeout):
                lock.acquire()
        try:
            yield lock.is_locked
        finally:
            _let_go(lock, file)

    def close(self) -> None:
        """Nothing is held beyond a reading."""

    def _file(self, owner: Owner, reflection_id: str) -> Path:
        return self._folder / f"{_digest(owner, reflection_id).hex()}.lock"


class AtWorkOnServer:
    """Advisory locks of a connection to the database server that is kept for them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._one = threading.Lock()

    @contextmanager
    def at(self, owner: Owner, reflection_id: str) -> Iterator[None]:
        """Holds the reading's number."""
        number = _number(owner, reflection_id)
        held = self._hold(number)
        try:
            yield
        finally:
            with self._one, suppress(DBAPIError):
                if self._connection is held:
                    held.execute(_LET_GO, {"number": number})

    @contextmanager
    def is_left(self, connection: Connection, owner: Owner, reflection_id: str) -> Iterator[bool]:
        """Tries the reading's number, until the transaction ends."""
        yield bool(connection.execute(_TRY, {"number": _number(owner, reflection_id)}).scalar_one())

    def close(self) -> None:
        """Closes the connection."""
        with self._one:
            self._drop()

    def _hold(self, number: int) -> Connection:
        with self._one:
            try:
                return self._held(number)
            except DBAPIError:  # the server was started anew, and with it all locks went
                self._drop()
                return self._held(number)

    def _held(self, number: int) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._connection.execute(_HOLD, {"number": number})
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


def _let_go(lock: FileLock, file: Path) -> None:
    if lock.is_locked:
        with suppress(OSError):  # Windows deletes no file that is open; it is empty, and used again
            file.unlink()
        lock.release()


def _digest(owner: Owner, reflection_id: str) -> bytes:
    return hashlib.sha256(f"{owner}\0{reflection_id}".encode()).digest()[:16]


def _number(owner: Owner, reflection_id: str) -> int:
    return int.from_bytes(_digest(owner, reflection_id)[:8], "big", signed=True)
