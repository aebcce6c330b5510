"""The web app on a Kesan in memory."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.ui.fakes import TODAY, FakeKesan

ENTRY = Path(__file__).resolve().parents[2] / "streamlit_app.py"
Open = Callable[..., AppTest]


@pytest.fixture
def kesan(home: Path, monkeypatch: pytest.MonkeyPatch) -> FakeKesan:
    """The Kesan that the app opens, on the tests' own day."""
    fake = FakeKesan(home)
    monkeypatch.setattr("app.kesan.Kesan.open", lambda: fake)
    for module in ("writing", "chat", "first_visit", "step", "archive", "exchange", "known", "due"):
        monkeypatch.setattr(f"ui.components.{module}.today", lambda: TODAY)
    monkeypatch.setattr("app.clock.today", lambda: TODAY)
    st.cache_resource.clear()
    return fake


@pytest.fixture
def visit(kesan: FakeKesan) -> Open:
    """Opens the app at a page, with an address and a browser's language."""
    del kesan

    def visit(page: str = "journal", locale: str = "id-ID", **query: str) -> AppTest:
        screen = AppTest.from_file(str(ENTRY), default_timeout=20)
        screen.context = {"locale": locale, "timezone": "Asia/Jakarta", "theme": "light"}
        screen.query_params = dict(query)
        screen.run()
        if page != "journal":
            screen.switch_page(f"ui/pages/{page}.py")
            screen.query_params = dict(query)
            screen.run()
        assert not screen.exception, screen.exception
        return screen

    return visit
