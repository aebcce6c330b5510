"""The moves of a reading, and which of them its verdict and its lenses rest on."""

from collections.abc import Callable, Sequence

from coach.embedded.seen import Piece
from journal.reading import Move
from journal.signals import Lens, LensValue, Signal, Verdict

GROUNDS = 4
_CONTEXTS = 2
_FAINT = 0.15
_TELLING = 30  # characters; a shorter quote says little by itself
_CARES = (Signal.LISTENING, Signal.CURIOUS_QUESTION, Signal.HELP_GIVEN, Signal.OWN_STORY, Signal.HELD_BACK)
_SELLS = (Signal.PRODUCT_STEERING, Signal.SELF_PROMOTION, Signal.PROSPECTING, Signal.LOADED_QUESTION, Signal.PUSHING)
_THEIRS = (Signal.THEY_OPENED_UP, Signal.THEY_NAMED_ME, Signal.THEY_WITHDREW)
_HURRY = (Signal.INSTANT_RETURN, Signal.PUSHING, Signal.PROSPECTING)
_EASE = (Signal.LONG_VIEW, Signal.HELD_BACK, Signal.HELP_GIVEN)
_LENS_SIGNALS = {
    Lens.FELT: frozenset({*_THEIRS, Signal.CHECKLIST, Signal.LISTENING, Signal.OWN_STORY}),
    Lens.CONNECTED: frozenset({*_CARES, *_SELLS, Signal.CHECKLIST}),
    Lens.PATIENT: frozenset({*_HURRY, *_EASE}),
}


def moves_of(seen: Sequence[Piece], verdict: Verdict) -> tuple[Move, ...]:
    """A move for every signal that a piece shows, in the text's order.

    Scenery is not marked beyond the first pieces of it. Where nothing above its threshold bears the verdict, the
    likeliest piece is taken, so that no verdict stands without words of the user's.
    """
    moves: list[Move] = []
    contexts = 0
    for piece in seen:
        for signal in piece.signals:
            if signal is Signal.CONTEXT:
                contexts += 1
                if len(piece.signals) > 1 or contexts > _CONTEXTS:
                    continue
            moves.append(_move(piece, signal))
    if verdict is not Verdict.UNCLEAR and not any(_bears(verdict, move.signal) for move in moves):
        moves.extend(_likeliest(seen, verdict))
    return tuple(sorted(moves, key=lambda move: (move.start, move.end, list(Signal).index(move.signal))))


def grounds_of(seen: Sequence[Piece], moves: Sequence[Move], verdict: Verdict) -> tuple[int, ...]:
    """Indices of the moves that bear the verdict, the strongest first; for `mixed` the strongest of both sides lead."""
    if verdict is Verdict.UNCLEAR:
        return ()
    ranked = _ranked(seen, moves, lambda signal: _bears(verdict, signal))
    if verdict is Verdict.MIXED:
        plus = [number for number in ranked if moves[number].signal.lean > 0]
        minus = [number for number in ranked if moves[number].signal.lean < 0]
        ranked = [*plus[:2], *minus[:2]]
    return tuple(ranked[:GROUNDS])


def lens_grounds(
    seen: Sequence[Piece], moves: Sequence[Move], lenses: dict[Lens, LensValue]
) -> dict[Lens, tuple[int, ...]]:
    """For each lens that says something, the moves that it rests on, the strongest first."""
    found: dict[Lens, tuple[int, ...]] = {}
    for lens, value in lenses.items():
        if value is LensValue.UNKNOWN:
            continue
        leans = {LensValue.YES: (1,), LensValue.NO: (-1,), LensValue.PARTLY: (1, -1)}[value]
        ranked = _ranked(seen, moves, _told_by(lens, leans))
        if ranked:
            found[lens] = tuple(ranked[:GROUNDS])
    return found


def _told_by(lens: Lens, leans: tuple[int, ...]) -> Callable[[Signal], bool]:
    return lambda signal: signal in _LENS_SIGNALS[lens] and signal.lean in leans


def _bears(verdict: Verdict, signal: Signal) -> bool:
    if verdict is Verdict.SURFACE:
        return signal is Signal.CHECKLIST
    if verdict is Verdict.HIDDEN_PITCH:
        return signal.lean < 0 and signal is not Signal.CHECKLIST
    if verdict is Verdict.REAL_CONNECTION:
        return signal.lean > 0
    return signal.lean != 0


def _ranked(seen: Sequence[Piece], moves: Sequence[Move], wanted: Callable[[Signal], bool]) -> list[int]:
    pieces = {piece.span.start: piece for piece in seen}

    def strength(number: int) -> float:
        piece, signal = pieces[moves[number].start], moves[number].signal
        own = 1.0 if signal not in (Signal.THEY_WITHDREW, Signal.CHECKLIST) else 0.6
        telling = min(1.0, len(piece.text) / _TELLING)
        return own * telling * piece.probability.get(signal, 0.0) * (0.5 + piece.weight)

    return sorted((n for n, move in enumerate(moves) if wanted(move.signal)), key=lambda n: (-strength(n), n))


def _likeliest(seen: Sequence[Piece], verdict: Verdict) -> list[Move]:
    chances = [
        (piece.probability.get(signal, 0.0), piece, signal)
        for piece in seen
        for signal in Signal
        if _bears(verdict, signal)
    ]
    if not chances:
        return []
    chance, piece, signal = max(chances, key=lambda each: (each[0], -each[1].span.start))
    return [_move(piece, signal)] if chance >= _FAINT else []


def _move(piece: Piece, signal: Signal) -> Move:
    return Move(signal=signal, quote=piece.text, start=piece.span.start, end=piece.span.end)
