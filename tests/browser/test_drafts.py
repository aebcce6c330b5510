"""What is being written is never lost, in this browser or another one of the same owner."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Visit, serving, visiting

pytestmark = pytest.mark.browser

SAVED_MS = 2_500  # the pause after the last key, and the way to the record


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on an empty home."""
    with serving(tmp_path_factory.mktemp("drafts") / "home") as address:
        yield address


@pytest.fixture
def two(chromium: Browser, address: str) -> Iterator[tuple[Visit, Visit]]:
    """Two browsers of one owner, of whom nothing is open yet."""
    with ExitStack() as stack:
        yield stack.enter_context(visiting(chromium, address)), stack.enter_context(visiting(chromium, address))


def field(visit: Visit) -> Locator:
    """The one field."""
    return visit.page.locator(".st-key-reflection_text textarea")


def types(visit: Visit, text: str) -> None:
    """Types without leaving the field, and waits a moment."""
    field(visit).press_sequentially(text)
    visit.page.wait_for_timeout(SAVED_MS)


def keeps(visit: Visit) -> None:
    """Keeps it, so that the next test begins anew."""
    visit.page.locator(".st-key-keep button").click()
    expect(visit.page.get_by_text("Tulisanmu, dengan tandanya").first).to_be_visible()


def test_a_draft_goes_on_in_another_browser_and_is_gone_once_it_is_kept(two: tuple[Visit, Visit]) -> None:
    phone, desk = two
    phone.open()
    types(phone, "Ngopi sama Bu Ratna di kantin, dia cerita soal ibunya yang sakit")
    field(phone).press_sequentially(", lama sekali.")
    expect(field(phone)).to_have_value("Ngopi sama Bu Ratna di kantin, dia cerita soal ibunya yang sakit, lama sekali.")
    phone.page.wait_for_timeout(SAVED_MS)
    desk.open()
    expect(field(desk)).to_have_value("Ngopi sama Bu Ratna di kantin, dia cerita soal ibunya yang sakit, lama sekali.")
    keeps(desk)
    phone.page.reload()
    phone.settle()
    phone.page.wait_for_timeout(SAVED_MS)
    expect(field(phone)).to_have_value("")


def test_of_two_drafts_the_newer_comes_and_the_other_is_kept(two: tuple[Visit, Visit]) -> None:
    phone, desk = two
    desk.open()
    phone.open()
    types(desk, "Rapat dengan Pak Joko, aku cuma dengar.")
    types(phone, "Di parkiran: Mbak Sari bilang makasih.")
    desk.page.reload()
    desk.settle()
    expect(field(desk)).to_have_value("Di parkiran: Mbak Sari bilang makasih.")
    other = desk.page.locator("[class*=st-key-other_]").filter(has_text="Rapat dengan Pak Joko")
    expect(other).to_be_visible()
    other.get_by_role("button").first.click()
    expect(field(desk)).to_have_value("Rapat dengan Pak Joko, aku cuma dengar.")
    expect(desk.page.get_by_text("Di parkiran: Mbak Sari").first).to_be_visible()
