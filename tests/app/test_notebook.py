"""An owner's use cases: the text is kept before all else, and whatever fails later costs no word."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from app.kesan import Kesan
from app.notebook import Notebook
from app.settings import load_settings
from coach.asking import Answer
from coach.reader import KnownPerson, Reader, ToRead, Watch
from journal.contacts import Contact
from journal.errors import AnswerEmpty, EmptyText, FutureDate, ModelBusy, NoQuestion, RecordBusy, UnknownReflection
from journal.people import StepState
from journal.reading import Reading
from journal.reflection import Owner, ReadingState, Reflection
from journal.signals import Verdict
from memory.embedders import EmbeddedEmbedder
from memory.finding import Memory
from tests.app.fakes import Fails, Reads, Waits, readers_of
from tests.memory.fakes import NOON

TEXT = "Aku dengar cerita Bu Ani tentang ibunya."
Open = Callable[[Reader], Notebook]


@pytest.fixture
def opened(embedder: EmbeddedEmbedder) -> Iterator[Open]:
    """Opens a notebook with a given reader on this test's home."""
    running: list[Kesan] = []

    def open_with(reader: Reader) -> Notebook:
        running.append(Kesan(load_settings(), readers=readers_of(reader), embedder=embedder))
        return running[-1].notebook()

    yield open_with
    for kesan in running:
        kesan.close()


def test_a_text_is_kept_although_the_reader_fails(opened: Open) -> None:
    notebook = opened(Fails(AnswerEmpty(prompt="notice@1")))
    entry = notebook.keep(TEXT)
    notebook.start_reading(entry.reflection.id).wait(10)
    assert notebook.entry(entry.reflection.id).reflection.text == TEXT


def test_a_failed_reading_says_why(opened: Open) -> None:
    notebook = opened(Fails(ModelBusy(seconds=7)))
    entry = notebook.keep(TEXT)
    notebook.start_reading(entry.reflection.id).wait(10)
    problem = notebook.entry(entry.reflection.id).problem
    assert problem is not None
    assert (problem.words, problem.context) == ("error.model_busy", {"seconds": 7})


def test_a_text_whose_reading_failed_is_found_by_meaning(opened: Open) -> None:
    notebook = opened(Fails(ModelBusy(seconds=None)))
    entry = notebook.keep(TEXT)
    notebook.start_reading(entry.reflection.id).wait(10)
    assert [found.reflection_id for found in notebook.search("kabar ibunya")] == [entry.reflection.id]


def test_a_reading_is_there_when_its_job_is_done(opened: Open) -> None:
    notebook = opened(Reads())
    entry = notebook.keep(TEXT)
    notebook.start_reading(entry.reflection.id).wait(10)
    assert notebook.entry(entry.reflection.id).verdict is Verdict.REAL_CONNECTION


def test_a_double_click_is_one_reading(opened: Open) -> None:
    reader = Waits()
    notebook = opened(reader)
    entry = notebook.keep(TEXT)
    first = notebook.start_reading(entry.reflection.id)
    second = notebook.start_reading(entry.reflection.id)
    reader.go_on.set()
    first.wait(10)
    assert first is second
    assert reader.times == 1


def test_a_stopped_reading_leaves_the_text_kept_and_unread(opened: Open) -> None:
    reader = Waits()
    notebook = opened(reader)
    entry = notebook.keep(TEXT)
    job = notebook.start_reading(entry.reflection.id)
    reader.begun.wait(10)
    job.cancel()
    reader.go_on.set()
    job.wait(10)
    assert notebook.entry(entry.reflection.id).state is ReadingState.KEPT


def test_a_reading_broken_off_at_the_keyboard_leaves_the_text_kept_and_unread(opened: Open) -> None:
    notebook = opened(Fails(KeyboardInterrupt()))
    entry = notebook.keep(TEXT)
    with pytest.raises(KeyboardInterrupt):
        notebook.read(entry.reflection.id)
    kept = notebook.entry(entry.reflection.id)
    assert (kept.state, kept.problem) == (ReadingState.KEPT, None)


def test_a_defect_of_the_reader_costs_no_word(opened: Open) -> None:
    notebook = opened(Fails(ValueError("a defect")))
    entry = notebook.keep(TEXT)
    notebook.start_reading(entry.reflection.id).wait(10)
    kept = notebook.entry(entry.reflection.id)
    assert (kept.reflection.text, kept.state, kept.problem and kept.problem.words) == (
        TEXT,
        ReadingState.FAILED,
        "error.unknown",
    )


def test_a_reading_stands_although_its_words_can_not_be_indexed_now(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_memory: Memory, _reflection: Reflection) -> None:
        raise RecordBusy(path="kesan.db")

    notebook = opened(Reads())
    entry = notebook.keep(TEXT)
    monkeypatch.setattr(Memory, "remember", fails)
    assert notebook.read(entry.reflection.id).state is ReadingState.READ


def test_a_reader_knows_what_the_user_wrote_of_somebody_before(opened: Open) -> None:
    reader = Reads()
    notebook = opened(reader)
    first = notebook.keep(TEXT)
    notebook.read(first.reflection.id)
    second = notebook.keep("Ketemu Bu Ani lagi di pasar.")
    notebook.read(second.reflection.id)
    assert reader.asked[-1].known[0].cares_about == (TEXT,)


def test_a_reader_knows_the_names_of_contacts_whom_the_text_names(opened: Open) -> None:
    reader = Reads()
    notebook = opened(reader)
    notebook.add_contacts([Contact(name="Ani Wijaya"), Contact(name="Tomas")])
    notebook.read(notebook.keep("Ketemu Ani di pasar.").reflection.id)
    assert reader.asked[-1].known == (KnownPerson(name="Ani"),)


def test_an_import_in_the_background_tells_how_many_came(opened: Open) -> None:
    notebook = opened(Reads())
    job = notebook.start_import("Journal.JSONL", b'{"id": "a", "date": "2026-11-20", "text": "Ketemu Bu Ani."}\n')
    job.wait(30)
    assert (job.outcome, job.problem, notebook.importing()) == (1, None, job)
    assert [found.reflection_id for found in notebook.search("Bu Ani")] == ["a"]


def test_a_reader_is_told_nothing_of_people_whom_the_text_does_not_name(opened: Open) -> None:
    reader = Reads()
    notebook = opened(reader)
    notebook.read(notebook.keep(TEXT).reflection.id)
    notebook.read(notebook.keep("Ketemu orang baru di pasar.").reflection.id)
    assert reader.asked[-1].known == ()


def test_a_correction_wins_over_the_reading(opened: Open) -> None:
    notebook = opened(Reads())
    entry = notebook.keep(TEXT)
    notebook.read(entry.reflection.id)
    assert notebook.correct(entry.reflection.id, Verdict.MIXED, "aku jualan juga").verdict is Verdict.MIXED


def test_a_meeting_can_not_be_still_to_come(opened: Open) -> None:
    with pytest.raises(FutureDate):
        opened(Reads()).keep(TEXT, date.max)


def test_a_step_that_was_declined_is_no_longer_suggested(opened: Open) -> None:
    notebook = opened(Reads())
    notebook.read(notebook.keep(TEXT).reflection.id)
    (step,) = notebook.steps(StepState.SUGGESTED)
    notebook.decide_step(step.id, StepState.DECLINED)
    assert notebook.steps(StepState.SUGGESTED) == ()


def test_somebody_warm_and_long_unseen_is_whom_to_reconnect_with(opened: Open) -> None:
    notebook = opened(Reads())
    met = notebook.keep(TEXT, date(2026, 8, 1))
    notebook.read(met.reflection.id)
    answer = notebook.ask("Siapa yang sebaiknya aku sapa?", date(2026, 11, 24))
    assert [person.name for person in answer.people] == ["Bu Ani"]


def test_every_reason_of_an_answer_stands_in_the_reflection_it_names(opened: Open) -> None:
    notebook = opened(Reads())
    met = notebook.keep(TEXT, date(2026, 8, 1))
    notebook.read(met.reflection.id)
    answer = notebook.ask("Who should I reconnect with?", date(2026, 11, 24))
    assert all(reason.quote in TEXT for person in answer.people for reason in person.reasons)


def test_what_is_not_asked_is_not_answered(opened: Open) -> None:
    with pytest.raises(NoQuestion):
        opened(Reads()).ask("  ")


def test_a_promise_made_after_the_day_of_asking_is_not_told(opened: Open) -> None:
    notebook = opened(Reads(promises=(TEXT,)))
    notebook.read(notebook.keep(TEXT, date(2026, 8, 1)).reflection.id)
    told = [
        notebook.ask("Janji apa saja yang masih terbuka?", day).people for day in (date(2026, 7, 1), date(2026, 9, 1))
    ]
    assert [len(people) for people in told] == [0, 1]


def test_without_a_server_a_question_is_answered_in_our_own_words(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KESAN_READER", "model")
    notebook = opened(Reads())
    notebook.read(notebook.keep(TEXT, date(2026, 8, 1)).reflection.id)
    assert notebook.ask("Siapa yang sebaiknya aku sapa?", date(2026, 11, 24)).found


def test_an_empty_journal_says_that_it_does_not_tell(opened: Open) -> None:
    assert not opened(Reads()).ask("Siapa yang sebaiknya aku sapa?").found


def test_who_was_just_met_is_not_to_be_written_to_and_that_is_said(opened: Open) -> None:
    notebook = opened(Reads())
    notebook.read(notebook.keep(TEXT, date(2026, 11, 23)).reflection.id)
    answer = notebook.ask("Siapa yang sebaiknya aku sapa?", date(2026, 11, 24))
    assert (answer.people, "baru saja kamu temui" in answer.answer) == ((), True)


def test_what_was_written_after_the_day_of_asking_is_not_told(opened: Open) -> None:
    notebook = opened(Reads())
    entry = notebook.keep(TEXT, date(2026, 8, 1))
    notebook.read(entry.reflection.id)
    assert not notebook.ask("Siapa yang ibunya sakit?", date(2026, 8, 1) - timedelta(days=1)).found


def test_a_forgotten_reflection_is_found_no_more(opened: Open) -> None:
    notebook = opened(Reads())
    entry = notebook.keep(TEXT)
    notebook.read(entry.reflection.id)
    notebook.forget_reflection(entry.reflection.id)
    assert notebook.search("ibunya") == ()


def test_who_is_forgotten_is_found_no_more_in_reflections_that_stay(opened: Open) -> None:
    notebook = opened(Reads())
    alone = notebook.read(notebook.keep("Bu Ani cerita soal anaknya.").reflection.id)
    both = notebook.keep("Pak Tono kirim salam dari Bu Ani.")
    (tie,) = notebook.people_met_last(9)[0]
    assert notebook.traces(tie.person.id) == ((alone.reflection.id,), (both.reflection.id,))
    notebook.forget_person(tie.person.id)
    (found,) = notebook.search("kirim salam")
    assert (found.reflection_id, found.snippet) == (both.reflection.id, "Pak Tono kirim salam dari [nama dihapus].")


def test_a_reading_that_ends_after_a_name_was_taken_out_is_thrown_away(opened: Open) -> None:
    class Meanwhile(Reads):
        def read(self, asked: ToRead, watch: Watch) -> Reading:
            said = super().read(asked, watch)
            owned = notebook._record
            owned.keep(Reflection(id="other", text="Bu Ani.", on=NOON.date(), kept_at=NOON))
            owned.save_reading("other", said.model_copy(update={"moves": (), "step": None}), NOON)
            (tie,) = notebook.people_met_last(9)[0]
            owned.forget_person(tie.person.id, lambda _: "[x]")
            return said

    notebook = opened(Meanwhile())
    entry = notebook.keep("Pak Tono kirim salam dari Bu Ani.")
    left = notebook.read(entry.reflection.id)
    assert (left.reading, left.reflection.text) == (None, "Pak Tono kirim salam dari [x].")


def test_another_owner_has_no_such_reflection(opened: Open) -> None:
    notebook = opened(Reads())
    entry = notebook.keep(TEXT)
    other = Notebook(notebook._kesan, Owner("somebody else"))
    with pytest.raises(UnknownReflection):
        other.entry(entry.reflection.id)


def test_the_sample_does_not_enter_the_journal(opened: Open) -> None:
    notebook = opened(Reads())
    notebook.try_sample(TEXT, date(2026, 11, 24))
    assert notebook.count() == 0


def test_forgetting_everything_leaves_an_empty_journal(opened: Open) -> None:
    notebook = opened(Reads())
    notebook.read(notebook.keep(TEXT).reflection.id)
    notebook.forget_everything()
    assert (notebook.count(), notebook.people_count(), notebook.search("ibunya")) == (0, 0, ())


def test_what_is_added_stands_at_the_end_and_moves_no_mark(opened: Open) -> None:
    notebook = opened(Reads())
    kept = notebook.keep(TEXT).reflection.id
    assert notebook.add(kept, "  Ia sempat menangis. ").reflection.text == f"{TEXT}\n\nIa sempat menangis."


def test_nothing_can_not_be_added(opened: Open) -> None:
    notebook = opened(Reads())
    kept = notebook.keep(TEXT).reflection.id
    with pytest.raises(EmptyText):
        notebook.add(kept, " \n ")
    assert notebook.entry(kept).reflection.text == TEXT


def test_a_question_is_answered_in_the_background(opened: Open) -> None:
    job = opened(Reads()).start_asking("Siapa yang sebaiknya kusapa lagi?")
    assert job.wait(20)
    assert isinstance(job.outcome, Answer)


def test_a_question_that_can_not_be_answered_says_why(opened: Open) -> None:
    job = opened(Reads()).start_asking("  ")
    assert job.wait(20)
    assert isinstance(job.problem, NoQuestion)


def test_what_a_model_would_be_sent_first_is_shown_of_a_text_that_is_not_kept(opened: Open) -> None:
    assert "tentang" in opened(Reads()).first_question(TEXT, date(2026, 11, 24), hides=False).text
