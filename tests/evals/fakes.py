"""A reader and a guard whose answers are told beforehand."""

from coach.reader import Judgement, ToRead, Watch
from evals.cases import ReflectionCase
from journal.language import Language
from journal.reading import Lenses, MadeBy, PersonRead, Reading, verbatim_moves
from journal.signals import Lens, LensValue, Signal, Verdict


class ToldReader:
    """Answers by a table of texts."""

    def __init__(self, answers: dict[str, Reading]) -> None:
        self._answers = answers

    @property
    def made_by(self) -> MadeBy:
        """The fake's name."""
        return MadeBy(reader="embedded", model="told")

    def read(self, asked: ToRead, watch: Watch) -> Reading:  # noqa: ARG002
        """The answer to this text."""
        return self._answers[asked.text]


class ToldGuard:
    """Refuses what it was told to refuse."""

    def __init__(self, refused: set[str]) -> None:
        self._refused = refused

    def judge(self, step: str, language: Language) -> Judgement:  # noqa: ARG002
        """Whether the step is among the refused."""
        return Judgement(why="told", transactional=step in self._refused)


def reading(
    verdict: Verdict,
    text: str = "",
    noted: tuple[tuple[Signal, str], ...] = (),
    people: tuple[PersonRead, ...] = (),
) -> Reading:
    """A reading with this verdict."""
    moves, _ = verbatim_moves(text, noted)
    return Reading(
        verdict=verdict,
        because="told",
        their_side="",
        lenses=Lenses(felt=LensValue.YES, connected=LensValue.NO, patient=LensValue.UNKNOWN),
        moves=moves,
        grounds=tuple(range(len(moves))),
        people=people,
        language=Language.INDONESIAN,
        made_by=MadeBy(reader="embedded", model="told"),
    )


def case(name: str, verdict: Verdict, text: str | None = None, lang: str = "id", **more: object) -> ReflectionCase:
    """A reflection; its text is its name where none is given."""
    lenses = {Lens.FELT: LensValue.YES, Lens.CONNECTED: LensValue.YES, Lens.PATIENT: LensValue.UNKNOWN}
    told = {"id": name, "lang": lang, "text": text or name, "verdict": verdict, "lenses": lenses}
    return ReflectionCase.model_validate(told | more)
