"""A whole reading behind the veil: no name in any prompt, and every name back in the reading."""

from datetime import date

import pytest

from coach.answers import Noticed
from coach.model.answering import Excerpt, word_answer
from coach.model.reader import ModelGuard, ModelReader, first_question
from coach.reader import KnownPerson, Unwatched
from journal.language import Language
from journal.reading import Reading
from tests.coach.model.scripted import (
    TEXT,
    ScriptedServer,
    answered,
    guarded,
    no_rule,
    noticed,
    requoted,
    safe_step,
    suggested,
    to_read,
    weighed,
)

KNOWN = KnownPerson(name="Bu Sumiati", aliases=("Bu Sum",), past=("Bu Sumiati pernah kasih nomor 0812-3456-7890.",))


def veiled(*moves: tuple[str, str]) -> Noticed:
    """What a model notices that has seen placeholders alone."""
    told = noticed(*moves).model_dump_json().replace("Bu Sum", "Bu [NAME_1]")
    return Noticed.model_validate_json(told)


def read(server: ScriptedServer, *, hides: bool = True) -> Reading:
    reader = ModelReader(server, no_rule, safe_step, hides=hides)
    return reader.read(to_read(known=(KNOWN,)), Unwatched())


def script(*moves: tuple[str, str]) -> ScriptedServer:
    step = suggested(person="Bu [NAME_1]", message="Bu [NAME_1], Kamis saya mampir ya.")
    seen = weighed(people=[], because="Kamu bertanya ke Bu [NAME_1], dan dia bercerita.")
    return ScriptedServer(veiled(*moves), requoted("Ketemu Bu [NAME_1]"), seen, step, guarded())


@pytest.mark.parametrize("private", ["Sum", "0812"])
def test_no_prompt_of_a_reading_holds_a_name_or_a_number(private: str) -> None:
    server = script(("Ketemu sama Bu [NAME_1]", "context"), ("Saya tanya gimana rasanya berhenti jualan.", "listening"))
    read(server)
    assert server.forms() == ["noticed", "requoted", "weighed", "suggested", "guarded"]
    sent = [turn.content for asked in server.asked for turn in asked.turns if turn.role != "system"]
    assert not any(private in text for text in sent)


def test_quotes_of_hidden_words_are_quotes_of_the_text() -> None:
    found = read(script())
    assert found.dropped_quotes == 0
    assert [TEXT[move.start : move.end] for move in found.moves] == [move.quote for move in found.moves]


def test_names_are_back_in_the_reading() -> None:
    found = read(script())
    assert found.step is not None
    assert (found.people[0].name, found.because, found.step.person, found.step.message) == (
        "Bu Sum",
        "Kamu bertanya ke Bu Sum, dan dia bercerita.",
        "Bu Sum",
        "Bu Sum, Kamis saya mampir ya.",
    )


def test_names_are_sent_when_the_user_says_so() -> None:
    server = ScriptedServer(noticed(), weighed(), suggested(), guarded())
    read(server, hides=False)
    assert "Bu Sum" in server.user_turn("noticed")


def test_the_instructions_before_a_text_are_the_same_for_every_text() -> None:
    one, other = (first_question(to_read(text)) for text in (TEXT, "Ngobrol sama Rudi Hartono."))
    assert one.instructions == other.instructions


def test_the_first_question_is_the_very_text_that_is_sent() -> None:
    server = script()
    read(server)
    shown = first_question(to_read(known=(KNOWN,)))
    assert (shown.instructions, shown.text) == tuple(turn.content for turn in server.asked[0].turns)


def test_what_stays_home_is_told_for_this_text_alone() -> None:
    assert first_question(to_read(known=(KNOWN,))).at_home == (("[NAME_1]", "Sum"),)


def test_a_guarded_step_keeps_its_names_at_home() -> None:
    server = ScriptedServer(guarded())
    ModelGuard(server, no_rule).judge("Tanya kabar Rudi Hartono di 0812-3456-7890.", Language.INDONESIAN)
    assert "<step>\nTanya kabar [NAME_1] di [NUMBER_1].\n</step>" in server.user_turn("guarded")


def test_a_question_and_its_excerpts_keep_their_names_at_home() -> None:
    server = ScriptedServer(answered(("Bu [NAME_1] suka gunting.", ("r1",))))
    excerpts = [Excerpt(reflection_id="r1", on=date(2026, 11, 24), text=TEXT)]
    said = word_answer(server, "Apa kata Bu Sum?", excerpts, Language.INDONESIAN, people=[("Bu Sum",)])
    assert "Sum" not in server.user_turn("answered")
    assert said.told[0].sentence == "Bu Sum suka gunting."
