"""Whether a quote stands in a text, character for character.

Unicode form, runs of white space, and curly or straight quotation marks are set aside, nothing else: no
case folding, no fuzzy match. Fuzzy matching turns "I did not like it" into "I did like it".
"""

import unicodedata
from typing import NamedTuple

MINIMUM_CHARACTERS = 3
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "`": "'"})


class Span(NamedTuple):
    """Characters `start` (in) to `end` (out) of a text."""

    start: int
    end: int


def find_quote(text: str, quote: str, after: int = 0) -> Span | None:
    """Where `quote` stands first in `text` at or after character `after`, as a span of `text` itself.

    None when it does not stand there, is shorter than `MINIMUM_CHARACTERS`, or begins or ends inside a
    word written in Latin letters ("like" is not a quote of "dislike") or between a letter and its accent.
    """
    folded, origins = _fold(text)
    wanted, _ = _fold(quote.strip())
    wanted = wanted.strip()
    if len(wanted) < MINIMUM_CHARACTERS:
        return None
    at = folded.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        span = Span(origins[at][0], origins[end - 1][1])
        cuts = any(_cuts_a_word(folded, place) or _cuts_a_letter(origins, place) for place in (at, end))
        if span.start >= after and not cuts:
            return span
        at = folded.find(wanted, at + 1)
    return None


def _fold(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text in one Unicode form (NFC), and for each of its characters the span it came from."""
    folded: list[str] = []
    origins: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]) and not text[at].isspace():
            end += 1
        piece = unicodedata.normalize("NFC", text[at:end]).translate(_MARKS)
        if piece.isspace():
            if folded and folded[-1] == " ":
                origins[-1] = (origins[-1][0], end)
            else:
                folded.append(" ")
                origins.append((at, end))
        else:
            folded.extend(piece)
            origins.extend([(at, end)] * len(piece))
        at = end
    return "".join(folded), origins


def _cuts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and _latin(text[at - 1]) and _latin(text[at])


def _cuts_a_letter(origins: list[tuple[int, int]], at: int) -> bool:
    """Whether a letter and its accent, of which there is no one sign, would be parted."""
    return 0 < at < len(origins) and origins[at - 1] == origins[at]


def _latin(character: str) -> bool:
    return character.isalnum() and (character.isascii() or "LATIN" in unicodedata.name(character, ""))
