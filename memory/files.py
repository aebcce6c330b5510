"""Translates what the operating system says of a folder into Kesan's errors."""

import errno
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
