"""Makes docs/kesan.gif, twenty seconds of the real app on a phone: `python -m tests.browser.animation`.

Not a test: whoever changes the first pages runs it and looks.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import PHONE, ROOT, chromium_path, serving
from tests.browser.pictures import fill_home

TARGET = ROOT / "docs" / "kesan.gif"
COLOURS = 48
NOTE = (
    "Ngopi sama Mas Yudi. Dia cerita panen kopinya gagal, aku cuma dengar dan tanya gimana petaninya."
    " Terus entah kenapa aku malah nawarin aplikasiku. Dia lihat jam. Aku janji kirim kontak penyuluh."
)
STROKE = 9  # characters typed between two frames


class Film:
    """Frames, and how long each stands, in milliseconds."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.frames: list[Image.Image] = []
        self.durations: list[int] = []

    def shoot(self, stands_ms: int) -> None:
        """Takes what is on the page now."""
        picture = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        self.frames.append(picture.quantize(COLOURS, dither=Image.Dither.NONE))
        self.durations.append(stands_ms)

    def scroll_to(self, text: str, stands_ms: int) -> None:
        """Glides until a text stands near the top."""
        main = self.page.locator("[data-testid=stMain]")
        target = self.page.get_by_text(text).first
        distance = int(target.evaluate("e => e.getBoundingClientRect().top")) - 90
        steps = 5
        for _ in range(steps):
            main.evaluate("(main, by) => main.scrollBy(0, by)", distance / steps)
            self.shoot(60)
        self.durations[-1] = stands_ms

    def save(self) -> None:
        """Writes the file."""
        first, *others = self.frames
        first.save(TARGET, save_all=True, append_images=others, duration=self.durations, loop=0, optimize=True)


def play(page: Page, address: str) -> Film:
    """A note is written, read, its step taken on; then whom to reconnect with."""
    film = Film(page)
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(1_500)
    film.shoot(1_200)
    field = page.locator(".st-key-reflection_text textarea")
    field.click()
    for at in range(0, len(NOTE), STROKE):
        page.keyboard.type(NOTE[at : at + STROKE])
        film.shoot(110)
    film.durations[-1] = 800
    page.locator(".st-key-keep button").click()
    for _ in range(4):
        page.wait_for_timeout(120)
        film.shoot(200)
    page.get_by_text("Kamu melihatnya berbeda?").wait_for()
    page.wait_for_timeout(900)
    film.shoot(2_400)
    film.scroll_to("Tulisanmu, dengan tandanya", 2_600)
    film.scroll_to("Tiga hal yang dilihat", 1_600)
    film.scroll_to("Satu langkah kecil", 2_000)
    page.get_by_role("button", name="Mau kulakukan").click()
    page.wait_for_timeout(900)
    film.shoot(1_200)
    page.get_by_role("link", name="Orang", exact=True).click()
    page.wait_for_timeout(1_200)
    film.shoot(700)
    page.locator(".st-key-reconnect button").click()
    page.wait_for_timeout(1_200)
    film.scroll_to("Tanya jurnalmu", 2_800)
    return film


def main() -> None:
    """Makes the film."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "home"
        fill_home(home)
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        with serving(home) as address:
            context = browser.new_context(viewport=PHONE, locale="id-ID")
            play(context.new_page(), address).save()
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
