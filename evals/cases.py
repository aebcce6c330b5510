"""The cases of a file, each with the answer that its author gave. Fields that a task does not need are ignored."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from journal.errors import FileNotFound, UnreadableImport
from journal.signals import Lens, LensValue, Signal, Verdict

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"


class Case(BaseModel):
    """A line of a file."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldPerson(Case):
    """Somebody whom a reflection tells of; `promises` are the author's words for what I promised them."""

    name: str
    promises: tuple[str, ...] = ()


class Evidence(Case):
    """A part of a text, and what it shows."""

    quote: str
    signal: Signal


class LabelledSentence(Case):
    """A sentence with all that it shows."""

    text: str
    signals: tuple[Signal, ...]


class ReflectionCase(Case):
    """A reflection as a careful reader reads it."""

    id: str
    lang: str
    text: str
    verdict: Verdict
    lenses: dict[Lens, LensValue] = {}
    people: tuple[GoldPerson, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class PairCase(Case):
    """A reflection that may be one of a `pair` of some `kind`: minimal or role_flip."""

    id: str
    text: str
    verdict: Verdict
    pair: str = ""
    kind: str = ""


class TalkCase(Case):
    """A text of some `source`; a pitch where its owner says so (`binary`), or its verdict has one in it."""

    id: str
    text: str
    source: str = ""
    binary: str = ""
    verdict: Verdict | None = None

    @property
    def is_honest(self) -> bool:
        """Whether nothing was sold in it."""
        return self.binary != "pitch" and self.verdict not in (Verdict.HIDDEN_PITCH, Verdict.MIXED)


class SentenceCase(Case):
    """A sentence with its `signals`, or a reflection with all its `sentences` labelled, or with `evidence` quoted."""

    id: str
    lang: str
    text: str
    signals: tuple[Signal, ...] = ()
    sentences: tuple[LabelledSentence, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class StepCase(Case):
    """A suggested step; `why` ends in "(disguised)" where a sale hides under kind words."""

    id: str
    lang: str
    text: str
    transactional: bool
    why: str = ""

    @property
    def disguised(self) -> bool:
        """Whether it is a sale under kind words."""
        return self.transactional and "(disguised)" in self.why


class FindingCase(Case):
    """A note (with `id`) or a query (with `gold`, its note's id), in both languages."""

    kind: Literal["note", "query"]
    id: str = ""
    gold: str = ""
    en: str
    indonesian: str = Field(alias="id_text")


class JournalCase(Case):
    """One day of a journal."""

    id: str
    date: date
    text: str


class AliasCase(Case):
    """All names that one person goes by."""

    name: str
    aliases: tuple[str, ...] = ()


class QuestionCase(Case):
    """A question to a journal. `must_not` mixes names with descriptions of wrong answers."""

    id: str
    question: str
    kind: str
    gold_people: tuple[str, ...] = ()
    gold_reflections: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


AnyCase = TypeVar("AnyCase", bound=Case)


def file_hash(file: Path) -> str:
    """The first twelve digits of the file's SHA-256."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def read_cases(file: Path, kind: type[AnyCase]) -> list[AnyCase]:
    """The cases of a JSONL file, in order; empty lines are skipped.

    Raises:
        FileNotFound: there is no such file.
        UnreadableImport: a line is no case of this kind; the error says which.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise FileNotFound(path=str(file)) from error
    return [_case(line, number, kind) for number, line in enumerate(lines, start=1) if line.strip()]


def _case(line: str, number: int, kind: type[AnyCase]) -> AnyCase:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UnreadableImport(line=number, reason=f"{where}: {first['type']}") from error
