"""Loads people by the most that they can be worth, best first, until nobody left can come before those found."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from journal.people import Tie
from journal.standing import Standing
from memory.record import OwnedRecord

_FIRST, _MOST = 12, 96  # loaded together; twice as many each time
Rank = tuple[float, int, str]  # as people are sorted: less is better
_NOBODY: Rank = (float("inf"), 0, "")


def loaded(record: OwnedRecord, ranked: Iterable[tuple[Rank, str]]) -> Iterator[tuple[tuple[Tie, ...], Rank]]:
    """Some people at a time, by the best rank that each id can have, and the best that anybody later can.

    Who takes this stops when those found rank before it.
    """
    ordered = sorted(ranked)
    at, count = 0, _FIRST
    while at < len(ordered):
        some, at = [person_id for _, person_id in ordered[at : at + count]], at + count
        yield record.ties_of(some), ordered[at][0] if at < len(ordered) else _NOBODY
        count = min(2 * count, _MOST)


def best(
    record: OwnedRecord, bounds: Sequence[tuple[float, Standing]], worth: Callable[[Tie], float | None], limit: int
) -> tuple[Tie, ...]:
    """The `limit` people who are worth most, best first, of equals those met last first; None of `worth`, or a bound of
    0, leaves somebody out."""
    days = {one.person_id: one.told_last.toordinal() for _, one in bounds}
    ranked = [(_rank(bound, days, one.person_id, one.name), one.person_id) for bound, one in bounds if bound > 0.0]
    found: list[tuple[Rank, Tie]] = []
    for ties, following in loaded(record, ranked):
        for tie in ties:
            value = worth(tie)
            if value is not None:
                found.append((_rank(value, days, tie.person.id, tie.person.name), tie))
        found.sort(key=lambda one: one[0])
        if len(found) >= limit and found[limit - 1][0] <= following:
            break
    return tuple(tie for _, tie in found[:limit])


def _rank(value: float, days: Mapping[str, int], person_id: str, name: str) -> Rank:
    return -value, -days[person_id], name
