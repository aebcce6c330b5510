"""Steps as they can be told today, though a reader worded them on an earlier day. What the user wrote is theirs."""

from collections.abc import Sequence
from datetime import date

from journal.people import KeptStep
from journal.reading import Step
from journal.when_said import as_said_on
from memory.owned import OwnedRecord

_LONG_AGO = date.min
_WORDED = ("action", "message", "because")


def as_told_on(record: OwnedRecord, steps: Sequence[KeptStep], day: date) -> tuple[KeptStep, ...]:
    """The steps, with the words for time in what a reader wrote right on this day."""
    timed = [kept for kept in steps if _reworded(kept.step, _LONG_AGO, day) != kept.step]
    entries = record.entries_by_id(tuple(dict.fromkeys(kept.reflection_id for kept in timed)))
    written = {one.reflection.id: one.read_at.astimezone().date() for one in entries if one.read_at is not None}
    suggested = {one.reflection.id: one.reading.step for one in entries if one.reading is not None}

    def told(kept: KeptStep) -> KeptStep:
        on, first = written.get(kept.reflection_id), suggested.get(kept.reflection_id)
        if on is None or first is None:
            return kept
        return kept.model_copy(update={"step": _reworded(kept.step, on, day, first)})

    return tuple(told(kept) for kept in steps)


def _reworded(step: Step, written: date, day: date, first: Step | None = None) -> Step:
    """The step with its words as said on a day; with `first`, only those that still are as it has them."""
    changes = {
        name: as_said_on(words, written, day)
        for name in _WORDED
        if (words := getattr(step, name)) and (first is None or words == getattr(first, name))
    }
    return step.model_copy(update=changes)
