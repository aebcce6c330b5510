"""What is to do and what comes: steps taken on, open promises, days that people spoke of; on pages and as a calendar.

A calendar that leaves this machine says no more than it must: without `names`, each entry is only that there is
something to do. What was told in confidence is never in it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from app.words import Words
from journal.facts import Fact, FactKind
from journal.people import KeptStep, Promise, PromiseState, StepState
from memory.owned import OwnedRecord

_DAY = timedelta(days=1)
_MOST_DATES = 200


class Agenda:
    """One owner's agenda, as of `today`."""

    def __init__(self, record: OwnedRecord, now: datetime, today: date) -> None:
        self._record = record
        self._now = now
        self._today = today

    def due(self, within: timedelta) -> tuple[KeptStep, ...]:
        """Steps taken on that are due within so many days, or were before, soonest first."""
        return self._record.steps(StepState.ACCEPTED, self._today + within)

    def owed(self, limit: int) -> tuple[Promise, ...]:
        """The newest open promises."""
        return self._record.promises(PromiseState.OPEN, limit=limit)

    def coming(self, within: timedelta | None = None) -> tuple[Fact, ...]:
        """Days from today on that people spoke of, soonest first: none that no longer holds, or was told in
        confidence."""
        until = None if within is None else self._today + within
        found = self._record.facts_about(self._today, until, _MOST_DATES)
        in_trust = self._record.in_trust({fact.reflection_id for fact in found})
        return tuple(
            fact
            for fact in found
            if fact.kind not in (FactKind.CONFIDENCE, FactKind.NO_CONTACT, FactKind.DIED)
            and not any(fact.quote in quote or quote in fact.quote for quote in in_trust.get(fact.reflection_id, ()))
        )

    def ics(self, say: Words, *, names: bool = True) -> bytes:
        """The agenda as an iCalendar file (RFC 5545): each step and each day an event of a whole day, whose id stays
        the same, so that a calendar that fetches it again shows it once."""
        calendar = Calendar()
        calendar.add("prodid", "-//Kesan//kesan//")
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", "Kesan")
        for event in (*self._steps(say, names=names), *self._days(say, names=names)):
            calendar.add_component(event)
        content: bytes = calendar.to_ical()
        return content

    def _steps(self, say: Words, *, names: bool) -> Iterable[Event]:
        for kept in self._record.steps(StepState.ACCEPTED):
            if kept.step.due is not None:
                title = kept.step.action if names else say("calendar.a_step")
                yield self._event(kept.id, kept.step.due, title, kept.step.message if names else "")

    def _days(self, say: Words, *, names: bool) -> Iterable[Event]:
        days = self.coming()
        people = {tie.person.id: tie.person.name for tie in self._record.ties_of({fact.person_id for fact in days})}
        for fact in days:
            if fact.about is not None and fact.person_id in people:
                title = say("calendar.day_of", name=people[fact.person_id]) if names else say("calendar.a_day")
                yield self._event(fact.id, fact.about, title, fact.words if names else "")

    def _event(self, name: str, day: date, title: str, more: str) -> Event:
        event = Event()
        event.add("uid", f"{name}@kesan")
        event.add("dtstamp", self._now)
        event.add("dtstart", day)
        event.add("dtend", day + _DAY)
        event.add("summary", title)
        event.add("transp", "TRANSPARENT")
        if more:
            event.add("description", more)
        return event
