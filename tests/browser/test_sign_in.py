"""Sign-in at a real provider of this machine: each sees their own journal and nobody else's, and signs out again."""

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import READY_S, Visit, free_port, serving, visiting

pytestmark = pytest.mark.browser
SECRET = "Rahasia Citra: kliniknya mau dijual."


class Hosted(NamedTuple):
    """The app behind a sign-in, and the provider."""

    address: str
    provider: str


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """An app whose users sign in at a provider, of whom two are known there."""
    folder = tmp_path_factory.mktemp("hosted")
    with ExitStack() as stack:
        provider = stack.enter_context(providing("ani", "budi"))
        port = free_port()
        secrets = folder / "secrets.toml"
        secrets.write_text(
            f"""[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "a long random text for tests"
client_id = "kesan"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
        )
        address = stack.enter_context(serving(folder / "home", f"--secrets.files={secrets}", port=port))
        yield Hosted(address, provider)


@contextmanager
def providing(*users: str) -> Iterator[str]:
    """The address of an OpenID Connect provider."""
    port = free_port()
    known = [option for user in users for option in ("--user", user)]
    provider = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", f"--port={port}", *known],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/.well-known/openid-configuration")
        yield address
    finally:
        provider.terminate()
        provider.wait(20)


def wait_for(url: str) -> None:
    """Returns once somebody answers."""
    end = time.monotonic() + READY_S
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{url} did not answer")


@contextmanager
def signed_in(browser: Browser, hosted: Hosted, user: str) -> Iterator[Visit]:
    """A visit of somebody who has signed in."""
    with visiting(browser, hosted.address, known=(hosted.provider,)) as visit:
        visit.open()
        visit.page.get_by_role("button", name="Masuk").click()
        visit.page.get_by_role("button", name=user, exact=True).click()
        field(visit).wait_for()
        yield visit


def field(visit: Visit) -> Locator:
    """The one big field."""
    return visit.page.get_by_label("Ceritakan pertemuannya")


def rows(visit: Visit) -> Locator:
    """What was written, in the look back."""
    visit.open("/review")
    return visit.page.locator("[class*=st-key-row_]")


def keep(visit: Visit, text: str) -> str:
    """The address of a reflection that was written and read."""
    field(visit).fill(text)
    visit.page.get_by_role("button", name="Simpan & baca").click()
    visit.page.wait_for_url("**/?*reflection=*")
    visit.settle()
    return visit.page.url.removeprefix(visit.address)


def test_who_has_not_signed_in_sees_no_page(chromium: Browser, hosted: Hosted) -> None:
    with visiting(chromium, hosted.address) as visit:
        for path in ("/", "/people", "/review", "/settings"):
            visit.open(path)
            expect(visit.page.get_by_role("button")).to_have_count(1)
            expect(field(visit)).to_have_count(0)


def test_two_who_sign_in_see_only_what_is_their_own(chromium: Browser, hosted: Hosted) -> None:
    with signed_in(chromium, hosted, "ani") as ani, signed_in(chromium, hosted, "budi") as budi:
        link = keep(ani, SECRET)
        expect(rows(ani)).to_have_count(1)
        expect(rows(budi)).to_have_count(0)
        for path in (link, "/", "/people", "/review"):
            budi.open(path)
            expect(budi.page.get_by_text("Citra")).to_have_count(0)


def test_who_signs_in_again_finds_their_journal(chromium: Browser, hosted: Hosted) -> None:
    with signed_in(chromium, hosted, "budi") as visit:
        keep(visit, "Ngopi sama Bu Dewi. Dia cerita anaknya.")
    with signed_in(chromium, hosted, "budi") as visit:
        expect(rows(visit)).to_have_count(1)


def test_who_signs_out_sees_no_page_any_more(chromium: Browser, hosted: Hosted) -> None:
    with signed_in(chromium, hosted, "ani") as visit:
        visit.open("/settings")
        visit.page.get_by_role("button", name="Keluar").click()
        visit.page.wait_for_url(re.compile(f"^{hosted.provider}|^{hosted.address}/?$"))
        visit.open()
        expect(visit.page.get_by_role("button", name="Masuk")).to_be_visible()
        expect(field(visit)).to_have_count(0)
