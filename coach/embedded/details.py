"""What somebody cares about, in the user's own words: the clause of a sentence in which they opened up, or in
which the user listened, that speaks of them and not of the user."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coach.embedded.seen import Piece
from coach.embedded.word_lists import cue, topics
from coach.step_rules import broken_rule
from journal.language import Language
from journal.quotes import Span
from journal.signals import Signal

_QUOTED = re.compile(r"[\"“]([^\"”\n]{1,400})[\"”]")
AT_MOST = 3
_TELLING = (Signal.THEY_OPENED_UP, Signal.LISTENING, Signal.CURIOUS_QUESTION)
_LIKELY = 0.3
_SHORTEST, _LONGEST = 8, 90
_FEWEST_WORDS, _FEWEST_WITHOUT_TOPIC, _MOST_WORDS = 2, 5, 15
_WEIGHTS = {"joy": 0.8, "work": 1.0}


class Detail(NamedTuple):
    """The span of the words, how much speaks for them, and the topic ("" for none of the known ones)."""

    span: Span
    score: float
    topic: str


def topic_of(words: str) -> str:
    """The heaviest topic whose words stand in it, or ""."""
    return next((name for name, pattern in topics() if pattern.search(words)), "")


def details(text: str, seen: Sequence[Piece]) -> tuple[Detail, ...]:
    """At most `AT_MOST` of them, the strongest first; none overlaps another."""
    found = sorted((detail for piece in seen for detail in _in_piece(text, piece)), key=lambda detail: -detail.score)
    kept: list[Detail] = []
    for detail in found:
        if all(text[detail.span.start : detail.span.end] != text[other.span.start : other.span.end] for other in kept):
            kept.append(detail)
    return tuple(kept[:AT_MOST])


def _in_piece(text: str, piece: Piece) -> Iterator[Detail]:
    likely = max(piece.probability.get(signal, 0.0) for signal in _TELLING)
    if likely < _LIKELY or piece.lean < 0:
        return
    quoted = [Span(*found.span(1)) for found in _QUOTED.finditer(text)]
    own = False
    for span in _clauses(text, piece.span):
        words = text[span.start : span.end]
        if any(quote.start <= span.start < quote.end for quote in quoted):
            continue
        own = own or bool(cue("own_telling").search(text[piece.span.start : span.start]))
        if own and not cue("theirs").search(words):
            continue
        score = _score(text[span.start : span.end])
        if score > 0:
            yield Detail(span, score + likely, topic_of(text[span.start : span.end]))


def _clauses(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for cut in [*cue("detail_cut").finditer(text, span.start, span.end), None]:
        end = cut.start() if cut else span.end
        if cut and cut.group().startswith(",") and cue("bare_kin").fullmatch(text[start:end]):
            continue
        yield from _trimmed(text, start, end)
        start = cut.end() if cut else span.end


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The clause without "he told me that" and "and" before it, when enough and not too much is left."""
    for name in ("detail_lead", "detail_told", "detail_shown", "detail_lead"):
        found = cue(name).match(text[start:end])
        if found and end - start - found.end() >= _SHORTEST:
            start += found.end()
    words = text[start:end].split()
    if _SHORTEST <= end - start <= _LONGEST and _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
        yield Span(start, end)


def _score(words: str) -> float:
    if any(cue(name).search(words) for name in ("mine", "intimate", "detail_opens_ill", "detail_ends_ill")):
        return 0.0
    if broken_rule(words, Language.INDONESIAN):
        return 0.0
    topic = topic_of(words)
    fewest = _FEWEST_WORDS if cue("says_of").match(words) else _FEWEST_WORDS + 1
    enough = len(words.split()) >= (fewest if topic else _FEWEST_WITHOUT_TOPIC)
    if not enough or cue("gesture").search(words):
        return 0.0
    return (1.0 if cue("theirs").search(words) else 0.0) + _WEIGHTS.get(topic, 1.2 if topic else 0.0)
