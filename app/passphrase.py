"""The passphrase over a home: which of two files is the record, what opens it, and how the one becomes the other.

`seal.json` decides alone. Where it is, `kesan.sealed.db` is the record, under a key that Argon2id makes of the
passphrase and the salt in it; where it is not, `kesan.db`. It is written or deleted in one step once the other file is
whole and on disk, so a crash leaves either the old state or the new one, and a leftover that the next opening erases.
Argon2id's costs are the second recommendation of RFC 9106: 3 passes over 64 MiB in 4 lanes.
"""

import hmac
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from filelock import FileLock, Timeout
from pydantic import Field, ValidationError

from app.clock import now
from app.home import trouble_with, write_privately
from app.settings import Settings
from journal.errors import (
    BadSetting,
    Locked,
    PassphraseTooShort,
    PassphraseTooSoon,
    RecordBusy,
    WrongPassphrase,
)
from journal.frozen import Frozen
from memory.record import Record
from memory.sealing import KEY_BYTES, converted, erase, sqlcipher

SEAL, PLAIN, SEALED, INDEX = "seal.json", "kesan.db", "kesan.sealed.db", "index"
SEAL_MARK = b"\nkesan-seal "
PASSES, MEMORY_KIB, LANES = 3, 65_536, 4
SHORTEST = 8  # characters
_FREE_TRIES, _LONGEST_S = 3, 900


class Seal(Frozen):
    """What `seal.json` holds: how the key is made, a check that it is the right one, and the wrong tries so far."""

    salt: str
    check: str
    passes: int
    memory_kib: int
    lanes: int
    failures: int = Field(default=0, ge=0)
    last_failure: datetime | None = None

    def key(self, passphrase: str) -> bytes:
        """The key that a passphrase makes."""
        salt = bytes.fromhex(self.salt)
        secret = passphrase.encode()
        return hash_secret_raw(secret, salt, self.passes, self.memory_kib, self.lanes, KEY_BYTES, Type.ID)

    def wait(self, moment: datetime) -> int:
        """Seconds until the next try: none for the first tries, then 2, 4, 8 … up to a quarter of an hour."""
        if self.last_failure is None or self.failures < _FREE_TRIES:
            return 0
        delay = timedelta(seconds=min(2 ** (self.failures - _FREE_TRIES + 1), _LONGEST_S))
        return max(0, int((self.last_failure + delay - moment).total_seconds() + 0.999))

    def opens(self, passphrase: str) -> bytes:
        """The key that opens what is under this seal.

        Raises:
            WrongPassphrase: it is not the passphrase.
        """
        key = self.key(passphrase)
        if not hmac.compare_digest(_check(key), self.check):
            raise WrongPassphrase(seconds=self.wait(now()))
        return key


def is_sealed(home: Path) -> bool:
    """Whether the home's record is under a passphrase."""
    return (home / SEAL).exists()


def record_file(home: Path) -> Path:
    """The home's record."""
    return home / (SEALED if is_sealed(home) else PLAIN)


def settle(home: Path) -> None:
    """Erases what a conversion that a crash cut off has left.

    Raises:
        RecordBusy: a conversion is under way.
        HomeNotWritable, DiskFull: it can't be erased.
    """
    leftovers = [home / PLAIN, home / INDEX] if is_sealed(home) else [home / SEALED]
    if not any(path.exists() for path in leftovers) or not record_file(home).exists():
        return
    with _converting(home):
        _erase_all(home, is_sealed(home))


def open_record(settings: Settings, key: bytes | None) -> Record:
    """The record that the settings name, under its key where it is sealed.

    Raises:
        Locked: it is under a passphrase, and there is no key.
        KesanError: it can't be opened, as `Record.open` says.
    """
    home = settings.home
    if settings.database_url:
        return Record.open(settings.record_url)
    if is_sealed(home) and key is None:
        raise Locked
    settle(home)
    file = record_file(home)
    record = (
        Record.open(f"sqlite:///{file}", key, backups_ending(home))
        if file.name == SEALED
        else Record.open(f"sqlite:///{file}")
    )
    if record_file(home) != file:  # it was sealed, or opened, just now
        record.close()
        raise RecordBusy(path=str(file))
    return record


def key_of(home: Path, passphrase: str) -> bytes:
    """The key that opens the record.

    Raises:
        PassphraseTooSoon: the next try is not allowed yet.
        WrongPassphrase: it is not the passphrase.
        BadSetting: the seal can't be read.
    """
    seal = read_seal(home)
    wait = seal.wait(now())
    if wait:
        raise PassphraseTooSoon(seconds=wait)
    failed = seal.model_copy(update={"failures": seal.failures + 1, "last_failure": now()})
    _write(home, failed)  # first: who ends the program in between has used up a try
    key = failed.opens(passphrase)
    _write(home, seal.model_copy(update={"failures": 0, "last_failure": None}))
    return key


def seal(home: Path, passphrase: str) -> bytes:
    """Puts the home's record under a passphrase; no Kesan may be open on it. Returns the key.

    Raises:
        PassphraseTooShort, PassphraseUnavailable: nothing was changed.
        RecordBusy, RecordDamaged, HomeNotWritable, DiskFull: nothing was changed.
    """
    if len(passphrase) < SHORTEST:
        raise PassphraseTooShort(shortest=SHORTEST)
    sqlcipher()
    made = Seal(salt=os.urandom(16).hex(), check="", passes=PASSES, memory_kib=MEMORY_KIB, lanes=LANES)
    key = made.key(passphrase)
    with _converting(home):
        with converted(home / PLAIN, home / SEALED, key=None, new_key=key):
            _write(home, made.model_copy(update={"check": _check(key)}))
        _erase_all(home, sealed=True)
    return key


def unseal(home: Path, passphrase: str) -> None:
    """Makes the home's record readable again; no Kesan may be open on it.

    Raises:
        PassphraseTooSoon, WrongPassphrase, PassphraseUnavailable: nothing was changed.
        RecordBusy, RecordDamaged, HomeNotWritable, DiskFull: nothing was changed.
    """
    key = key_of(home, passphrase)
    with _converting(home):
        with converted(home / SEALED, home / PLAIN, key=key, new_key=None):
            (home / SEAL).unlink()
        _erase_all(home, sealed=False)


def _erase_all(home: Path, sealed: bool) -> None:  # noqa: FBT001 a state, named where it is called
    try:
        erase(home / (PLAIN if sealed else SEALED))
        if sealed:
            shutil.rmtree(home / INDEX, ignore_errors=True)
    except OSError as error:
        raise trouble_with(home, error) from error


@contextmanager
def _converting(home: Path) -> Iterator[None]:
    """Nobody else converts meanwhile; the lock of a killed process is free."""
    lock = FileLock(home / "converting.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise RecordBusy(path=str(home)) from error
    except OSError as error:
        raise trouble_with(home, error) from error
    try:
        yield
    finally:
        lock.release()


def read_seal(home: Path) -> Seal:
    """The seal of a home's record.

    Raises:
        Locked: it is not there any more.
        BadSetting: it can't be read.
    """
    try:
        return Seal.model_validate_json((home / SEAL).read_bytes())
    except FileNotFoundError as error:
        raise Locked from error
    except (OSError, ValidationError) as error:
        raise BadSetting(name=str(home / SEAL)) from error


def backups_ending(home: Path) -> bytes:
    """What stands after the last page of a sealed journal's backups (`app.sealed_backups`).

    Raises:
        Locked, BadSetting: the seal can't be read.
    """
    made = read_seal(home).model_copy(update={"failures": 0, "last_failure": None})
    return SEAL_MARK + made.model_dump_json().encode()


def _write(home: Path, made: Seal) -> None:
    write_privately(home / SEAL, json.dumps(made.model_dump(mode="json"), indent=1))


def _check(key: bytes) -> str:
    """What tells the right key from a wrong one without opening the record."""
    return hmac.digest(key, b"kesan", "sha256").hex()
