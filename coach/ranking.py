"""Whom to reconnect with, from what was felt and said: every point that somebody gets has a reason to show.

A small, readable model: named reasons, their weights in one table, no hidden state. Why these: dormant ties are as
useful as current ones (Levin, Walter & Murnighan 2011), the warm and trustworthy most of all (Walter et al. 2015),
and an open promise is the plainest reason to write. It promises no business result.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from journal.frozen import Frozen
from journal.people import Meeting, Person, Promise, PromiseState, Tie
from journal.signals import Known, Verdict

JUST_MET = timedelta(days=7)
QUIET = timedelta(days=60)
_LONGEST = timedelta(days=365)


class ReasonKind(StrEnum):
    """Why somebody comes up."""

    PROMISE = "promise"
    NAMED_ME = "named_me"
    WARM = "warm"
    CARES = "cares"
    REPAIR = "repair"
    QUIET = "quiet"
    ASKED_FOR = "asked_for"


WEIGHTS = {
    ReasonKind.PROMISE: 2.0,
    ReasonKind.NAMED_ME: 1.5,
    ReasonKind.WARM: 1.5,
    ReasonKind.CARES: 0.75,
    ReasonKind.REPAIR: 0.5,
    ReasonKind.QUIET: 1.0,
    ReasonKind.ASKED_FOR: 3.0,
}


class RankedReason(Frozen):
    """One reason: the reflection that carries it, the user's words from it, and `weight` as it counted."""

    kind: ReasonKind
    reflection_id: str
    words: str
    on: date
    weight: float


class Ranked(Frozen):
    """Somebody to reconnect with, the strongest reason first."""

    person: Person
    tie: Tie
    reasons: tuple[RankedReason, ...]

    @property
    def score(self) -> float:
        """The sum of the reasons' weights."""
        return sum(reason.weight for reason in self.reasons)


def rank(ties: Iterable[Tie], as_of: date, relevance: dict[str, float] | None = None) -> tuple[Ranked, ...]:
    """Those worth a hello on `as_of`, best first; nobody met within `JUST_MET`, nobody without a reason.

    Args:
        ties: everybody in the journal; what comes after `as_of` is left out.
        as_of: the day of asking.
        relevance: reflection id → 0..1, how well it fits what was asked for; None: nothing in particular.
    """
    ranked = [
        Ranked(person=tie.person, tie=tie, reasons=_reasons(tie, as_of, relevance)) for tie in _until(ties, as_of)
    ]
    worth = [one for one in ranked if any(reason.kind is not ReasonKind.QUIET for reason in one.reasons)]
    return tuple(sorted(worth, key=lambda one: (-one.score, one.person.name)))


def _until(ties: Iterable[Tie], as_of: date) -> Iterable[Tie]:
    for tie in ties:
        meetings = tuple(meeting for meeting in tie.meetings if meeting.on <= as_of)
        if meetings and as_of - meetings[0].on > JUST_MET:
            yield tie.model_copy(update={"meetings": meetings})


def _reasons(tie: Tie, as_of: date, relevance: dict[str, float] | None) -> tuple[RankedReason, ...]:
    found = [*_promises(tie, as_of), *_bonds(tie), *_asked_for(tie, relevance)]
    if relevance is not None and not any(reason.kind is ReasonKind.ASKED_FOR for reason in found):
        return ()
    latest = tie.meetings[0]
    away = as_of - latest.on
    if found and away >= QUIET:
        found.append(_reason(ReasonKind.QUIET, latest, "", min(away / _LONGEST, 1.0)))
    return tuple(sorted(found, key=lambda reason: -reason.weight))


def _promises(tie: Tie, as_of: date) -> Iterable[RankedReason]:
    still_open = [one for one in tie.promises if one.state is PromiseState.OPEN and one.made_on <= as_of]
    return [_promised(one) for one in still_open[:1]]


def _promised(promise: Promise) -> RankedReason:
    kind = ReasonKind.PROMISE
    return RankedReason(
        kind=kind, reflection_id=promise.reflection_id, words=promise.text, on=promise.made_on, weight=WEIGHTS[kind]
    )


def _bonds(tie: Tie) -> Iterable[RankedReason]:
    named = [meeting for meeting in tie.meetings if _remembers(meeting)]
    warm = [meeting for meeting in tie.meetings if meeting.verdict is Verdict.REAL_CONNECTION]
    caring = [meeting for meeting in tie.meetings if meeting.cares_about]
    pitched = [meeting for meeting in tie.meetings if meeting.verdict is Verdict.MIXED]
    if named:
        yield _reason(ReasonKind.NAMED_ME, named[0], _first(named[0].cares_about))
    if warm:
        yield _reason(ReasonKind.WARM, warm[0], _first(warm[0].cares_about), len(warm) / len(tie.meetings))
    elif pitched:
        yield _reason(ReasonKind.REPAIR, pitched[0], _first(pitched[0].cares_about))
    if caring and (named or warm or pitched):
        yield _reason(ReasonKind.CARES, caring[0], _first(caring[0].cares_about))


def _asked_for(tie: Tie, relevance: dict[str, float] | None) -> Iterable[RankedReason]:
    fitting = [meeting for meeting in tie.meetings if (relevance or {}).get(meeting.reflection_id, 0.0) > 0.0]
    if relevance is not None and fitting:
        best = max(fitting, key=lambda meeting: relevance[meeting.reflection_id])
        yield _reason(ReasonKind.ASKED_FOR, best, _first(best.cares_about), relevance[best.reflection_id])


def _remembers(meeting: Meeting) -> bool:
    quality = meeting.tie_quality
    return Known.YES in (quality.remembers_me, quality.at_ease_recommending_me)


def _reason(kind: ReasonKind, meeting: Meeting, words: str, share: float = 1.0) -> RankedReason:
    weight = WEIGHTS[kind] * share
    return RankedReason(kind=kind, reflection_id=meeting.reflection_id, words=words, on=meeting.on, weight=weight)


def _first(words: tuple[str, ...]) -> str:
    return words[0] if words else ""
