"""The journal page: what is written is kept, read, shown, corrected and forgotten."""

from datetime import timedelta

from app.shown import Problem
from journal.errors import DiskFull, RecordBusy
from journal.language import Language
from journal.people import StepState
from journal.signals import Verdict
from tests.ui.conftest import Open
from tests.ui.fakes import TEXT, TODAY, FakeKesan, reading, still_reading
from tests.ui.screens import paper, write


def test_a_first_visit_invites_to_try_a_sample(visit: Open) -> None:
    assert visit().button(key="try_sample").label == "Baca contoh ini"


def test_a_sample_is_read_and_not_kept(visit: Open, kesan: FakeKesan) -> None:
    screen = visit().button(key="try_sample").click().run()
    assert "Perhatianmu nyata" in paper(screen)
    assert kesan.book.count() == 0


def test_a_sample_left_gives_the_field_back(visit: Open) -> None:
    screen = visit().button(key="try_sample").click().run()
    assert screen.button(key="leave_sample").click().run().text_area(key="reflection_text").value == ""


def test_what_is_written_is_kept_as_written(visit: Open, kesan: FakeKesan) -> None:
    write(visit(), TEXT)
    assert kesan.book.entry("r1").reflection.text == TEXT


def test_a_kept_reflection_stands_in_the_address(visit: Open) -> None:
    assert write(visit(), TEXT).query_params["reflection"] == "r1"


def test_a_reading_says_its_sentence_before_its_label(visit: Open) -> None:
    screen = write(visit(), TEXT)
    order = [str(getattr(node, "value", "")) for node in screen.main]
    sentence = next(place for place, value in enumerate(order) if "Perhatianmu nyata" in value)
    label = next(place for place, value in enumerate(order) if "Campur" in value)
    assert sentence < label


def test_a_second_click_on_the_same_text_keeps_it_once(visit: Open, kesan: FakeKesan) -> None:
    screen = write(visit(), TEXT)
    del screen.query_params["reflection"]
    write(screen.run(), TEXT)
    assert kesan.book.count() == 1


def test_a_refused_text_stays_in_the_field(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.refuses = DiskFull(path="/journal")
    screen = write(visit(), TEXT)
    assert screen.text_area(key="reflection_text").value == TEXT


def test_a_refusal_is_told_in_a_sentence(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.refuses = DiskFull(path="/journal")
    assert "Disk tempat /journal sudah penuh" in paper(write(visit(), TEXT))


def test_an_empty_text_is_refused_in_a_sentence(visit: Open) -> None:
    assert "Belum ada yang bisa disimpan" in paper(write(visit(), "  \n "))


def test_a_record_that_is_busy_is_told_in_a_sentence(visit: Open, kesan: FakeKesan) -> None:
    def refuse() -> bool:
        raise RecordBusy(path="/journal")

    kesan.book.is_empty = refuse  # type: ignore[method-assign]
    assert "Program lain sedang menulis ke /journal" in paper(visit())


def test_a_reading_under_way_shows_its_stages(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put()
    kesan.read_by = still_reading
    kesan.book.start_reading("r1")
    labels = [status.label for status in visit(reflection="r1").status]
    assert labels == ["Menyimak apa yang terjadi", ":shimmer[Menimbang dari sisi mereka]"]


def test_a_reading_under_way_can_be_stopped(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put()
    kesan.read_by = still_reading
    kesan.book.start_reading("r1")
    assert visit(reflection="r1").button(key="cancel_reading").label == "Hentikan"


def test_a_reflection_that_could_not_be_read_says_why(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(problem=Problem("error.no_model_server", {"url": "http://localhost:1"}))
    assert "Tidak ada yang menjawab di http://localhost:1" in paper(visit(reflection="r1"))


def test_a_reflection_that_could_not_be_read_can_be_read_again(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(problem=Problem("error.connection_dropped", {}))
    screen = visit(reflection="r1").button(key="reflection_read").click().run()
    assert "Perhatianmu nyata" in paper(screen)


def test_the_embedded_reader_is_offered_where_the_model_failed(visit: Open, kesan: FakeKesan) -> None:
    kesan.change_settings({"OPENAI_BASE_URL": "http://localhost:1/v1"})
    kesan.book.put(problem=Problem("error.connection_dropped", {}))
    screen = visit(reflection="r1").button(key="reflection_read_embedded").click().run()
    assert kesan.book.jobs["r1"].key == "embedded"
    assert not screen.exception


def test_an_unknown_reflection_is_told_in_a_sentence(visit: Open) -> None:
    assert "tidak ada di jurnalmu" in paper(visit(reflection="gone"))


def test_ones_own_verdict_wins(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    screen = visit(reflection="r1")
    screen.pills(key="verdict_r1").set_value(Verdict.REAL_CONNECTION).run()
    assert kesan.book.entry("r1").verdict is Verdict.REAL_CONNECTION


def test_ones_own_verdict_can_be_taken_back(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.correct("r1", Verdict.SURFACE)
    visit(reflection="r1").pills(key="verdict_r1").set_value(None).run()
    assert kesan.book.entry("r1").verdict is Verdict.MIXED


def test_why_one_sees_it_differently_is_kept_beside_ones_verdict(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    screen = visit(reflection="r1")
    screen.pills(key="verdict_r1").set_value(Verdict.SURFACE).run()
    screen.text_area(key="note_r1").set_value("Dia yang minta lihat.").run()
    correction = kesan.book.entry("r1").correction
    assert correction is not None
    assert (correction.verdict, correction.note) == (Verdict.SURFACE, "Dia yang minta lihat.")


def test_an_answer_to_a_question_joins_the_text_and_is_read(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    screen = visit(reflection="r1")
    screen.text_area(key="more_r1").set_value("Kami berpelukan.")
    screen.button(key="add_more").click().run()
    assert kesan.book.entry("r1").reflection.text == f"{TEXT}\n\nKami berpelukan."
    assert "r1" in kesan.book.jobs


def test_an_accepted_step_is_kept_with_its_changed_message(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    screen = visit(reflection="r1")
    screen.text_area(key="message_s1").set_value("Halo, Bu.")
    screen.button(key="accepted_s1").click().run()
    assert (kesan.book.kept_steps[0].state, kesan.book.kept_steps[0].step.message) == (StepState.ACCEPTED, "Halo, Bu.")


def test_an_accepted_step_that_is_due_stands_on_the_journal(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.decide_step("s1", StepState.ACCEPTED)
    screen = visit().button(key="done_s1").click().run()
    assert kesan.book.kept_steps[0].state is StepState.DONE
    assert not screen.exception


def test_a_forgotten_reflection_is_gone(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    screen = visit(reflection="r1").button(key="forget_reflection").click().run()
    assert kesan.book.count() == 0
    assert not screen.exception


def test_a_reflection_is_found_by_what_is_typed(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put("Rapat biasa saja.")
    screen = visit().text_input(key="journal_query").set_value("demo").run()
    assert "buka demo" in paper(screen)
    assert "Rapat biasa" not in paper(screen)


def test_older_reflections_come_when_asked_for(visit: Open, kesan: FakeKesan) -> None:
    for number in range(8):
        kesan.book.put(f"Catatan nomor {number}")
    screen = visit()
    assert "nomor 0" not in paper(screen)
    assert "nomor 0" in paper(screen.button(key="journal_older").click().run())


def test_a_change_of_language_loses_nothing_that_was_typed(visit: Open) -> None:
    screen = visit()
    screen.text_area(key="reflection_text").set_value("setengah kalimat").run()
    screen.segmented_control(key="foot_language").set_value(Language.ENGLISH).run()
    assert screen.title[0].value == "How did it go?"
    assert screen.text_area(key="reflection_text").value == "setengah kalimat"


def test_the_browsers_english_is_spoken(visit: Open) -> None:
    assert visit(locale="en-GB").button(key="keep").label == "Keep and read"


def test_a_day_said_in_words_is_the_day_of_the_meeting(visit: Open, kesan: FakeKesan) -> None:
    screen = visit()
    screen.text_input(key="reflection_day").set_value("kemarin")
    write(screen, TEXT)
    assert kesan.book.entry("r1").reflection.on == TODAY - timedelta(days=1)


def test_a_day_that_is_not_understood_is_told_and_nothing_is_lost(visit: Open) -> None:
    screen = visit()
    screen.text_input(key="reflection_day").set_value("pas hujan itu")
    write(screen, TEXT)
    assert "belum kami mengerti" in paper(screen)
    assert screen.text_area(key="reflection_text").value == TEXT


def test_event_and_people_become_the_first_sentence(visit: Open, kesan: FakeKesan) -> None:
    screen = visit()
    screen.text_input(key="reflection_event").set_value("Reuni SMA")
    screen.text_input(key="reflection_people").set_value("Bu Ratna, Mas Yudi")
    write(screen, TEXT)
    assert kesan.book.entry("r1").reflection.text == f"Reuni SMA, bersama Bu Ratna, Mas Yudi.\n\n{TEXT}"


def test_a_search_has_an_address(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put("Rapat biasa saja.")
    screen = visit(journal_query="demo")
    assert screen.text_input(key="journal_query").value == "demo"
    assert "Rapat biasa" not in paper(screen)


def test_without_a_server_speaking_says_why_it_can_not(visit: Open) -> None:
    assert "Pembaca bawaan tidak bisa mendengar" in paper(visit())


def test_what_was_said_comes_into_the_field_to_be_read_over(visit: Open, kesan: FakeKesan) -> None:
    kesan.change_settings({"OPENAI_BASE_URL": "http://localhost:1/v1"})
    screen = visit()
    screen.text_area(key="reflection_text").set_value("Tadi")
    screen.audio_input(key="recording").set_value(("a.wav", b"RIFF", "audio/wav")).run()
    assert kesan.book.count() == 0
    assert screen.run().text_area(key="reflection_text").value == "Tadi\nTerdengar 4 bita."
