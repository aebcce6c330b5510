"""From starting the server to a page that can be written on, in a browser that is open already."""

from playwright.sync_api import Browser, sync_playwright

from benchmarks.homes import Home
from benchmarks.server import server
from benchmarks.timing import Timing, timing

CHROMIUM = "/usr/bin/chromium"
_LONGEST_MS = 60_000.0


def measure(home: Home, runs: int) -> dict[str, Timing]:
    """The times of new servers on a home."""
    ready, page, usable = [], [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for _ in range(runs):
            answered, shown = _first_page(home, browser)
            ready.append(answered)
            page.append(shown - answered)
            usable.append(shown)
        browser.close()
    return {
        f"server ready at {home.size:,}": timing(ready),
        f"first page usable at {home.size:,}, server ready": timing(page),
        f"first page usable at {home.size:,}, from the start of the process": timing(usable),
    }


def _first_page(home: Home, browser: Browser) -> tuple[float, float]:
    """The seconds until the server was ready, and until the text field was there."""
    with browser.new_context() as context, server(home.path) as started:
        opened = context.new_page()
        answered = started.wait_until_ready()
        opened.goto(started.url, wait_until="commit")
        opened.locator("textarea").first.wait_for(state="visible", timeout=_LONGEST_MS)
        return answered, started.seconds
