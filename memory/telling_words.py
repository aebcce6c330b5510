"""Which words of a query tell more than its meaning: names, and words as rare as names."""

import re

from journal.names import HONORIFICS, fold_name
from memory.record import OwnedRecord

_WORD = re.compile(r"\w+")
_SENTENCE_START = re.compile(r"(?:^|[.!?…]\s+)[\"“'‘(]*$")
_SHORTEST = 3
_RARE_SHARE = 0.01
_RARE_AT_MOST = 3  # reflections of a small journal that may have a rare word


def telling_words(query: str, record: OwnedRecord) -> tuple[str, ...]:
    """The query's words that are names of people in the record, or that look like a name or a number (a capital
    inside the sentence, a digit) and stand in few reflections."""
    names = record.name_words()
    few = max(_RARE_AT_MOST, int(record.count() * _RARE_SHARE))
    return tuple(
        dict.fromkeys(
            word
            for word, marked in _words(query)
            if fold_name(word) in names or (marked and 0 < record.count_having(word, few + 1) <= few)
        )
    )


def _words(query: str) -> list[tuple[str, bool]]:
    """The query's words that may tell something, and whether each is marked by a capital or a digit."""
    found = []
    for match in _WORD.finditer(query):
        word = match.group()
        if len(word) < _SHORTEST or fold_name(word) in HONORIFICS:
            continue
        begins = bool(_SENTENCE_START.search(query[: match.start()]))
        found.append((word, (word[0].isupper() and not begins) or any(letter.isdigit() for letter in word)))
    return found
