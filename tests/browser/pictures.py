"""Takes the pictures of docs/screenshots from the real app: `python -m tests.browser.pictures`.

Not a test: whoever changes a page runs it and looks.
"""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from app.clock import today
from app.kesan import Kesan
from app.settings import Settings
from tests.browser.conftest import DESK, PHONE, ROOT, chromium_path, serving

PICTURES = ROOT / "docs" / "screenshots"
JOURNAL = ROOT / "data" / "dev" / "journal_b.jsonl"
LUNCH = (
    "Makan siang sama Bu Ratna, dulu satu kantor. Aku tanya kabar ibunya yang sempat sakit, dan dia cerita lama, sampai"
    " matanya berkaca-kaca. Aku cuma dengar. Lalu entah kenapa aku bilang kantornya pasti butuh aplikasi buatanku, dan"
    " aku buka demonya di HP. Dia senyum, lihat jam, bilang nanti dikabari. Aku janji kirim nomor dokter ibuku."
)
SETTLE_MS = 1_500
TALLEST = 2_400


class Shot(NamedTuple):
    """A picture: its name, where it is taken, what is clicked first, and how the browser is set."""

    name: str
    path: str
    clicks: tuple[str, ...] = ()
    phone: bool = False
    dark: bool = False
    locale: str = "id-ID"


EMPTY = (
    Shot("first-visit", "/"),
    Shot("first-visit-phone-en", "/", phone=True, locale="en-GB"),
)


def full(reflection_id: str) -> Iterator[Shot]:
    """The pictures of a journal with reflections."""
    reading = f"/?reflection={reflection_id}"
    yield Shot("journal", "/")
    yield Shot("reading", reading)
    yield Shot("reading-dark", reading, dark=True)
    yield Shot("reading-phone", reading, phone=True)
    yield Shot("reading-en", reading, locale="en-GB")
    yield Shot("people-ask", "/people", clicks=(".st-key-reconnect button",))
    yield Shot("people-phone", "/people", phone=True)
    yield Shot("review", "/review")
    yield Shot("review-phone-dark", "/review", phone=True, dark=True)
    yield Shot("settings-en", "/settings", locale="en-GB")


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Takes one picture, in few colours so that the file is small."""
    context = browser.new_context(
        viewport=PHONE if shot.phone else DESK, locale=shot.locale, color_scheme="dark" if shot.dark else "light"
    )
    page = context.new_page()
    page.goto(address + shot.path)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(SETTLE_MS)
    for click in shot.clicks:
        page.locator(click).first.click()
        page.wait_for_timeout(SETTLE_MS)
    unfold(page)
    path = PICTURES / f"{shot.name}.png"
    page.screenshot(path=path)
    context.close()
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(128).save(path, optimize=True)


def unfold(page: Page) -> None:
    """Makes the window as tall as what it shows, within reason."""
    tall = int(page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight"))
    size = page.viewport_size or DESK
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(tall, TALLEST))})
    page.wait_for_timeout(SETTLE_MS)


def fill(home: Path) -> str:
    """A journal of fifty reflections and one more; returns the id of that one."""
    kesan = Kesan.open(Settings(KESAN_HOME=home))
    notebook = kesan.notebook()
    notebook.import_file(JOURNAL)
    lunch = notebook.keep(LUNCH, today() - timedelta(days=1)).reflection.id
    for reflection_id in notebook.unread():
        notebook.read(reflection_id)
    kesan.close()
    return lunch


def main() -> None:
    """Takes all pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        with serving(Path(folder) / "empty") as address:
            for shot in EMPTY:
                take(browser, address, shot)
        home = Path(folder) / "full"
        lunch = fill(home)
        with serving(home) as address:
            for shot in full(lunch):
                take(browser, address, shot)
        browser.close()


if __name__ == "__main__":
    main()
