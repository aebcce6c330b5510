"""What is to do and what comes: steps taken on, open promises, days that people spoke of; on pages and as a calendar.

A calendar that leaves this machine says no more than it must: without `names`, each entry is only that there is
something to do. What was told in confidence is never in it.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from app.current_steps import as_told_on
from app.words import Words
from journal.facts import Fact, FactKind
from journal.people import KeptStep, Promise, PromiseState, StepState
from memory.owned import OwnedRecord

_MOST_DATES = 200


class Agenda:
    """One owner's agenda, as of `today`."""

    def __init__(self, record: OwnedRecord, now: datetime, today: date) -> None:
        self._record = record
        self._now = now
        self._today = today

    def due(self, within: timedelta) -> tuple[KeptStep, ...]:
        """Steps taken on that are due within so many days, or were before, soonest first."""
        return self._told(self._record.steps(StepState.ACCEPTED, self._today + within))

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
        """The agenda as an iCalendar file, each step and each day an entry of a whole day."""
        from app.calendars import WholeDay, written  # noqa: PLC0415 what writes calendars is for whoever takes one

        days = (*self._steps(say, names=names), *self._days(say, names=names))
        return written((WholeDay(*one) for one in days), self._now)

    def _steps(self, say: Words, *, names: bool) -> Iterable[tuple[str, date, str, str]]:
        """The id, the day, the title and more words of each step."""
        for kept in self._told(self._record.steps(StepState.ACCEPTED)):
            if kept.step.due is not None:
                title = kept.step.action if names else say("calendar.a_step")
                yield kept.id, kept.step.due, title, kept.step.message if names else ""

    def _told(self, steps: Sequence[KeptStep]) -> tuple[KeptStep, ...]:
        return as_told_on(self._record, steps, self._today)

    def _days(self, say: Words, *, names: bool) -> Iterable[tuple[str, date, str, str]]:
        """The same of each day that comes."""
        days = self.coming()
        people = {one.id: one.name for one in self._record.people_of({fact.person_id for fact in days})}
        for fact in days:
            if fact.about is not None and fact.person_id in people:
                title = say("calendar.day_of", name=people[fact.person_id]) if names else say("calendar.a_day")
                yield fact.id, fact.about, title, fact.words if names else ""
