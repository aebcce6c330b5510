"""Takes the pictures of docs/screenshots from the real app: `python -m tests.browser.pictures`.

Not a test: whoever changes a page runs it and looks.
"""

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from app.demo import fill
from app.kesan import Kesan
from app.settings import Settings
from tests.browser.conftest import DESK, PATIENCE_MS, PHONE, ROOT, chromium_path, serving

PICTURES = ROOT / "docs" / "screenshots"
LATEST = "demo-26"
CHAT = """20/11/26 20.15 - Bu Ratna: Halo, Mas. Ibu baru pulang dari rumah sakit, masih lemas
20/11/26 20.16 - Dimas: Alhamdulillah, Bu! Gimana keadaannya sekarang?
20/11/26 20.18 - Bu Ratna: Sudah mau makan. Aku capek banget sebenarnya, seminggu tidak tidur.
20/11/26 20.19 - Dimas: Kedengarannya berat. Siapa yang gantian jaga?
20/11/26 20.25 - Bu Ratna: Adikku. Makasih ya sudah tanya.
"""
SETTLE_MS = 1_500
TALLEST = 2_400


class Shot(NamedTuple):
    """A picture: its name, where it is taken, what is typed and clicked first, how the browser is set, and whether all
    of the page is on it."""

    name: str
    path: str
    clicks: tuple[str, ...] = ()
    types: str = ""
    phone: bool = False
    dark: bool = False
    locale: str = "id-ID"
    whole: bool = True


EMPTY = (
    Shot("first-visit", "/"),
    Shot("sample-phone", "/", clicks=(".st-key-try_sample button",), phone=True),
    Shot("first-visit-phone-en", "/", phone=True, locale="en-GB"),
)


FULL = (
    Shot("journal", "/"),
    Shot("journal-phone", "/", phone=True),
    Shot("day-phone", "/", clicks=(".st-key-circumstances button",), phone=True, whole=False),
    Shot("chat-phone", "/", types=CHAT, clicks=(".st-key-keep button",), phone=True),
    Shot("reading", f"/?reflection={LATEST}"),
    Shot("reading-dark", f"/?reflection={LATEST}", dark=True),
    Shot("reading-phone", f"/?reflection={LATEST}", phone=True),
    Shot("reading-en", f"/?reflection={LATEST}", locale="en-GB"),
    Shot("people-ask", "/people", clicks=(".st-key-reconnect button",)),
    Shot("people-phone", "/people", phone=True),
    Shot("review", "/review"),
    Shot("review-phone-dark", "/review", phone=True, dark=True),
    Shot("settings-en", "/settings", locale="en-GB"),
    Shot("settings-phone", "/settings", phone=True),
)


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Takes one picture, in few colours so that the file is small."""
    context = browser.new_context(
        viewport=PHONE if shot.phone else DESK, locale=shot.locale, color_scheme="dark" if shot.dark else "light"
    )
    page = context.new_page()
    page.goto(address + shot.path)
    settle(page)
    if shot.types:
        page.locator(".st-key-reflection_text textarea").fill(shot.types)
    for click in shot.clicks:
        page.locator(click).first.click()
        settle(page)
    if shot.whole:
        unfold(page)
    path = PICTURES / f"{shot.name}.png"
    page.screenshot(path=path)
    context.close()
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(128).save(path, optimize=True)


def settle(page: Page) -> None:
    """Waits until all of the page is drawn."""
    page.get_by_role("heading", level=1).wait_for(timeout=PATIENCE_MS)
    page.wait_for_timeout(SETTLE_MS)
    drawn = (
        "document.querySelector('[data-test-script-state=notRunning]')"
        " && !document.querySelector('[data-testid=stSkeleton]')"
    )
    page.wait_for_function(drawn, timeout=PATIENCE_MS)


def unfold(page: Page) -> None:
    """Makes the window as tall as what it shows, within reason."""
    tall = int(page.locator("[data-testid=stMain]").evaluate("main => main.scrollHeight"))
    size = page.viewport_size or DESK
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], min(tall, TALLEST))})
    page.wait_for_timeout(SETTLE_MS)


def fill_home(home: Path) -> None:
    """The demo's journal in a home."""
    kesan = Kesan.open(Settings(KESAN_HOME=home))
    fill(kesan)
    kesan.close()


def chosen(shots: tuple[Shot, ...], wanted: list[str]) -> list[Shot]:
    """The shots of these names; all where none is named."""
    return [shot for shot in shots if not wanted or shot.name in wanted]


def main(wanted: list[str]) -> None:
    """Takes all pictures, or those of these names."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        with serving(Path(folder) / "empty") as address:
            for shot in chosen(EMPTY, wanted):
                take(browser, address, shot)
        home = Path(folder) / "full"
        fill_home(home)
        with serving(home) as address:
            for shot in chosen(FULL, wanted):
                take(browser, address, shot)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
