"""The data folder: made for this user alone, and its small files written whole or not at all."""

import errno
import os
import tempfile
from pathlib import Path

from journal.errors import DiskFull, HomeNotWritable, KesanError

_FULL = {errno.ENOSPC, errno.EDQUOT}


def make_home(home: Path) -> Path:
    """`home` itself, made where it was missing, closed to other users.

    Raises:
        HomeNotWritable, DiskFull: it can't be made or written.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as error:
        raise trouble_with(home, error) from error
    return home


def write_privately(path: Path, text: str) -> None:
    """Writes a file that this user alone can read; after a crash it holds the old text or the new one.

    Raises:
        HomeNotWritable, DiskFull: it was not written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        unfinished = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise trouble_with(path.parent, error) from error


def trouble_with(folder: Path, error: OSError) -> KesanError:
    """Our error for an operating system's error on `folder`."""
    return DiskFull(path=str(folder)) if error.errno in _FULL else HomeNotWritable(path=str(folder))
