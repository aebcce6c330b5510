"""The journal as JSON lines: one reflection a line, `{"id","date","text"}` and what became of it.

Out and in again is the same, and a file is imported whole or not at all.
"""

import json
from collections.abc import Iterable, Iterator

from journal.errors import UnreadableImport
from memory.copies import Copy
from memory.rows import Clock, copy_of

_MARK = b"\xef\xbb\xbf"


def to_lines(copies: Iterable[Copy]) -> Iterator[bytes]:
    """The copies, a line each; what has its default is left out."""
    for copy in copies:
        row = copy.model_dump(mode="json", exclude_defaults=True)
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def from_lines(lines: Iterable[bytes], clock: Clock) -> Iterator[Copy]:
    """The copies, as the lines are read; empty lines are passed over.

    Raises:
        UnreadableImport: a line can't be read; the error says which and why.
    """
    for number, line in enumerate(lines, start=1):
        stripped = line.removeprefix(_MARK).strip()
        if stripped:
            yield copy_of(_parsed(stripped, number), number, clock)


def _parsed(line: bytes, number: int) -> object:
    try:
        parsed: object = json.loads(line.decode())
    except UnicodeDecodeError:
        raise UnreadableImport(line=number, reason="UTF-8") from None
    except (ValueError, RecursionError):
        raise UnreadableImport(line=number, reason="JSON") from None
    return parsed
