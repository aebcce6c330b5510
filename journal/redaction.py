"""Names taken out of what was written: a placeholder stands where somebody was named, and all else stays as it was.

The invariant of a reading holds afterwards too: each move's quote is `text[start:end]` of the redacted text. Other
people keep their names, also where the redacted one is a part of theirs ("Budi" does not touch "Budi Santoso"),
unless theirs only says whose somebody they are ("istri Pak Andi").
"""

import re
from collections.abc import Iterable
from typing import NamedTuple, Self, TypeVar

from pydantic import BaseModel

from journal.correcting import MoveCorrection
from journal.mentions import mentions
from journal.names import HONORIFICS, fold_name
from journal.quotes import Span
from journal.reading import Move, PersonRead, Reading, Step

_Value = TypeVar("_Value", bound=BaseModel)
_SHORTEST_PART = 3


class Redaction(NamedTuple):
    """Who is redacted in one reflection: the `names` they go by, others' `kept` names, and the placeholder."""

    names: tuple[str, ...]
    kept: tuple[str, ...]
    placeholder: str

    @classmethod
    def of(cls, text: str, called: Iterable[str], others: Iterable[str], placeholder: str) -> Self:
        """The redaction of whoever is `called` so: parts of their names too, where the text has the whole one.

        Args:
            called: all ways in which they are called.
            others: all ways in which everybody else is called.
        """
        names = tuple(dict.fromkeys(called))
        kept = tuple(name for name in others if not name[:1].islower())
        taken = {word for name in others for word in fold_name(name).split()}
        parts = [part for name in names if mentions(text, [name]) for part in _parts(name)]
        return cls((*names, *(part for part in parts if fold_name(part) not in taken)), kept, placeholder)

    def names_somebody_in(self, text: str) -> bool:
        """Whether a text speaks of them by name."""
        return bool(self._spans(text))

    def text(self, text: str) -> str:
        """The text with the placeholder wherever they are named."""
        return self._moved(text, Span(0, len(text)))[0]

    def reading(self, text: str, reading: Reading) -> Reading:
        """What is left of a reading of `text`: nothing that it said of them, the rest without their names."""
        gone = {fold_name(name) for name in self.names}
        people = [one for one in reading.people if fold_name(one.name) not in gone]
        step = reading.step
        if step is not None and step.person is not None and fold_name(step.person) in gone:
            step = None
        return reading.model_copy(
            update={
                "because": self.text(reading.because),
                "their_side": self.text(reading.their_side),
                "moves": tuple(self._move(text, move) for move in reading.moves),
                "people": tuple(self.person(one) for one in people),
                "facts": tuple(
                    self._without_names(one, "person", "quote")
                    for one in reading.facts
                    if fold_name(one.person) not in gone
                ),
                "questions": tuple(map(self.text, reading.questions)),
                "step": None if step is None else self.step(step),
            }
        )

    def corrections(self, text: str, corrections: Iterable[MoveCorrection]) -> tuple[MoveCorrection, ...]:
        """What was said of moves of `text`, of where they stand in the redacted one."""
        moved = [(one, self._moved(text, Span(one.start, one.end))[1]) for one in corrections]
        return tuple(one.model_copy(update={"start": span.start, "end": span.end}) for one, span in moved)

    def person(self, person: PersonRead) -> PersonRead:
        """What a reading tells of somebody else."""
        return self._without_names(person, "name", "aliases", "role", "cares_about", "promises")

    def step(self, step: Step) -> Step:
        """A step for somebody else."""
        return self._without_names(step, "person", "action", "message", "because")

    def _without_names(self, value: _Value, *fields: str) -> _Value:
        changed: dict[str, object] = {}
        for field in fields:
            given = getattr(value, field)
            if isinstance(given, str):
                changed[field] = self.text(given)
            elif given is not None:
                changed[field] = tuple(map(self.text, given))
        return value.model_copy(update=changed)

    def _move(self, text: str, move: Move) -> Move:
        whole, span = self._moved(text, Span(move.start, move.end))
        return move.model_copy(update={"quote": whole[span.start : span.end], "start": span.start, "end": span.end})

    def _moved(self, text: str, span: Span) -> tuple[str, Span]:
        """The redacted text, and where the span is in it: one that cuts a name takes in the whole placeholder."""
        pieces, at, length = [], 0, 0
        start, end = span
        for named in self._spans(text):
            pieces += [text[at : named.start], self.placeholder]
            length += named.start - at
            grows = length + len(self.placeholder) - named.end
            start = _shifted(start, span.start, named, length, grows)
            end = _shifted(end, span.end, named, length + len(self.placeholder), grows)
            length += len(self.placeholder)
            at = named.end
        return "".join([*pieces, text[at:]]), Span(start, end)

    def _spans(self, text: str) -> list[Span]:
        """Where they are named, others' names aside."""
        others = mentions(text, self.kept)
        return [span for span in mentions(text, self.names) if not any(_within(span, other) for other in others)]


def _shifted(so_far: int, edge: int, named: Span, inside: int, grows: int) -> int:
    """Where an edge of a span goes when a name becomes the placeholder."""
    if edge <= named.start:
        return so_far
    return inside if edge < named.end else edge + grows


def _within(span: Span, other: Span) -> bool:
    """Whether a span is a part of another one, which has more."""
    return other.start <= span.start and span.end <= other.end and other != span


def _parts(name: str) -> list[str]:
    words = re.findall(r"[^\s.,;:()\"“”]+", name)
    bare = [word for word in words if fold_name(word) not in HONORIFICS]
    return [word for word in bare if len(word) >= _SHORTEST_PART and not word.islower()] if len(bare) > 1 else bare
