"""What a reading says of a reflection, each claim beside the user's own words that carry it.

The invariant: every move's `quote` is `text[start:end]` of the reflection that was read.
"""

from collections.abc import Iterable
from datetime import date
from typing import Literal

from pydantic import Field

from journal.facts import FactRead
from journal.frozen import Frozen
from journal.language import Language
from journal.quotes import find_quote
from journal.signals import Known, Lens, LensValue, Signal, Verdict


class Move(Frozen):
    """One thing that was done, as the user told it: characters `start` to `end` of the text."""

    signal: Signal
    quote: str
    start: int = Field(ge=0)
    end: int = Field(gt=0)


class Lenses(Frozen):
    """The three lenses' answers."""

    felt: LensValue
    connected: LensValue
    patient: LensValue


class TieQuality(Frozen):
    """The three questions to a weak tie: would they mention my name when I am not in the room?"""

    remembers_me: Known = Known.UNKNOWN
    thinks_well_of_me: Known = Known.UNKNOWN
    at_ease_recommending_me: Known = Known.UNKNOWN


class PersonRead(Frozen):
    """What a reflection tells of one person; `cares_about` and `promises` (mine to them) in the user's words.

    `aliases` are the other names that the reflection itself calls them by; `warmth` is from -1 to 1.
    """

    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""
    verdict: Verdict = Verdict.UNCLEAR
    cares_about: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    tie_quality: TieQuality = TieQuality()
    warmth: float = Field(default=0.0, ge=-1.0, le=1.0)


class Step(Frozen):
    """One small, sincere thing to do. `person` is None when it is for nobody by name, `message` may be
    empty, `because` names the detail that it grew from, `due` is the day to do it by, or None for no day."""

    person: str | None
    action: str
    message: str
    because: str
    due: date | None


class MadeBy(Frozen):
    """Who read: `model` is a model's name or the embedded model's fingerprint, `prompts` labels like
    `notice@3`, in the order of the chain; `endpoint` is the kind of server, never its key."""

    reader: Literal["embedded", "model"]
    model: str
    prompts: tuple[str, ...] = ()
    endpoint: str = ""


class Cost(Frozen):
    """What a reading took: model calls, tokens as the server counted them (0: it did not say), seconds in
    all and seconds spent waiting for the server."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    waited_seconds: float = 0.0


class Reading(Frozen):
    """One reader's view of one reflection.

    `grounds` and `lens_grounds` are indices into `moves`. `dropped_quotes` counts quotes that did not stand
    in the text, even when asked for again. `language` is the one that `because`, `their_side`, `questions`
    and the step are written in.
    """

    verdict: Verdict
    because: str
    their_side: str
    lenses: Lenses
    moves: tuple[Move, ...]
    grounds: tuple[int, ...] = ()
    lens_grounds: dict[Lens, tuple[int, ...]] = Field(default_factory=dict)
    people: tuple[PersonRead, ...] = ()
    facts: tuple[FactRead, ...] = ()
    questions: tuple[str, ...] = ()
    step: Step | None = None
    language: Language
    dropped_quotes: int = Field(default=0, ge=0)
    made_by: MadeBy
    cost: Cost = Cost()


def verbatim_moves(text: str, noted: Iterable[tuple[Signal, str]]) -> tuple[tuple[Move, ...], tuple[str, ...]]:
    """The moves whose quotes stand in the text, in the text's order and each once, and the quotes that do not."""
    moves: dict[tuple[Signal, int, int], Move] = {}
    missing: list[str] = []
    for signal, quote in noted:
        span = find_quote(text, quote)
        if span is None:
            missing.append(quote)
            continue
        moves[signal, *span] = Move(signal=signal, quote=text[span.start : span.end], start=span.start, end=span.end)
    ordered = sorted(moves.values(), key=lambda move: (move.start, move.end, list(Signal).index(move.signal)))
    return tuple(ordered), tuple(missing)
