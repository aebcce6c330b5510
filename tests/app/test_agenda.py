"""What is due as a calendar file, read back by a parser of its own kind."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from app.agenda import Agenda
from app.words import Words
from journal.facts import FactKind, FactRead
from journal.language import Language
from journal.people import StepState
from journal.reflection import LOCAL_OWNER
from memory.record import OwnedRecord, Record
from tests.memory.fakes import NOON, person, reading, reflection, step

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SAY = Words(Language.INDONESIAN)


@pytest.fixture
def owned(tmp_path: Path) -> Iterator[OwnedRecord]:
    """An empty record."""
    record = Record.open(f"sqlite:///{tmp_path / 'kesan.db'}")
    yield record.of(LOCAL_OWNER)
    record.close()


def events(owned: OwnedRecord, *, names: bool = True) -> list[Event]:
    content = Agenda(owned, NOW, TODAY).ics(SAY, names=names)
    return [one for one in Calendar.from_ical(content).walk("VEVENT") if isinstance(one, Event)]


def kept(owned: OwnedRecord, kind: FactKind = FactKind.GOING_ON) -> None:
    """A step that is taken on, and a day that Budi spoke of."""
    told = FactRead(person="Budi", kind=kind, quote="ujian anaknya 20 Desember", about=date(2026, 12, 20))
    found = reading(person("Budi"), suggested=step("Tanya kabar Budi; bawa kopi, ya", "Budi", date(2026, 11, 30)))
    owned.keep(reflection("a"))
    owned.save_reading("a", found.model_copy(update={"facts": (told,)}), NOON)
    owned.decide_step(owned.steps()[0].id, StepState.ACCEPTED)


def test_a_step_is_an_event_of_a_whole_day(owned: OwnedRecord) -> None:
    kept(owned)
    first = events(owned)[0]
    assert (first.start, first.end) == (date(2026, 11, 30), date(2026, 12, 1))
    assert str(first["summary"]) == "Tanya kabar Budi; bawa kopi, ya"


def test_a_day_that_somebody_spoke_of_is_an_event(owned: OwnedRecord) -> None:
    kept(owned)
    assert [(one.start, str(one["summary"])) for one in events(owned)][1:] == [
        (date(2026, 12, 20), "Hari penting Budi")
    ]


def test_what_was_told_in_confidence_is_in_no_calendar(owned: OwnedRecord) -> None:
    kept(owned, FactKind.CONFIDENCE)
    assert len(events(owned)) == 1


def test_a_day_from_a_sentence_that_was_told_in_confidence_is_in_no_calendar(owned: OwnedRecord) -> None:
    dated = FactRead(
        person="Budi", kind=FactKind.GOING_ON, quote="sidang cerainya 20 Desember", about=date(2026, 12, 20)
    )
    secret = dated.model_copy(update={"kind": FactKind.CONFIDENCE, "about": None})
    owned.keep(reflection("a"))
    owned.save_reading("a", reading(person("Budi")).model_copy(update={"facts": (dated, secret)}), NOON)
    assert events(owned) == []


def test_without_names_a_calendar_says_nothing_of_anybody(owned: OwnedRecord) -> None:
    kept(owned)
    content = Agenda(owned, NOW, TODAY).ics(SAY, names=False).decode()
    assert "Budi" not in content
    assert "ujian" not in content
    assert len(events(owned, names=False)) == 2


def test_an_event_keeps_its_id_when_it_is_put_off(owned: OwnedRecord) -> None:
    kept(owned)
    before = str(events(owned)[0]["uid"])
    one = owned.steps()[0]
    owned.decide_step(one.id, StepState.ACCEPTED, step=one.step.model_copy(update={"due": date(2026, 12, 7)}))
    assert str(events(owned)[0]["uid"]) == before
