"""The journal brought in from a file and taken out to one, with today's clock."""

from collections.abc import Callable
from pathlib import Path

from app import chats, disagreeing
from app.clock import now, today
from journal.errors import FileNotFound, UnknownFileKind
from memory import exchange
from memory.owned import OwnedRecord
from memory.rows import Clock


def import_file(
    record: OwnedRecord, path: Path, me: str | None = None, progress: Callable[[int], None] | None = None
) -> int:
    """How many reflections a file brought that were not there yet; those that came without a reading are unread.

    Args:
        me: the user's name in a chat; None where it can be told.
        progress: told how many reflections were read so far; what it raises stops the import.

    Raises:
        FileNotFound, UnknownFileKind, UnreadableImport, NoChatFound, WhoAreYou, TextTooLong: none was imported.
    """
    if chats.is_chat(path):
        try:
            found = chats.chats_in(path.name, path.read_bytes())
        except OSError as error:
            raise FileNotFound(path=str(path)) from error
        return record.keep_all(tuple(chats.reflections_of(found, me, now(), today())))
    return exchange.import_file(record, path, Clock(now=now(), today=today()), progress)


def export_file(record: OwnedRecord, path: Path) -> int:
    """How many reflections were written to a new file.

    Raises:
        FileExists, UnknownFileKind, HomeNotWritable, DiskFull: nothing was written.
    """
    return exchange.export_file(record, path)


def write_new(path: Path, content: bytes) -> None:
    """Writes a new file that this user alone can read.

    Raises:
        FileExists, HomeNotWritable, DiskFull: nothing was written.
    """
    exchange.write_new(path, content)


def export_cases(record: OwnedRecord, path: Path) -> int:
    """How many corrected reflections were written to a new file of JSON lines, as cases to evaluate a reader on.

    Raises:
        FileExists, UnknownFileKind, HomeNotWritable, DiskFull: nothing was written.
    """
    if path.suffix.lower() != ".jsonl":
        raise UnknownFileKind(ending=path.suffix)
    lines = tuple(disagreeing.cases(record))
    exchange.write_new(path, "".join(f"{line}\n" for line in lines).encode())
    return len(lines)
