"""Every query that a page or a search runs finds its rows by an index: none reads a whole table."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPICursor

from journal.facts import FactKind
from journal.people import PromiseState, StepState
from journal.signals import Signal, Verdict
from memory.listing import ByName, Order, Sieve
from memory.record import OwnedRecord, Record
from tests.memory.fakes import DAY, NOON, person, reading, reflection, step

Asked = tuple[str, Any]
EVERYTHING = Sieve(called="bu", met_at_most=2, warm_from=0.5, not_since=DAY, promised=True, verdict=Verdict.MIXED)
PAGES: dict[str, Callable[[OwnedRecord], object]] = {
    "the first page": lambda owned: owned.entries(limit=6),
    "the next page": lambda owned: owned.entries(before=owned.entries(limit=1)[0].cursor, limit=6),
    "a verdict": lambda owned: owned.entries(verdict=Verdict.MIXED, since=DAY, limit=6),
    "a person's entries": lambda owned: owned.entries(person_id="nobody", limit=6),
    "one entry": lambda owned: owned.entry("a"),
    "entries by id": lambda owned: owned.entries_by_id(["a"]),
    "how many": lambda owned: owned.count(),
    "unread": lambda owned: owned.unread(),
    "months": lambda owned: owned.months(12),
    "a tally": lambda owned: owned.tally(DAY, DAY),
    "what somebody told lately": lambda owned: owned.told_lately("nobody", 30),
    "people met last, by id": lambda owned: owned.met_last(12),
    "a sieve's people": lambda owned: owned.people_who(EVERYTHING),
    "what was told in confidence": lambda owned: owned.in_trust(["a"]),
    "whom a reflection tells of": lambda owned: owned.told_of("a"),
    "who was in these": lambda owned: owned.told_in(["a"]),
    "people by id": lambda owned: owned.people_of(["nobody"]),
    "how many people": lambda owned: owned.people_count(),
    "who is made one with somebody": lambda owned: owned.merged_into("nobody"),
    "who goes by a name": lambda owned: owned.find_person("Bu Zubaedah"),
    "a mark among these": lambda owned: owned.having_signal(Signal.THEY_NAMED_ME, ["a"]),
    "how many contacts": lambda owned: owned.count_contacts(),
    "readings under way": lambda owned: owned.interrupt_readings(),
    "nothing kept": lambda owned: owned.is_empty(),
    "the newest day": lambda owned: owned.newest_day(),
    "on these days": lambda owned: owned.on_days([DAY], 3),
    "people met last": lambda owned: owned.people_met_last(12),
    "people by name": lambda owned: owned.people_page(Order.NAME, Sieve(), ByName("b", ""), 12),
    "people who fit": lambda owned: owned.people_page(
        Order.LAST_MET, Sieve("bu", 2, 0, 0.3, DAY, promised=True, verdict=Verdict.MIXED), None, 12
    ),
    "who stands together": lambda owned: owned.gatherings(DAY, 5),
    "people named in a text": lambda owned: owned.people_named_in("Kata Budi"),
    "names": lambda owned: owned.people_names(),
    "some people": lambda owned: owned.ties_of(["nobody"]),
    "how everybody stands": lambda owned: owned.standings(DAY),
    "facts of a kind": lambda owned: owned.facts_told((FactKind.GRIEF,), DAY, DAY),
    "people by a word": lambda owned: owned.people_with({"budi"}),
    "open promises": lambda owned: owned.promises(PromiseState.OPEN),
    "days that come": lambda owned: owned.facts_about(DAY, DAY, 5),
    "promises owed": lambda owned: owned.promises(PromiseState.OPEN, limit=3),
    "steps that are due": lambda owned: owned.steps(StepState.ACCEPTED, DAY),
    "a reflection's step": lambda owned: owned.steps(reflection_id="a"),
    "a change": lambda owned: owned.change_number(),
    "chunks": lambda owned: owned.chunks("words", ["a"]),
    "new vectors": lambda owned: owned.vectors("words", 3),
    "corrected moves": lambda owned: owned.with_corrected_moves(50),
    "contacts named in a text": lambda owned: owned.contacts_named_in("Kata Budi"),
    "drafts": lambda owned: owned.drafts(),
    "days": lambda owned: owned.days(["a"]),
}

OF_OTHER_QUERIES = ("SCAN anon_", "SCAN (subquery", "SCAN CONSTANT ROW")  # what an inner query found


@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_a_whole_table(record: Record, owned: OwnedRecord, page: str) -> None:
    owned.keep(reflection("a"))
    owned.save_reading("a", reading(person("Budi", "kirim buku"), suggested=step(who="Budi")), NOON)
    lines = plans(record, lambda: PAGES[page](owned))
    assert lines
    tables = [line for line in lines if line.startswith("SCAN") and not line.startswith(OF_OTHER_QUERIES)]
    assert not [line for line in tables if " INDEX " not in line]


def plans(record: Record, act: Callable[[], object]) -> list[str]:
    """What SQLite would do for each thing that is asked, step by step."""
    asked: list[Asked] = []

    def note(_c: Connection, _cursor: DBAPICursor, statement: str, parameters: Any, *_: object) -> None:
        asked.append((statement, parameters))

    engine = record._database._engine
    event.listen(engine, "before_cursor_execute", note)
    act()
    event.remove(engine, "before_cursor_execute", note)
    return [line for one in asked if one[0].startswith("SELECT") for line in plan(engine, one)]


def plan(engine: Engine, asked: Asked) -> list[str]:
    """What SQLite would do, step by step."""
    with engine.connect() as connection:
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0]}", asked[1])]


WORDS: dict[str, Callable[[OwnedRecord], object]] = {
    "words": lambda owned: owned.match_text(["budi"], 5),
    "how rare a word is": lambda owned: owned.count_having("budi", 5),
}


@pytest.mark.parametrize("what", WORDS)
def test_the_full_text_is_asked_first_and_then_only_what_has_the_words(
    record: Record, owned: OwnedRecord, what: str
) -> None:
    lines = plans(record, lambda: WORDS[what](owned))
    scans = [line for line in lines if line.startswith(("SCAN reflections", "SEARCH reflections"))]
    assert scans[0].startswith("SCAN reflections_fts")
    assert scans[1].startswith("SEARCH reflections USING INDEX reflections_by_number")
