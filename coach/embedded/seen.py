"""A reflection after the network: its pieces with what each shows, and whom each speaks of."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coach.embedded.network import SentenceSignals
from coach.embedded.people import Found
from journal.quotes import Span
from journal.signals import Signal


class Piece(NamedTuple):
    """A sentence or clause, and what it shows. `people` are indices of those it speaks of."""

    text: str
    span: Span
    signals: tuple[Signal, ...]
    probability: dict[Signal, float]
    weight: float
    people: tuple[int, ...]

    @property
    def lean(self) -> int:
        """-1 when what it shows leans to a pitch, +1 to a connection, 0 when neither or both."""
        leans = {signal.lean for signal in self.signals} - {0}
        return leans.pop() if len(leans) == 1 else 0


def seen(text: str, weighed: Sequence[SentenceSignals], people: Sequence[Found]) -> tuple[Piece, ...]:
    """The pieces in the text's order. One that names nobody speaks of whom the one before it spoke of; before
    the first name they speak of that first person, unless the name comes only in the second half."""
    found: list[Piece] = []
    middle = weighed[len(weighed) // 2].span.end if weighed else 0
    current: tuple[int, ...] = (0,) if people and people[0].spans[0].start < middle else ()
    for sentence in weighed:
        named = tuple(number for number, person in enumerate(people) if _within(person.spans, sentence.span))
        current = named or current
        found.append(
            Piece(
                text[sentence.span.start : sentence.span.end],
                sentence.span,
                sentence.signals,
                dict(sentence.probabilities),
                sentence.weight,
                current,
            )
        )
    return tuple(found)


def _within(spans: Iterable[Span], span: Span) -> bool:
    return any(span.start <= each.start < span.end for each in spans)
