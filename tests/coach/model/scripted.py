"""A model server that answers from a script, one queue for each form of answer, and keeps what it was asked."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from coach.answers import Answered, Guarded, Noticed, Requoted, Suggested, Weighed
from coach.model.addresses import Kind
from coach.model.server import Asked, Reply
from coach.reader import KnownPerson, SoFar, Stage, ToRead
from journal.errors import AnswerEmpty, KesanError
from journal.frozen import Frozen
from journal.language import Language
from journal.reading import Reading, Step


class ScriptedServer:
    """Gives its answers in turn; an error in `fails` is raised for its form; an empty queue is an empty answer."""

    def __init__(self, *answers: Frozen, kind: Kind = "local", fails: dict[str, KesanError] | None = None) -> None:
        self.kind: Kind = kind
        self.model = "scripted"
        self.chosen = "scripted"
        self.asked: list[Asked] = []
        self._fails = fails or {}
        self._answers: dict[str, list[Frozen]] = defaultdict(list)
        for answer in answers:
            self._answers[type(answer).__name__.lower()].append(answer)

    def open(self) -> None:
        """Is always ready."""

    def reply(self, asked: Asked, pulse: Callable[[], None]) -> Reply:
        """The next answer of the form asked for."""
        pulse()
        self.asked.append(asked)
        if asked.form in self._fails:
            raise self._fails[asked.form]
        if not self._answers[asked.form]:
            raise AnswerEmpty(prompt=asked.prompt)
        return Reply(self._answers[asked.form].pop(0).model_dump_json(), 10, 5)

    def forms(self) -> list[str]:
        """The forms asked for, in order."""
        return [asked.form for asked in self.asked]

    def user_turn(self, form: str) -> str:
        """The user's turn of the first question for this form."""
        return next(asked.turns[1].content for asked in self.asked if asked.form == form)


class Watching:
    """A watch that keeps the stages, and stops at one if told to."""

    def __init__(self, stop_at: Stage | None = None, error: Exception | None = None) -> None:
        self.stages: list[Stage] = []
        self.so_far: list[SoFar] = []
        self._stop_at = stop_at
        self._error = error

    def came_to(self, so_far: SoFar) -> None:
        """Keeps it."""
        self.so_far.append(so_far)

    def stage(self, stage: Stage) -> None:
        """Notes the stage once."""
        if stage not in self.stages:
            self.stages.append(stage)
        if stage is self._stop_at and self._error is not None:
            raise self._error


TEXT = (
    "Ketemu Bu Sum di pasar. Saya tanya gimana rasanya berhenti jualan. Dia diam, lalu cerita soal bunyi gunting. "
    "Saya sempat mau nawarin asuransi, tapi tidak jadi. Saya janji bawain foto ibu hari Kamis."
)


def to_read(text: str = TEXT, *, known: tuple[KnownPerson, ...] = ()) -> ToRead:
    """A reflection of Tuesday 24 November 2026, read the day after."""
    return ToRead(text=text, on=date(2026, 11, 24), today=date(2026, 11, 25), language=Language.INDONESIAN, known=known)


def noticed(*moves: tuple[str, str], **changes: Any) -> Noticed:
    """What was noticed: moves as (quote, signal); Bu Sum and the promise unless told otherwise."""
    shown = moves or (
        ("Ketemu Bu Sum di pasar.", "context"),
        ("Saya tanya gimana rasanya berhenti jualan.", "curious_question"),
        ("lalu cerita soal bunyi gunting", "they_opened_up"),
        ("Saya sempat mau nawarin asuransi, tapi tidak jadi.", "held_back"),
    )
    whole = {
        "moves": [{"quote": quote, "signal": signal} for quote, signal in shown],
        "people": [{"name": "Bu Sum", "role": "mantan penjual kain", "cares_about": ["bunyi gunting"]}],
        "promises": [{"quote": "janji bawain foto ibu hari Kamis", "to": "Bu Sum"}],
    }
    return Noticed.model_validate(whole | changes)


def weighed(**changes: Any) -> Weighed:
    """A meeting weighed as a real connection, unless told otherwise."""
    person = {"name": "Bu Sum", "remembers_me": "yes", "thinks_well_of_me": "unknown"}
    whole = {
        "their_side": "Dia ditanya soal berhenti jualan.",
        "writers_aim": "Tidak ada.",
        "grounds": [2, 3],
        "verdict": "real_connection",
        "felt": {"grounds": [3], "value": "yes"},
        "connected": {"grounds": [2, 4], "value": "yes"},
        "patient": {"grounds": [], "value": "unknown"},
        "people": [person | {"at_ease_recommending_me": "unknown", "verdict": "real_connection"}],
        "because": "Kamu bertanya, dan dia bercerita.",
        "questions": [],
    }
    return Weighed.model_validate(whole | changes)


def suggested(**changes: Any) -> Suggested:
    """Keeping the promise, unless told otherwise."""
    whole = {
        "because": "Kamu sudah janji.",
        "action": "Bawakan foto ibumu hari Kamis.",
        "message": "Bu, Kamis saya mampir bawa fotonya ya.",
        "person": "Bu Sum",
        "in_days": 1,
    }
    return Suggested.model_validate(whole | changes)


def guarded(*, transactional: bool = False, action: str = "", message: str = "") -> Guarded:
    """A judgement, with the rewriting that comes with it."""
    return Guarded(why="…", transactional=transactional, rewritten_action=action, rewritten_message=message)


def requoted(*quotes: str) -> Requoted:
    """Quotes copied once more."""
    return Requoted(quotes=quotes)


def answered(*told: tuple[str, tuple[str, ...]], not_told: str = "") -> Answered:
    """An answer: sentences with their citations."""
    return Answered.model_validate(
        {"told": [{"cites": cites, "sentence": sentence} for sentence, cites in told], "not_told": not_told}
    )


SAFE = Step(person=None, action="Diam dulu.", message="", because="Aman.", due=None)


def safe_step(asked: ToRead, reading: Reading) -> Step | None:  # noqa: ARG001 - the shape that a reader calls
    """The same safe step for all."""
    return SAFE


def no_rule(words: str, language: Language) -> str | None:  # noqa: ARG001
    """No rule is ever broken."""
    return None


def no_brochures(words: str, language: Language) -> str | None:  # noqa: ARG001
    """One rule."""
    return "brosur" if "brosur" in words else None
