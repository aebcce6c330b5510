"""Pictures of every page and state from the real app, in both languages, on a phone and a desk, dark where it matters.

    python -m tests.browser.pictures                       the few of docs/screenshots
    python -m tests.browser.pictures --every FOLDER        all of them (some names: those alone)
    python -m tests.browser.pictures --compare OLD NEW     names what differs between two folders, with a picture of it

Not a test: whoever changes a page takes all before and after, compares, and looks. A few changed pixels, as another
machine's fonts make them, are let pass.
"""

import argparse
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, sync_playwright

from app.demo import fill
from app.kesan import Kesan
from app.settings import Settings
from journal.language import Language
from tests.browser.conftest import DESK, PATIENCE_MS, PHONE, ROOT, Visit, chromium_path, visiting
from tests.browser.places import HOMES, LOCALES, PLACES, Guest, all_homes

PICTURES = ROOT / "docs" / "screenshots"
SETTLE_MS = 700
TALLEST = 3_200
COLOURS = 128
STRONG = 48  # of 255: weaker differences are the drawing of letters
LET_PASS = 0.002  # of a picture's pixels


class Shot(NamedTuple):
    """A picture: of which place, on what, in which language."""

    place: str
    language: Language = Language.INDONESIAN
    phone: bool = False
    dark: bool = False

    @property
    def name(self) -> str:
        """The name of its file."""
        parts = (self.place, "phone" * self.phone, "dark" * self.dark, self.language.value)
        return "-".join(part for part in parts if part)


SHOWN: dict[str, Shot] = {
    "first-visit": Shot("first-visit"),
    "sample-phone": Shot("sample", phone=True),
    "first-visit-phone-en": Shot("first-visit", Language.ENGLISH, phone=True),
    "journal": Shot("journal"),
    "journal-phone": Shot("journal", phone=True),
    "day-phone": Shot("day", phone=True),
    "chat-phone": Shot("chat-facts", phone=True),
    "reading": Shot("reading"),
    "reading-dark": Shot("reading", dark=True),
    "reading-phone": Shot("reading", phone=True),
    "reading-en": Shot("reading", Language.ENGLISH),
    "people-ask": Shot("people-ask"),
    "people-phone": Shot("people", phone=True),
    "person-phone": Shot("person", phone=True),
    "review": Shot("review"),
    "review-phone-dark": Shot("review", phone=True, dark=True),
    "settings-en": Shot("settings", Language.ENGLISH),
    "settings-phone": Shot("settings", phone=True),
}


def every_shot(places: list[str]) -> Iterator[Shot]:
    """All shots of these places; of all where none is named."""
    for name, place in PLACES.items():
        if places and name not in places:
            continue
        for language in Language:
            for phone in (True, False):
                yield Shot(name, language, phone)
        if place.dark:
            yield Shot(name, phone=True, dark=True)


def take(visit: Visit, shot: Shot, path: Path) -> None:
    """Takes one picture, in few colours so that the file is small."""
    place = PLACES[shot.place]
    visit.page.set_viewport_size(PHONE if shot.phone else DESK)
    page = place.reach(Guest(visit, shot.language))
    settle(page)
    if place.whole:
        unfold(page)
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def settle(page: Page) -> None:
    """Waits until all of the page is drawn."""
    drawn = (
        "document.querySelector('[data-test-script-state=notRunning]')"
        " && !document.querySelector('[data-testid=stSkeleton]')"
    )
    page.wait_for_timeout(SETTLE_MS)
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


def take_all(shots: dict[str, Shot], folder: Path) -> None:
    """Takes these pictures into a folder, each under its name; one that can't be taken is named, and the rest is."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = tuple(home for home in HOMES if any(PLACES[shot.place].home == home for shot in shots.values()))
    with (
        tempfile.TemporaryDirectory() as homes,
        sync_playwright() as playwright,
        all_homes(Path(homes), wanted) as addresses,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for (home, language, phone, dark), alike in groupby(sorted(shots.items(), key=_visitor), _visitor):
            with visiting(browser, addresses[home], phone=phone, locale=LOCALES[language], dark=dark) as visit:
                for name, shot in alike:
                    try:
                        take(visit, shot, folder / f"{name}.png")
                    except (AssertionError, PlaywrightError) as error:
                        print(f"{name}: {str(error).splitlines()[0]}")  # noqa: T201 the others are still wanted
        browser.close()


def _visitor(named: tuple[str, Shot]) -> tuple[str, Language, bool, bool]:
    """Who takes a picture: one visitor takes all that are alike, which spares loading the app anew."""
    _, shot = named
    return PLACES[shot.place].home, shot.language, shot.phone, shot.dark


def difference(one: Image.Image, other: Image.Image) -> tuple[float, Image.Image]:
    """The share of pixels that differ strongly, and a picture that shows where."""
    size = (max(one.width, other.width), max(one.height, other.height))
    on_paper = [Image.new("RGB", size, "white") for _ in (one, other)]
    for paper, picture in zip(on_paper, (one, other), strict=True):
        paper.paste(picture.convert("RGB"))
    apart = ImageChops.difference(*on_paper).convert("L").filter(ImageFilter.MedianFilter(3))
    strong = apart.point(lambda value: 255 if value > STRONG else 0)
    shown = on_paper[1].copy()
    shown.paste("red", mask=strong)
    return strong.histogram()[255] / (size[0] * size[1]), shown


def compare(old: Path, new: Path) -> list[str]:
    """The names of the pictures that differ or are in one folder alone; where they differ is drawn beside the new."""
    names = sorted({path.name for folder in (old, new) for path in folder.glob("*.png")} - {"differs.png"})
    differing = []
    for name in names:
        if not all((folder / name).exists() for folder in (old, new)):
            differing.append(name)
            continue
        with Image.open(old / name) as one, Image.open(new / name) as other:
            share, shown = difference(one, other)
        if share > LET_PASS:
            (new / "differs").mkdir(exist_ok=True)
            shown.save(new / "differs" / name)
            differing.append(f"{name} ({share:.1%})")
    return differing


def main() -> None:
    """Does what the command line asks."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("names", nargs="*", help="of docs/screenshots, or with --every of places; none: all")
    told.add_argument("--every", type=Path, metavar="FOLDER")
    told.add_argument("--compare", type=Path, nargs=2, metavar=("OLD", "NEW"))
    asked = told.parse_args()
    if asked.compare:
        print("\n".join(compare(*asked.compare)) or "nothing differs")  # noqa: T201
    elif asked.every:
        take_all({shot.name: shot for shot in every_shot(asked.names)}, asked.every)
    else:
        take_all({name: shot for name, shot in SHOWN.items() if not asked.names or name in asked.names}, PICTURES)


if __name__ == "__main__":
    main()
