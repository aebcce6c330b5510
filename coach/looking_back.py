"""What a stretch of the journal shows: what tends to stand before a pitch. Counted, never scored."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from journal.frozen import Frozen
from journal.reading import Move, Reading
from journal.sentences import sentences
from journal.signals import Signal, Verdict
from journal.tally import STEERING

_FILE = Path(__file__).with_name("triggers.yaml")
_SHORT = 320


class TriggerKind(StrEnum):
    """What the user was in when a pitch began."""

    PROBLEM = "problem"
    SILENCE = "silence"
    RANK = "rank"
    ASKED = "asked"
    TARGET = "target"
    CROWD = "crowd"


class Talk(Frozen):
    """A reflection that was read: its text, its verdict (the user's own where there is one), its moves and lenses."""

    reflection_id: str
    on: date
    text: str
    verdict: Verdict
    reading: Reading

    def moves(self, *signals: Signal) -> tuple[Move, ...]:
        """The moves of these signals, in the text's order."""
        return tuple(move for move in self.reading.moves if move.signal in signals)


class Trigger(Frozen):
    """One pitch, and the words of the user in which it began; None of `kind`: nothing known stands before it."""

    kind: TriggerKind | None
    reflection_id: str
    on: date
    quote: str


def triggers(talks: Iterable[Talk]) -> tuple[Trigger, ...]:
    """For each talk with a pitch what stood before its first one, in the talks' order."""
    return tuple(_trigger(talk, first) for talk in talks for first in talk.moves(*STEERING)[:1])


def usual(found: Sequence[Trigger]) -> tuple[TriggerKind, tuple[Trigger, ...]] | None:
    """The kind that came up most often, with where it did; None when none came up twice: once is no pattern."""
    counted = Counter(one.kind for one in found if one.kind is not None).most_common(1)
    if not counted or counted[0][1] < 2:  # noqa: PLR2004
        return None
    kind = counted[0][0]
    return kind, tuple(one for one in found if one.kind is kind)


def _trigger(talk: Talk, first: Move) -> Trigger:
    spans = sentences(talk.text)
    at = next((place for place, span in enumerate(spans) if span.start <= first.start < span.end), 0)
    before = [talk.text[span.start : span.end] for span in spans[max(0, at - 1) : at]]
    own = talk.text[spans[at].start : spans[at].end] if spans else first.quote
    up_to = own[: max(0, first.start - spans[at].start)] if spans else ""
    for said, shown in ((up_to, own), *((one, one) for one in before), (own, own)):
        kind = next((kind for kind in TriggerKind if _cue(kind).search(said)), None)
        if kind is not None:
            return Trigger(kind=kind, reflection_id=talk.reflection_id, on=talk.on, quote=shown[:_SHORT])
    return Trigger(kind=None, reflection_id=talk.reflection_id, on=talk.on, quote=first.quote)


@cache
def _cue(kind: TriggerKind) -> re.Pattern[str]:
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return re.compile(told[kind.value], re.IGNORECASE)
