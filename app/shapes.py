"""What the commands print under `--json`: the domain's own values, with their own names, enums and ISO dates."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from coach.asking import Answer
from coach.reader import Judgement
from journal.people import KeptStep, Person
from journal.reading import Reading

if TYPE_CHECKING:
    from memory.entries import Entry
    from memory.finding import Found

Shape = Mapping[str, object]
ReaderName = Literal["embedded", "model"]


def reading_shape(reading: Reading) -> Shape:
    """A reading, all of it."""
    return reading.model_dump(mode="json")


def entry_shape(entry: "Entry", problem: str | None) -> Shape:
    """A kept reflection: `read` with its reading as the user corrected it and the verdict that counts, or only `kept`,
    and the sentence that says why."""
    shape: Shape = {
        "id": entry.reflection.id,
        "date": entry.reflection.on.isoformat(),
        "status": "kept" if entry.reading is None or problem else "read",
        "verdict": entry.verdict,
        "reading": None if entry.seen is None else reading_shape(entry.seen),
    }
    return shape if problem is None else {**shape, "problem": problem}


def person_shape(person: Person) -> Shape:
    """Somebody by their id and all their names."""
    return person.model_dump(mode="json")


def pair_shapes(pairs: Iterable[tuple[Person, Person]]) -> list[Shape]:
    """Pairs who may be one person."""
    return [{"one": person_shape(one), "other": person_shape(other)} for one, other in pairs]


def step_shape(kept: KeptStep) -> Shape:
    """A step with its id and what the user decided about it."""
    return kept.model_dump(mode="json")


def judgement_shape(judgement: Judgement) -> Shape:
    """Whether a step is transactional, and why."""
    return {"transactional": judgement.transactional, "why": judgement.why}


def answer_shape(answer: Answer) -> Shape:
    """An answer with the people and the reflections that it rests on."""
    return answer.model_dump(mode="json")


def found_shapes(found: "Iterable[Found]") -> list[Shape]:
    """What a search found, best first."""
    return [
        {"reflection_id": one.reflection_id, "date": one.on.isoformat(), "score": one.score, "snippet": one.snippet}
        for one in found
    ]
