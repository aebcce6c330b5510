"""People as the journal knows them over all reflections, with what was promised and what is to do."""

from datetime import date
from enum import StrEnum

from journal.facts import Fact, FactKind
from journal.frozen import Frozen
from journal.reading import Step, TieQuality
from journal.signals import Verdict


class Person(Frozen):
    """Somebody in the journal: `name` as shown, `aliases` all other ways the user calls them."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


class Meeting(Frozen):
    """What one reflection tells of one person. `verdict` is the user's correction where there is one; `warmth` is
    from -1 (I pitched, they withdrew) to 1 (they opened up, thanked, named me)."""

    reflection_id: str
    on: date
    role: str
    verdict: Verdict
    cares_about: tuple[str, ...]
    tie_quality: TieQuality
    warmth: float = 0.0


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    LET_GO = "let_go"


class Promise(Frozen):
    """What I promised, in the user's words, from the reflection that tells it. `kept_in` is the later reflection
    that tells that it was done; None when the user said so, or nothing does."""

    id: str
    reflection_id: str
    person_id: str | None
    text: str
    made_on: date
    state: PromiseState
    kept_in: str | None = None


class StepState(StrEnum):
    """What the user decided about a suggested step."""

    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    DONE = "done"
    DECLINED = "declined"
    NOT_FITTING = "not_fitting"


class KeptStep(Frozen):
    """A step in the record; `step` as the user edited it, `told_in` the reflection in which they wrote how it went."""

    id: str
    reflection_id: str
    person_id: str | None
    step: Step
    state: StepState
    told_in: str | None = None


class Tie(Frozen):
    """A person with everything that the journal tells of them, meetings and facts newest first."""

    person: Person
    meetings: tuple[Meeting, ...]
    promises: tuple[Promise, ...] = ()
    steps: tuple[KeptStep, ...] = ()
    facts: tuple[Fact, ...] = ()

    def told(self, *kinds: FactKind) -> tuple[Fact, ...]:
        """The facts of these kinds that still hold, newest first."""
        return tuple(fact for fact in self.facts if fact.kind in kinds and fact.ended is None)

    def in_confidence(self, words: str) -> bool:
        """Whether the words stand in a sentence that was told in confidence."""
        return any(fact.kind is FactKind.CONFIDENCE and words in fact.quote for fact in self.facts)

    @property
    def last_met(self) -> date | None:
        """The day of the latest meeting."""
        return self.meetings[0].on if self.meetings else None
