"""What a user's disagreements teach the embedded reader: which verdicts to give them more easily, and which less.

The invariant, for every set of disagreements: a connection is told only where it would be told without them, and where
the network abstains it abstains still. So what is learnt from one user can make their reader more careful, never more
flattering.
"""

import math
from collections.abc import Mapping, Sequence

from coach.reader import Disagreement
from journal.signals import Verdict

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
