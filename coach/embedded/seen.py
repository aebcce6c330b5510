"""A reflection after the network: its pieces with what each shows, and whom each speaks of."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from journal.quotes import Span
from journal.signals import Signal

if TYPE_CHECKING:  # onnxruntime takes a tenth of a second, and the first page reads nothing
    from coach.embedded.network import SentenceSignals
    from coach.embedded.people import Found

# One sentence does not both hold back and sell, nor both want to know and want something. The likelier stands.
_OPPOSITES = (
    (Signal.HELD_BACK, (Signal.PRODUCT_STEERING, Signal.SELF_PROMOTION, Signal.PUSHING, Signal.PROSPECTING)),
    (Signal.CURIOUS_QUESTION, (Signal.LOADED_QUESTION, Signal.CHECKLIST)),
    (Signal.LISTENING, (Signal.CHECKLIST, Signal.PUSHING, Signal.LOADED_QUESTION)),
    (Signal.THEY_PITCHED, (Signal.PRODUCT_STEERING,)),
)


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


def seen(text: str, weighed: Sequence["SentenceSignals"], people: Sequence["Found"]) -> tuple[Piece, ...]:
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
                without_opposites(sentence.signals, dict(sentence.probabilities)),
                dict(sentence.probabilities),
                sentence.weight,
                current,
            )
        )
    return tuple(found)


def without_opposites(signals: Sequence[Signal], probability: Mapping[Signal, float]) -> tuple[Signal, ...]:
    """The signals, of two that contradict each other only the likelier."""
    dropped: set[Signal] = set()
    for one, others in _OPPOSITES:
        for other in others:
            if {one, other} <= set(signals) - dropped:
                dropped.add(min((one, other), key=lambda signal: probability.get(signal, 0.0)))
    return tuple(signal for signal in signals if signal not in dropped)


def _within(spans: Iterable[Span], span: Span) -> bool:
    return any(span.start <= each.start < span.end for each in spans)
