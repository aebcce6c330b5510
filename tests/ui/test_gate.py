"""What stands before the pages: a lock, a sign-in, and a server that anybody may reach."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app import passphrase
from journal.reflection import LOCAL_OWNER, Owner
from tests.ui.conftest import ENTRY, Open
from tests.ui.fakes import FakeKesan, FakeNotebook
from tests.ui.screens import paper

RIGHT = "kopi tubruk di teras"


def open_app() -> AppTest:
    """The app, in Indonesian."""
    screen = AppTest.from_file(str(ENTRY), default_timeout=20)
    screen.context = {"locale": "id-ID", "timezone": "Asia/Jakarta", "theme": "light"}
    return screen.run()


@pytest.fixture
def sealed_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A real home under a passphrase, opened by the real Kesan."""
    pytest.importorskip("sqlcipher3")
    from app.kesan import Kesan  # noqa: PLC0415

    monkeypatch.setattr(passphrase, "MEMORY_KIB", 32)
    monkeypatch.setattr("app.kesan.Kesan.warm", lambda *_, **__: None)
    st.cache_resource.clear()
    Kesan.open().close()
    passphrase.seal(home, RIGHT)
    return home


@pytest.mark.usefixtures("sealed_home")
def test_a_locked_journal_asks_for_the_passphrase_and_shows_nothing_else() -> None:
    screen = open_app()
    assert [title.value for title in screen.title] == ["Jurnalmu terkunci"]
    assert not screen.text_area


@pytest.mark.usefixtures("sealed_home")
def test_a_wrong_passphrase_is_told_and_the_right_one_opens() -> None:
    screen = open_app()
    screen.text_input(key="lock_typed").set_value("salah semua")
    screen.button(key="unlock_submit").click().run()
    assert "bukan itu" in paper(screen)
    screen.text_input(key="lock_typed").set_value(RIGHT)
    screen.button(key="unlock_submit").click().run()
    assert not screen.exception
    assert screen.text_area
    st.cache_resource.clear()


def test_a_server_that_others_can_reach_shows_nothing_without_a_sign_in(
    visit: Open, kesan: FakeKesan, monkeypatch: pytest.MonkeyPatch
) -> None:
    kesan.book.put()
    monkeypatch.setattr("ui.session.st.get_option", lambda _name: "0.0.0.0")  # noqa: S104 it is refused
    assert "KESAN_ALLOW_ANYONE" in paper(visit())
    assert not visit().text_area
    monkeypatch.setenv("KESAN_ALLOW_ANYONE", "1")
    assert visit().text_area


@pytest.mark.parametrize("user", [{}, {"iss": "https://sign.in", "sub": "ani"}])
def test_who_has_to_sign_in_sees_a_journal_only_after_it(
    visit: Open, kesan: FakeKesan, monkeypatch: pytest.MonkeyPatch, user: dict[str, str]
) -> None:
    asked: list[str] = []

    class User(dict[str, str]):
        is_logged_in = bool(user)

    def notebook(owner: Owner) -> FakeNotebook:
        asked.append(owner)
        return kesan.book

    monkeypatch.setattr("ui.session.signs_in", lambda: True)
    monkeypatch.setattr("ui.session.st.user", User(user))
    monkeypatch.setattr(kesan, "notebook", notebook)
    screen = visit()
    assert bool(screen.text_area) == bool(user)
    assert set(asked) == ({"https://sign.in ani"} if user else set())
    assert LOCAL_OWNER not in asked


def test_a_passphrase_is_put_on_and_taken_off_in_the_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sqlcipher3")
    monkeypatch.setattr(passphrase, "MEMORY_KIB", 32)
    monkeypatch.setattr("app.kesan.Kesan.warm", lambda *_, **__: None)
    st.cache_resource.clear()
    screen = open_app()
    screen.switch_page("ui/pages/settings.py").run()
    for field in ("seal_new", "seal_again"):
        screen.text_input(key=field).set_value(RIGHT)
    screen.button(key="seal_on").click().run()
    assert not screen.exception
    assert (passphrase.is_sealed(home), (home / "kesan.db").exists()) == (True, False)
    screen.text_input(key="seal_old").set_value(RIGHT)
    screen.button(key="seal_off").click().run()
    assert not screen.exception
    assert (passphrase.is_sealed(home), (home / "kesan.db").exists()) == (False, True)
    st.cache_resource.clear()
