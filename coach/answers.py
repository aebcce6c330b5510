"""The forms in which a model answers: what was said before grounds, grounds before conclusions.

Every field's description is part of the prompt. Numbers point at the moves as they were shown, from 1. A form checks
shape alone; whether a quote stands in the text and a number at a move is checked where both are known.
"""

import re
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from journal.frozen import Frozen
from journal.signals import Known, LensValue, Signal, Verdict

Choice = TypeVar("Choice", bound=StrEnum)

_VERDICTS = {
    "pitch": "hidden_pitch",
    "pitching": "hidden_pitch",
    "hidden": "hidden_pitch",
    "pitch_terselubung": "hidden_pitch",
    "superficial": "surface",
    "networking_checklist": "surface",
    "permukaan": "surface",
    "a_bit_mixed": "mixed",
    "campuran": "mixed",
    "connection": "real_connection",
    "genuine_connection": "real_connection",
    "true_connection": "real_connection",
    "koneksi_nyata": "real_connection",
    "unknown": "unclear",
    "not_clear": "unclear",
    "not_enough_information": "unclear",
    "tidak_jelas": "unclear",
}
_KNOWN = {
    "true": "yes",
    "ya": "yes",
    "false": "no",
    "tidak": "no",
    "none": "unknown",
    "null": "unknown",
    "n_a": "unknown",
    "unclear": "unknown",
    "not_told": "unknown",
    "tidak_diketahui": "unknown",
}
_LENSES = _KNOWN | {"partial": "partly", "partially": "partly", "somewhat": "partly", "mixed": "partly"}
_LENSES |= {"a_bit": "partly", "sebagian": "partly"}
_SIGNALS = {
    "steering": "product_steering",
    "selling": "product_steering",
    "bragging": "self_promotion",
    "leading_question": "loaded_question",
    "pressure": "pushing",
    "withdrew": "they_withdrew",
    "they_withdraw": "they_withdrew",
    "question": "curious_question",
    "help": "help_given",
    "helping": "help_given",
    "help_offered": "help_given",
    "restraint": "held_back",
    "they_opened": "they_opened_up",
    "they_open_up": "they_opened_up",
    "named_me": "they_named_me",
    "patience": "long_view",
    "promised": "promise",
    "invited": "invited_talk",
    "pitched_to_me": "they_pitched",
}
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def _near(kind: type[Choice], synonyms: dict[str, str]) -> BeforeValidator:
    """A check that takes near misses of a choice: another case, spaces or hyphens, a few synonyms."""

    def nearest(given: object) -> object:
        word = _BETWEEN_WORDS.sub("_", str(given).casefold()).strip("_")
        word = synonyms.get(word, word)
        return word if word in set(kind) else given

    return BeforeValidator(nearest)


NearSignal = Annotated[Signal, _near(Signal, _SIGNALS)]
NearVerdict = Annotated[Verdict, _near(Verdict, _VERDICTS)]
NearLens = Annotated[LensValue, _near(LensValue, _LENSES)]
NearKnown = Annotated[Known, _near(Known, _KNOWN)]


class NotedMove(Frozen):
    """One thing that the text shows."""

    quote: str = Field(description="Copied from the text, character for character.")
    signal: NearSignal = Field(description="One of the signals named above.")


class NotedPerson(Frozen):
    """Somebody whom the writer met."""

    name: str = Field(description="As the text calls them, honorific included.")
    role: str = Field(description="Who they are, in at most ten words; empty when not told.")
    cares_about: tuple[str, ...] = Field(description="Short quotes of what matters to them, at most three.")


class NotedPromise(Frozen):
    """One open loop."""

    quote: str = Field(description="The words of the text that tell the promise.")
    to: str = Field(description="The name of whom it was made to; empty when to nobody by name.")


class Noticed(Frozen):
    """What a text tells, not judged."""

    moves: tuple[NotedMove, ...] = Field(description="All moves, in the order of the text.")
    people: tuple[NotedPerson, ...] = Field(description="Those whom the writer met, wrote with or was introduced by.")
    promises: tuple[NotedPromise, ...] = Field(description="What the writer promised or agreed to do for somebody.")


class Requoted(Frozen):
    """Quotes copied once more."""

    quotes: tuple[str, ...] = Field(
        description="One for each quote shown, in their order: the text's own words, or empty when it does not say it."
    )


class WeighedLens(Frozen):
    """One lens."""

    grounds: tuple[int, ...] = Field(description="Numbers of the moves that it rests on.")
    value: NearLens = Field(description="The answer; unknown when no move tells.")


class WeighedPerson(Frozen):
    """One person."""

    name: str = Field(description="As listed.")
    remembers_me: NearKnown = Field(description="Whether a move shows that they remember the writer.")
    thinks_well_of_me: NearKnown = Field(description="Whether a move shows that they think well of the writer.")
    at_ease_recommending_me: NearKnown = Field(description="Whether a move shows that they would name the writer.")
    verdict: NearVerdict = Field(description="The verdict on the writer's part with this person alone.")


class Weighed(Frozen):
    """A meeting, weighed from its moves."""

    their_side: str = Field(
        description='As they saw it, in the third person ("For Bu Sum, …"), in three sentences; empty when not told.'
    )
    writers_aim: str = Field(
        description="What the moves show that the writer came for or reached for, in one sentence."
    )
    grounds: tuple[int, ...] = Field(description="Numbers of the moves that decide the verdict, for and against.")
    verdict: NearVerdict = Field(description="The verdict that follows from the grounds.")
    felt: WeighedLens = Field(description="Did something stay with them?")
    connected: WeighedLens = Field(description="Was the attention on them?")
    patient: WeighedLens = Field(description="Was the writer free of a wish for a quick result?")
    people: tuple[WeighedPerson, ...] = Field(description="Each person listed, once.")
    because: str = Field(description="To the writer: what carries the verdict, in one or two sentences.")
    questions: tuple[str, ...] = Field(description="To the writer: one or two when unclear, else none or one.")


class Suggested(Frozen):
    """One small next step."""

    because: str = Field(description="The detail it grows from and why it would matter to them, in one sentence.")
    action: str = Field(description="What to do, in one or two sentences.")
    message: str = Field(description="The message to send, ready to copy; empty when nothing is to be written.")
    person: str | None = Field(description="Whom it is for, named as listed; null when nobody by name.")
    in_days: int | None = Field(description="In how many days, 0 to 7; null when it is to wait.")


class Guarded(Frozen):
    """A judgement of a step, and its sincere form."""

    why: str = Field(description="What the step asks, carries or aims at, in one sentence.")
    transactional: bool = Field(description="Whether it is transactional.")
    rewritten_action: str = Field(description="When transactional: a sincere action for the same person; else empty.")
    rewritten_message: str = Field(description="The message of the rewritten action; empty when there is none.")


class Told(Frozen):
    """One sentence of an answer."""

    cites: tuple[str, ...] = Field(description="The ids of the reflections that say it.")
    sentence: str = Field(description="The sentence, without ids.")


class Answered(Frozen):
    """An answer from a journal."""

    told: tuple[Told, ...] = Field(
        description="The answer, one to five sentences; empty when the journal does not tell."
    )
    not_told: str = Field(
        description="What was asked and the journal does not tell, in one sentence; empty when it tells."
    )


class LetterTopic(StrEnum):
    """What a line of a letter is about."""

    CHANGED = "changed"
    TRIGGER = "trigger"
    PROMISE = "promise"
    LIFTED = "lifted"
    QUESTION = "question"


class LetterLine(Frozen):
    """One line of a letter."""

    cites: str = Field(description="The id of the reflection that carries it.")
    quote: str = Field(description="The words that carry it, copied from that reflection, character for character.")
    topic: LetterTopic = Field(description="What it is about.")
    sentence: str = Field(description="To the writer: one sentence or two that follow from the quote, without ids.")


class LetterWritten(Frozen):
    """A letter."""

    lines: tuple[LetterLine, ...] = Field(description="Its lines, in the order of the topics above.")
