"""What the user promised, in the user's own words: found by the words of promising, or by the network.

A promise that sells ("besok kukirim penawarannya") is kept out: keeping it would be the pitch itself.
"""

import re
from collections.abc import Iterator, Sequence

from coach.embedded.clauses import clause_around
from coach.embedded.seen import Piece
from journal.quotes import Span
from journal.signals import Signal

SURE = 0.5
_POSSIBLE = 0.12
_LONGEST = 160
_I = r"(?:aku|saya|gue|gua|gw|gwe|ku|tak|sy|ane|beta)"
_SOON = r"(?:besok|lusa|nanti|ntar|minggu depan|malam ini|sore ini|senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu)"
_DOES = (
    r"(?:kirim|antar|anter|bawa|bawain|telepon|telpon|telfon|carikan|cariin|cari|pinjam|pinjemin|temani|temenin|kembali|balik|datang|dateng"
    r"|mampir|kasih|kabari|kabarin|tanya|tanyain|bantu|bantuin|jemput|ganti|ambil|buatkan|bikinin|kenalin|kenalkan|ke)\w*"
)
_SAID = re.compile(
    rf"\b{_I}\s+(?:sudah |udah |dah |juga |langsung )?(?:janji\w*|berjanji|sanggupi\w*|iyain|iyakan|menyanggupi)\b"
    rf"|\b(?:kujanji\w*|kuiyakan|kusanggupi|saya sanggupi|janjiku|janji saya|janji gue|tak sanggupi)\b"
    r"|\bI(?:'ve|’ve| have)? (?:also )?promised?\b|\bpromised? (?:to|him|her|them)\b|\bwith a promise to\b|\bI owe (?:him|her|them)\b"
    r"|\bI(?:'ve|’ve| have)? (?:said|told (?:him|her|them)) I(?:'d|’d|'ll|’ll| would| will)\b(?! never| not)"
    rf"|(?<!\bdia )(?<!\bbeliau )(?<!\bmereka )\bjanji (?:mau |akan |bakal )?{_DOES}",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    rf"\b{_SOON}\b[^.!?]{{0,24}}\b{_I}\s?(?:mau |akan |bakal )?{_DOES}|\b{_I} (?:mau |akan |bakal )?{_DOES}[^.!?]{{0,40}}\b{_SOON}\b"
    rf"|\b(?:ku|tak ?){_DOES}[^.!?]{{0,40}}\b{_SOON}\b"
    r"|\bI(?:'ll|’ll| will)\b(?! (?:admit|never|not|say|be honest|be fair|try to remember))|\bI(?:'m|’m| am) going to\b"
    rf"|\b{_SOON} {_I}\b|\b{_I} {_SOON} {_DOES}",
    re.IGNORECASE,
)
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
    said = _SAID.search(piece.text)
    planned = _PLANNED.search(piece.text) if likely >= _POSSIBLE else None
    sure = likely >= SURE or Signal.PROMISE in piece.signals
    if not (said or planned or sure) or (sells > likely and not said) or sells >= SURE > likely:
        return None
    at = said or planned
    if at is None or len(piece.text) <= _LONGEST // 2:
        return piece.span if len(piece.text) <= _LONGEST else None
    clause = clause_around(text, piece.span, piece.span.start + at.end() - 1)
    return clause if clause.end - clause.start >= 12 else piece.span  # noqa: PLR2004 shorter ones say nothing alone
