"""The folder of an index: held by one process at a time, each making of the index in a new folder inside it.

Two processes on one Chroma folder are not refused by Chroma and lose vectors for good (measured), so a lock file
says who holds it; the lock of a killed process is free. Chroma keeps the bytes of what it deleted, so erasing throws
the making away; the record has all that is needed for a new one.
"""

import contextlib
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from memory.files import translated_file


class IndexFolder:
    """An index's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = FileLock(path / "lock", timeout=0, thread_local=False)
        self._wish = path / "erase"
        self._holder = path / "holder"

    @property
    def must_be_erased(self) -> bool:
        """Whether something that was forgotten may stand in it: a process that could not hold it, or was killed
        while it threw it away, has left a note."""
        return self._wish.exists()

    @property
    def holder(self) -> int | None:
        """The process that holds it, or did last; None when that is not known."""
        with contextlib.suppress(OSError, ValueError):
            return int(self._holder.read_text(encoding="ascii"))
        return None

    def note_holder(self, process: int) -> None:
        """Notes for whom it is held, for people to read: the lock alone decides."""
        with contextlib.suppress(OSError):
            self._holder.write_text(str(process), encoding="ascii")

    @contextlib.contextmanager
    def held(self) -> Iterator[bool]:
        """Whether this process holds it, until the block ends.

        Raises:
            HomeNotWritable, DiskFull: the folder can't be made or written.
        """
        held = self._take()
        try:
            yield held
        finally:
            if held:
                self._lock.release()

    def making(self) -> Path:
        """The one making there is, or a new one; what a crash left beside it is thrown away. Only for who holds it."""
        makings = self._makings()
        if len(makings) == 1:
            return makings[0]
        self.wipe()
        with translated_file(self.path):
            fresh = self.path / uuid.uuid4().hex
            fresh.mkdir(mode=0o700)
        return fresh

    def wipe(self) -> None:
        """Throws all makings away. Only for who holds it, and has none of them open. A note stands there meanwhile:
        what a crash leaves of a making would be taken for a sound one.

        Raises:
            HomeNotWritable, DiskFull: it could not be done.
        """
        makings = self._makings()
        if makings:
            self.ask_for_wiping()
        with translated_file(self.path):
            for making in makings:
                shutil.rmtree(making)
            self._wish.unlink(missing_ok=True)

    def ask_for_wiping(self) -> None:
        """Leaves a note for the process that holds it."""
        with translated_file(self.path):
            self._wish.touch(mode=0o600)

    def _take(self) -> bool:
        with translated_file(self.path):
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                self._lock.acquire()
            except Timeout:
                return False
        return True

    def _makings(self) -> list[Path]:
        with contextlib.suppress(FileNotFoundError):
            return sorted(path for path in self.path.iterdir() if path.is_dir())
        return []
