"""Days of a calendar as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event

_DAY = timedelta(days=1)


class WholeDay(NamedTuple):
    """One entry of a whole day; its `id` stays the same, so that a calendar that fetches it again shows it once."""

    id: str
    day: date
    title: str
    more: str


def written(days: Iterable[WholeDay], now: datetime) -> bytes:
    """The file with these entries, as of `now`."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kesan//kesan//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Kesan")
    for one in days:
        calendar.add_component(_event(one, now))
    content: bytes = calendar.to_ical()
    return content


def _event(one: WholeDay, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.id}@kesan")
    event.add("dtstamp", now)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + _DAY)
    event.add("summary", one.title)
    event.add("transp", "TRANSPARENT")
    if one.more:
        event.add("description", one.more)
    return event
