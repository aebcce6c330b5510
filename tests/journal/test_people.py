"""A tie: when somebody was met last."""

from datetime import date

from journal.people import Meeting, Person, Tie
from journal.reading import TieQuality
from journal.signals import Verdict

ANDI = Person(id="p1", name="Andi")


def meeting(day: date) -> Meeting:
    """A meeting of that day."""
    return Meeting(reflection_id="r", on=day, role="", verdict=Verdict.MIXED, cares_about=(), tie_quality=TieQuality())


def test_the_last_meeting_is_the_first_in_the_list() -> None:
    tie = Tie(person=ANDI, meetings=(meeting(date(2026, 5, 2)), meeting(date(2026, 1, 1))))
    assert tie.last_met == date(2026, 5, 2)


def test_somebody_without_a_meeting_was_met_on_no_day() -> None:
    assert Tie(person=ANDI, meetings=()).last_met is None
