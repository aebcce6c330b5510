"""What is known of a person: each fact leads to its sentence, and is the user's to change."""

from streamlit.testing.v1 import AppTest

from journal.facts import FactKind
from tests.ui.conftest import Open
from tests.ui.fakes import TODAY, FakeKesan, fact, reading
from tests.ui.screens import paper

SECRET = "dia cerita lama"


def person_page(visit: Open, kesan: FakeKesan, kind: FactKind = FactKind.GOING_ON) -> AppTest:
    """The page of somebody of whom one fact is known."""
    kesan.book.put(found=reading())
    return visit("people", person=kesan.book.put_person(facts=(fact(kind, SECRET),)))


def menu(screen: AppTest) -> AppTest:
    """The page with the fact's menu open."""
    screen.session_state["fact_menu_f1"] = True
    return screen.run()


def test_a_fact_is_told_in_the_users_own_words(visit: Open, kesan: FakeKesan) -> None:
    screen = person_page(visit, kesan)
    assert SECRET in paper(screen)
    assert "Sedang dijalani" in paper(screen)


def test_a_fact_can_be_put_into_other_words(visit: Open, kesan: FakeKesan) -> None:
    screen = menu(person_page(visit, kesan))
    screen.text_area(key="fact_words_f1").set_value("ibunya sudah pulang")
    screen.button(key="fact_save_f1").click().run()
    assert kesan.book.people[0].facts[0].words == "ibunya sudah pulang"


def test_a_fact_that_no_longer_holds_ends_on_a_day(visit: Open, kesan: FakeKesan) -> None:
    screen = menu(person_page(visit, kesan)).button(key="fact_end_f1").click().run()
    assert kesan.book.people[0].facts[0].ended == TODAY
    assert "Tidak berlaku lagi sejak" in paper(screen)


def test_a_fact_can_be_forgotten(visit: Open, kesan: FakeKesan) -> None:
    menu(person_page(visit, kesan)).button(key="fact_forget_f1").click().run()
    assert kesan.book.people[0].facts == ()


def test_what_was_told_in_confidence_does_not_reach_the_browser_unasked(visit: Open, kesan: FakeKesan) -> None:
    assert SECRET not in paper(person_page(visit, kesan, FactKind.CONFIDENCE))


def test_what_was_told_in_confidence_is_shown_on_a_click(visit: Open, kesan: FakeKesan) -> None:
    screen = person_page(visit, kesan, FactKind.CONFIDENCE)
    screen.session_state["confidences"] = True
    assert SECRET in paper(screen.run())


def told_in_trust(kesan: FakeKesan) -> None:
    """A reflection in which somebody told a secret."""
    kesan.book.put(found=reading())
    kesan.book.put_person(facts=(fact(FactKind.CONFIDENCE, SECRET),))


def test_past_reflections_are_listed_without_what_was_told_in_confidence(visit: Open, kesan: FakeKesan) -> None:
    told_in_trust(kesan)
    screen = visit()
    assert "[rahasianya]" in paper(screen)
    assert SECRET not in paper(screen)


def test_a_search_shows_none_of_what_was_told_in_confidence(visit: Open, kesan: FakeKesan) -> None:
    told_in_trust(kesan)
    screen = visit().text_input(key="journal_query").set_value("cerita").run()
    assert "[rahasianya]" in paper(screen)
    assert SECRET not in paper(screen)


def test_a_reflection_that_is_opened_shows_all_of_its_text(visit: Open, kesan: FakeKesan) -> None:
    told_in_trust(kesan)
    assert SECRET in paper(visit(reflection="r1"))


def test_a_fact_opens_the_sentence_that_it_comes_from(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put_person(facts=(fact(),))
    screen = visit(reflection="r1", fact="f1")
    assert "Kalimat yang kamu buka" in paper(screen)
    assert 'class="kesan-here"' in paper(screen)


def test_a_fact_of_another_reflection_opens_no_sentence(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put("Lain hari.", found=reading("Lain hari."))
    kesan.book.put_person(facts=(fact(),))
    assert 'class="kesan-here"' not in paper(visit(reflection="r2", fact="f1"))


def test_a_death_is_told_before_all_else(visit: Open, kesan: FakeKesan) -> None:
    shown = paper(person_page(visit, kesan, FactKind.GRIEF))
    assert shown.index("Sedang berduka") < shown.index("Makan siang")
