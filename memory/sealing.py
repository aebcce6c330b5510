"""The record under a key: SQLCipher instead of SQLite, and the way from the one file to the other.

The invariant: whoever converts holds the source alone from the copy's first page until the caller has said which file
counts, so nothing is written to a file that is about to go. SQLCipher is a library of its own, which has no build for
some machines: without it a record stays readable, and can't be locked.
"""

import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import cast

from journal.errors import PassphraseUnavailable, RecordBusy
from memory.files import delete_with_journal, put_on_disk, translated_file
from memory.troubles import translated

KEY_BYTES = 32
_BESIDE = ("", "-wal", "-shm", "-journal", ".unfinished", ".unfinished-journal")
_ZEROS = bytes(1 << 20)


def sqlcipher() -> ModuleType:
    """SQLCipher's module, with the interface of `sqlite3`.

    Raises:
        PassphraseUnavailable: it is not installed.
    """
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 only who locks a record needs it
    except ImportError as error:
        raise PassphraseUnavailable(python=".".join(map(str, sys.version_info[:2]))) from error
    return cast("ModuleType", dbapi2)


def unlock(driver: sqlite3.Connection, key: bytes) -> None:
    """Gives a new connection its key, before anything else is asked of it."""
    driver.execute("PRAGMA cipher_log_level = NONE")
    driver.execute(f'PRAGMA key = "{_literal(key)}"')


@contextlib.contextmanager
def converted(source: Path, target: Path, *, key: bytes | None, new_key: bytes | None) -> Iterator[None]:
    """Writes the record at `source` to `target` under another key (None: readable), and holds the source alone until
    the block ends.

    Raises:
        PassphraseUnavailable: SQLCipher is not installed.
        RecordBusy: another program has the record open.
        RecordDamaged, HomeNotWritable, DiskFull: it could not be written.
    """
    module = sqlcipher()
    unfinished = target.with_name(f"{target.name}.unfinished")
    with translated_file(target.parent):
        erase(target)
        unfinished.touch(mode=0o600)
    with translated(str(source)):
        driver = module.connect(str(source), isolation_level=None, timeout=1)
        try:
            if key is not None:
                unlock(driver, key)
            _have_alone(driver, source)
            _export(driver, unfinished, new_key)
            with translated_file(target.parent):
                put_on_disk(unfinished)
                unfinished.rename(target)
            yield
        finally:
            driver.close()
            delete_with_journal(unfinished)


def erase(path: Path) -> None:
    """Deletes a record's files, overwritten first, so that a file system that keeps what was deleted keeps zeros."""
    for name in _BESIDE:
        file = path.with_name(path.name + name)
        with contextlib.suppress(FileNotFoundError), file.open("r+b") as content:
            left = file.stat().st_size
            while left > 0:
                left -= content.write(_ZEROS[:left])
        file.unlink(missing_ok=True)


def _have_alone(driver: sqlite3.Connection, source: Path) -> None:
    """SQLite leaves WAL only for who has the record alone."""
    (mode,) = driver.execute("PRAGMA journal_mode = DELETE").fetchone()
    if mode != "delete":
        raise RecordBusy(path=str(source))
    driver.execute("PRAGMA locking_mode = EXCLUSIVE")
    driver.execute("BEGIN EXCLUSIVE")
    driver.execute("COMMIT")


def _export(driver: sqlite3.Connection, target: Path, key: bytes | None) -> None:
    literal = "''" if key is None else f'"{_literal(key)}"'
    driver.execute(f"ATTACH ? AS other KEY {literal}", (str(target),))
    driver.execute("SELECT sqlcipher_export('other')").fetchall()
    (version,) = driver.execute("PRAGMA main.user_version").fetchone()
    driver.execute(f"PRAGMA other.user_version = {version}")
    driver.execute("DETACH other")


def _literal(key: bytes) -> str:
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    return f"x'{key.hex()}'"
