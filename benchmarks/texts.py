"""Texts to measure with: the project's own reflections, cut and joined to the length that is wanted."""

import itertools
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from journal.language import language_of
from journal.reading import Lenses, MadeBy, PersonRead, Reading
from journal.sentences import sentences

ROOT = Path(__file__).resolve().parent.parent
_FIRST_DAY = date(2020, 1, 1)


def rows() -> list[dict[str, Any]]:
    """All labelled reflections of data/."""
    files = [ROOT / "data" / "dev" / "reflections.jsonl", *sorted((ROOT / "data" / "train").glob("*.jsonl"))]
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


def texts_of(words: int, count: int) -> list[str]:
    """Different texts of so many words each."""
    told = itertools.cycle(word for row in rows() for word in row["text"].split())
    return [" ".join(itertools.islice(told, words)) for _ in range(count)]


def journal(size: int) -> Iterator[tuple[date, str, Reading]]:
    """Days of a long journal with readings as their authors gave them: each day the first half of one reflection
    and the second of another, with the people of the first."""
    known = rows()
    choose = random.Random(1)
    for day in range(size):
        first, second = choose.sample(known, 2)
        text = f"{_half(first['text'], 0)} {_half(second['text'], 1)} ({day})"
        yield _FIRST_DAY + timedelta(days=day), text, _reading(first, text)


def _half(text: str, part: int) -> str:
    spans = sentences(text)
    middle = max(1, len(spans) // 2)
    chosen = spans[:middle] if part == 0 else spans[middle:]
    return text[chosen[0].start : chosen[-1].end] if chosen else ""


def _reading(row: dict[str, Any], text: str) -> Reading:
    people = tuple(
        PersonRead(name=one["name"], verdict=row["verdict"], cares_about=tuple(one["cares_about"]))
        for one in row["people"]
    )
    return Reading(
        verdict=row["verdict"],
        because="",
        their_side="",
        lenses=Lenses.model_validate(row["lenses"]),
        moves=(),
        people=people,
        language=language_of(text),
        made_by=MadeBy(reader="embedded", model="data"),
    )
