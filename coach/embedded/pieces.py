"""A text's words, pairs of words and letters within words: what models of mere wording count."""

import re
from itertools import pairwise

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[!?:;]")
_LETTERS = (3, 4, 5)


def words(text: str) -> list[str]:
    """The words in lower case, in order; marks that tell a tone (!?:;) are words of their own."""
    return [word.lower() for word in _WORD.findall(text)]


def word_pieces(found: list[str]) -> list[str]:
    """Each word, and each with the one that follows."""
    return [*(f"w {word}" for word in found), *(f"p {one} {other}" for one, other in pairwise(found))]


def letter_pieces(found: list[str]) -> list[str]:
    """Every three, four and five letters in a row within a word, its ends marked."""
    return [f"l {piece}" for word in found for piece in _pieces(f"<{word}>")]


def _pieces(word: str) -> list[str]:
    return [word[at : at + size] for size in _LETTERS for at in range(len(word) - size + 1)]
