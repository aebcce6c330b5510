"""Names stay home: what would tell a stranger who somebody is, is replaced before a text is sent and put back in what
returns.

The invariant: `reveal(hide(text)) == text` for every text. So a quote of what was sent is, once revealed, a quote of
what the user wrote. Each spelling has its own placeholder; spellings of one person share its number. One veil serves
a whole reading: the same words have the same placeholder in each of its prompts.
"""

import re
import threading
from collections.abc import Iterable, Iterator
from typing import TypeVar

from pydantic import BaseModel

from coach.embedded.tokens import is_ordinary
from coach.model.private_words import PrivatePart, names, numbers_and_addresses
from journal.quotes import Span

Form = TypeVar("Form", bound=BaseModel)

ABOUT = (
    "## Names\nNames, numbers and addresses are hidden. [NAME_1], [LINK_1] and the like stand for them; a name is "
    "mostly a person's, [NAME_1b] is another spelling of [NAME_1]. Use them as names and copy them exactly, in quotes "
    "too."
)
_NAME, _TEXT = "NAME", "TEXT"
_PLACEHOLDER = re.compile(
    r"\[?(?<![^\W_])(?P<label>(?:NAME|EMAIL|LINK|HANDLE|NUMBER|TEXT)_\d+[a-z]*)(?![^\W_])\]?", re.IGNORECASE
)
_ENDING = r"(?!\w)|(?=(?:nya|ku|mu|lah|kah|pun)\b)"
_NICKNAME = 3


class Veil:
    """The words of one reading that stay home.

    Args:
        texts: the user's texts that may be sent, the reflection first; placeholders are numbered in their order.
        people: those whom memory knows, each with all names.
    """

    def __init__(self, texts: Iterable[str], people: Iterable[tuple[str, ...]] = ()) -> None:
        given, known = tuple(texts), tuple(people)
        self._lock = threading.Lock()
        self._labels: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._persons = _persons(given, known)
        self._numbers: dict[int, int] = {}
        self._patterns = _patterns(name for person in self._persons for name in person)
        for text in given:
            self.hide(text)

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """What stands for what: ("[NAME_1]", "Sum")."""
        return tuple((f"[{label}]", words) for label, words in self._words.items())

    def hide(self, text: str) -> str:
        """The text as it may be sent."""
        made, at = "", 0
        for kind, span in sorted(_apart(self._private(text)), key=lambda part: part.span):
            made += text[at : span.start] + self._placeholder(kind, text[span.start : span.end])
            at = span.end
        return made + text[at:]

    def reveal(self, text: str) -> str:
        """The text with the user's own words in their places; a placeholder that stands for nothing stays."""
        return _PLACEHOLDER.sub(self._revealed, text)

    def revealed(self, answer: Form) -> Form:
        """An answer with the user's own words in all its texts."""
        return type(answer).model_validate(self._within(answer.model_dump(mode="json")))

    def _private(self, text: str) -> Iterator[PrivatePart]:
        """What is private in the text; parts may overlap, the surer ones come first."""
        yield from (PrivatePart(_TEXT, Span(*match.span())) for match in _PLACEHOLDER.finditer(text))
        yield from numbers_and_addresses(text)
        for pattern in self._patterns:
            yield from (PrivatePart(_NAME, Span(*match.span())) for match in pattern.finditer(text))

    def _placeholder(self, kind: str, words: str) -> str:
        with self._lock:
            if words not in self._labels:
                label = self._name_label(words) if kind == _NAME else f"{kind}_{self._next(kind)}"
                self._labels[words], self._words[label] = label, words
            return f"[{self._labels[words]}]"

    def _name_label(self, words: str) -> str:
        """NAME_2 for the first spelling of the second person, NAME_2b for the next one."""
        person = next(at for at, names_of in enumerate(self._persons) if _folded(words) in names_of)
        if person not in self._numbers:
            self._numbers[person] = self._next(_NAME)
        spelling = self._next(f"{_NAME}_{self._numbers[person]}")
        return f"{_NAME}_{self._numbers[person]}{_letters(spelling)}"

    def _next(self, what: str) -> int:
        self._counts[what] = self._counts.get(what, 0) + 1
        return self._counts[what]

    def _revealed(self, match: re.Match[str]) -> str:
        kind, _, number = match["label"].partition("_")
        return self._words.get(f"{kind.upper()}_{number.lower()}", match.group())

    def _within(self, part: object) -> object:
        match part:
            case str():
                return self.reveal(part)
            case list():
                return [self._within(one) for one in part]
            case dict():
                return {key: self._within(one) for key, one in part.items()}
        return part


def _persons(texts: tuple[str, ...], known: tuple[tuple[str, ...], ...]) -> list[set[str]]:
    """For each person all names and their single words, folded; those whom memory knows come first."""
    found = {_folded(name) for text in texts for name in names(text, [name for person in known for name in person])}
    persons = [{_folded(name) for spelling in person for name in names("", [spelling])} for person in known]
    for name in sorted(found, key=lambda name: (-len(name), name)):
        _place(name, persons)
    _share_words(persons)
    return [person for person in persons if person]


def _place(name: str, persons: list[set[str]]) -> None:
    """Adds the name to the one person whom it may mean, else to one of its own."""
    if any(name in person for person in persons):
        return
    fitting = [person for person in persons if any(_may_be(name, other) for other in person)]
    if len(fitting) == 1:
        fitting[0].add(name)
    else:
        persons.append({name})


def _share_words(persons: list[set[str]]) -> None:
    """Adds the single words of names; one that two persons share is a person of its own, as nobody can tell whom it
    means."""
    owners: dict[str, list[set[str]]] = {}
    for person in persons:
        for word in {word for name in person for word in name.split() if len(word) >= _NICKNAME}:
            owners.setdefault(word, []).append(person)
    for word, having in owners.items():
        if len(having) == 1:
            having[0].add(word)
        elif not any(word in person for person in persons):
            persons.append({word})


def _may_be(name: str, other: str) -> bool:
    """Whether the shorter name may be a part of the longer one, or its nickname."""
    if " " in name:
        return set(name.split()) <= set(other.split())
    return name in other.split() or (len(name) >= _NICKNAME and any(word.startswith(name) for word in other.split()))


def _patterns(folded: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """What finds names: whole words, longer ones first; those that are ordinary words only with a capital."""
    listed = sorted(set(folded), key=len, reverse=True)
    ordinary = [name for name in listed if is_ordinary(name)]
    names_only = [name for name in listed if name not in ordinary]
    made = [_whole(map(_any_space, names_only), re.IGNORECASE)] if names_only else []
    return (*made, _whole((_any_space(name.title()) for name in ordinary), 0)) if ordinary else tuple(made)


def _whole(alternatives: Iterable[str], flags: int) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?:{_ENDING})", flags)


def _any_space(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _apart(parts: Iterable[PrivatePart]) -> list[PrivatePart]:
    """The parts that overlap none before them."""
    kept: list[PrivatePart] = []
    for part in parts:
        start, end = part.span
        if start < end and all(end <= other.span.start or other.span.end <= start for other in kept):
            kept.append(part)
    return kept


def _letters(spelling: int) -> str:
    """Nothing for the first, then b, c, … z, zb, …"""
    letters = ""
    while spelling > 1:
        letters = chr(ord("a") + min(spelling - 1, 25)) + letters
        spelling -= 25
    return letters
