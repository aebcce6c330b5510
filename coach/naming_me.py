"""Who would mention the user's name: only by what people did, in the user's own words from back then.

Nothing is foretold. Who thanked, remembered, named or introduced the user has done so; of all others nothing is said.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from journal.facts import Fact, FactKind
from journal.frozen import Frozen
from journal.people import Tie
from journal.reading import Move
from journal.signals import Known, Signal
from journal.standing import Standing

_INTRODUCED = re.compile(
    r"\b(?:ngenal|mem?perkenal|mengenal|dikenal|kenal)(?:in|kan)\b|\bintroduc|\bconnected me\b|\bnyambungin\b",
    re.IGNORECASE,
)


class ActKind(StrEnum):
    """What somebody did that shows where the user's name stands with them, the strongest first."""

    INTRODUCED = "introduced"
    NAMED = "named"
    REMEMBERED = "remembered"
    THANKED = "thanked"


_WORTH = {ActKind.INTRODUCED: 2.0, ActKind.NAMED: 2.0, ActKind.REMEMBERED: 1.0, ActKind.THANKED: 0.5}


class Act(Frozen):
    """One thing that somebody did, with the sentence that tells it."""

    kind: ActKind
    reflection_id: str
    quote: str
    on: date


def acts_of(tie: Tie, moves: Mapping[str, Sequence[Move]]) -> tuple[Act, ...]:
    """What somebody did, the strongest first, of equals the newest; each reflection counts once for each kind, and what
    was told in confidence does not come up.

    Args:
        moves: the moves of the reflections in which a reading says that they remember the user, by id: without a quote
            it does not count.
    """
    in_trust = [fact.quote for fact in tie.told(FactKind.CONFIDENCE)]
    told = [_of_fact(fact) for fact in tie.told(FactKind.NAMED_ME, FactKind.THANKED)]
    seen = {act.reflection_id for act in told}
    for meeting in tie.meetings:
        if meeting.reflection_id not in seen and meeting.tie_quality.remembers_me is Known.YES:
            quote = next((one.quote for one in moves.get(meeting.reflection_id, ()) if _names_me(one)), "")
            kind, where = ActKind.REMEMBERED, meeting.reflection_id
            told += [Act(kind=kind, reflection_id=where, quote=quote, on=meeting.on)] if quote else []
    once = {(act.reflection_id, act.kind): act for act in reversed(told)}
    open_ones = [act for act in once.values() if not any(act.quote in quote for quote in in_trust)]
    return tuple(sorted(open_ones, key=lambda act: (-_WORTH[act.kind], -act.on.toordinal())))


def remembering(tie: Tie) -> tuple[str, ...]:
    """The reflections in which a reading says that they remember the user."""
    return tuple(one.reflection_id for one in tie.meetings if one.tie_quality.remembers_me is Known.YES)


def worth(acts: Sequence[Act]) -> float:
    """How much these acts tell; for the order alone, and shown to nobody."""
    return sum(_WORTH[act.kind] for act in acts)


def most_worth(standing: Standing) -> float:
    """The most that somebody's acts can be worth."""
    facts = 2.0 * standing.count(FactKind.NAMED_ME) + 0.5 * standing.count(FactKind.THANKED)
    return facts + (1.0 * standing.meetings if standing.remembers else 0.0)


def _of_fact(fact: Fact) -> Act:
    named = ActKind.INTRODUCED if _INTRODUCED.search(fact.quote) else ActKind.NAMED
    kind = ActKind.THANKED if fact.kind is FactKind.THANKED else named
    return Act(kind=kind, reflection_id=fact.reflection_id, quote=fact.words, on=fact.told_on)


def _names_me(move: Move) -> bool:
    return move.signal is Signal.THEY_NAMED_ME
