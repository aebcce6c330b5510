"""What a reader is asked, and what it tells while it reads. Two readers answer to it: `coach.embedded`
(no key, no network) and `coach.model` (the prompt chain)."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from journal.frozen import Frozen
from journal.language import Language
from journal.reading import MadeBy, Move, Reading
from journal.signals import Signal, Verdict


class Stage(StrEnum):
    """The stages of a reading, in order."""

    NOTICE = "notice"
    WEIGH = "weigh"
    NEXT_STEP = "next_step"
    GUARD = "guard"


class KnownPerson(Frozen):
    """What memory knows of somebody: from the user's words alone, never from a model's.

    `cares_about`, `promises` (open ones) and `past` (what earlier reflections say of them) are the user's own
    words, newest first; `last_met` is the day of the latest earlier reflection.
    """

    name: str
    aliases: tuple[str, ...] = ()
    cares_about: tuple[str, ...] = ()
    promises: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    last_met: date | None = None


class Disagreement(Frozen):
    """What the embedded reader `said` of a reflection, and what the user `meant` instead."""

    said: Verdict
    meant: Verdict


class MoveDisagreement(Frozen):
    """What the embedded reader `said` that a sentence shows, and what the user `meant` instead; None for nothing of the
    kind."""

    said: Signal
    meant: Signal | None


class ToRead(Frozen):
    """A reflection to read: its `text`, the day of the meeting `on`, `today`, and the people known so far.

    `language` is the one to answer in; `disagreements` and `move_disagreements` are the user's with the embedded
    reader, newest first.
    """

    text: str
    on: date
    today: date
    language: Language
    known: tuple[KnownPerson, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    move_disagreements: tuple[MoveDisagreement, ...] = ()


class SoFar(Frozen):
    """What a reading under way has come to: its moves once they are noticed, then the reading without its step."""

    moves: tuple[Move, ...] = ()
    reading: Reading | None = None


class Watch(Protocol):
    """Told how far a reading has come, and asked whether to go on."""

    def came_to(self, so_far: SoFar) -> None:
        """This much is certain by now: what is told is not taken back."""

    def stage(self, stage: Stage) -> None:
        """A stage has begun.

        Raises:
            Cancelled: the user stopped it.
        """


class Unwatched:
    """A watch that nobody looks at."""

    def came_to(self, so_far: SoFar) -> None:
        """Nobody looks."""

    def stage(self, stage: Stage) -> None:
        """Lets the reading go on."""


class Reader(Protocol):
    """Reads a reflection."""

    @property
    def made_by(self) -> MadeBy:
        """What every reading of this reader is signed with."""

    def read(self, asked: ToRead, watch: Watch) -> Reading:
        """The reading, its step guarded.

        Raises:
            KesanError: it could not be read; the sentence says what to do.
        """


class Judgement(Frozen):
    """Whether a step is transactional, after `why`."""

    why: str
    transactional: bool


class Guard(Protocol):
    """Judges suggested steps."""

    def judge(self, step: str, language: Language) -> Judgement:
        """The judgement of a step's words (action and message in one text)."""
