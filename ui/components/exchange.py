"""The journal taken out and brought in, as files."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from app.clock import today
from app.words import Words
from journal.errors import KesanError
from ui.components import paper
from ui.session import notebook

_BROUGHT = "import_result"
_FILES = {"jsonl": "application/x-ndjson", "zip": "application/zip"}


def take_out(say: Words) -> None:
    """Buttons that hand over the whole journal."""
    with st.container(horizontal=True, gap="small"):
        for ending, mime in _FILES.items():
            st.download_button(
                say(f"exchange.out.{ending}"),
                _exported(ending),
                file_name=f"kesan-{today().isoformat()}.{ending}",
                mime=mime,
                key=f"export_{ending}",
                on_click="ignore",
            )


def bring_in(say: Words) -> None:
    """A file is read whole or not at all."""
    given = st.file_uploader(say("exchange.in"), type=list(_FILES), key="import_file")
    if given is not None and st.button(say("exchange.in.start"), key="import_start"):
        st.session_state[_BROUGHT] = _imported(given.name, given.getvalue())
    outcome = st.session_state.get(_BROUGHT)
    if isinstance(outcome, KesanError):
        paper.problem(say.problem(outcome))
    elif outcome is not None:
        paper.good(say("exchange.in.done", count=outcome))


def _exported(ending: str) -> Callable[[], bytes]:
    def export() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"kesan.{ending}"
            notebook().export_file(path)
            return path.read_bytes()

    return export


def _imported(name: str, content: bytes) -> int | KesanError:
    """How many reflections came, or why none did. The file's own name is used for its ending alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"import{Path(name).suffix.lower()}"
        path.write_bytes(content)
        try:
            return notebook().import_file(path)
        except KesanError as error:
            return error
