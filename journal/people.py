"""People as the journal knows them over all reflections, with what was promised and what is to do."""

from datetime import date
from enum import StrEnum

from journal.frozen import Frozen
from journal.reading import Step, TieQuality
from journal.signals import Verdict


class Person(Frozen):
    """Somebody in the journal: `name` as shown, `aliases` all other ways the user calls them."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


class Meeting(Frozen):
    """What one reflection tells of one person. `verdict` is the user's correction where there is one."""

    reflection_id: str
    on: date
    role: str
    verdict: Verdict
    cares_about: tuple[str, ...]
    tie_quality: TieQuality


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    LET_GO = "let_go"


class Promise(Frozen):
    """What I promised, in the user's words, from the reflection that tells it."""

    id: str
    reflection_id: str
    person_id: str | None
    text: str
    made_on: date
    state: PromiseState


class StepState(StrEnum):
    """What the user decided about a suggested step."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    DONE = "done"
    DECLINED = "declined"


class KeptStep(Frozen):
    """A step in the record; `step` as the user edited it."""

    id: str
    reflection_id: str
    person_id: str | None
    step: Step
    state: StepState


class Tie(Frozen):
    """A person with everything that the journal tells of them, meetings newest first."""

    person: Person
    meetings: tuple[Meeting, ...]
    promises: tuple[Promise, ...] = ()
    steps: tuple[KeptStep, ...] = ()

    @property
    def last_met(self) -> date | None:
        """The day of the latest meeting."""
        return self.meetings[0].on if self.meetings else None
