"""Everybody can use it: axe-core finds nothing on any page, light or dark; the keyboard alone is enough; and what
moves keeps still for who asks for that."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, visiting

pytestmark = pytest.mark.browser

AXE = Axe()
EXPORT = "20/11/26 20.15 - Bu Ratna: Halo, Mas\n20/11/26 20.16 - Yudi: Halo Bu! Gimana kabar ibunya?"


def _open(path: str) -> Callable[[Visit], Page]:
    return lambda visit: visit.open(path)


def _reading(visit: Visit) -> Page:
    page = visit.open("/review")
    page.locator("[class*=st-key-row_]").last.get_by_role("link").click()
    expect(page.get_by_text("Kamu melihatnya berbeda?")).to_be_visible()
    return page


def _person(visit: Visit) -> Page:
    page = visit.open("/people")
    page.locator("[class*=st-key-tie_]").first.get_by_role("link").click()
    expect(page.get_by_text("Pertemuan", exact=True)).to_be_visible()
    return page


def _answer(visit: Visit) -> Page:
    page = visit.open("/people")
    page.locator(".st-key-reconnect button").click()
    expect(page.locator(".kesan-answer")).to_be_visible()
    return page


def _chat(visit: Visit) -> Page:
    page = visit.open("/")
    page.get_by_label("Ceritakan pertemuannya").fill(EXPORT)
    page.get_by_role("button", name="Simpan & baca").click()
    expect(page.get_by_text("Kamu yang mana?")).to_be_visible()
    return page


def _circumstances(visit: Visit) -> Page:
    page = visit.open("/")
    page.get_by_role("button", name="Hari ini").click()
    expect(page.get_by_label("Kapan bertemunya?")).to_be_visible()
    return page


PLACES: dict[str, Callable[[Visit], Page]] = {
    "journal": _open("/"),
    "people": _open("/people"),
    "review": _open("/review"),
    "settings": _open("/settings"),
    "gone": _open("/?reflection=nothing"),
    "reading": _reading,
    "person": _person,
    "answer": _answer,
    "chat": _chat,
    "circumstances": _circumstances,
}


@pytest.fixture(scope="module", params=["light", "dark"])
def visit(chromium: Browser, kept_app: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit to a journal with a few reflections, light or dark."""
    with visiting(chromium, kept_app, dark=request.param == "dark") as visit:
        yield visit


@pytest.mark.parametrize("place", sorted(PLACES))
def test_axe_finds_nothing(visit: Visit, place: str) -> None:
    page = PLACES[place](visit)
    visit.settle()
    found = AXE.run(page).response["violations"]
    told = [(one["id"], node["target"], node.get("failureSummary")) for one in found for node in one["nodes"]]
    assert told == []


def test_a_note_is_written_and_kept_with_the_keyboard_alone(chromium: Browser, fresh_app: str) -> None:
    with visiting(chromium, fresh_app) as visit:
        page = visit.open()
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
                break
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
