"""The embedded reader: a reading without a key, a network or a server.

A small network says what each sentence shows and what the whole was; everything that the user reads is then
built from their own words. It asks rather than guesses: with too little to go by, or signs that don't agree,
the verdict is `unclear`. What a text commands is only text.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, Self

from coach.embedded.clauses import pieces
from coach.embedded.leaning import favoured, leant
from coach.embedded.moves import grounds_of, lens_grounds, moves_of
from coach.embedded.network import Network, Weighed
from coach.embedded.people import find_people
from coach.embedded.persons import nobody, person_reads, with_person
from coach.embedded.promises import only_promised
from coach.embedded.seen import Piece, seen
from coach.embedded.steps import Situation, choose_step, owed_most
from coach.embedded.voice import Voice
from coach.reader import Guard, SoFar, Stage, ToRead, Watch
from journal.language import Language
from journal.quotes import Span
from journal.reading import Cost, Lenses, MadeBy, PersonRead, Reading, Step
from journal.signals import Lens, LensValue, Verdict

_FEWEST_WORDS = 4


class Weighing(Protocol):
    """What the reader needs of `coach.embedded.network.Network`."""

    fingerprint: str

    def read(self, text: str, spans: Sequence[Span]) -> Weighed:
        """What the text shows in the sentences `spans`."""


class _Read(NamedTuple):
    """What the text was found to hold, before words are made of it."""

    pieces: tuple[Piece, ...]
    people: tuple[PersonRead, ...]
    verdict: Verdict
    lenses: dict[Lens, LensValue]


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
        found = find_people(asked.text, asked.known)
        noticed = only_promised(asked.text, seen(asked.text, leant(weighed, asked.move_disagreements), found))
        watch.stage(Stage.WEIGH)
        verdict = _verdict(asked, weighed)
        read = _Read(noticed, person_reads(asked.text, noticed, found, verdict), verdict, _lenses(weighed, verdict))
        reading = self._reading(asked.language, read)
        watch.came_to(SoFar(moves=reading.moves, reading=reading))
        watch.stage(Stage.NEXT_STEP)
        step = self._step(asked, read, watch)
        return reading.model_copy(update={"step": step, "cost": Cost(seconds=time.perf_counter() - began)})

    def _reading(self, language: Language, read: "_Read") -> Reading:
        """The reading without its step."""
        moves = moves_of(read.pieces, read.verdict)
        grounds = grounds_of(read.pieces, moves, read.verdict)
        voice = Voice(language, [person.name for person in read.people])
        bearing = [moves[number] for number in grounds] or list(moves)
        return Reading(
            verdict=read.verdict,
            because=voice.because(read.verdict, [(move.signal, move.quote) for move in bearing]),
            their_side=voice.their_side(read.verdict, read.pieces),
            lenses=Lenses(**{lens.value: value for lens, value in read.lenses.items()}),
            moves=moves,
            grounds=grounds,
            lens_grounds=lens_grounds(read.pieces, moves, read.lenses),
            people=read.people,
            questions=voice.questions(read.verdict),
            language=language,
            made_by=self.made_by,
        )

    def _step(self, asked: ToRead, read: "_Read", watch: Watch) -> Step | None:
        """The step for whom it is owed most; of several people each is taken by their own part of the meeting."""
        people = read.people or (nobody(asked.text, read.pieces),)
        number = owed_most(people)
        person = people[number]
        pieces_of = with_person(read.pieces, number) if read.people else read.pieces
        own = read.verdict if Verdict.UNCLEAR in (person.verdict, read.verdict) else person.verdict
        signals = frozenset(signal for piece in pieces_of for signal in piece.signals)
        situation = Situation(asked.text, own, person, signals, asked.language, asked.today, asked.on, read.lenses)
        watch.stage(Stage.GUARD)
        return choose_step(situation, self._passes)

    def _passes(self, step: str, language: Language) -> bool:
        return not self._guard.judge(step, language).transactional


def _verdict(asked: ToRead, weighed: Weighed) -> Verdict:
    words = [word for word in asked.text.split() if any(character.isalpha() for character in word)]
    if weighed.abstains or len(words) < _FEWEST_WORDS:
        return Verdict.UNCLEAR
    return favoured(weighed.verdict, asked.disagreements)


def _lenses(weighed: Weighed, verdict: Verdict) -> dict[Lens, LensValue]:
    if verdict is Verdict.UNCLEAR:
        return dict.fromkeys(Lens, LensValue.UNKNOWN)
    return {lens: max(LensValue, key=lambda value: weighed.lenses[lens].get(value, 0.0)) for lens in Lens}
