"""Readers for the use cases: one for each way in which a reading can go."""

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.readers import Readers
from app.settings import Settings
from coach.reader import Guard, Judgement, Reader, Stage, ToRead, Watch
from journal.language import Language
from journal.reading import Lenses, MadeBy, PersonRead, Reading, Step, verbatim_moves
from journal.signals import LensValue, Signal, Verdict

SIGNED = MadeBy(reader="embedded", model="fake")


def a_reading(asked: ToRead, name: str = "Bu Ani", promises: tuple[str, ...] = ()) -> Reading:
    """A real connection with `name`, who cares about the whole text, and a step for her."""
    moves, _ = verbatim_moves(asked.text, [(Signal.LISTENING, asked.text)])
    felt = LensValue.YES
    return Reading(
        verdict=Verdict.REAL_CONNECTION,
        because="You listened.",
        their_side="She was heard.",
        lenses=Lenses(felt=felt, connected=felt, patient=felt),
        moves=moves,
        people=(PersonRead(name=name, verdict=Verdict.REAL_CONNECTION, cares_about=(asked.text,), promises=promises),),
        step=Step(person=name, action="Ask how it went.", message="How did it go?", because=asked.text, due=None),
        language=asked.language,
        made_by=SIGNED,
    )


class Reads:
    """Reads everything as a real connection, and remembers what it was asked."""

    made_by = SIGNED

    def __init__(self, promises: tuple[str, ...] = ()) -> None:
        self.asked: list[ToRead] = []
        self._promises = promises

    def read(self, asked: ToRead, watch: Watch) -> Reading:
        self.asked.append(asked)
        watch.stage(Stage.NOTICE)
        return a_reading(asked, promises=self._promises)


class Fails:
    """Raises the same error at every reading."""

    made_by = SIGNED

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def read(self, asked: ToRead, watch: Watch) -> Reading:
        del asked, watch
        raise self._error


class Waits:
    """Does not go on until it is let go."""

    made_by = SIGNED

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.times = 0

    def read(self, asked: ToRead, watch: Watch) -> Reading:
        self.times += 1
        watch.stage(Stage.NOTICE)
        self.begun.set()
        self.go_on.wait(10)
        watch.stage(Stage.WEIGH)
        return a_reading(asked)


class LetsPass:
    """Finds no step transactional."""

    def judge(self, step: str, language: Language) -> Judgement:
        del step, language
        return Judgement(why="", transactional=False)


def readers_of(reader: Reader) -> Callable[[Settings, Path], Readers]:
    """Makes readers of which each is `reader`."""

    class Given(Readers):
        def reader(self, name: str) -> Reader:
            del name
            return reader

        def guard(self, name: str) -> Guard:
            del name
            return LetsPass()

    return Given


YESTERDAY = date(2026, 11, 23)
