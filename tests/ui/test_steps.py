"""A step's life: taken on, put off, done, and told of; what is due stands on the first page."""

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from journal.people import PromiseState, StepState
from tests.ui.conftest import Open
from tests.ui.fakes import TODAY, FakeKesan, fact, reading
from tests.ui.screens import paper


def reflection_page(visit: Open, kesan: FakeKesan, state: StepState = StepState.SUGGESTED) -> AppTest:
    """The page of a reflection with a step."""
    kesan.book.put(found=reading())
    kesan.book.decide_step("s1", state)
    return visit(reflection="r1")


def test_a_step_put_off_is_due_a_week_later(visit: Open, kesan: FakeKesan) -> None:
    reflection_page(visit, kesan).button(key="snooze_7_s1").click().run()
    kept = kesan.book.kept_steps[0]
    assert (kept.state, kept.step.due) == (StepState.ACCEPTED, TODAY + timedelta(days=10))


def test_a_step_can_be_not_appropriate(visit: Open, kesan: FakeKesan) -> None:
    reflection_page(visit, kesan).button(key="not_fitting_s1").click().run()
    assert kesan.book.kept_steps[0].state is StepState.NOT_FITTING


def test_who_did_a_step_is_asked_how_it_went(visit: Open, kesan: FakeKesan) -> None:
    screen = reflection_page(visit, kesan).button(key="done_s1").click().run()
    assert screen.text_input(key="went_s1").label == "Bagaimana jadinya?"


def test_how_it_went_becomes_a_reflection_that_is_read(visit: Open, kesan: FakeKesan) -> None:
    screen = reflection_page(visit, kesan, StepState.DONE)
    screen.text_input(key="went_s1").set_value("Bu Ratna senang sekali.")
    screen = screen.button(key="keep_went_s1").click().run()
    assert kesan.book.kept_steps[0].told_in == "r2"
    assert kesan.book.kept["r2"].reading is not None
    assert "Cerita tentang jadinya" in [link.label for link in screen.page_link]


def test_an_empty_line_is_no_reflection(visit: Open, kesan: FakeKesan) -> None:
    screen = reflection_page(visit, kesan, StepState.DONE).button(key="keep_went_s1").click().run()
    assert list(kesan.book.kept) == ["r1"]
    assert "kesan-problem" in paper(screen)


def test_the_first_page_asks_how_the_step_just_done_went(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.decide_step("s1", StepState.ACCEPTED)
    screen = visit().button(key="done_s1").click().run()
    screen.text_input(key="went_s1").set_value("Bu Ratna senang sekali.")
    screen.button(key="keep_went_s1").click().run()
    assert kesan.book.kept_steps[0].told_in == "r2"


def test_an_open_promise_stands_on_the_first_page_until_it_is_kept(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put_person()
    screen = visit()
    assert "kirim nomor dokter" in paper(screen)
    screen.button(key="owed_kept_qp1").click().run()
    assert kesan.book.people[0].promises[0].state is PromiseState.KEPT


def test_a_day_that_comes_stands_on_the_first_page(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    soon = fact(quote="ibunya dioperasi Jumat").model_copy(update={"about": TODAY + timedelta(days=2)})
    kesan.book.put_person(facts=(soon,))
    assert "ibunya dioperasi Jumat" in paper(visit())


def rewording(visit: Open, kesan: FakeKesan, words: str) -> AppTest:
    """The page of a reflection after its step was put into these words."""
    kesan.book.put(found=reading())
    screen = visit(reflection="r1")
    screen.session_state["reword_s1"] = True
    screen = screen.run()
    screen.text_area(key="reword_words_s1").set_value(words)
    return screen.button(key="keep_reword_s1").click().run()


def test_a_step_can_be_put_into_the_users_own_words(visit: Open, kesan: FakeKesan) -> None:
    screen = rewording(visit, kesan, "Antar sup buat ibunya.")
    assert kesan.book.kept_steps[0].step.action == "Antar sup buat ibunya."
    assert "Antar sup buat ibunya." in paper(screen)


def test_words_that_ask_for_something_are_refused_with_the_reason(visit: Open, kesan: FakeKesan) -> None:
    screen = rewording(visit, kesan, "Minta waktu demo.")
    assert "Langkah ini meminta sesuatu" in paper(screen)
    assert kesan.book.kept_steps[0].step.action == "Kirim nomor dokternya."
