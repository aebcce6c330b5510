"""Places that a text names, and the words by which notes speak of what lies in one ("Bali" and Klungkung)."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from coach.embedded.word_lists import places

_FILE = Path(__file__).with_name("places.yaml")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HOME = "ID"
_MOST_WORDS = 60
_ABROAD = re.compile(r"\b(?:luar negeri|di luar|abroad|overseas|mancanegara|another country|foreign)\b", re.IGNORECASE)


class Place(NamedTuple):
    """A country, a province or a town: `word` as the text has it in small letters, codes as GeoNames has them."""

    word: str
    country: str
    province: str


def named_places(text: str) -> tuple[Place, ...]:
    """The places that the text names with a capital, each once, in order."""
    return tuple(dict.fromkeys(place for word in _runs(text) if (place := _place(word)) is not None))


def words_within(place: Place) -> tuple[str, ...]:
    """The words by which a note may speak of the place or of what lies in it, itself first."""
    region = _region(place.word)
    if region is None:
        return (place.word,)
    country, province = region
    own = [word for row in _regions() if (row[0], row[1]) == region for word in row[2]]
    within = [
        name
        for name, codes in places().items()
        if codes[0] == country and " " not in name and (not province or codes[1] == province)
    ]
    return tuple(dict.fromkeys([place.word, *own, *within]))[:_MOST_WORDS]


def asks_for_abroad(question: str) -> bool:
    """Whether it asks for those in another country, without naming it."""
    return bool(_ABROAD.search(question))


def is_abroad(text: str) -> bool:
    """Whether the text names a place outside Indonesia."""
    return any(place.country != _HOME for place in named_places(text))


def _runs(text: str) -> list[str]:
    """Capitalised words of the text, and runs of two of them, longest first at each place."""
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    found: list[str] = []
    for at, (word, _, end) in enumerate(words):
        if not word[0].isupper():
            continue
        follows = words[at + 1] if at + 1 < len(words) else None
        if follows and follows[0][0].isupper() and follows[1] == end + 1:
            found.append(f"{word} {follows[0]}".lower())
        found.append(word.lower())
    return found


def _place(word: str) -> Place | None:
    region = _region(word)
    if region is not None:
        return Place(word, *region)
    codes = places().get(word)
    return None if codes is None else Place(word, *codes)


@cache
def _region(word: str) -> tuple[str, str] | None:
    """The country and province that the word names as a whole: the first of a row's words, those before its towns."""
    return next(((country, province) for country, province, words in _regions() if word in words[:4]), None)


@cache
def _regions() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple((row["country"], row.get("province", ""), tuple(row["words"].split())) for row in rows)
