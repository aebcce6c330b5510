"""A text's words and marks, and what a word alone tells of being a name."""

import re
from typing import NamedTuple

from coach.embedded.word_lists import common_words, given_names, word_list

_TOKEN = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*[.]?|\d+|\n|[^\w\s]")
_DOTTED = frozenset("dr drg mr mrs ms prof h hj bro dg pdt st ir drs".split())
_OPENERS = frozenset(".!?…\n:•*-–—")
_ENDINGS = tuple("nya kah lah pun kan itas asi isasi uhan nan tion ment ness ings ously ally".split())
_REPEATABLE = 3
_ROUND_A_ROOT = re.compile(r"(?:per|pem|pen|peng|ke|pe)\w{4,}an")


class Token(NamedTuple):
    """A word or mark and where it stands; `opens` when it begins a sentence."""

    text: str
    start: int
    end: int
    opens: bool

    @property
    def word(self) -> str:
        """In lower case, without a full stop, a genitive or the "-nya" that Indonesian hangs on a name."""
        plain = self.text.rstrip(".").lower()
        return plain.removesuffix("'s").removesuffix("’s").removesuffix("-nya").removesuffix("-ku")

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital and is no shouted abbreviation."""
        plain = self.text.rstrip(".")
        return len(plain) > 1 and plain[0].isupper() and not plain.isupper()

    @property
    def worded(self) -> bool:
        """Whether it is a word, not a number or a mark."""
        return self.text[0].isalpha()


def tokens(text: str) -> tuple[Token, ...]:
    """The text's tokens; a full stop is one of its own unless an abbreviation has it."""
    found: list[Token] = []
    opens = True
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token.endswith(".") and len(token) > 1 and token[:-1].lower() not in _DOTTED:
            found.append(Token(token[:-1], match.start(), match.end() - 1, opens))
            found.append(Token(".", match.end() - 1, match.end(), opens=False))
            opens = True
            continue
        found.append(Token(token, match.start(), match.end(), opens))
        opens = token in _OPENERS or (opens and not token[0].isalnum())
    return tuple(found)


def is_title(word: str) -> bool:
    """Whether it is an honorific, the weak ones too."""
    return word in word_list("honorifics") or word in word_list("weak_honorifics")


def is_given(token: Token, known: frozenset[str]) -> bool:
    """Whether it is a given name or one that memory knows.

    In lower case only the commonest count, and no common word: names of many countries are words of some other.
    """
    if token.word in known:
        return True
    if token.text[0].isupper():
        return token.word in given_names()
    return token.word in word_list("given_names") and token.word not in common_words()


def is_ordinary(word: str) -> bool:
    """Whether it is a common word, one said twice ("lama-lama"), or has an ending that names don't have."""
    first, _, second = word.partition("-")
    repeated = len(first) >= _REPEATABLE and first in second
    if repeated or _ROUND_A_ROOT.fullmatch(word):
        return True
    return word in common_words() or word in word_list("person_before") or word.endswith(_ENDINGS)
