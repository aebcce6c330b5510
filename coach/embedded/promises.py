"""What the user promised, in the user's own words: found by the words of promising, or by a plan in which the
network sees a promise.

A wrong promise is worse than a missed one: it is shown first, and it is the user who would look forgetful. So the
network alone makes none; the words must say that the user is to do something, and that it is still to be done.
A promise that sells ("besok kukirim penawarannya") is kept out: keeping it would be the pitch itself.
"""

from collections.abc import Sequence

from coach.embedded.clauses import clause_around, clause_before
from coach.embedded.seen import Piece
from coach.embedded.word_lists import cue
from journal.quotes import Span
from journal.signals import Signal

SURE = 0.5
_LIKELY = 0.35
_SHORT = 80
_LONGEST = 160
_FEWEST_LETTERS = 12  # shorter ones say nothing alone
_SELLING = frozenset(
    {Signal.PRODUCT_STEERING, Signal.PUSHING, Signal.PROSPECTING, Signal.LOADED_QUESTION, Signal.INSTANT_RETURN}
)


def promises(text: str, seen: Sequence[Piece]) -> tuple[tuple[int, Span], ...]:
    """The promises: the number of the piece that each stands in, and its span in the text."""
    pitched = sum(piece.lean < 0 for piece in seen) > sum(piece.lean > 0 for piece in seen)
    found = ((number, _promise_in(text, piece, pitched=pitched)) for number, piece in enumerate(seen))
    told = {number: span for number, span in found if span is not None}
    for number, piece in enumerate(seen):
        if number and number not in told and number - 1 not in told and cue("agreed_alone").search(piece.text):
            told[number - 1] = seen[number - 1].span
    return tuple(sorted(told.items()))


def only_promised(text: str, seen: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces, of which those alone show a promise that hold one."""
    promising = {number for number, _ in promises(text, seen)}
    return tuple(
        piece
        if number in promising or Signal.PROMISE not in piece.signals
        else piece._replace(signals=tuple(s for s in piece.signals if s is not Signal.PROMISE) or (Signal.CONTEXT,))
        for number, piece in enumerate(seen)
    )


def _promise_in(text: str, piece: Piece, *, pitched: bool) -> Span | None:
    """The promise in the piece; where the whole was a pitch, a mere plan ("besok kukirim bunga") is part of it."""
    likely = piece.probability.get(Signal.PROMISE, 0.0)
    sells = max((piece.probability.get(signal, 0.0) for signal in _SELLING), default=0.0)
    agreed = cue("agreed").search(piece.text)
    said = cue("promised").search(piece.text) or agreed
    at = said or (cue("planned").search(piece.text) if likely >= _LIKELY and not pitched else None)
    if at is None or (sells > likely and not said) or sells >= SURE > likely:
        return None
    end = piece.span.start + at.end() - 1
    span = clause_around(text, piece.span, end)
    if agreed is not None and agreed is at:
        span = clause_before(text, piece.span, span)
        return None if span.start == piece.span.start + at.start() else _open(text, span)
    short = len(piece.text) <= _SHORT and not cue("sentence_break").search(piece.text)
    if short or span.end - span.start < _FEWEST_LETTERS:
        span = piece.span
    return _open(text, span)


def _open(text: str, span: Span) -> Span | None:
    """The span, unless it is too long to be one promise or says that it is kept already."""
    words = text[span.start : span.end]
    return None if len(words) > _LONGEST or cue("kept").search(words) else span
