"""What a new user does: writes, watches it being read, finds it again, asks whom to reconnect with."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import PICTURE, Visit, free_port, serving, visiting

pytestmark = pytest.mark.browser

TEXT = (
    "Makan siang sama Bu Ratna, dulu satu kantor. Aku tanya kabar ibunya dan dia cerita lama sekali. "
    "Lalu entah kenapa aku buka demo aplikasiku di HP. Dia lihat jam."
)
VERDICTS = re.compile("Jualan terselubung|Di permukaan|Campur|Sungguh terhubung|Belum jelas")
SETTLED_MS = 800
COUNT_INTERACTIONS = """
window.interactions = 0
addEventListener("click", (event) => { if (event.isTrusted) window.interactions += 1 }, true)
addEventListener("input", () => { window.interactions += 1 }, { capture: true, once: true })
"""
PAGES = ("/", "/people", "/review", "/settings")


@pytest.fixture
def fresh(chromium: Browser, fresh_app: str) -> Iterator[Visit]:
    """A first visit."""
    with visiting(chromium, fresh_app) as visit:
        yield visit


@pytest.fixture
def kept(chromium: Browser, kept_app: str) -> Iterator[Visit]:
    """A visit to a journal with a few reflections."""
    with visiting(chromium, kept_app) as visit:
        yield visit


@pytest.fixture
def phone(chromium: Browser, kept_app: str) -> Iterator[Visit]:
    """The same from a phone."""
    with visiting(chromium, kept_app, phone=True) as visit:
        yield visit


def field(visit: Visit) -> Locator:
    """The one big field."""
    return visit.page.get_by_label("Ceritakan pertemuannya")


def write(visit: Visit) -> None:
    """Writes the text and keeps it."""
    visit.open()
    field(visit).fill(TEXT)
    visit.page.get_by_role("button", name="Simpan & baca").click()


def test_a_written_reflection_is_read(fresh: Visit) -> None:
    write(fresh)
    expect(fresh.page.get_by_text(VERDICTS).first).to_be_visible()


def test_a_read_reflection_is_there_after_a_reload(fresh: Visit) -> None:
    write(fresh)
    expect(fresh.page.get_by_text(VERDICTS).first).to_be_visible()
    fresh.page.reload()
    expect(fresh.page.get_by_text("Aku tanya kabar ibunya").first).to_be_visible()


def test_a_double_click_keeps_one_reflection(fresh: Visit) -> None:
    fresh.open()
    field(fresh).fill(TEXT)
    fresh.page.get_by_role("button", name="Simpan & baca").dblclick()
    expect(fresh.page.get_by_text(VERDICTS).first).to_be_visible()
    fresh.open("/review")
    expect(fresh.page.locator("[class*=st-key-row_]")).to_have_count(1)


def test_where_the_model_server_is_dead_the_embedded_reader_reads(chromium: Browser, tmp_path: Path) -> None:
    with (
        serving(tmp_path / "dead", OPENAI_BASE_URL=f"http://127.0.0.1:{free_port()}/v1") as address,
        visiting(chromium, address) as visit,
    ):
        write(visit)
        expect(visit.page.get_by_role("alert")).to_contain_text("Tidak ada yang menjawab")
        visit.page.get_by_role("button", name="Pakai pembaca bawaan").click()
        expect(visit.page.get_by_text(VERDICTS).first).to_be_visible()


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_from_the_opened_page_to_a_kept_note_it_takes_at_most_three_interactions(
    chromium: Browser, fresh_app: str, *, phone: bool
) -> None:
    with visiting(chromium, fresh_app, phone=phone) as visit:
        page = visit.open()
        page.evaluate(COUNT_INTERACTIONS)
        if phone:
            field(visit).click()
        expect(field(visit)).to_be_focused()
        page.keyboard.type(TEXT)
        page.get_by_role("button", name="Simpan & baca").click()
        expect(page.get_by_text(VERDICTS).first).to_be_visible()
        assert page.evaluate("window.interactions") == (3 if phone else 2)


def test_a_sample_is_read_on_the_first_visit(fresh: Visit) -> None:
    fresh.open().get_by_role("button", name="Baca contoh ini").click()
    expect(fresh.page.get_by_text("Ini hanya contoh, tidak disimpan.")).to_be_visible()
    expect(fresh.page.get_by_text(VERDICTS).first).to_be_visible()


def test_what_is_being_typed_survives_a_reload(fresh: Visit) -> None:
    fresh.open()
    field(fresh).press_sequentially("Tadi ketemu Pak Darto")
    fresh.page.wait_for_function("Object.values(localStorage).includes('Tadi ketemu Pak Darto')")
    fresh.page.reload()
    expect(field(fresh)).to_have_value("Tadi ketemu Pak Darto")


def test_a_kept_text_does_not_come_back_as_a_draft(fresh: Visit) -> None:
    write(fresh)
    expect(fresh.page.get_by_text(VERDICTS).first).to_be_visible()
    fresh.open()
    expect(field(fresh)).to_have_value("")


def test_a_change_of_language_keeps_what_is_typed(fresh: Visit) -> None:
    fresh.open()
    field(fresh).fill("Tadi ketemu Pak Darto")
    fresh.page.get_by_role("radio", name="English").or_(fresh.page.get_by_role("button", name="English")).click()
    expect(fresh.page.get_by_role("heading", name="How did it go?")).to_be_visible()
    expect(fresh.page.get_by_label("Tell how the meeting went")).to_have_value("Tadi ketemu Pak Darto")


def test_a_reflection_is_found_again_by_what_it_means(kept: Visit) -> None:
    page = kept.open()
    page.get_by_label("Cari", exact=True).fill("orang tuanya masuk rumah sakit")
    expect(page.locator("[class*=st-key-row_]").first).to_contain_text("nomor dokter")


def test_the_journal_says_whom_to_reconnect_with(kept: Visit) -> None:
    page = kept.open("/people")
    page.get_by_role("button", name="Siapa yang sebaiknya kusapa lagi?").click()
    expect(page.locator(".kesan-answer")).to_contain_text("Ratna")


def test_a_person_leads_to_the_reflection(kept: Visit) -> None:
    page = kept.open("/people")
    page.get_by_label("Cari nama").fill("Ratna")
    cards = page.locator("[class*=st-key-tie_]")
    expect(cards).to_have_count(1)
    cards.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bu Ratna")
    page.locator("[class*=st-key-row_]").first.get_by_role("link").click()
    expect(page.get_by_text("dia cerita panjang").first).to_be_visible()


def test_a_reflection_opened_from_a_list_is_shown_from_its_beginning(phone: Visit) -> None:
    page = phone.open()
    page.locator("[class*=st-key-row_]").last.get_by_role("link").click()
    expect(page.get_by_role("link", name="Tulis yang lain")).to_be_in_viewport()


def test_the_document_names_the_language_it_speaks(kept: Visit) -> None:
    expect(kept.open().locator("html")).to_have_attribute("lang", "id")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_asks_another_host(kept: Visit, path: str) -> None:
    page = kept.open(path)
    page.wait_for_timeout(SETTLED_MS)
    assert kept.abroad == []


def test_a_text_with_a_picture_in_it_fetches_nothing(kept: Visit) -> None:
    page = kept.open("/review")
    page.get_by_label("Cari", exact=True).fill("Pak Bambang")
    row = page.locator("[class*=st-key-row_]").filter(has_text="Pak Bambang").first
    row.get_by_role("link").click()
    expect(page.get_by_text(PICTURE).first).to_be_visible()
    page.wait_for_timeout(SETTLED_MS)
    assert kept.abroad == []


def test_a_choice_of_people_fetches_nothing(kept: Visit) -> None:
    page = kept.open("/review")
    page.get_by_text("Saring", exact=True).click()
    choice = page.get_by_label("Dengan siapa")
    choice.scroll_into_view_if_needed()
    page.wait_for_timeout(SETTLED_MS)  # the filters fold out; until they lie still a list closes again
    choice.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    assert kept.abroad == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(phone: Visit, path: str) -> None:
    page = phone.open(path)
    beyond = page.evaluate(
        "Math.max(document.documentElement.scrollWidth - innerWidth,"
        " ...[...document.querySelectorAll('[data-testid=stMain]')].map(main => main.scrollWidth - main.clientWidth))"
    )
    assert beyond <= 0


def test_every_page_is_in_sight_on_a_phone(phone: Visit) -> None:
    page = phone.open()
    for name in ("Orang", "Tinjauan", "Pengaturan", "Jurnal"):
        page.get_by_role("link", name=name, exact=True).click()
        phone.settle()
        expect(page.get_by_role("link", name=name, exact=True)).to_be_in_viewport()


def test_a_reading_fits_a_phone(phone: Visit) -> None:
    page = phone.open()
    page.locator("[class*=st-key-row_]").first.get_by_role("link").click()
    expect(page.get_by_text("Tulisanmu, dengan tandanya")).to_be_visible()
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("main => main.scrollWidth - main.clientWidth") <= 0
