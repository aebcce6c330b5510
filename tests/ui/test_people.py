"""The people page: whom to reconnect with, everybody, and one person's story."""

from streamlit.testing.v1 import AppTest

from app.shown import Order, TieKind, Wanted
from journal.errors import RecordBusy
from journal.people import PromiseState
from journal.signals import Verdict
from tests.ui.conftest import Open
from tests.ui.fakes import FakeKesan, reading, suggestion
from tests.ui.screens import paper


def test_an_empty_journal_says_where_people_come_from(visit: Open) -> None:
    assert "Belum ada siapa-siapa" in paper(visit("people"))


def test_the_button_asks_whom_to_reconnect_with(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    visit("people").button(key="reconnect").click().run()
    assert kesan.book.asked == ["Siapa yang sebaiknya disapa lagi?"]


def test_an_answer_shows_the_users_own_words(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put_person()
    kesan.book.answer = suggestion("ibunya sempat sakit")
    screen = visit("people").button(key="reconnect").click().run()
    assert '<blockquote class="kesan-quote" dir="auto">ibunya sempat sakit</blockquote>' in paper(screen)


def test_an_answer_leads_to_the_reflection_it_rests_on(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.answer = suggestion()
    screen = visit("people").button(key="reconnect").click().run()
    assert "24 November 2026" in [link.value for link in screen.page_link]


def test_a_free_question_is_asked(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    screen = visit("people")
    screen.text_input(key="question").set_value("Siapa yang suka lari pagi?")
    screen.button(key="ask_submit").click().run()
    assert kesan.book.asked == ["Siapa yang suka lari pagi?"]


def test_the_journal_says_when_it_does_not_tell(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    screen = visit("people").button(key="reconnect").click().run()
    assert "Jurnalmu tidak menceritakan soal itu." in paper(screen)


def test_an_answer_that_takes_long_can_be_given_up(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.answers_at_once = False
    screen = visit("people").button(key="reconnect").click().run()
    assert "Membuka jurnalmu" in screen.status[0].label
    screen = screen.button(key="cancel_asking").click().run()
    assert not screen.status
    assert not screen.exception


def test_a_follow_up_keeps_the_talk(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.answer = suggestion()
    screen = visit("people").button(key="reconnect").click().run()
    screen.text_input(key="follow_1_question").set_value("Siapa lagi?")
    screen = screen.button(key="follow_1_submit").click().run()
    assert [[one.question for one in thread] for thread in kesan.book.threads] == [
        [],
        ["Siapa yang sebaiknya disapa lagi?"],
    ]
    assert "Kamu bertanya: Siapa yang sebaiknya disapa lagi?" in paper(screen)
    assert not screen.exception


def test_a_new_question_begins_a_new_talk(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    screen = visit("people").button(key="reconnect").click().run()
    screen.text_input(key="question").set_value("Siapa yang suka lari pagi?")
    screen.button(key="ask_submit").click().run()
    assert kesan.book.threads == [(), ()]


def test_a_name_is_found_by_its_beginning(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put_person("Bu Ratna")
    kesan.book.put_person("Pak Darto")
    screen = visit("people").text_input(key="people_query").set_value("dart").run()
    assert "Pak Darto" in paper(screen)
    assert "Bu Ratna" not in paper(screen)


def test_the_list_is_turned_page_by_page(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    for number in range(14):
        kesan.book.put_person(f"Teman {number}.")
    screen = visit("people")
    assert ("Teman 0." in paper(screen), "Teman 13." in paper(screen)) == (True, False)
    screen = screen.button(key="people_next").click().run()
    assert ("Teman 0." in paper(screen), "Teman 13." in paper(screen)) == (False, True)
    screen = screen.button(key="people_before").click().run()
    assert "Teman 0." in paper(screen)


def test_another_wish_begins_at_its_first_page(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    for number in range(14):
        kesan.book.put_person(f"Teman {number}.")
    screen = visit("people").button(key="people_next").click().run()
    screen = screen.segmented_control(key="people_order").set_value("name").run()
    assert "Teman 0." in paper(screen)
    assert kesan.book.listed[-1] == (Order.NAME, Wanted())


def test_the_list_is_sieved(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put_person()
    screen = visit("people")
    screen.pills(key="people_tie").set_value(TieKind.WEAK)
    screen.pills(key="people_also").set_value(["quiet", "promised"])
    screen = screen.pills(key="people_verdict").set_value(Verdict.MIXED).run()
    assert kesan.book.listed[-1][1] == Wanted("", TieKind.WEAK, quiet=True, promised=True, verdict=Verdict.MIXED)
    assert "1 orang cocok." in paper(screen)


def test_those_to_greet_are_listed_with_the_reason(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put_person()
    screen = visit("people").segmented_control(key="people_order").set_value("greet").run()
    assert "Ada janji." in paper(screen)
    assert not screen.exception


def test_that_there_is_nobody_to_greet_is_said(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    screen = visit("people").segmented_control(key="people_order").set_value("greet").run()
    assert "belum punya alasan menyapa" in paper(screen)


def test_a_persons_page_shows_what_matters_to_them(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    person = kesan.book.put_person()
    assert "kabar ibunya" in paper(visit("people", person=person))


def test_a_promise_can_be_marked_kept(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    person = kesan.book.put_person()
    visit("people", person=person).button(key="kept_qp1").click().run()
    assert kesan.book.people[0].promises[0].state is PromiseState.KEPT


def asked_to_forget(visit: Open, kesan: FakeKesan) -> AppTest:
    """The page of somebody who is met alone once, and once with another, and is about to be forgotten."""
    kesan.book.put(found=reading())
    kesan.book.put("Rapat bareng Pak Darto.")
    person = kesan.book.put_person("Bu Ratna", ("r1", "r2"))
    kesan.book.put_person("Pak Darto", ("r2",))
    screen = visit("people", person=person)
    screen.session_state["forget_person_asked"] = True
    return screen.run()


def test_forgetting_a_person_says_what_goes_with_them(visit: Open, kesan: FakeKesan) -> None:
    screen = asked_to_forget(visit, kesan)
    told = [element.value for element in screen.text]
    assert "Refleksi yang hanya tentang orang ini dan ikut terhapus: 1." in told
    assert "Refleksi yang juga bercerita tentang orang lain: 1." in told
    assert "Rapat bareng Pak Darto." in paper(screen)


def test_reflections_about_others_stay_unless_the_user_wants_them_gone(visit: Open, kesan: FakeKesan) -> None:
    screen = asked_to_forget(visit, kesan).button(key="forget_person").click().run()
    assert ([tie.person.name for tie in kesan.book.people], list(kesan.book.kept)) == (["Pak Darto"], ["r2"])
    assert not screen.exception


def test_reflections_about_others_go_when_the_user_wants_it(visit: Open, kesan: FakeKesan) -> None:
    screen = asked_to_forget(visit, kesan)
    screen.radio(key="forget_person_others").set_value("erase")
    screen.button(key="forget_person").click().run()
    assert list(kesan.book.kept) == []


def test_copies_that_still_tell_of_a_forgotten_person_are_named(visit: Open, kesan: FakeKesan) -> None:
    screen = asked_to_forget(visit, kesan).button(key="forget_person").click().run()
    assert "/copies/kesan.db" in paper(screen)
    assert "/copies/kesan.db" not in paper(screen.run())


def test_an_unknown_person_is_told_in_a_sentence(visit: Open) -> None:
    assert "Tidak ada yang bernama" in paper(visit("people", person="nobody"))


def test_a_question_that_fails_is_told_in_a_sentence(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())

    def refuse(*_: object, **__: object) -> None:
        raise RecordBusy(path="/journal")

    kesan.book.ask = refuse  # type: ignore[assignment, method-assign]
    assert "Program lain" in paper(visit("people").button(key="reconnect").click().run())
