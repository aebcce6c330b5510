"""The most that somebody can score in the ranking, from what is counted of them alone.

The invariant: no score of `coach.ranking` is above its bound. So who is ranked can be loaded by bound, best first, and
loading ends when nobody left can come before those found.
"""

from collections.abc import Collection
from datetime import date, timedelta

from coach.asking import Pattern, Question
from coach.ranking import COLD, JUST_MET, LONGEST, OLD_PROMISE, QUIET, WARM, WEAK_TIE, WEIGHTS, ReasonKind
from journal.facts import FactKind
from journal.standing import Standing

LONG_AGO = timedelta(days=60)
MET_TWICE = 0.45  # how well who was met twice fits "met once"
KNOWN_BETTER = 0.5  # how well who was met more often fits "no close friend"
_LEAST = 0.01  # belongs to a pattern, however weakly


def most_score(standing: Standing, as_of: date, fits: float = 0.0, without: Collection[ReasonKind] = ()) -> float:
    """The most that `coach.ranking.ranked_one` can give; below 0 for who surely may not be written to."""
    if standing.met_last is not None and as_of - standing.met_last <= JUST_MET:
        return -1.0
    shares = {
        ReasonKind.PROMISE: _promise(standing, as_of),
        ReasonKind.NAMED_ME: 1.0 if standing.count(FactKind.NAMED_ME) else 0.5 * standing.remembers,
        ReasonKind.INVITED: float(standing.count(FactKind.INVITED) > 0),
        ReasonKind.GOING_ON: float(standing.count(FactKind.GOING_ON) > 0),
        ReasonKind.CARES: float(standing.cares and standing.warmest >= 0),
        ReasonKind.QUIET: _quiet(standing, as_of),
        ReasonKind.ASKED_FOR: fits,
        **_bond(standing),
    }
    return sum(WEIGHTS[kind] * share for kind, share in shares.items() if kind not in without)


def most_fit(asked: Question, standing: Standing, as_of: date) -> float:
    """The most that somebody can fit what a question asks of how often, how long ago and how warmly they were met."""
    long_ago = standing.met_last is None or as_of - standing.met_last >= LONG_AGO
    fits = 1.0
    if asked.once:
        fits *= {0: 1.0, 1: 1.0, 2: MET_TWICE}.get(standing.certain, 0.0)
    if asked.once or asked.quiet:
        fits *= long_ago
    if asked.weak and not asked.about and not asked.abroad and standing.certain > WEAK_TIE:
        fits *= KNOWN_BETTER
    if asked.warm and (asked.once or asked.quiet):
        fits *= standing.warmest > 0 or (standing.connected and standing.warmest > COLD)
    return fits


def most_in_pattern(pattern: Pattern | None, standing: Standing) -> float:
    """The most strongly that somebody can belong to a pattern; 0 or less: not at all."""
    match pattern:
        case Pattern.NAMED_ME:
            named = standing.count(FactKind.NAMED_ME)
            return named + max(standing.warmest, 0.0) if named else 0.0
        case Pattern.REPAIRED:
            return _LEAST + max(standing.warmest - standing.coldest, 0.0) if standing.meetings > 1 else 0.0
        case Pattern.PITCHED:
            return float(standing.cold + standing.count(FactKind.I_PITCHED))
        case Pattern.WARM:
            return standing.warmth + (_LEAST if standing.connected else 0.0)
        case _:
            return 0.0


def _promise(standing: Standing, as_of: date) -> float:
    if standing.promised_on is None:
        return 0.0
    return 0.75 + 0.25 * min((as_of - standing.promised_on) / OLD_PROMISE, 1.0)


def _quiet(standing: Standing, as_of: date) -> float:
    away = as_of - (standing.met_last or standing.met_first)
    felt = standing.warmest >= WARM or standing.connected or standing.mixed
    return min(away / LONGEST, 1.0) if felt and away >= QUIET else 0.0


def _bond(standing: Standing) -> dict[ReasonKind, float]:
    if standing.warmest >= WARM:
        weak = float(standing.certain <= WEAK_TIE)
        return {ReasonKind.WARM: max(standing.warmest, 0.5), ReasonKind.WEAK: weak}
    return {
        ReasonKind.WARM: 0.5 if standing.connected or standing.mixed else 0.0,
        ReasonKind.REPAIR: float(standing.mixed),
    }
