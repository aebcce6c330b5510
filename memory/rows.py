"""One row of an import file, checked: what it must have, and that what it says of itself is so."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from pydantic import ValidationError

from journal.errors import EmptyText, FutureDate, TextTooLong, UnreadableImport
from journal.reading import Reading
from journal.reflection import check_day, clean_text
from memory.copies import Copy


class Clock(NamedTuple):
    """When an import takes place: rows that don't say when they were kept are kept `now`; `today` is the user's."""

    now: datetime
    today: date


def copy_of(row: object, line: int, clock: Clock) -> Copy:
    """The row as a copy to keep. A row without an id gets one.

    Raises:
        UnreadableImport: it can't be kept; the reason names the field.
    """
    if not isinstance(row, Mapping):
        raise UnreadableImport(line=line, reason="JSON")
    given = {str(name): value for name, value in row.items() if value is not None}
    given |= {"id": _identity(given.get("id")), "text": _text(given.get("text"), line)}
    given.setdefault("kept_at", clock.now)
    try:
        copy = Copy.model_validate(given)
        check_day(copy.date, clock.today)
    except FutureDate as error:
        raise UnreadableImport(line=line, reason="date") from error
    except ValidationError as error:
        # Its message would quote the row.
        raise UnreadableImport(line=line, reason=str(error.errors()[0]["loc"][0])) from None
    if copy.reading is not None and not _stands_in(copy.text, copy.reading):
        raise UnreadableImport(line=line, reason="reading")
    return copy


def _identity(given: object) -> object:
    if given in (None, ""):
        return uuid.uuid4().hex
    return str(given) if isinstance(given, int) else given


def _text(given: object, line: int) -> str:
    if not isinstance(given, str):
        raise UnreadableImport(line=line, reason="text")
    try:
        return clean_text(given)
    except (EmptyText, TextTooLong) as error:
        raise UnreadableImport(line=line, reason="text") from error


def _stands_in(text: str, reading: Reading) -> bool:
    quoted = all(text[move.start : move.end] == move.quote for move in reading.moves)
    grounds = [*reading.grounds, *(ground for grounds in reading.lens_grounds.values() for ground in grounds)]
    return quoted and all(0 <= ground < len(reading.moves) for ground in grounds)
