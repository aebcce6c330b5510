"""What the user sees differently counts wherever the journal tells of it: promises, people, who would mention their
name, and what the terminal prints."""

from collections.abc import Iterator

import pytest

from app.kesan import Kesan
from app.notebook import Notebook
from app.printing import entry_lines
from app.settings import load_settings
from app.shapes import entry_shape
from app.words import Words
from coach.reader import ToRead, Watch
from journal.language import Language
from journal.people import PromiseState
from journal.reading import Move, PersonRead, Reading, TieQuality, verbatim_moves
from journal.signals import Known, Signal, Verdict
from memory.embedders import EmbeddedEmbedder
from tests.app.fakes import SIGNED, a_reading, readers_of

TEXT = "Ngopi sama Bu Ani. Aku akan kirim bukunya. Dia bilang aku pendengar yang baik."
PROMISE, NAMED = "Aku akan kirim bukunya.", "Dia bilang aku pendengar yang baik."
SAY = Words(Language.INDONESIAN)


class Sees:
    """Reads a promise and a remembering, and rests its verdict on the latter alone."""

    made_by = SIGNED

    def read(self, asked: ToRead, watch: Watch) -> Reading:
        del watch
        moves, _ = verbatim_moves(asked.text, [(Signal.PROMISE, PROMISE), (Signal.THEY_NAMED_ME, NAMED)])
        who = PersonRead(
            name="Bu Ani",
            verdict=Verdict.REAL_CONNECTION,
            promises=(PROMISE,),
            tie_quality=TieQuality(remembers_me=Known.YES),
        )
        changes = {"moves": moves, "grounds": (1,), "people": (who,), "step": None}
        return a_reading(asked).model_copy(update=changes)


@pytest.fixture
def notebook(embedder: EmbeddedEmbedder) -> Iterator[Notebook]:
    """A journal with one note, read."""
    kesan = Kesan(load_settings(), readers=readers_of(Sees()), embedder=embedder)
    notebook = kesan.notebook()
    notebook.read(notebook.keep(TEXT).reflection.id)
    yield notebook
    kesan.close()


def move(notebook: Notebook, signal: Signal) -> Move:
    """The note's move of this signal, as the reading has it."""
    found = notebook.entries()[0].reading
    assert found is not None
    return next(one for one in found.moves if one.signal is signal)


def correct(notebook: Notebook, signal: Signal, meant: Signal | None) -> None:
    """The user's word on the move of this signal."""
    notebook.correct_move(notebook.entries()[0].reflection.id, move(notebook, signal), meant)


def naming(notebook: Notebook) -> list[str]:
    """Who would mention the user's name."""
    return [one.name for one in notebook.would_name(None, Language.INDONESIAN).people]


def test_a_promise_that_is_none_is_not_waited_for(notebook: Notebook) -> None:
    correct(notebook, Signal.PROMISE, None)
    assert notebook.promises(PromiseState.OPEN) == ()


def test_a_promise_that_the_user_sees_is_waited_for_as_that_persons(notebook: Notebook) -> None:
    correct(notebook, Signal.THEY_NAMED_ME, Signal.PROMISE)
    waiting = {one.text: one.person_id for one in notebook.promises(PromiseState.OPEN)}
    assert waiting == dict.fromkeys((PROMISE, NAMED), notebook.people_met_last(1)[0][0].person.id)


def test_a_correction_taken_back_brings_the_promise_back(notebook: Notebook) -> None:
    correct(notebook, Signal.PROMISE, None)
    correct(notebook, Signal.PROMISE, Signal.PROMISE)
    assert [one.text for one in notebook.promises(PromiseState.OPEN)] == [PROMISE]


def test_who_did_not_name_the_user_is_not_said_to_have(notebook: Notebook) -> None:
    before = naming(notebook)
    correct(notebook, Signal.THEY_NAMED_ME, None)
    assert (before, naming(notebook)) == (["Bu Ani"], [])


def test_who_named_the_user_by_their_own_word_is_said_to_have(notebook: Notebook) -> None:
    correct(notebook, Signal.THEY_NAMED_ME, None)
    correct(notebook, Signal.PROMISE, Signal.THEY_NAMED_ME)
    assert naming(notebook) == ["Bu Ani"]


def test_a_meeting_whose_grounds_are_gone_is_unclear_for_the_person_too(notebook: Notebook) -> None:
    correct(notebook, Signal.THEY_NAMED_ME, None)
    assert notebook.people_met_last(1)[0][0].meetings[0].verdict is Verdict.UNCLEAR


def test_a_new_reading_does_not_bring_back_what_was_corrected(notebook: Notebook) -> None:
    correct(notebook, Signal.PROMISE, None)
    notebook.read(notebook.entries()[0].reflection.id)
    assert notebook.promises(PromiseState.OPEN) == ()


def test_the_terminal_prints_what_the_user_sees(notebook: Notebook) -> None:
    correct(notebook, Signal.PROMISE, None)
    notebook.correct(notebook.entries()[0].reflection.id, Verdict.SURFACE)
    printed = "\n".join(entry_lines(notebook.entries()[0], SAY))
    assert PROMISE not in printed
    assert f"{SAY('reading.yours')}: {SAY('verdict.surface')}" in printed


def test_a_program_is_given_what_the_user_sees(notebook: Notebook) -> None:
    correct(notebook, Signal.THEY_NAMED_ME, None)
    shape = entry_shape(notebook.entries()[0], None)
    assert (shape["verdict"], PROMISE in str(shape["reading"]), NAMED in str(shape["reading"])) == (
        Verdict.UNCLEAR,
        True,
        False,
    )
