"""Who introduced whom, who spoke of whom, and where people were met together: from sentences of the user's own.

By words alone. A link counts only where one sentence says it of people whom it names; what is not said so is no more
than that two people stand in one reflection.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from coach.facts import Called
from coach.places import named_places
from journal.mentions import mentions
from journal.sentences import sentences

_FILE = Path(__file__).with_suffix(".yaml")
_NEAR = 14  # characters before a name in which the word that says its part stands


class Bond(StrEnum):
    """What links two people: one introduced the other, the user brought them together, one spoke of the other, or of
    the user to the other, or they stand in one reflection."""

    INTRODUCED = "introduced"
    BY_ME = "by_me"
    NAMED = "named"
    NAMED_ME = "named_me"
    TOGETHER = "together"


class Bound(NamedTuple):
    """A link from one person to another, by name, with the sentence that says it; empty for `TOGETHER`."""

    bond: Bond
    source: str
    target: str
    quote: str = ""


class _At(NamedTuple):
    start: int
    end: int
    name: str


def bonds_in(text: str, people: Sequence[Called]) -> tuple[Bound, ...]:
    """The links that a reflection tells between these people; each pair once, what is said before what only stands
    together."""
    found: list[Bound] = []
    last = ""
    for span in sentences(text):
        sentence = text[span.start : span.end].strip()
        named = _named(sentence, people)
        found += _said(sentence, named, last)
        last = named[-1].name if named else last
    linked = {frozenset((one.source, one.target)) for one in found}
    there = list(dict.fromkeys(one.name for one in _named(text, people)))
    for place, one in enumerate(there):
        for other in there[place + 1 :]:
            if frozenset((one, other)) not in linked:
                found.append(Bound(Bond.TOGETHER, one, other))
    return tuple(dict.fromkeys(found))


def met_where(text: str) -> str:
    """The occasion, or the town, at which a reflection tells that people were met; empty where it tells none."""
    occasion = _rules()["occasion"].search(text)
    if occasion:
        return occasion.group(1)
    return next((place.word.title() for place in named_places(text)), "")


def _said(sentence: str, named: Sequence[_At], last: str) -> Iterable[Bound]:
    rules = _rules()
    for verb in rules["passive"].finditer(sentence):
        yield from _passive(sentence, named, verb, last)
    for verb in rules["introduces"].finditer(sentence):
        yield from _active(sentence, named, verb, Bond.INTRODUCED)
    for verb in rules["names"].finditer(sentence):
        yield from _active(sentence, named, verb, Bond.NAMED)
    through = [one for one in named if rules["through"].search(sentence[: one.start])]
    if through and rules["knows"].search(sentence):
        yield from (
            Bound(Bond.INTRODUCED, through[0].name, one.name, sentence) for one in named if one.name != through[0].name
        )


def _active(sentence: str, named: Sequence[_At], verb: re.Match[str], bond: Bond) -> Iterable[Bound]:
    """ "X introduced me to Y", "X menyebut Y"; where the user is who introduces, those whom they brought together."""
    before = [one for one in named if one.end <= verb.start()]
    after = [one for one in named if one.start >= verb.end()]
    if _rules()["mine"].search(sentence[: verb.start()]):
        if bond is Bond.INTRODUCED and len(after) > 1 and after[0].name != after[1].name:
            yield Bound(Bond.BY_ME, after[0].name, after[1].name, sentence)
        return
    if not before or not after:
        return
    source, target = before[-1], after[0]
    between = sentence[verb.end() : target.start]
    if bond is Bond.NAMED and _rules()["me"].search(between):
        bond = Bond.NAMED_ME
    if source.name != target.name:
        yield Bound(bond, source.name, target.name, sentence)


def _passive(sentence: str, named: Sequence[_At], verb: re.Match[str], last: str) -> Iterable[Bound]:
    """ "Y, yang dikenalkan X", "introduced to Y by X", "dikenalin X ke Y"."""
    before = [one.name for one in named if one.end <= verb.start()]
    after = [one for one in named if one.start >= verb.end()]
    to = [one.name for one in after if _rules()["to"].search(sentence[max(0, one.start - _NEAR) : one.start])]
    by = [one.name for one in after if one.name not in to]
    target = (to or before[-1:] or [last])[0]
    if by and target and by[0] != target:
        yield Bound(Bond.INTRODUCED, by[0], target, sentence)


def _named(text: str, people: Sequence[Called]) -> list[_At]:
    """Where people are named, in order; of two names at one place the longer."""
    found = [_At(*span, one.name) for one in people for span in mentions(text, one.names)]
    found.sort(key=lambda at: (at.start, -at.end))
    kept: list[_At] = []
    for at in found:
        if not kept or at.start >= kept[-1].end:
            kept.append(at)
    return kept


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {name: re.compile(pattern, 0 if name == "occasion" else re.IGNORECASE) for name, pattern in told.items()}
