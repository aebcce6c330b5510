"""Reads a text that belongs to no journal, and takes a reading's moves as signals of sentences."""

from collections.abc import Callable, Sequence
from datetime import date

from coach.embedded.network import SentenceSignals
from coach.reader import Reader, ToRead, Unwatched
from journal.language import language_of
from journal.quotes import Span
from journal.reading import Reading
from journal.signals import Signal

Notice = Callable[[str, Sequence[Span]], Sequence[SentenceSignals]]
_A_DAY = date(2026, 11, 24)


def read_text(reader: Reader, text: str) -> Reading:
    """The reading of a text in which nobody is known."""
    asked = ToRead(text=text, on=_A_DAY, today=_A_DAY, language=language_of(text))
    return reader.read(asked, Unwatched())


def noticed(reading: Reading, spans: Sequence[Span]) -> tuple[SentenceSignals, ...]:
    """What each of the sentences shows by the moves that overlap it: all or nothing."""
    return tuple(_sentence(reading, span, 1 / len(spans)) for span in spans)


def _sentence(reading: Reading, span: Span, weight: float) -> SentenceSignals:
    here = tuple(
        dict.fromkeys(move.signal for move in reading.moves if move.start < span.end and span.start < move.end)
    )
    return SentenceSignals(span, {signal: float(signal in here) for signal in Signal}, here, weight)
