"""The record: the one true copy of everything that was kept, by all owners."""

from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import select

from journal.reflection import Owner
from memory import keeping
from memory.copies import Copy
from memory.database import Database
from memory.entries import Cursor, Entry, Problem
from memory.fulltext import TextMatch
from memory.owned import OwnedRecord
from memory.places import Chunk, Key
from memory.tables import reflections
from memory.vectors import Vectors

__all__ = ["Chunk", "Copy", "Cursor", "Entry", "Key", "OwnedRecord", "Problem", "Record", "TextMatch", "Vectors"]


class Record:
    """One database with all owners' journals, safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str, key: bytes | None = None, seal: bytes = b"") -> Self:
        """The record at a database URL, made or migrated where needed; with a `key`, under it. `seal` is what stands
        at the end of all its backups.

        Raises:
            RecordDamaged, RecordNewer, RecordBusy, HomeNotWritable, DiskFull, BadSetting: it can't be used.
        """
        return cls(Database.open(url, key, seal))

    @property
    def place(self) -> str:
        """Where it lies: a path, or a URL without its password."""
        return self._database.place

    def of(self, owner: Owner) -> OwnedRecord:
        """What belongs to one owner."""
        return OwnedRecord(self._database.of(owner), owner)

    def interrupt_readings(self) -> int:
        """Takes back the mark of all owners' readings that a crash cut off, whoever was at them; returns how many
        there were."""
        with self._database.writing() as connection:
            return keeping.interrupt(connection, None, self._database.at_work)

    def owners(self) -> tuple[Owner, ...]:
        """All who keep a reflection here: for the index's upkeep, never to show."""
        with self._database.reading() as connection:
            found = connection.execute(select(reflections.c.owner).distinct().order_by(reflections.c.owner)).scalars()
            return tuple(Owner(owner) for owner in found)

    def backup(self, path: Path) -> None:
        """Writes a consistent copy of the record to `path`, while reading and writing go on.

        Raises:
            FileExists, HomeNotWritable, DiskFull: it was not written.
        """
        self._database.backup(path)

    def restore(self, path: Path) -> None:
        """Puts a backup's content in place of all there is; other processes see it at once.

        Raises:
            FileNotFound, RecordDamaged, RecordNewer, RecordBusy, HomeNotWritable, DiskFull, OnServer: nothing was
                changed.
        """
        self._database.restore(path)

    def integrity(self) -> tuple[str, ...]:
        """What the database finds wrong with itself, in its own words; empty when all is well."""
        return self._database.integrity()

    def close(self) -> None:
        """Closes all connections; the record can't be used afterwards."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
