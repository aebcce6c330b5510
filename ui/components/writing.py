"""The one big field, and keeping what was written in it.

The text leaves the field only once it is in the record: whatever is refused stands there still.
"""

from datetime import date

import streamlit as st

from app.clock import today
from app.words import Words
from journal.errors import KesanError
from ui.components import draft, links, paper
from ui.session import notebook

TEXT = "reflection_text"
DAY = "reflection_day"
_PROBLEM = "writing_problem"
_KEPT = "writing_kept"


def writing(say: Words) -> None:
    """The field, the day and the button."""
    st.text_area(
        say("writing.label"),
        key=TEXT,
        height=190,
        placeholder=say("writing.placeholder"),
        label_visibility="collapsed",
        persist_state="session",
    )
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.date_input(say("writing.day"), today(), max_value=today(), key=DAY, width=170, format="DD/MM/YYYY")
        st.button(say("writing.keep"), key="keep", type="primary", on_click=_keep)
    if error := st.session_state.get(_PROBLEM):
        paper.problem(say.problem(error))


def keep_draft() -> None:
    """Watches over what is being typed; on every view, since a draft that was kept is forgotten on the next one."""
    draft.keep_draft(TEXT, notebook().owner)


def _keep() -> None:
    st.session_state[_PROBLEM] = None
    text, day = st.session_state.get(TEXT) or "", st.session_state.get(DAY)
    try:
        reflection_id = _keep_once(text, day)
        notebook().start_reading(reflection_id)
    except KesanError as error:
        st.session_state[_PROBLEM] = error
        return
    st.session_state[TEXT] = ""
    draft.forget_draft(reflection_id)
    st.query_params[links.REFLECTION] = reflection_id


def _keep_once(text: str, day: date | None) -> str:
    """The reflection's id; a double click sends the same text twice, and keeps it once."""
    written = (text, day)
    known: tuple[tuple[str, date | None], str] | None = st.session_state.get(_KEPT)
    if known is not None and known[0] == written and notebook().entries_by_id((known[1],)):
        return known[1]
    kept = notebook().keep(text, day).reflection.id
    st.session_state[_KEPT] = (written, kept)
    return kept
