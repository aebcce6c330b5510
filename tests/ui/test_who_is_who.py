"""Who is who: the user is asked, decides, and can take it back."""

from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open
from tests.ui.fakes import FakeKesan, reading
from tests.ui.screens import paper


def asked(visit: Open, kesan: FakeKesan) -> AppTest:
    """The page that asks whether two are one."""
    kesan.book.put(found=reading())
    kesan.book.put("Rapat bareng Ratna Dewi.")
    kesan.book.put_person("Bu Ratna", ("r1",))
    kesan.book.put_person("Ratna Dewi", ("r2",))
    kesan.book.who.pairs = (("p1", "p2"),)
    return visit("people")


def test_both_are_shown_with_what_was_written(visit: Open, kesan: FakeKesan) -> None:
    shown = paper(asked(visit, kesan))
    assert "Makan siang sama Bu Ratna." in shown
    assert "Rapat bareng Ratna Dewi." in shown


def test_the_same_person_is_made_one(visit: Open, kesan: FakeKesan) -> None:
    asked(visit, kesan).button(key="who_yes").click().run()
    assert [one[0] for one in kesan.book.who.did] == ["merge"]


def test_two_people_are_kept_apart(visit: Open, kesan: FakeKesan) -> None:
    asked(visit, kesan).button(key="who_no").click().run()
    assert [one[0] for one in kesan.book.who.did] == ["apart"]


def test_a_pair_put_off_is_not_asked_about_in_this_visit(visit: Open, kesan: FakeKesan) -> None:
    screen = asked(visit, kesan).button(key="who_later_button").click().run()
    assert not [one for one in screen.button if one.key == "who_yes"]
    assert kesan.book.who.did == []


def test_a_merge_can_be_taken_back_at_once(visit: Open, kesan: FakeKesan) -> None:
    screen = asked(visit, kesan).button(key="who_yes").click().run()
    screen.button(key="who_undo").click().run()
    assert kesan.book.who.did[1][0] == "undo"


def opened(visit: Open, kesan: FakeKesan) -> AppTest:
    """A person's page with the part on names open."""
    kesan.book.put(found=reading())
    kesan.book.put("Rapat bareng Bu Ratna.")
    kesan.book.put_person("Bu Ratna", ("r1", "r2"))
    kesan.book.put_person("Pak Darto", ("r2",))
    kesan.book.who.joined = {"old": ("Ratna D",)}
    screen = visit("people", person="p1")
    screen.session_state["who_menu"] = True
    return screen.run()


def test_an_old_merge_can_be_taken_back(visit: Open, kesan: FakeKesan) -> None:
    opened(visit, kesan).button(key="unmerge_old").click().run()
    assert kesan.book.who.did == [("undo", "p1", "old")]


def test_two_are_made_one_by_hand(visit: Open, kesan: FakeKesan) -> None:
    screen = opened(visit, kesan).selectbox(key="merge_with_p1").set_value("p2").run()
    screen.button(key="merge").click().run()
    assert kesan.book.who.did == [("merge", "p1", "p2")]


def test_a_meeting_with_somebody_else_of_the_name_is_split_off(visit: Open, kesan: FakeKesan) -> None:
    screen = opened(visit, kesan).multiselect(key="split_p1").set_value(["r2"]).run()
    screen.button(key="split").click().run()
    assert kesan.book.who.did == [("split", "p1", "r2")]


def test_all_meetings_of_somebody_can_not_be_split_off(visit: Open, kesan: FakeKesan) -> None:
    screen = opened(visit, kesan).multiselect(key="split_p1").set_value(["r1", "r2"]).run()
    assert screen.button(key="split").disabled
