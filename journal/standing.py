"""What can be counted of a person without looking at what was said: enough to tell who can't come up."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

STILL_GOING_ON = timedelta(days=150)  # since it was told
AROUND = timedelta(days=30)  # the day that it speaks of


class Standing(NamedTuple):
    """One person's meetings, promises and facts, counted up to a day.

    `certain` counts the meetings in which something surely happened between the two, `met_last` is the newest of them
    (None: there is none); the others may only name them. `warmest` and `coldest` are from -1 to 1, `warmth` is the sum
    of what was warm. `connected`, `mixed`: whether some meeting had that verdict. `cares`, `remembers`: whether some
    meeting may tell what they care about, that they remember. `cold` counts meetings that may have been pitches.
    `promised_on` is the day of the oldest open promise, `told` how many facts of each kind hold; of what
    somebody is in the middle of, only what may still go on.
    """

    person_id: str
    name: str
    meetings: int
    certain: int
    met_first: date
    met_last: date | None
    told_last: date
    warmest: float
    coldest: float
    warmth: float
    connected: bool
    mixed: bool
    cares: bool
    remembers: bool
    cold: int
    promised_on: date | None = None
    told: Mapping[str, int] = MappingProxyType({})

    def count(self, kind: str) -> int:
        """How many facts of a kind hold."""
        return self.told.get(kind, 0)
