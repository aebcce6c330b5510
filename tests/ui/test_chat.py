"""A chat that is brought in: its part is chosen before anything is kept."""

from datetime import date

from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Open
from tests.ui.fakes import FakeKesan, reading
from tests.ui.screens import paper, write

EXPORT = """20/11/26 20.15 - Bu Ratna: Halo, Mas
20/11/26 20.16 - Yudi: Halo Bu! Gimana kabar ibunya?
20/11/26 20.18 - Bu Ratna: Sudah pulang.
24/11/26 08.02 - Yudi: Titip salam ya
"""


def pasted(visit: Open) -> AppTest:
    """The page once a chat was pasted into the one big field."""
    return write(visit(), EXPORT)


def test_a_chat_in_the_field_is_not_kept_before_its_part_is_chosen(visit: Open, kesan: FakeKesan) -> None:
    assert pasted(visit).selectbox(key="chat_talk").value == 0
    assert kesan.book.count() == 0


def test_a_chat_can_not_be_kept_while_it_is_open_who_the_user_is(visit: Open) -> None:
    assert pasted(visit).button(key="keep_chat").disabled


def test_the_part_chosen_is_kept_with_its_day_and_my_own_words_first(visit: Open, kesan: FakeKesan) -> None:
    screen = pasted(visit)
    screen.selectbox(key="chat_me").set_value("Yudi")
    screen.selectbox(key="chat_talk").set_value(1)
    screen.text_area(key="chat_note").set_value("Aku lega.").run()
    screen.button(key="keep_chat").click().run()
    kept = kesan.book.entry("r1").reflection
    assert kept.on == date(2026, 11, 20)
    assert kept.text.startswith("Obrolan dengan Bu Ratna.\n\nAku lega.\n\nBu Ratna: Halo, Mas\nAku: Halo Bu!")
    assert not screen.exception


def test_a_chat_can_be_put_away(visit: Open) -> None:
    screen = pasted(visit).button(key="leave_chat").click().run()
    assert screen.text_area(key="reflection_text").value == EXPORT


def test_what_is_no_chat_is_told(visit: Open) -> None:
    screen = visit()
    screen.text_area(key="chat_pasted").set_value("Makan siang saja.")
    assert "Tidak ada obrolan yang bisa dibaca" in paper(screen.button(key="look_at_chat").click().run())


def test_a_reading_of_a_chat_shows_its_facts(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put("Aku: Apa kabar?\nRatna: Baik\nAku: Ibu?", reading("Aku: Apa kabar?\nRatna: Baik\nAku: Ibu?"))
    assert "Kamu menulis 2 pesan (3 kata). Kamu bertanya 2 kali" in paper(visit(reflection="r1"))
