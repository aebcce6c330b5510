"""The picture of one's network: who introduced whom, who spoke of whom, who stands together, and where that was.

A picture that fits on a phone shows few people: those about whom most is said, each group beside the others. What was
told in confidence is not looked at.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from coach.acquaintance import Bond, bonds_in, met_where
from coach.facts import Called
from journal.people import Tie
from journal.trust import discreet
from memory.owned import OwnedRecord

MOST_PEOPLE = 12
_BACK = timedelta(days=730)
_MOST_REFLECTIONS = 300
_LAST_MEETINGS = 3
_WORTH = {Bond.INTRODUCED: 6, Bond.BY_ME: 6, Bond.NAMED: 3, Bond.NAMED_ME: 4, Bond.TOGETHER: 1}


class Known(NamedTuple):
    """Somebody in the picture: how warm the last meetings were, from -1 to 1, which group they are in, and whether
    some of the group are linked with the others through them alone."""

    person_id: str
    name: str
    warmth: float
    group: int
    bridges: bool


class Acquainted(NamedTuple):
    """A link between two: the newest reflection that tells it with its sentence (empty for who only stands together),
    where that was, and in how many reflections it is told."""

    bond: Bond
    source: str
    target: str
    reflection_id: str
    on: date
    quote: str
    where: str
    times: int


class Network(NamedTuple):
    """Those of whom most is said, group by group, and the links between them, the most telling first."""

    people: tuple[Known, ...] = ()
    links: tuple[Acquainted, ...] = ()


def network(record: OwnedRecord, as_of: date) -> Network:
    """The network that the reflections of the last two years tell."""
    found = _links(record, as_of)
    chosen = _chosen(found)
    links = tuple(one for one in found if one.source in chosen and one.target in chosen)
    groups = _groups(chosen, links)
    ties = {tie.person.id: tie for tie in record.ties_of(chosen)}
    people = tuple(
        Known(one, ties[one].person.name, _warmth(ties[one]), number, _bridges(one, group, links))
        for number, group in enumerate(groups)
        for one in group
        if one in ties
    )
    return Network(people, links)


def _links(record: OwnedRecord, as_of: date) -> list[Acquainted]:
    gathered = record.gatherings(as_of - _BACK, _MOST_REFLECTIONS)
    in_trust = record.in_trust([one.reflection_id for one in gathered])
    known = {one.id: one for one in record.people_of({who for one in gathered for who in one.person_ids})}
    found: dict[tuple[Bond, str, str], Acquainted] = {}
    for one in gathered:
        called = [Called(who, (known[who].name, *known[who].aliases)) for who in one.person_ids if who in known]
        text = discreet(one.text, in_trust.get(one.reflection_id, ()), " ")
        for bond, source, target, quote in bonds_in(text, called):
            pair = (source, target) if bond is not Bond.TOGETHER else (min(source, target), max(source, target))
            newest = found.get((bond, *pair))
            if newest is None:
                newest = Acquainted(bond, *pair, one.reflection_id, one.on, quote, met_where(text), 0)
            found[bond, *pair] = newest._replace(times=newest.times + 1)
    told = {frozenset((one.source, one.target)) for one in found.values() if one.bond is not Bond.TOGETHER}
    kept = [one for one in found.values() if one.bond is not Bond.TOGETHER or frozenset(one[1:3]) not in told]
    return sorted(kept, key=lambda one: (-_WORTH[one.bond], -one.times, -one.on.toordinal(), one.source, one.target))


def _chosen(links: Sequence[Acquainted]) -> tuple[str, ...]:
    """Those of whom most is said: link by link, the most telling first, until the picture is full."""
    chosen: dict[str, None] = {}
    for one in links:
        new = {one.source, one.target} - chosen.keys()
        if len(chosen) + len(new) <= MOST_PEOPLE:
            chosen |= dict.fromkeys((one.source, one.target))
    return tuple(chosen)


def _groups(chosen: Sequence[str], links: Iterable[Acquainted]) -> list[list[str]]:
    """Those who are linked with each other, each group from its best linked on, neighbours near one another."""
    near = _neighbours(links)
    groups: list[list[str]] = []
    left = set(chosen)
    for first in sorted(chosen, key=lambda one: (-len(near[one]), one)):
        if first in left:
            groups.append([one for one in _walk(first, near) if one in left])
            left -= set(groups[-1])
    return sorted(groups, key=lambda group: -len(group))


def _walk(first: str, near: Mapping[str, Counter[str]]) -> list[str]:
    found, waiting = [first], [first]
    while waiting:
        for other, _ in near[waiting.pop(0)].most_common():
            if other not in found:
                found.append(other)
                waiting.append(other)
    return found


def _neighbours(links: Iterable[Acquainted], but_not: str = "") -> Mapping[str, Counter[str]]:
    near: dict[str, Counter[str]] = defaultdict(Counter)
    for one in links:
        if but_not not in (one.source, one.target):
            near[one.source][one.target] += _WORTH[one.bond]
            near[one.target][one.source] += _WORTH[one.bond]
    return near


def _bridges(person_id: str, group: Collection[str], links: Iterable[Acquainted]) -> bool:
    others = [one for one in group if one != person_id]
    return len(others) > 1 and len(_walk(others[0], _neighbours(links, person_id))) < len(others)


def _warmth(tie: Tie) -> float:
    last = tie.meetings[:_LAST_MEETINGS]
    return sum(one.warmth for one in last) / len(last) if last else 0.0
