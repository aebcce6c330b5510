"""Files of a folder, and Kesan's errors for what the operating system says of it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from journal.errors import DiskFull, HomeNotWritable

_FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def translated_file(place: Path) -> Iterator[None]:
    """Raises Kesan's error for the operating system's error on the folder `place`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(path=str(place)) from error
        raise HomeNotWritable(path=str(place)) from error


def delete_with_journal(path: Path) -> None:
    """Deletes a database's file and its journal, which a killed process leaves beside it."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def put_on_disk(path: Path) -> None:
    """Waits until a file's content survives a power cut."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
