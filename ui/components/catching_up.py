"""Reflections that no reader has read yet, after an import or a stop: read in the background, counted on the page."""

import streamlit as st

from app.words import Words
from journal.errors import KesanError
from ui.components import paper
from ui.session import notebook, words

_ASKED = "catching_up"
_POLL_S = 1.0


def catching_up(say: Words) -> None:
    """How many are unread, and the button that has them read."""
    asked: tuple[str, ...] = st.session_state.get(_ASKED, ())
    if asked:
        _watch()
        return
    waiting = notebook().unread()
    if waiting:
        paper.write(say("unread.some", count=len(waiting)))
        st.button(say("unread.read"), key="read_unread", on_click=_start)


@st.fragment(run_every=_POLL_S)
def _watch() -> None:
    say = words()
    asked: tuple[str, ...] = st.session_state.get(_ASKED, ())
    jobs = [job for one in asked if (job := notebook().job(one)) is not None]
    busy = sum(job.busy for job in jobs)
    if not busy:
        st.session_state[_ASKED] = ()
        st.rerun()
    done = len(asked) - busy
    st.progress(done / len(asked), say("unread.progress", done=done, count=len(asked)))

    def cancel() -> None:
        for job in jobs:
            job.cancel()

    st.button(say("progress.cancel"), key="cancel_unread", on_click=cancel)


def _start() -> None:
    waiting = notebook().unread()
    try:
        for reflection_id in waiting:
            notebook().start_reading(reflection_id)
    except KesanError:
        waiting = notebook().unread()
    st.session_state[_ASKED] = waiting
