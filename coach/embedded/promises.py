"""What the user promised, in the user's own words: found by the words of promising, or by the network.

A promise that sells ("besok kukirim penawarannya") is kept out: keeping it would be the pitch itself.
"""

from collections.abc import Iterator, Sequence

from coach.embedded.clauses import clause_around
from coach.embedded.seen import Piece
from coach.embedded.word_lists import cue
from journal.quotes import Span
from journal.signals import Signal

SURE = 0.5
_POSSIBLE = 0.12
_LONGEST = 160
_SELLING = frozenset(
    {Signal.PRODUCT_STEERING, Signal.PUSHING, Signal.PROSPECTING, Signal.LOADED_QUESTION, Signal.INSTANT_RETURN}
)


def promises(text: str, seen: Sequence[Piece]) -> tuple[tuple[int, Span], ...]:
    """The promises: the number of the piece that each stands in, and its span in the text."""
    return tuple(_promises(text, seen))


def _promises(text: str, seen: Sequence[Piece]) -> Iterator[tuple[int, Span]]:
    for number, piece in enumerate(seen):
        span = _promise_in(text, piece)
        if span is not None:
            yield number, span


def _promise_in(text: str, piece: Piece) -> Span | None:
    likely = piece.probability.get(Signal.PROMISE, 0.0)
    sells = max((piece.probability.get(signal, 0.0) for signal in _SELLING), default=0.0)
    said = cue("promised").search(piece.text)
    planned = cue("planned").search(piece.text) if likely >= _POSSIBLE else None
    sure = likely >= SURE or Signal.PROMISE in piece.signals
    if not (said or planned or sure) or (sells > likely and not said) or sells >= SURE > likely:
        return None
    at = said or planned
    if at is None or len(piece.text) <= _LONGEST // 2:
        return piece.span if len(piece.text) <= _LONGEST else None
    clause = clause_around(text, piece.span, piece.span.start + at.end() - 1)
    return clause if clause.end - clause.start >= 12 else piece.span  # noqa: PLR2004 shorter ones say nothing alone
