"""Everybody can use it: axe-core finds nothing on any page or state, light or dark; the keyboard alone is enough; and
what moves keeps still for who asks for that."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from journal.language import Language
from tests.browser.conftest import visiting
from tests.browser.places import LOCALES, PLACES, Guest, all_homes

pytestmark = pytest.mark.browser

AXE = Axe()


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of the homes that the places are in."""
    with all_homes(tmp_path_factory.mktemp("homes")) as addresses:
        yield addresses


def troubles(page: Page) -> list[tuple[object, ...]]:
    """What axe-core finds on the page."""
    found = AXE.run(page).response["violations"]
    return [(one["id"], node["target"], node.get("failureSummary")) for one in found for node in one["nodes"]]


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(chromium: Browser, homes: dict[str, str], place: str) -> None:
    with visiting(chromium, homes[PLACES[place].home]) as visit:
        assert troubles(PLACES[place].reach(Guest(visit, Language.INDONESIAN))) == []


@pytest.mark.parametrize("place", [name for name, place in PLACES.items() if place.dark])
def test_axe_finds_nothing_in_the_dark(chromium: Browser, homes: dict[str, str], place: str) -> None:
    with visiting(chromium, homes[PLACES[place].home], dark=True) as visit:
        assert troubles(PLACES[place].reach(Guest(visit, Language.INDONESIAN))) == []


@pytest.mark.parametrize("place", [name for name, place in PLACES.items() if place.home == "full"])
def test_no_state_scrolls_sideways_on_a_phone_in_the_longer_language(
    chromium: Browser, homes: dict[str, str], place: str
) -> None:
    with visiting(chromium, homes[PLACES[place].home], phone=True, locale=LOCALES[Language.ENGLISH]) as visit:
        guest = Guest(visit, Language.ENGLISH)
        PLACES[place].reach(guest)
        guest.fits()


def test_the_field_is_ready_to_type_into_at_once(chromium: Browser, fresh_app: str) -> None:
    with visiting(chromium, fresh_app) as visit:
        expect(visit.open().get_by_label("Ceritakan pertemuannya")).to_be_focused()


def test_a_note_is_written_and_kept_with_the_keyboard_alone(chromium: Browser, fresh_app: str) -> None:
    with visiting(chromium, fresh_app) as visit:
        page = visit.open()
        expect(page.get_by_label("Ceritakan pertemuannya")).to_be_focused()
        page.keyboard.type("Makan siang sama Bu Ratna. Dia cerita lama, aku cuma dengar.")
        for _ in range(10):
            page.keyboard.press("Tab")
            if "Simpan" in page.evaluate("document.activeElement.innerText"):
                break
        page.keyboard.press("Enter")
        expect(page.get_by_text("Kamu melihatnya berbeda?")).to_be_visible()


def test_nothing_moves_for_who_asks_for_that(chromium: Browser, kept_app: str) -> None:
    with visiting(chromium, kept_app) as visit:
        visit.page.emulate_media(reduced_motion="reduce")
        page = visit.open()
        page.wait_for_function(
            "[...document.querySelectorAll('*')].every(e => {const s = getComputedStyle(e);"
            " return [...s.transitionDuration.split(','), ...s.animationDuration.split(',')]"
            ".every(each => parseFloat(each) < 0.05)})"
        )
