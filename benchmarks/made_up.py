"""Reflections of a long journal, made up from the project's own: the first half of one, the second half of another,
and the name of somebody whom the journal knows. Readings are as the authors of the halves gave them.

All of it is seeded: the same size gives the same journal. One person more is met with every five reflections.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from benchmarks.texts import ROOT, rows
from journal.language import Language, language_of
from journal.reading import Lenses, MadeBy, Move, PersonRead, Reading, Step, TieQuality
from journal.sentences import sentences
from journal.signals import Signal, Verdict

TEXTS = 300  # of the labelled reflections; each sentence of them is encoded once
_LONGEST_DAYS = 3_650
_PEOPLE_SHARE = 5
_NAMES = ROOT / "coach" / "embedded" / "given_names.txt"
_TITLES = ("Pak", "Bu", "Mas", "Mbak")
_STEP_EVERY = 3


class MadeUp(NamedTuple):
    """One reflection; `parts` are the sentences of the pool that it was made from, by number."""

    id: str
    on: date
    kept_at: datetime
    text: str
    parts: tuple[int, ...]
    reading: Reading


class Pool(NamedTuple):
    """The labelled reflections that journals are made from, and all their sentences."""

    rows: tuple[dict[str, Any], ...]
    sentences: tuple[str, ...]
    of_row: tuple[tuple[int, ...], ...]


@cache
def pool() -> Pool:
    """The first `TEXTS` labelled reflections."""
    known = rows()[:TEXTS]
    told: list[str] = []
    of_row: list[tuple[int, ...]] = []
    for row in known:
        spans = sentences(row["text"])
        of_row.append(tuple(range(len(told), len(told) + len(spans))))
        told += [row["text"][span.start : span.end] for span in spans]
    return Pool(tuple(known), tuple(told), tuple(of_row))


def journal(size: int, today: date) -> Iterator[MadeUp]:
    """So many reflections up to today, oldest first: one a day, more where ten years are too short for that."""
    choose, known = random.Random(size), pool()
    days = min(size, _LONGEST_DAYS)
    named = people(max(3, size // _PEOPLE_SHARE))
    for number in range(size):
        on = today - timedelta(days=days - 1 - number * days // size)
        first, second = (choose.randrange(len(known.rows)) for _ in range(2))
        met = choose.sample(named, choose.choice((1, 1, 1, 2)))
        parts = (*_half(known.of_row[first], 0), *_half(known.of_row[second], 1))
        text = " ".join((f"Ketemu {' dan '.join(met)} ({number}).", *(known.sentences[part] for part in parts)))
        yield MadeUp(
            id=UUID(int=choose.getrandbits(128)).hex,
            on=on,
            kept_at=datetime.combine(on, time(12), UTC) + timedelta(seconds=number % 40_000),
            text=text,
            parts=parts,
            reading=_reading(text, known.rows[first], met, with_step=number % _STEP_EVERY == 0),
        )


def people(count: int) -> tuple[str, ...]:
    """So many different names of two words, a title before them."""
    return tuple(_name(number) for number in range(count))


def _name(number: int) -> str:
    given = _given_names()
    second = given[(number // len(given) + number * 31 + 1) % len(given)]
    return f"{_TITLES[number % 4]} {given[number % len(given)]} {second}"


@cache
def _given_names() -> tuple[str, ...]:
    lines = _NAMES.read_text(encoding="utf-8").splitlines()
    return tuple(line.strip().title() for line in lines if line.strip().isalpha())


def _half(numbers: tuple[int, ...], part: int) -> tuple[int, ...]:
    middle = max(1, len(numbers) // 2)
    return numbers[:middle] if part == 0 else numbers[middle:]


def _reading(text: str, row: dict[str, Any], met: Sequence[str], *, with_step: bool) -> Reading:
    """What the author of the first half said of it, told of the people who were met."""
    moves = tuple(_moves(text, row))
    promised = tuple(move.quote for move in moves if move.signal is Signal.PROMISE)
    cares = tuple(words for one in row["people"] for words in one["cares_about"])
    verdict, language = Verdict(row["verdict"]), language_of(text)
    return Reading(
        verdict=verdict,
        because="",
        their_side="",
        lenses=Lenses.model_validate(row["lenses"]),
        moves=moves,
        grounds=tuple(range(min(3, len(moves)))),
        people=tuple(
            PersonRead(
                name=name,
                verdict=verdict,
                warmth=_warmth(row),
                cares_about=cares,
                promises=promised if place == 0 else (),
                tie_quality=TieQuality.model_validate(row["tie_quality"]),
            )
            for place, name in enumerate(met)
        ),
        step=_step(met[0], cares, language) if with_step else None,
        language=language,
        made_by=MadeBy(reader="embedded", model="made up"),
    )


def _warmth(row: dict[str, Any]) -> float:
    """From the signals that its author gave, as `coach.facts` does from a reading's."""
    leans = [Signal(signal).lean for sentence in row.get("sentences", ()) for signal in sentence["signals"]]
    plus, minus = leans.count(1), leans.count(-1)
    return (plus - 0.7 * minus) / (plus + minus + 1.0)


def _moves(text: str, row: dict[str, Any]) -> Iterator[Move]:
    for sentence in row.get("sentences", ()):
        quote = sentence["text"]
        start = text.find(quote)
        for signal in sentence["signals"] if start >= 0 else ():
            yield Move(signal=Signal(signal), quote=quote, start=start, end=start + len(quote))


def _step(name: str, cares: Sequence[str], language: Language) -> Step:
    detail = cares[0] if cares else ""
    action = f"Tanya kabar {name}." if language is Language.INDONESIAN else f"Ask {name} how it went."
    return Step(person=name, action=action, message=action, because=detail, due=None)
