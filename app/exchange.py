"""The journal brought in from a file, and taken out to one: which kind, by the file's ending."""

from pathlib import Path

from journal.errors import UnknownFileKind
from memory.record import OwnedRecord

JSONL, MARKDOWN = ".jsonl", ".zip"


def import_file(record: OwnedRecord, path: Path) -> int:
    """How many reflections a file brought that were not there yet; they are kept, and not read.

    Raises:
        FileNotFound, UnknownFileKind, UnreadableImport: none was imported.
    """
    raise UnknownFileKind(ending=path.suffix)


def export_file(record: OwnedRecord, path: Path) -> int:
    """How many reflections were written to a new file.

    Raises:
        FileExists, UnknownFileKind, HomeNotWritable, DiskFull: nothing was written.
    """
    raise UnknownFileKind(ending=path.suffix)
