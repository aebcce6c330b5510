"""Where Chroma keeps its vectors: a folder of this machine, or a server."""

import time
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from journal.errors import BadSetting, KesanError
from memory.chroma import ChromaCollection
from memory.collection import Collection
from memory.folder import IndexFolder
from memory.kept import KeptCollection

_PATIENCE = 3  # seconds for another process's keeper to throw its making away
_A_MOMENT = 0.02


class Shelf(Protocol):
    """Where Chroma keeps its vectors."""

    @property
    def keeps_what_was_deleted(self) -> bool:
        """Whether bytes of deleted chunks stay until all is thrown away."""

    @property
    def must_be_erased(self) -> bool:
        """Whether another process has forgotten something that may still stand here."""

    def open(self, fingerprint: str) -> Collection | None:
        """The collection of an embedder, or None when another process has it.

        Raises:
            IndexTrouble, HomeNotWritable, DiskFull: it can't be opened.
        """

    def is_free(self) -> bool:
        """Whether the other process that had it has let go of it, or was killed."""

    def wipe(self) -> bool:
        """Whether all of it was thrown away; if not, the process that has it was asked to. No collection may be
        open here.

        Raises:
            HomeNotWritable: it could not be done.
        """


class FolderShelf:
    """A folder, in which Chroma is run by a process of its own."""

    keeps_what_was_deleted = True

    def __init__(self, path: Path) -> None:
        self._folder = IndexFolder(path)

    @property
    def must_be_erased(self) -> bool:
        """Whether another process has asked for it."""
        return self._folder.must_be_erased

    def open(self, fingerprint: str) -> Collection | None:
        """The collection, in a keeper's hands."""
        return KeptCollection.open(self._folder.path, fingerprint)

    def is_free(self) -> bool:
        """Whether nobody has it now."""
        with suppress(KesanError), self._folder.held() as held:
            return held
        return False

    def wipe(self) -> bool:
        """Throws all makings away, or waits until the keeper that has them did."""
        if self._wiped():
            return True
        self._folder.ask_for_wiping()
        until = time.monotonic() + _PATIENCE
        while self._folder.must_be_erased and time.monotonic() < until:
            if self._wiped():
                return True
            time.sleep(_A_MOMENT)
        return not self._folder.must_be_erased

    def _wiped(self) -> bool:
        with self._folder.held() as held:
            if held:
                self._folder.wipe()
        return held


class ServerShelf:
    """A Chroma server on a private network, shared by all processes: it has no locks of ours, nor any log-in."""

    keeps_what_was_deleted = False
    must_be_erased = False

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadSetting(name="KESAN_CHROMA_URL")
        self._host = parts.hostname
        self._tls = parts.scheme == "https"
        self._port = parts.port or (443 if self._tls else 8000)

    def open(self, fingerprint: str) -> Collection | None:
        """The collection on the server."""
        return ChromaCollection.on_server(self._host, self._port, fingerprint, tls=self._tls)

    def is_free(self) -> bool:
        """It is never anybody's."""
        return True

    def wipe(self) -> bool:
        """Nothing is thrown away: the collection belongs to all; what is too much is deleted when it is mended."""
        return True
