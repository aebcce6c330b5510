"""Whom to reconnect with, from what was felt and said: every point that somebody gets has a reason to show.

A small, readable model: named reasons, their weights in one table, no hidden state. Why these: dormant ties are as
useful as current ones (Levin, Walter & Murnighan 2011), the warm and trustworthy most of all (Walter et al. 2015),
and an open promise is the plainest reason to write. It promises no business result. The dead, those who asked for
quiet, those just met and those of whom nothing but a pitch is told do not come up at all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum

from journal.facts import Fact, FactKind
from journal.frozen import Frozen
from journal.people import Meeting, Person, Promise, PromiseState, StepState, Tie
from journal.signals import Known, Verdict
from journal.standing import AROUND, STILL_GOING_ON

JUST_MET = timedelta(days=7)
QUIET = timedelta(days=60)
ROOM = timedelta(days=45)  # after a death
ASKED_FOR_QUIET = timedelta(days=180)  # when they named no day
LONGEST = timedelta(days=300)
OLD_PROMISE = timedelta(days=180)
WARM = 0.35
COLD = -0.15
WEAK_TIE = 2  # meetings at most
_DECLINED = frozenset({StepState.DECLINED, StepState.NOT_FITTING})
_WARM_VERDICTS = frozenset({Verdict.REAL_CONNECTION, Verdict.MIXED})
_PITCHES = frozenset({Verdict.HIDDEN_PITCH, Verdict.SURFACE})


class ReasonKind(StrEnum):
    """Why somebody comes up."""

    PROMISE = "promise"
    GOING_ON = "going_on"
    NAMED_ME = "named_me"
    INVITED = "invited"
    WARM = "warm"
    WEAK = "weak"
    CARES = "cares"
    REPAIR = "repair"
    QUIET = "quiet"
    ASKED_FOR = "asked_for"
    GRIEF = "grief"


WEIGHTS = {
    ReasonKind.PROMISE: 2.0,
    ReasonKind.GOING_ON: 0.8,
    ReasonKind.NAMED_ME: 1.0,
    ReasonKind.INVITED: 0.8,
    ReasonKind.WARM: 1.5,
    ReasonKind.WEAK: 0.6,
    ReasonKind.CARES: 0.4,
    ReasonKind.REPAIR: 0.5,
    ReasonKind.QUIET: 1.5,
    ReasonKind.ASKED_FOR: 3.0,
    ReasonKind.GRIEF: -0.8,
}
# Reasons that stand alone; the others only strengthen one of these.
_ENOUGH = frozenset(
    {
        ReasonKind.PROMISE,
        ReasonKind.NAMED_ME,
        ReasonKind.INVITED,
        ReasonKind.WARM,
        ReasonKind.REPAIR,
        ReasonKind.ASKED_FOR,
    }
)


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


def rank(
    ties: Iterable[Tie],
    as_of: date,
    relevance: Mapping[str, float] | None = None,
    without: Collection[ReasonKind] = (),
) -> tuple[Ranked, ...]:
    """Those worth a hello on `as_of`, best first; nobody without a reason, nobody whom `may_write` leaves out.

    Args:
        ties: everybody in the journal; what comes after `as_of` is left out.
        as_of: the day of asking.
        relevance: person id → 0..1, how well they fit what was asked for; None: nothing in particular.
        without: reasons that do not count, to see what each is worth.
    """
    ranked = [ranked_one(tie, as_of, relevance, without) for tie in until(ties, as_of) if may_write(tie, as_of)]
    if relevance is not None:
        ranked = [one for one in ranked if relevance.get(one.person.id, 0.0) > 0.0]
    worth = [one for one in ranked if any(reason.kind in _ENOUGH for reason in one.reasons)]
    return tuple(sorted(worth, key=lambda one: (-one.score, one.person.name)))


def ranked_one(
    tie: Tie, as_of: date, relevance: Mapping[str, float] | None = None, without: Collection[ReasonKind] = ()
) -> Ranked:
    """One person with all their reasons, whether they should be written to or not."""
    reasons = tuple(reason for reason in _reasons(tie, as_of, relevance) if reason.kind not in without)
    return Ranked(person=tie.person, tie=tie, reasons=reasons)


def until(ties: Iterable[Tie], as_of: date) -> Iterable[Tie]:
    """The ties as they were on `as_of`, without those who were not met by then."""
    for tie in ties:
        meetings = tuple(meeting for meeting in tie.meetings if meeting.on <= as_of)
        if meetings:
            told = tuple(fact for fact in tie.facts if fact.told_on <= as_of)
            yield tie.model_copy(update={"meetings": meetings, "facts": told})


def may_write(tie: Tie, as_of: date) -> bool:
    """Whether a hello would be right: not to the dead, to who asked for quiet, to who was just met, or to somebody of
    whom the user declined a step."""
    if is_dead(tie) or asked_for_quiet(tie, as_of) is not None:
        return False
    if any(step.state in _DECLINED for step in tie.steps) and not any(
        one.state is PromiseState.OPEN for one in tie.promises
    ):
        return False
    snoozed = (step.step.due for step in tie.steps if step.state is StepState.ACCEPTED and step.step.due is not None)
    return as_of - met(tie)[0].on > JUST_MET and not any(due > as_of + JUST_MET for due in snoozed)


def is_dead(tie: Tie) -> bool:
    """Whether the journal tells that they died."""
    return bool(tie.told(FactKind.DIED))


def asked_for_quiet(tie: Tie, as_of: date) -> Fact | None:
    """The fact that tells that they, or the user, want no contact now; None when nothing does any more."""
    for fact in tie.told(FactKind.NO_CONTACT):
        until_day = (
            fact.about if fact.about is not None and fact.about > fact.told_on else fact.told_on + ASKED_FOR_QUIET
        )
        if as_of <= until_day:
            return fact
    return None


def met(tie: Tie) -> tuple[Meeting, ...]:
    """The meetings in which something happened between the two, newest first: not those that only name them."""
    sold = {fact.reflection_id for fact in tie.told(FactKind.I_PITCHED)}
    kept = {one.kept_in for one in tie.promises}
    real = tuple(
        one
        for one in tie.meetings
        if one.reflection_id in kept
        or (
            (not (one.verdict is Verdict.UNCLEAR and one.warmth == 0))
            and not (one.verdict is Verdict.SURFACE and one.warmth < 0 and one.reflection_id not in sold)
        )
    )
    return real or tie.meetings


def warmest(tie: Tie) -> Meeting:
    """The meeting that was warmest, the newest of them."""
    return max(met(tie), key=lambda one: (one.warmth, one.on))


def is_warm(tie: Tie) -> bool:
    """Whether something was felt, in the meeting that was warmest."""
    best = warmest(tie)
    return best.warmth >= WARM or (best.verdict is Verdict.REAL_CONNECTION and best.warmth > COLD)


def pitched(tie: Tie) -> tuple[Meeting, ...]:
    """The meetings in which the user pitched, oldest first."""
    told = {fact.reflection_id for fact in tie.told(FactKind.I_PITCHED)}
    return tuple(
        one
        for one in reversed(tie.meetings)
        if (one.verdict in _PITCHES and (one.warmth < 0 or one.reflection_id in told))
        or (one.reflection_id in told and one.warmth < WARM)
    )


def repaired(tie: Tie) -> tuple[Meeting, Meeting] | None:
    """The pitch, or the empty meeting, and the later one in which it went better; None when there are not both."""
    sorry = {fact.reflection_id for fact in tie.told(FactKind.REPAIRED)}
    sold = {one.reflection_id for one in pitched(tie)}
    cold = [one for one in tie.meetings if one.warmth < COLD or one.reflection_id in sold]
    for early in reversed(cold):
        later = [
            one for one in tie.meetings if one.on > early.on and (one.warmth >= WARM or one.reflection_id in sorry)
        ]
        if later:
            return early, later[0]
    return None


def _reasons(tie: Tie, as_of: date, relevance: Mapping[str, float] | None) -> tuple[RankedReason, ...]:
    found = [*_promises(tie, as_of), *_told(tie), *_bonds(tie), *_asked_for(tie, relevance), *_now(tie, as_of)]
    return tuple(sorted(found, key=lambda reason: -reason.weight))


def _promises(tie: Tie, as_of: date) -> Iterable[RankedReason]:
    still_open = [one for one in tie.promises if one.state is PromiseState.OPEN and one.made_on <= as_of]
    return [_promised(one, as_of) for one in still_open[:1]]


def _promised(promise: Promise, as_of: date) -> RankedReason:
    kind = ReasonKind.PROMISE
    age = min((as_of - promise.made_on) / OLD_PROMISE, 1.0)
    weight = WEIGHTS[kind] * (0.75 + 0.25 * age)
    return RankedReason(
        kind=kind, reflection_id=promise.reflection_id, words=promise.text, on=promise.made_on, weight=weight
    )


def _told(tie: Tie) -> Iterable[RankedReason]:
    for fact_kind, kind in ((FactKind.NAMED_ME, ReasonKind.NAMED_ME), (FactKind.INVITED, ReasonKind.INVITED)):
        for fact in tie.told(fact_kind)[:1]:
            if not _was_pitch(tie, fact.reflection_id):
                yield _of_fact(kind, fact)
    named = [meeting for meeting in tie.meetings if _remembers(meeting)]
    if named and not tie.told(FactKind.NAMED_ME):
        yield _reason(ReasonKind.NAMED_ME, named[0], _first(named[0].cares_about), 0.5)


def _bonds(tie: Tie) -> Iterable[RankedReason]:
    best = warmest(tie)
    if best.warmth >= WARM:
        yield _reason(ReasonKind.WARM, best, _first(best.cares_about), best.warmth)
        if len(met(tie)) <= WEAK_TIE:
            yield _reason(ReasonKind.WEAK, best, _first(best.cares_about))
    elif best.verdict in _WARM_VERDICTS and best.warmth >= 0:
        yield _reason(ReasonKind.WARM, best, _first(best.cares_about), 0.5)
    else:
        mended = [one for one in tie.meetings if one.verdict is Verdict.MIXED]
        if mended:
            yield _reason(ReasonKind.REPAIR, mended[0], _first(mended[0].cares_about))
    caring = [meeting for meeting in tie.meetings if meeting.cares_about]
    if caring and best.warmth >= 0:
        yield _reason(ReasonKind.CARES, caring[0], _first(caring[0].cares_about))


def _now(tie: Tie, as_of: date) -> Iterable[RankedReason]:
    """What makes today the day: something they are in, a death that asks for room, a warm tie gone quiet."""
    for fact in tie.told(FactKind.GOING_ON)[:1]:
        near = fact.about is not None and abs(fact.about - as_of) <= AROUND
        if near or as_of - fact.told_on <= STILL_GOING_ON:
            yield _of_fact(ReasonKind.GOING_ON, fact)
    for fact in tie.told(FactKind.GRIEF)[:1]:
        if as_of - fact.told_on <= ROOM:
            yield _of_fact(ReasonKind.GRIEF, fact)
    latest = tie.meetings[0]
    away = as_of - met(tie)[0].on
    if away >= QUIET and (is_warm(tie) or warmest(tie).verdict in _WARM_VERDICTS):
        yield _reason(ReasonKind.QUIET, latest, "", min(away / LONGEST, 1.0))


def _asked_for(tie: Tie, relevance: Mapping[str, float] | None) -> Iterable[RankedReason]:
    fits = (relevance or {}).get(tie.person.id, 0.0)
    if fits > 0.0:
        latest = tie.meetings[0]
        yield _reason(ReasonKind.ASKED_FOR, latest, _first(latest.cares_about), fits)


def _was_pitch(tie: Tie, reflection_id: str) -> bool:
    return any(one.reflection_id == reflection_id and one.warmth < 0 for one in tie.meetings)


def _remembers(meeting: Meeting) -> bool:
    quality = meeting.tie_quality
    return Known.YES in (quality.remembers_me, quality.at_ease_recommending_me)


def _of_fact(kind: ReasonKind, fact: Fact) -> RankedReason:
    return RankedReason(
        kind=kind, reflection_id=fact.reflection_id, words=fact.words, on=fact.told_on, weight=WEIGHTS[kind]
    )


def _reason(kind: ReasonKind, meeting: Meeting, words: str, share: float = 1.0) -> RankedReason:
    weight = WEIGHTS[kind] * share
    return RankedReason(kind=kind, reflection_id=meeting.reflection_id, words=words, on=meeting.on, weight=weight)


def _first(words: Sequence[str]) -> str:
    return words[0] if words else ""
