"""The journal brought in from a file and taken out to one, with today's clock."""

from pathlib import Path

from app.clock import now, today
from memory import exchange
from memory.owned import OwnedRecord
from memory.rows import Clock


def import_file(record: OwnedRecord, path: Path) -> int:
    """How many reflections a file brought that were not there yet; those that came without a reading are unread.

    Raises:
        FileNotFound, UnknownFileKind, UnreadableImport: none was imported.
    """
    return exchange.import_file(record, path, Clock(now=now(), today=today()))


def export_file(record: OwnedRecord, path: Path) -> int:
    """How many reflections were written to a new file.

    Raises:
        FileExists, UnknownFileKind, HomeNotWritable, DiskFull: nothing was written.
    """
    return exchange.export_file(record, path)
