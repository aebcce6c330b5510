"""A text cut into what the network reads at a time: its sentences, and the clauses of one that runs on.

People dictate, and type without full stops. A quote is then of no use as a ground unless it is cut.
"""

import re
from collections.abc import Iterator

from coach.embedded.word_lists import cue
from journal.quotes import Span
from journal.sentences import sentences

LONGEST = 240
_SHORTEST = 40
_STAMP = re.compile(r"\[?\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?: ?[AP]M)?\]?\s*[-–]?\s*")


def pieces(text: str) -> tuple[Span, ...]:
    """The spans in order; each has a letter or a digit, and none overlaps another."""
    return tuple(
        piece
        for span in sentences(text)
        for piece in _cut(text, span)
        if any(character.isalnum() for character in text[piece.start : piece.end])
    )


def clause_around(text: str, span: Span, at: int) -> Span:
    """The clause within `span` that holds character `at`, without the white space around it."""
    start, end = span
    for found in cue("clause_break").finditer(text, span.start, span.end):
        if found.end() <= at:
            start = found.end()
        elif found.start() >= at:
            end = found.start()
            break
    return _stripped(text, start, end)


def clause_before(text: str, span: Span, clause: Span) -> Span:
    """From the clause before `clause` within `span` to its end; `clause` itself when there is none before it."""
    before = text[span.start : clause.start].rstrip(" ,;:–—")
    if not before:
        return clause
    earlier = clause_around(text, span, span.start + len(before) - 1)
    return Span(earlier.start, clause.end)


def _cut(text: str, span: Span) -> Iterator[Span]:
    stamp = _STAMP.match(text, span.start, span.end)
    start = stamp.end() if stamp and stamp.end() < span.end else span.start
    while span.end - start > LONGEST:
        stop = _break_within(text, start, span.end)
        yield _stripped(text, start, stop)
        start = stop
    yield _stripped(text, start, span.end)


def _break_within(text: str, start: int, end: int) -> int:
    last = min(start + LONGEST, end)
    breaks = [found.end() for found in cue("break").finditer(text, start, last) if found.end() - start >= _SHORTEST]
    if breaks:
        return breaks[-1]
    space = text.rfind(" ", start + _SHORTEST, last)
    return space if space > 0 else last


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    begin = start + len(piece) - len(piece.lstrip())
    return Span(begin, begin + len(piece.strip()))
