"""The real app in a real browser: Debian's Chromium, a home of its own, and no way out of this machine."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect, sync_playwright

from app.clock import today
from app.kesan import Kesan
from app.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
READY_S = 60
PATIENCE_MS = 20_000  # the first reading loads the models, on a machine that does other things too
expect.set_options(timeout=PATIENCE_MS)
DESK: ViewportSize = {"width": 1280, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 844}
PICTURE = "https://evil.example/picture.png"
HOSTILE = f'Ketemu Pak Bambang ![x]({PICTURE}). <img src="{PICTURE}" onerror="fetch(`{PICTURE}`)"> Dia cerita anaknya.'
RATNA = (
    "Ngopi sama Bu Ratna di kantin. Aku tanya kabar ibunya yang dirawat, lalu diam dan mendengarkan. Dia cerita panjang"
    " sambil menangis, dan bilang lega ada yang mau mendengar. Aku janji kirim nomor dokter yang merawat ibuku."
)
KEPT = (
    (40, RATNA),
    (90, "Seminar di hotel. Tukar kartu nama dengan belasan orang, salaman, lalu pulang. Tidak ingat siapa-siapa."),
    (
        15,
        "Lunch with Daniel. He asked what I do, I told him in a sentence, then he talked about his daughter.",
    ),
    (3, HOSTILE),
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium on the path: install it to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def fresh_app(tmp_path: Path) -> Iterator[str]:
    """The address of the app on an empty home."""
    with serving(tmp_path / "fresh") as address:
        yield address


@pytest.fixture(scope="session")
def kept_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on a home with a few reflections, read."""
    home = tmp_path_factory.mktemp("kept")
    kesan = Kesan.open(Settings(KESAN_HOME=home))
    for days, text in KEPT:
        kept = kesan.notebook().keep(text, today() - timedelta(days=days))
        kesan.notebook().read(kept.reflection.id)
    kesan.close()
    with serving(home) as address:
        yield address


class Visit:
    """A page, and every request to another host, which all are refused."""

    def __init__(self, page: Page, address: str, known: tuple[str, ...] = ()) -> None:
        self.page = page
        self.address = address
        self._here = (address, *known, "data:", "blob:")
        self.abroad: list[str] = []
        page.route("**/*", self._only_here)

    def open(self, path: str = "/") -> Page:
        """The page at a path, once its heading stands there."""
        self.page.goto(self.address + path)
        self.page.get_by_role("heading", level=1).wait_for()
        self.settle()
        return self.page

    def settle(self) -> None:
        """Waits until the script has run, and what the page does for itself when it arrives."""
        self.page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        self.page.wait_for_function(
            "!document.querySelector('.st-key-masthead') || document.documentElement.dataset.arrived !== undefined"
        )

    def _only_here(self, route: Route) -> None:
        if route.request.url.startswith(self._here):
            route.continue_()
        else:
            self.abroad.append(route.request.url)
            route.abort()


@contextmanager
def visiting(
    browser: Browser,
    address: str,
    *,
    phone: bool = False,
    locale: str = "id-ID",
    dark: bool = False,
    known: tuple[str, ...] = (),
) -> Iterator[Visit]:
    """A visit with a browser of its own, to this address and others that are `known`."""
    context = browser.new_context(
        locale=locale, viewport=PHONE if phone else DESK, color_scheme="dark" if dark else "light"
    )
    context.set_default_timeout(PATIENCE_MS)
    yield Visit(context.new_page(), address, known)
    context.close()


def chromium_path() -> str | None:
    """Where the system's own Chromium is, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def serving(home: Path, *options: str, port: int | None = None, **settings: str) -> Iterator[str]:
    """The app, started as a user starts it, with these options, and settings in its environment."""
    port = port or free_port()
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("KESAN_", "OPENAI_"))}
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", f"--server.port={port}", *options]
    address = f"http://127.0.0.1:{port}"
    with (home.parent / f"{home.name}.log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=ours | {"KESAN_HOME": str(home)} | settings, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        wait_until_ready(address)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until_ready(address: str) -> None:
    """Returns once the server answers."""
    end = time.monotonic() + READY_S
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2).close()
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"the app did not answer within {READY_S} s")
