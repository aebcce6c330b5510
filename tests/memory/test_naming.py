"""Whom a name means is the same whether the record is asked each time or everybody is held in memory."""

from collections.abc import Sequence
from datetime import date
from itertools import cycle, islice

import pytest

from journal.reading import Reading
from journal.reflection import LOCAL_OWNER, Owner
from memory.copies import Copy
from memory.record import OwnedRecord, Record
from tests.memory.fakes import DAY, NOON, person, reading, step

CALLED = (
    "Bu Dewi",
    "Bu Dewi Anggraini",
    "Pak Budi",
    "Budi",
    "Bu Budi",
    "Kevin",
    "Kevin Tan",
    "Kevin Wijaya",
    "Kev",
    "Jaka Tarub",
    "JT",
    "Andi",
    "Andy",
    "Pak Bambang",
    "Pak Bams",
    "Dewi",
    "  ",
)
TOGETHER = Owner("together")


def told(number: int) -> Reading:
    """What the reading of one reflection tells: of one or two people, some with another name too."""
    first, second = CALLED[number % len(CALLED)], CALLED[number * 7 % len(CALLED)]
    also = (CALLED[number * 5 % len(CALLED)],) if number % 3 == 0 else ()
    people = (person(first, "kirim buku"), person(second))[: 1 + number % 2]
    return reading(
        people[0].model_copy(update={"aliases": also}), *people[1:], suggested=step(who=first.strip() or None)
    )


def text(number: int) -> str:
    """A reflection that tells two of one name apart by what it speaks of."""
    topics = islice(cycle(("roastery kopi arabika sangrai", "kapal layar dermaga nelayan")), number % 2, None)
    return f"Ketemu {CALLED[number % len(CALLED)]} soal {next(topics)} ({number})."


def known(owned: OwnedRecord) -> list[tuple[str, frozenset[str], list[date], int]]:
    """Everybody, with all their names and what is told of them."""
    return sorted(
        (tie.person.name, frozenset(tie.person.aliases), [one.on for one in tie.meetings], len(tie.promises))
        for tie in owned.people()
    )


def bring(owned: OwnedRecord, numbers: Sequence[int]) -> int:
    """Brings reflections in, all at once."""
    return owned.take_in(
        Copy(id=f"r{number}", date=DAY, text=text(number), kept_at=NOON, reading=told(number), read_at=NOON)
        for number in numbers
    )


def read_one_by_one(owned: OwnedRecord, numbers: Sequence[int]) -> None:
    """Keeps and reads the same reflections, one after the other."""
    for number in numbers:
        bring_unread = Copy(id=f"r{number}", date=DAY, text=text(number), kept_at=NOON)
        owned.take_in([bring_unread])
        owned.save_reading(f"r{number}", told(number), NOON)


@pytest.mark.parametrize("before", [0, 20], ids=["into an empty journal", "into one that knows people"])
def test_a_journal_that_is_brought_in_knows_the_same_people_as_one_that_is_read(record: Record, before: int) -> None:
    together, one_by_one = record.of(TOGETHER), record.of(LOCAL_OWNER)
    for owned in (together, one_by_one):
        read_one_by_one(owned, range(before))
    assert bring(together, range(60)) == 60 - before
    read_one_by_one(one_by_one, range(before, 60))
    assert known(together) == known(one_by_one)
    assert len(known(together)) > 5


def test_reading_again_what_was_brought_in_changes_nobody(record: Record) -> None:
    owned = record.of(LOCAL_OWNER)
    bring(owned, range(40))
    before = known(owned), {one.id for one in owned.everybody()}
    for number in range(40):
        owned.save_reading(f"r{number}", told(number), NOON)
    assert (known(owned), {one.id for one in owned.everybody()}) == before


def test_a_name_that_is_found_while_it_is_brought_in_is_one_person(owned: OwnedRecord) -> None:
    bring(owned, [0, 1])
    found = owned.find_person("Bu Dewi")
    assert found is not None
    assert (found.name, found.aliases) == ("Bu Dewi Anggraini", ("Bu Dewi",))
