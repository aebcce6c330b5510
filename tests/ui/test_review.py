"""The review page: the months, all reflections, the journal out and in."""

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from app.jobs import JobState
from app.shown import Answer
from journal.contacts import Contact
from journal.signals import Verdict
from tests.ui.conftest import Open
from tests.ui.fakes import TODAY, FakeKesan, reading, suggestion
from tests.ui.screens import paper


def test_an_empty_journal_has_nothing_to_review(visit: Open) -> None:
    assert "Belum ada yang bisa ditinjau" in paper(visit("review"))


def test_the_months_are_drawn_with_words_for_who_cannot_see_them(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    chart = visit("review").get("vega_lite_chart")[0]
    assert "Campur 1" in str(chart.proto)


def test_the_figures_stand_in_a_table_too(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    assert list(visit("review").dataframe[0].value["Campur"]) == [1]


def test_a_verdict_filters_the_list(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put("Rapat yang campur.", reading())
    kesan.book.put("Obrolan yang tulus.", reading().model_copy(update={"verdict": Verdict.REAL_CONNECTION}))
    screen = visit("review").pills(key="review_verdict").set_value(Verdict.MIXED).run()
    assert "Rapat yang campur." in paper(screen)
    assert "Obrolan yang tulus." not in paper(screen)


def test_a_period_filters_the_list(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put("Yang lama.", on=TODAY - timedelta(days=200))
    kesan.book.put("Yang baru.")
    screen = visit("review").selectbox(key="review_period").set_value("month").run()
    assert "Yang baru." in paper(screen)
    assert "Yang lama." not in paper(screen)


def test_a_person_filters_the_list(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put("Bersama Bu Ratna.")
    kesan.book.put("Bersama yang lain.")
    person = kesan.book.put_person("Bu Ratna", ("r1",))
    screen = visit("review")
    screen.session_state["review_person"] = person
    screen.run()
    assert "Bersama Bu Ratna." in paper(screen)
    assert "Bersama yang lain." not in paper(screen)


def test_what_is_unread_is_read_when_asked(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put()
    screen = visit("review").button(key="read_unread").click().run()
    assert kesan.book.unread() == ()
    assert not screen.exception


def test_a_file_is_brought_in(visit: Open) -> None:
    screen = visit("review")
    screen.file_uploader(key="import_file").upload("journal.jsonl", b"{}").run()
    assert "Refleksi baru yang masuk: 2." in paper(screen.button(key="import_start").click().run())


def test_a_broken_file_is_refused_with_its_line(visit: Open) -> None:
    screen = visit("review")
    screen.file_uploader(key="import_file").upload("journal.jsonl", b"broken").run()
    assert "Baris 3 tidak terbaca" in paper(screen.button(key="import_start").click().run())


def test_contacts_are_shown_before_they_are_kept(visit: Open, kesan: FakeKesan) -> None:
    screen = visit("review")
    cards = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ratna Sari\nN:Sari;Ratna;;;\nTEL:0812\nEND:VCARD\n"
    screen.file_uploader(key="contacts_file").upload("contacts.vcf", cards).run()
    assert "Misalnya: Ratna Sari" in paper(screen)
    assert kesan.book.contacts == {}
    screen.button(key="contacts_start").click().run()
    assert [one.name for one in kesan.book.contacts.values()] == ["Ratna Sari"]


def test_names_from_contacts_can_be_forgotten(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.add_contacts([Contact(name="Ratna Sari")])
    visit("review").button(key="contacts_forget").click().run()
    assert kesan.book.contacts == {}


def test_an_import_that_was_stopped_says_so(visit: Open, kesan: FakeKesan) -> None:
    job = kesan.book.start_import("journal.jsonl", b"{}")
    job.state = JobState.CANCELLED
    assert "belum dimasukkan" in paper(visit("review"))


def test_the_journal_can_be_taken_out(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    labels = [button.proto.label for button in visit("review").get("download_button")]
    assert labels == ["Unduh untuk dicetak", "Unduh JSONL", "Unduh Markdown (zip)"]


def unfolded(visit: Open) -> AppTest:
    """The review with who would mention the user's name folded out."""
    screen = visit("review")
    screen.session_state["naming_shown"] = True
    return screen.run()


def test_who_would_mention_the_users_name_is_looked_for_only_when_it_is_folded_out(
    visit: Open, kesan: FakeKesan
) -> None:
    kesan.book.put(found=reading())
    kesan.book.names = suggestion("dia kenalkan aku ke kakaknya")
    assert "dia kenalkan aku ke kakaknya" not in paper(visit("review"))


def test_that_nobody_has_named_the_user_yet_is_said(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.names = Answer(found=False, answer="Belum ada yang tercatat.")
    assert "Belum ada yang tercatat." in paper(unfolded(visit))


def test_who_would_mention_the_users_name_is_shown_with_the_words_that_tell_it(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.names = suggestion("dia kenalkan aku ke kakaknya")
    assert "dia kenalkan aku ke kakaknya" in paper(unfolded(visit))


def test_one_small_thing_is_looked_for_when_it_is_asked_for(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.small = suggestion("ibunya sempat sakit").people[0]
    screen = unfolded(visit)
    assert "ibunya sempat sakit" not in paper(screen)
    assert "ibunya sempat sakit" in paper(screen.button(key="likelier").click().run())


def test_a_letter_shows_the_words_it_rests_on_and_leads_to_their_reflection(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.writes_letters = True
    kesan.book.put("Obrolan yang tulus.", reading())
    screen = visit("review")
    assert '<blockquote class="kesan-quote" dir="auto">Obrolan yang tulus.</blockquote>' in paper(screen)
    assert "24 November 2026" in [link.value for link in screen.page_link]


def test_a_letter_can_be_of_a_month(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    screen = visit("review").segmented_control(key="letter_every").set_value("month").run()
    assert screen.selectbox(key="letter_month").options[0] == "Nov 2026"


def test_without_a_language_model_none_is_offered(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    assert "letter_by_model" not in [button.key for button in visit("review").button]


def test_a_letter_by_a_model_says_so(visit: Open, kesan: FakeKesan) -> None:
    kesan.settings = kesan.settings.model_copy(update={"reader": "model", "base_url": "http://127.0.0.1:1/v1"})
    kesan.book.writes_letters = True
    kesan.book.put("Obrolan yang tulus.", reading())
    screen = visit("review").button(key="letter_by_model").click().run()
    assert "Ditulis model bahasa" in paper(screen.run())


def test_a_letter_that_takes_long_can_be_given_up(visit: Open, kesan: FakeKesan) -> None:
    kesan.settings = kesan.settings.model_copy(update={"reader": "model", "base_url": "http://127.0.0.1:1/v1"})
    kesan.book.answers_at_once = False
    kesan.book.put(found=reading())
    screen = visit("review").button(key="letter_by_model").click().run()
    screen = screen.button(key="cancel_letter").click().run()
    assert screen.button(key="letter_by_model")
    assert not screen.exception


def test_what_was_written_on_this_day_is_shown(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put("Setahun lalu kami ketawa.", reading(), on=TODAY.replace(year=TODAY.year - 1))
    assert "Setahun lalu kami ketawa." in paper(visit("review"))
    assert "Pada hari ini" in [one.value for one in visit("review").header]


def test_two_months_are_compared_side_by_side(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put(found=reading(), on=TODAY - timedelta(days=31))
    screen = visit("review")
    screen.session_state["compare"] = True
    columns = list(screen.run().dataframe[-1].value.columns)
    assert columns == ["Yang dihitung", "Nov 2026", "Okt 2026"]
