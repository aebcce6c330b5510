"""The embedded reader: a reading without a key, a network or a server.

A small network says what each sentence shows and what the whole was; everything that the user reads is then
built from their own words. It asks rather than guesses: with too little to go by, or signs that don't agree,
the verdict is `unclear`. What a text commands is only text.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self

from coach.embedded.clauses import pieces
from coach.embedded.moves import grounds_of, lens_grounds, moves_of
from coach.embedded.network import Network, Weighed
from coach.embedded.people import find_people
from coach.embedded.persons import nobody, person_reads
from coach.embedded.seen import Piece, seen
from coach.embedded.steps import choose_step, situation_of
from coach.embedded.voice import Voice
from coach.reader import Guard, Stage, ToRead, Watch
from journal.language import Language
from journal.quotes import Span
from journal.reading import Cost, Lenses, MadeBy, PersonRead, Reading, Step
from journal.signals import Lens, LensValue, Signal, Verdict

_FEWEST_WORDS = 4


class Weighing(Protocol):
    """What the reader needs of `coach.embedded.network.Network`."""

    fingerprint: str

    def read(self, text: str, spans: Sequence[Span]) -> Weighed:
        """What the text shows in the sentences `spans`."""


class EmbeddedReader:
    """Reads with the network of `models/reader` and the sentences and steps that lie beside this file."""

    def __init__(self, network: Weighing, guard: Guard) -> None:
        self._network = network
        self._guard = guard

    @classmethod
    def load(cls, models: Path, guard: Guard, threads: int = 1) -> Self:
        """The reader whose network lies in the folder `models`.

        Raises:
            ModelFilesMissing: a file is missing or damaged.
        """
        return cls(Network.load(models, threads), guard)

    @property
    def made_by(self) -> MadeBy:
        """What every reading of this reader is signed with."""
        return MadeBy(reader="embedded", model=self._network.fingerprint)

    def read(self, asked: ToRead, watch: Watch) -> Reading:
        """The reading, its step guarded.

        Raises:
            Cancelled: the user stopped it.
        """
        began = time.perf_counter()
        watch.stage(Stage.NOTICE)
        spans = pieces(asked.text)
        weighed = self._network.read(asked.text, spans)
        people = find_people(asked.text, asked.known)
        noticed = seen(asked.text, weighed.sentences, people)
        watch.stage(Stage.WEIGH)
        verdict = _verdict(asked.text, weighed)
        told = person_reads(asked.text, noticed, people, verdict)
        reading = self._reading(asked, weighed, noticed, told, verdict)
        watch.stage(Stage.NEXT_STEP)
        step = self._step(asked, noticed, told, verdict, watch)
        return reading.model_copy(update={"step": step, "cost": Cost(seconds=time.perf_counter() - began)})

    def _reading(
        self, asked: ToRead, weighed: Weighed, noticed: Sequence[Piece], told: tuple[PersonRead, ...], verdict: Verdict
    ) -> Reading:
        moves = moves_of(noticed, verdict)
        grounds = grounds_of(noticed, moves, verdict)
        lenses = _lenses(weighed, verdict)
        voice = Voice(asked.language, told[0].name if len(told) == 1 else "")
        bearing = [(moves[number].signal, moves[number].quote) for number in grounds]
        if verdict is Verdict.UNCLEAR:
            bearing = [(move.signal, move.quote) for move in moves]
        return Reading(
            verdict=verdict,
            because=voice.because(verdict, bearing),
            their_side=voice.their_side(verdict, noticed),
            lenses=Lenses(**{lens.value: value for lens, value in lenses.items()}),
            moves=moves,
            grounds=grounds,
            lens_grounds=lens_grounds(noticed, moves, lenses),
            people=told,
            questions=voice.questions(verdict),
            language=asked.language,
            made_by=self.made_by,
        )

    def _step(
        self, asked: ToRead, noticed: Sequence[Piece], told: tuple[PersonRead, ...], verdict: Verdict, watch: Watch
    ) -> Step | None:
        situation = situation_of(asked, told or (nobody(asked.text, noticed),), verdict, _signals_with(noticed, told))
        watch.stage(Stage.GUARD)
        return choose_step(situation, self._passes)

    def _passes(self, step: str, language: Language) -> bool:
        return not self._guard.judge(step, language).transactional


def _signals_with(noticed: Sequence[Piece], told: Sequence[PersonRead]) -> frozenset[Signal]:
    """What was seen in the whole: a pitch to one guest colours the step for the other."""
    del told
    return frozenset(signal for piece in noticed for signal in piece.signals)


def _verdict(text: str, weighed: Weighed) -> Verdict:
    words = [word for word in text.split() if any(character.isalpha() for character in word)]
    if weighed.abstains or len(words) < _FEWEST_WORDS:
        return Verdict.UNCLEAR
    return max(Verdict, key=lambda verdict: weighed.verdict.get(verdict, 0.0))


def _lenses(weighed: Weighed, verdict: Verdict) -> dict[Lens, LensValue]:
    if verdict is Verdict.UNCLEAR:
        return dict.fromkeys(Lens, LensValue.UNKNOWN)
    return {lens: max(LensValue, key=lambda value: weighed.lenses[lens].get(value, 0.0)) for lens in Lens}
