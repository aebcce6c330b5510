"""Translates what SQLAlchemy and SQLite raise into Kesan's errors, at the record's edge and nowhere else.

What is a defect of ours (a broken statement, a broken constraint) stays as it is.
"""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from journal.errors import DiskFull, HomeNotWritable, KesanError, RecordBusy, RecordDamaged

_NEARLY_NOTHING = 1_000_000  # bytes: SQLite calls a full disk an I/O error when its shared memory finds no room


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Raises Kesan's error for a database's error on the record at `place`."""
    try:
        yield
    except PoolTimeout as error:
        raise RecordBusy(path=place) from error
    except DBAPIError as error:
        ours = _meaning(error, place)
        if ours is None:
            raise
        raise ours from error
    except raised_by_sqlite() as error:
        ours = _meaning_in_sqlite(error, place)
        if ours is None:
            raise
        raise ours from error


def _meaning(error: DBAPIError, place: str) -> KesanError | None:
    if isinstance(error.orig, raised_by_sqlite()):
        return _meaning_in_sqlite(error.orig, place)
    # A database server that is down, restarting or out of connections.
    return RecordBusy(path=place) if isinstance(error, OperationalError) else None


def raised_by_sqlite() -> tuple[type[Exception], ...]:
    """The errors of SQLite, and those of SQLCipher once it is in use: they have the same codes."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error,) if cipher is None else (sqlite3.Error, cipher.Error)


def _meaning_in_sqlite(error: BaseException, place: str) -> KesanError | None:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    folder = str(Path(place).parent)
    match code:
        case sqlite3.SQLITE_FULL:
            return DiskFull(path=folder)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return RecordBusy(path=place)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return RecordDamaged(path=place)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return HomeNotWritable(path=folder)
        case sqlite3.SQLITE_IOERR:
            return DiskFull(path=folder) if _is_full(folder) else HomeNotWritable(path=folder)
    return None


def _is_full(folder: str) -> bool:
    return Path(folder).is_dir() and shutil.disk_usage(folder).free < _NEARLY_NOTHING
