"""The journal into files and out of them, whole or not at all. Which kind, the file's ending says."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from journal.errors import FileExists, FileNotFound, UnknownFileKind
from memory.copies import Copy, copies
from memory.files import translated_file
from memory.jsonl import from_lines, to_lines
from memory.markdown import read_names, read_pages, write_pages
from memory.owned import OwnedRecord
from memory.rows import Clock

_ZIP = ".zip"


def import_file(record: OwnedRecord, path: Path, clock: Clock, progress: Callable[[int], None] | None = None) -> int:
    """Keeps a file's reflections, and the names of whoever has a page in it; returns how many reflections were not
    there yet, by id or by text and day. `progress` is told how many were read; what it raises stops the import, and
    nothing is kept.

    Raises:
        FileNotFound: it can't be read.
        UnknownFileKind: it is neither JSON lines nor a zip of Markdown.
        UnreadableImport: a line or page can't be read; nothing was imported.
    """
    read = _reader(path)
    try:
        with path.open("rb") as file:
            brought = record.take_in(_counted(read(file, clock), progress))
            if path.suffix.lower() == _ZIP:
                record.add_contacts(one for one in read_names(file) if record.find_person(one.name) is None)
            return brought
    except OSError as error:
        raise FileNotFound(path=str(path)) from error


def export_file(record: OwnedRecord, path: Path) -> int:
    """Writes all reflections to a new file that this user alone can read; returns how many.

    Raises:
        FileExists: there is a file at `path`.
        UnknownFileKind: its ending is neither `.jsonl` nor `.zip`.
        HomeNotWritable, DiskFull: it can't be written.
    """
    write = _writer(path)
    return _new_file(path, lambda file: write(record, file))


def write_new(path: Path, content: bytes) -> None:
    """Writes a new file that this user alone can read.

    Raises:
        FileExists: there is a file at `path`.
        HomeNotWritable, DiskFull: it can't be written.
    """
    _new_file(path, lambda file: file.write(content))


def _new_file(path: Path, write: Callable[[BinaryIO], int]) -> int:
    """What `write` returns; the file has its name once it is whole."""
    if path.exists():
        raise FileExists(path=str(path))
    with translated_file(path.parent):
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        unfinished = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                count = write(file)
            unfinished.rename(path)
        finally:
            unfinished.unlink(missing_ok=True)
    return count


def _reader(path: Path) -> Callable[[BinaryIO, Clock], Iterable[Copy]]:
    match path.suffix.lower():
        case ".jsonl":
            return from_lines
        case ending if ending == _ZIP:
            return read_pages
    raise UnknownFileKind(ending=path.suffix)


def _counted(copies: Iterable[Copy], progress: Callable[[int], None] | None) -> Iterator[Copy]:
    for count, copy in enumerate(copies, start=1):
        if progress is not None:
            progress(count)
        yield copy


def _writer(path: Path) -> Callable[[OwnedRecord, BinaryIO], int]:
    match path.suffix.lower():
        case ".jsonl":
            return _write_lines
        case ending if ending == _ZIP:
            return _write_pages
    raise UnknownFileKind(ending=path.suffix)


def _write_pages(record: OwnedRecord, file: BinaryIO) -> int:
    return write_pages(copies(record), file, record.people())


def _write_lines(record: OwnedRecord, file: BinaryIO) -> int:
    count = 0
    for line in to_lines(copies(record)):
        file.write(line)
        count += 1
    return count
