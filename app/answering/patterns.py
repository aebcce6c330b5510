"""What recurs in the journal as a whole: with whom I pitch, who named me, where it went better, what starts it."""

from collections.abc import Sequence
from datetime import date

from app.answering.best_first import best
from app.answering.sources import MOST_LISTED, MOST_REFLECTIONS, Sources
from coach.asking import Answer, Pattern, Question, SuggestedPerson
from coach.bounds import most_in_pattern
from coach.facts import sentence_on_pitching, tells_of_pitching
from coach.ranking import is_warm, met, pitched, repaired, until, warmest
from journal.facts import FactKind
from journal.people import Tie

_Told = list[tuple[str, str, date]]  # reflection id, the words that tell it (empty: its sentence of them), day


def pattern(sources: Sources, asked: Question) -> Answer:
    """Those who belong to the pattern most strongly, or the reflections that tell what starts a pitch."""
    if asked.pattern is Pattern.TRIGGER:
        return _trigger(sources, asked)
    standings = sources.record.standings(sources.as_of)
    bounds = [(most_in_pattern(asked.pattern, one), one) for one in standings]

    def strong(tie: Tie) -> float | None:
        return next((strength(asked.pattern, one) for one in _then(sources, tie)), None)

    found = best(sources.record, bounds, strong, MOST_LISTED)
    if not found:
        return sources.not_told()
    people = tuple(_person(sources, asked.pattern, one) for tie in found for one in _then(sources, tie))
    kind = (asked.pattern or Pattern.WARM).value
    answer = sources.say(f"ask.pattern.{kind}", names=", ".join(one.name for one in people))
    return Answer(found=True, answer=answer, people=people, reflections=_by_turns(people))


def strength(kind: Pattern | None, tie: Tie) -> float | None:
    """How strongly somebody belongs to a pattern; None: not at all."""
    return _in_pattern(kind, tie)[0]


def _then(sources: Sources, tie: Tie) -> list[Tie]:
    return list(until((tie,), sources.as_of))


def _person(sources: Sources, kind: Pattern | None, tie: Tie) -> SuggestedPerson:
    reasons = tuple(
        sources.stated(one, quote or sources.sentence(tie, one), "ask.why.told", tie, on)
        for one, quote, on in _in_pattern(kind, tie)[1]
    )
    return SuggestedPerson(name=tie.person.name, person_id=tie.person.id, reasons=reasons)


def _in_pattern(kind: Pattern | None, tie: Tie) -> tuple[float | None, _Told]:
    """How strongly somebody belongs to the pattern (None: not at all), and what tells it."""
    told: _Told = []
    strength = 0.0
    if kind is Pattern.NAMED_ME:
        named = tie.told(FactKind.NAMED_ME)
        told = [(fact.reflection_id, fact.words, fact.told_on) for fact in named]
        strength = len(named) + max((_warmth(tie, fact.reflection_id) for fact in named), default=0.0)
    elif kind is Pattern.REPAIRED and (both := repaired(tie)) is not None:
        told = [(one.reflection_id, "", one.on) for one in both]
        strength = both[1].warmth - both[0].warmth
    elif kind is Pattern.PITCHED:
        told = [(one.reflection_id, "", one.on) for one in pitched(tie)]
        strength = float(len(told))
    elif kind is Pattern.WARM and is_warm(tie):
        told = [(warmest(tie).reflection_id, "", warmest(tie).on)]
        strength = sum(one.warmth for one in met(tie))
    return (strength if told else None), told


def _warmth(tie: Tie, reflection_id: str) -> float:
    return next((one.warmth for one in tie.meetings if one.reflection_id == reflection_id), 0.0)


def _trigger(sources: Sources, asked: Question) -> Answer:
    """The reflections that tell when the user pitches: what they themselves say of it first."""
    found = sources.searched(asked)
    ids = sorted(found, key=lambda one: -found[one])
    entries = {entry.reflection.id: entry for entry in sources.record.entries_by_id(ids)}
    scored = [(found[one] + tells_of_pitching(entries[one].reflection.text), one) for one in ids if one in entries]
    scored.sort(reverse=True)
    nearest = [one for _, one in scored][:MOST_REFLECTIONS]
    if not nearest:
        return sources.not_told()
    told = entries[nearest[0]].reflection
    answer = sources.say("ask.recall", day=sources.say.day(told.on), snippet=sentence_on_pitching(told.text))
    return Answer(found=True, answer=answer, reflections=tuple(nearest))


def _by_turns(people: Sequence[SuggestedPerson]) -> tuple[str, ...]:
    """Each person's first reflection, then each one's second, and so on."""
    longest = max((len(person.reasons) for person in people), default=0)
    return tuple(
        dict.fromkeys(
            person.reasons[turn].reflection_id
            for turn in range(longest)
            for person in people
            if turn < len(person.reasons)
        )
    )
