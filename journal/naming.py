"""Whom a question names: a full name means one, a given name alone all who bear it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from journal.names import HONORIFICS, contradict, fold_name, without_honorifics
from journal.people import Person

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SHORTEST = 3


class _Word(NamedTuple):
    """A word of the question; `marked` when it begins with a capital or stands after an honorific."""

    folded: str
    marked: bool
    before: str


def named_people(question: str, known: Iterable[Person]) -> tuple[Person, ...]:
    """Those whom the question names, in the order in which they are known.

    Where several names stand at one place of the question the longest counts: "Andi Lim" is not every Andi.
    """
    words = _words(question)
    longest: dict[int, int] = {}
    found: list[tuple[Person, dict[int, int]]] = []
    for person in known:
        places = _places(words, person)
        if places:
            found.append((person, places))
            for at, length in places.items():
                longest[at] = max(longest.get(at, 0), length)
    return tuple(person for person, places in found if any(length == longest[at] for at, length in places.items()))


def words_of(question: str) -> frozenset[str]:
    """The words of a question that may be words of a name, folded."""
    return frozenset(word.folded for word in _words(question) if word.marked)


def _words(question: str) -> list[_Word]:
    found: list[_Word] = []
    for match in _WORD.finditer(question):
        text = re.sub(r"(?:['’]s|-?(?:nya|ku))$", "", match.group()) if match.group()[0].isupper() else match.group()
        before = found[-1].folded if found else ""
        found.append(_Word(fold_name(text), text[0].isupper() or before in HONORIFICS, before))
    return found


def _places(words: list[_Word], person: Person) -> dict[int, int]:
    """Where the question names the person: the place of each word of a name, with the length of the name there."""
    names = {fold_name(each) for name in (person.name, *person.aliases) for each in (name, *re.split(r"[()]", name))}
    whole = {bare for name in names if (bare := without_honorifics(name))}
    parts = {word for name in whole for word in name.split() if len(word) >= _SHORTEST and word not in HONORIFICS}
    found: dict[int, int] = {}
    for at, word in enumerate(words):
        if (word.folded not in parts and word.folded not in whole) or not word.marked:
            continue
        if word.before in HONORIFICS and contradict(f"{word.before} x", names):
            continue
        length = max((_length(words, at, name) for name in whole), default=1)
        for place in range(at, at + length):
            found[place] = max(found.get(place, 0), length)
    return found


def _length(words: list[_Word], at: int, name: str) -> int:
    """How many words of the question from `at` on are words of the name, in its order."""
    parts = name.split()
    if words[at].folded not in parts:
        return 1
    first = parts.index(words[at].folded)
    count = 1
    while first + count < len(parts) and at + count < len(words) and words[at + count].folded == parts[first + count]:
        count += 1
    return count
