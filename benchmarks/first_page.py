"""From starting the server to a page that can be written on."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.texts import ROOT
from benchmarks.timing import Clock, Timing, timing

CHROMIUM = "/usr/bin/chromium"
_LONGEST_S = 60.0
_EVERY_S = 0.01


def measure(runs: int) -> dict[str, Timing]:
    """The times of new servers on new homes, in a browser that is open already."""
    ready, page, usable = [], [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for _ in range(runs):
            answered, shown = _first_page(browser)
            ready.append(answered)
            page.append(shown)
            usable.append(answered + shown)
        browser.close()
    return {
        "server ready": timing(ready),
        "first page usable, server ready": timing(page),
        "first page usable, from the start of the process": timing(usable),
    }


def _first_page(browser: Browser) -> tuple[float, float]:
    """The seconds until the server was ready, and from there until the text field was there."""
    port = _free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, browser.new_context() as context:
        opened = context.new_page()
        clock = Clock()
        with _server(port, Path(home)) as process:
            _wait_until_ready(process, port, clock)
            answered = clock.seconds
            opened.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
            opened.locator("textarea").first.wait_for(state="visible", timeout=_LONGEST_S * 1000)
            return answered, clock.seconds - answered


@contextmanager
def _server(port: int, home: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    options = ["--server.port", str(port), "--server.headless", "true", "--server.address", "127.0.0.1"]
    process = subprocess.Popen(
        command + options,
        cwd=ROOT,
        env=clean_environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(_LONGEST_S)


def clean_environment(home: Path) -> dict[str, str]:
    """This process's environment with another home, and no model server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KESAN_", "OPENAI_"))}
    return kept | {"KESAN_HOME": str(home)}


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: int, clock: Clock) -> None:
    while clock.seconds < _LONGEST_S:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(_EVERY_S)
    raise TimeoutError(f"no answer within {_LONGEST_S} s")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
