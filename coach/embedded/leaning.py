"""What a user's disagreements teach the embedded reader: which verdicts and which signals to tell them more easily, and
which less.

The invariant, for every set of disagreements: a connection is told only where it would be told without them, what leans
to one is marked only where it would be marked without them, and where the network abstains it abstains still. So what
is learnt from one user can make their reader more careful, never more flattering.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from coach.embedded.network import SentenceSignals, Weighed
from coach.reader import Disagreement, MoveDisagreement
from journal.signals import Signal, Verdict

_FARTHEST = 0.9  # in log-odds, however many there are: they are one person's and few
_DOUBT = 4  # as many that said nothing: one disagreement moves little


def leaning(disagreements: Sequence[Disagreement]) -> dict[Verdict, float]:
    """What each verdict's log-probability is moved by; nothing without disagreements, never up for a connection."""
    moved = dict.fromkeys(Verdict, 0.0)
    for one in disagreements:
        moved[one.meant] += 1
        moved[one.said] -= 1
    share = _FARTHEST / (len(disagreements) + _DOUBT)
    moved = {verdict: share * count for verdict, count in moved.items()}
    moved[Verdict.REAL_CONNECTION] = min(0.0, moved[Verdict.REAL_CONNECTION])
    return moved


def favoured(likely: Mapping[Verdict, float], disagreements: Sequence[Disagreement] = ()) -> Verdict:
    """The verdict to tell of one that the network does not abstain from, by its probabilities."""
    first = max(Verdict, key=lambda verdict: likely.get(verdict, 0.0))
    moved = leaning(disagreements)
    allowed = [verdict for verdict in Verdict if verdict is not Verdict.REAL_CONNECTION or verdict is first]
    return max(allowed, key=lambda verdict: likely.get(verdict, 0.0) * math.exp(moved[verdict]))


def signal_leaning(disagreements: Sequence[MoveDisagreement]) -> dict[Signal, float]:
    """What each signal's log-odds are moved by, bounded as the verdicts' are; never up for what leans to a
    connection."""
    moved = dict.fromkeys(Signal, 0.0)
    for one in disagreements:
        moved[one.said] -= 1
        if one.meant is not None:
            moved[one.meant] += 1
    share = _FARTHEST / (len(disagreements) + _DOUBT)
    return {signal: min(0.0, share * count) if signal.lean > 0 else share * count for signal, count in moved.items()}


def leant(weighed: Weighed, disagreements: Sequence[MoveDisagreement]) -> tuple[SentenceSignals, ...]:
    """The sentences with what each is said to show by this user's own thresholds. The verdict is not moved by it."""
    if not disagreements:
        return weighed.sentences
    moved = signal_leaning(disagreements)
    limits = {signal: _logit(limit) - moved[signal] for signal, limit in weighed.thresholds.items()}
    return tuple(replace(one, signals=_shown(one, limits)) for one in weighed.sentences)


def _shown(sentence: SentenceSignals, limits: Mapping[Signal, float]) -> tuple[Signal, ...]:
    likely = sentence.probabilities
    untouched = [signal for signal in sentence.signals if signal not in limits]
    above = [signal for signal, limit in limits.items() if _logit(likely.get(signal, 0.0)) >= limit]
    return tuple(sorted((*untouched, *above), key=lambda signal: -likely.get(signal, 0.0)))


def _logit(probability: float) -> float:
    sure = 1e-9
    inside = min(max(probability, sure), 1 - sure)
    return math.log(inside / (1 - inside))
