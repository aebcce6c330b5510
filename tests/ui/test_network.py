"""The picture of one's network, and the same in words."""

from xml.etree import ElementTree as ET

import pytest

from app.shown import Acquainted, Bond, Known, Network
from tests.ui.conftest import Open
from tests.ui.fakes import PAYLOAD, TODAY, FakeKesan, reading
from tests.ui.screens import paper
from ui.components.network_picture import DARK, LIGHT, Inks, drawing

PEOPLE = (Known("a", "Bu Ratna", 0.5, 0, bridges=True), Known("b", "Pak Budi", -0.4, 0, bridges=False))
LINKS = (Acquainted(Bond.INTRODUCED, "a", "b", "r1", TODAY, "Bu Ratna mengenalkan aku ke Pak Budi.", "Solo", 1),)
LEGEND = {Bond.INTRODUCED: "memperkenalkan", Bond.TOGETHER: "bersama"}


@pytest.mark.parametrize("inks", [LIGHT, DARK])
def test_a_drawing_has_each_name_and_the_kinds_of_links_that_are_in_it(inks: Inks) -> None:
    drawn = ET.fromstring(drawing(PEOPLE, LINKS, LEGEND, inks))  # noqa: S314 ours
    words = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert words == ["Bu Ratna", "Pak Budi", "memperkenalkan"]


@pytest.mark.parametrize(
    "name", [PAYLOAD, "a\x00b\x0bc\ud800", "</text><script>alert(1)</script>", "&amp; \u202e", "👩\u200d🏫 Ibu"]
)
def test_no_name_brings_anything_into_a_drawing(name: str) -> None:
    people = (PEOPLE[0]._replace(name=name), PEOPLE[1])
    drawn = ET.fromstring(drawing(people, LINKS, LEGEND, LIGHT))  # noqa: S314 ours
    tags = {one.tag.split("}")[1] for one in drawn.iter()}
    assert tags <= {"svg", "defs", "marker", "path", "circle", "rect", "text"}


def test_a_long_name_is_cut_to_fit_a_phone() -> None:
    people = (PEOPLE[0]._replace(name="Prof. Dr. Bambang Sulistyo Wicaksono"), PEOPLE[1])
    assert "Prof. Dr. Bambang S…" in drawing(people, LINKS, LEGEND, LIGHT)


def opened(visit: Open, kesan: FakeKesan, network: Network) -> str:
    """What the people page says with the network unfolded."""
    kesan.book.put(found=reading())
    kesan.book.network = network
    screen = visit("people")
    screen.session_state["network_shown"] = True
    screen = screen.run()
    assert not screen.exception
    return paper(screen)


def test_links_are_told_in_words_with_the_users_own(visit: Open, kesan: FakeKesan) -> None:
    told = opened(visit, kesan, Network(PEOPLE, LINKS))
    assert "Bu Ratna memperkenalkanmu dengan Pak Budi. (Solo)" in told
    assert "Bu Ratna mengenalkan aku ke Pak Budi." in told


def test_that_nothing_links_anybody_yet_is_said(visit: Open, kesan: FakeKesan) -> None:
    assert "belum menceritakan dua orang bersamaan" in opened(visit, kesan, Network())
