from collections.abc import Callable

import pytest

from coach.asking import Answer, SuggestedPerson
from evals.ask import listed_name, measure
from evals.cases import AliasCase, QuestionCase

ALIASES = [
    AliasCase(name="Andi Lim (Andy)", aliases=("Andi Lim", "Andy")),
    AliasCase(name="Andi Wijaya (Andi Kopi)", aliases=("Andi Kopi",)),
    AliasCase(name="Pak Made Sudana", aliases=("Pak Made",)),
]


def answer(*names: str, found: bool = True, reflections: tuple[str, ...] = ()) -> Callable[[str], Answer]:
    people = tuple(SuggestedPerson(name=name, person_id=name, reasons=()) for name in names)
    return lambda _question: Answer(found=found, answer="", people=people, reflections=reflections)


def question(kind: str = "reconnect", **more: object) -> QuestionCase:
    return QuestionCase.model_validate({"id": "q", "question": "who?", "kind": kind} | more)


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("Andy", "Andi Lim (Andy)"),
        ("Made", "Pak Made Sudana"),
        ("Andi Wijaya", "Andi Wijaya (Andi Kopi)"),
        ("Andi", "Andi"),
        ("Charmaine", "Charmaine"),
    ],
)
def test_a_name_is_known_by_its_aliases_and_left_alone_where_it_fits_two(name: str, listed: str) -> None:
    assert listed_name(name, ALIASES) == listed


def test_a_gold_person_counts_among_the_first_three_by_any_alias() -> None:
    figures = measure([question(gold_people=("Pak Made Sudana",))], ALIASES, answer("Andy", "Charmaine", "Pak Made"))
    told = figures.kinds["reconnect"]
    assert (told.first.value, told.three.value) == (0.0, 1.0)


def test_precision_is_of_the_first_three_named() -> None:
    asked = [question(gold_people=("Andi Lim",))]
    told = measure(asked, ALIASES, answer("Andy", "Charmaine", "Made", "Rina")).kinds["reconnect"]
    assert (told.precision.hits, told.precision.of) == (1, 3)


def test_whoever_must_not_come_up_is_looked_for_among_five() -> None:
    asked = [question(must_not=("Andi Lim",))]
    assert measure(asked, ALIASES, answer("a", "b", "c", "d", "Andy")).kinds["reconnect"].kept_out.value == 0.0


def test_a_described_wrong_answer_is_no_name() -> None:
    assert measure([question(must_not=("saying she failed",))], ALIASES, answer()).kinds["reconnect"].kept_out.of == 0


def test_gold_reflections_count_among_the_first_five() -> None:
    asked = [question(gold_reflections=("r1", "r9"))]
    told = measure(asked, ALIASES, answer(reflections=("r2", "r1", "r3", "r4", "r5", "r9"))).kinds["reconnect"]
    assert told.reflection.value == 1.0
    assert told.reflections.value == 0.5


def test_unanswerable_questions_stand_apart_from_the_answerable() -> None:
    asked = [question(), question(kind="unanswerable")]
    kinds = measure(asked, ALIASES, answer(found=False)).kinds
    assert (kinds["answerable"].answered.value, kinds["unanswerable"].answered.value) == (0.0, 0.0)
    assert kinds["answerable"].answered.of == 1
