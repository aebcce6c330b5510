"""Backups of a journal that is under a passphrase: the seal stands at the end of the file, after the last page, so the
passphrase alone opens it anywhere.

The seal holds no secret: the salt and the costs of the key, and a check of it. Before a backup is read, a copy without
the ending, under the key of the journal that it goes to, is made beside that journal, and erased afterwards.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from app.home import trouble_with
from app.passphrase import SEAL_MARK, Seal, read_seal
from journal.errors import Locked, RecordDamaged
from memory.sealing import converted, erase

_LONGEST = 4_096  # bytes
_COPY, _CONVERTED = ".restoring.db", ".restoring-converted.db"


@contextmanager
def under(home: Path, backup: Path, key: bytes | None, passphrase: str | None) -> Iterator[Path]:
    """A file with the backup's content under the journal's `key` (None: readable), until the block ends: the backup
    itself where it has no seal.

    Raises:
        Locked: it is under another passphrase than the journal, and none was given.
        WrongPassphrase: it is not the backup's passphrase.
        RecordDamaged: its seal can't be read.
        PassphraseUnavailable, HomeNotWritable, DiskFull: the copy can't be made.
    """
    found = _seal_of(backup)
    if found is None:
        yield backup
        return
    seal, pages = found
    its_key = key if key is not None and seal.salt == read_seal(home).salt else _key_of(seal, passphrase)
    copy = home / _COPY
    try:
        _copy_pages(backup, copy, pages)
        if its_key == key:
            yield copy
        else:
            with converted(copy, home / _CONVERTED, key=its_key, new_key=key):
                pass
            yield home / _CONVERTED
    finally:
        _erase(home)


def _seal_of(backup: Path) -> tuple[Seal, int] | None:
    """A backup's seal and how many bytes are before it; None when it has none, or is no file."""
    try:
        with backup.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _LONGEST))
            tail = file.read()
    except OSError:
        return None  # told by whoever reads it
    place = tail.rfind(SEAL_MARK)
    if place < 0:
        return None
    try:
        return Seal.model_validate_json(tail[place + len(SEAL_MARK) :]), size - len(tail) + place
    except ValidationError as error:
        raise RecordDamaged(path=str(backup)) from error


def _key_of(seal: Seal, passphrase: str | None) -> bytes:
    if passphrase is None:
        raise Locked
    return seal.opens(passphrase)


def _copy_pages(backup: Path, copy: Path, pages: int) -> None:
    try:
        copy.touch(mode=0o600)
        shutil.copyfile(backup, copy)
        with copy.open("r+b") as file:
            file.truncate(pages)
    except OSError as error:
        raise trouble_with(copy.parent, error) from error


def _erase(home: Path) -> None:
    try:
        erase(home / _COPY)
        erase(home / _CONVERTED)
    except OSError as error:
        raise trouble_with(home, error) from error
