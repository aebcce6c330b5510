"""Where Chroma keeps its vectors: a folder that one process holds at a time, or a server.

Two processes on one folder are not refused by Chroma and lose vectors for good (measured), so the folder is held
by a lock file. Chroma keeps what it deleted, so erasing throws the whole folder away; the record has all that is
needed to fill a new one.
"""

import contextlib
import shutil
import threading
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from journal.errors import BadSetting
from memory.troubles import translated_file

if TYPE_CHECKING:
    from chromadb.api.client import Client

_creating = threading.Lock()  # two clients made at once break each other (measured)


class Shelf(Protocol):
    """Where Chroma keeps its vectors."""

    @property
    def erases_by_rebuilding(self) -> bool:
        """Whether what is deleted stays readable until all is thrown away."""

    @property
    def must_be_erased(self) -> bool:
        """Whether another process has forgotten something that may still stand here."""

    def take(self) -> bool:
        """Whether this process holds it, from now until it is let go."""

    def open(self) -> "Client":
        """A client on it; raises what Chroma raises."""

    def wipe(self) -> None:
        """Throws all of it away. A client must have been closed before.

        Raises:
            HomeNotWritable: it could not be done.
        """

    def ask_for_wiping(self) -> None:
        """Asks the process that holds it to throw all of it away."""

    def let_go(self) -> None:
        """Lets other processes have it."""


class FolderShelf:
    """A folder of this machine. Each making of the index has a new folder in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "lock", timeout=0, thread_local=False)
        self._wish = folder / "erase"

    @property
    def erases_by_rebuilding(self) -> bool:
        """Chroma's files keep what was deleted."""
        return True

    @property
    def must_be_erased(self) -> bool:
        """Whether another process has asked for it."""
        return self._wish.exists()

    def take(self) -> bool:
        """Whether this process holds the lock; the lock of a killed process is free."""
        if self._lock.is_locked:
            return True
        with translated_file(self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._lock.acquire()
            except Timeout:
                return False
        return True

    def open(self) -> "Client":
        """A client on the newest making, or on a first one; what a crash left beside it is thrown away."""
        import chromadb  # noqa: PLC0415 0.7 seconds
        from chromadb.config import Settings  # noqa: PLC0415

        makings = self._makings()
        if len(makings) != 1:
            self.wipe()
            makings = [self._folder / uuid.uuid4().hex]
            makings[0].mkdir(mode=0o700)
        with _creating:
            client = chromadb.PersistentClient(str(makings[0]), settings=Settings(anonymized_telemetry=False))
        return cast("Client", client)

    def wipe(self) -> None:
        """Throws all makings away."""
        with translated_file(self._folder):
            for making in self._makings():
                shutil.rmtree(making)
            self._wish.unlink(missing_ok=True)

    def ask_for_wiping(self) -> None:
        """Leaves a note for the process that holds the folder."""
        with translated_file(self._folder):
            self._wish.touch(mode=0o600)

    def let_go(self) -> None:
        """Frees the lock."""
        self._lock.release()

    def _makings(self) -> list[Path]:
        with contextlib.suppress(FileNotFoundError):
            return sorted(path for path in self._folder.iterdir() if path.is_dir())
        return []


class ServerShelf:
    """A Chroma server on a private network, shared by all processes: it has no locks of ours, nor any log-in."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadSetting(name="KESAN_CHROMA_URL")
        self._host = parts.hostname
        self._tls = parts.scheme == "https"
        self._port = parts.port or (443 if self._tls else 8000)

    @property
    def erases_by_rebuilding(self) -> bool:
        """Others search in it: only what was forgotten is deleted."""
        return False

    @property
    def must_be_erased(self) -> bool:
        """Every process deletes what it forgets itself."""
        return False

    def take(self) -> bool:
        """Everybody may use it."""
        return True

    def open(self) -> "Client":
        """A client of the server."""
        import chromadb  # noqa: PLC0415
        from chromadb.config import Settings  # noqa: PLC0415

        settings = Settings(anonymized_telemetry=False)
        with _creating:
            client = chromadb.HttpClient(host=self._host, port=self._port, ssl=self._tls, settings=settings)
        return cast("Client", client)

    def wipe(self) -> None:
        """Nothing: the server's collection belongs to all."""

    def ask_for_wiping(self) -> None:
        """Nothing: it never comes to this."""

    def let_go(self) -> None:
        """Nothing is held."""
