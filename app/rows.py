"""Rows of a JSONL file, read or judged one after the other without being kept.

The whole file is looked at before the first row is read: a broken line is told before minutes are spent.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app.clock import today
from app.shapes import Shape, judgement_shape, reading_shape
from app.words import Words
from coach.reader import Guard, Reader, ToRead, Unwatched
from journal.errors import FileNotFound, KesanError, UnreadableImport
from journal.frozen import Frozen
from journal.language import language_of
from journal.reflection import clean_text


class TextRow(Frozen):
    """A text with its id, and the day it tells of where the row has one."""

    id: str
    text: str
    on: date | None = None


def text_rows(path: Path) -> tuple[TextRow, ...]:
    """The rows of a file of `{"id","text"}` lines; empty lines are passed over.

    Raises:
        FileNotFound: it can't be read.
        UnreadableImport: a line is no such row.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise FileNotFound(path=str(path)) from error
    except UnicodeDecodeError as error:
        raise UnreadableImport(line=error.object.count(b"\n", 0, error.start) + 1, reason="UTF-8") from error
    return tuple(_row(number, line) for number, line in enumerate(lines, start=1) if line.strip())


def read_rows(rows: tuple[TextRow, ...], reader: Reader, words: Words) -> Iterator[Shape]:
    """For each row its reading, or the sentence of its problem."""
    for row in rows:
        try:
            yield {"id": row.id, "reading": reading_shape(reader.read(_to_read(row), Unwatched()))}
        except KesanError as error:
            yield {"id": row.id, "problem": words.problem(error)}


def guard_rows(rows: tuple[TextRow, ...], guard: Guard, words: Words) -> Iterator[Shape]:
    """For each row whether it is a transactional step, and why, or the sentence of its problem."""
    for row in rows:
        try:
            yield {"id": row.id, **judgement_shape(guard.judge(clean_text(row.text), language_of(row.text)))}
        except KesanError as error:
            yield {"id": row.id, "problem": words.problem(error)}


def _to_read(row: TextRow) -> ToRead:
    text = clean_text(row.text)
    on = row.on or today()
    return ToRead(text=text, on=on, today=max(on, today()), language=language_of(text))


def _row(number: int, line: str) -> TextRow:
    """The row of a line; what is wrong with it is told without its words."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UnreadableImport(line=number, reason=f"JSON, {error.colno}") from None
    except RecursionError:
        raise UnreadableImport(line=number, reason="JSON") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        raise UnreadableImport(line=number, reason='{"id", "text"}')
    name = str(row["id"])
    if not _is_utf_8(name):
        raise UnreadableImport(line=number, reason="id")
    return TextRow(id=name, text=row["text"], on=_day(number, row.get("date")))


def _day(number: int, given: object) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        raise UnreadableImport(line=number, reason="date") from None


def _is_utf_8(name: str) -> bool:
    """Whether it can be written again: JSON may escape half of a letter."""
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False
