"""What would help to know, asked where it is answered: the answer joins the reflection, which is read again."""

from collections.abc import Sequence

import streamlit as st

from app.words import Words
from journal.errors import KesanError
from ui.components import paper
from ui.session import notebook

_PROBLEM = "more_problem"


def tell_more(say: Words, reflection_id: str, questions: Sequence[str]) -> None:
    """The questions and one field for what there is to say to them."""
    field = f"more_{reflection_id}"

    def add() -> None:
        told = st.session_state.get(field) or ""
        if not told.strip():
            return
        try:
            notebook().add(reflection_id, told)
            st.session_state[field] = ""
            notebook().start_reading(reflection_id)
        except KesanError as error:
            st.session_state[_PROBLEM] = error

    with st.container(gap="small", key="more"):
        st.header(say("reading.questions"), anchor=False)
        paper.bullets(questions)
        st.text_area(
            say("more.label"),
            key=field,
            height="content",
            placeholder=say("more.placeholder"),
            label_visibility="collapsed",
            persist_state="session",
        )
        st.button(say("more.add"), key="add_more", on_click=add)
        if error := st.session_state.pop(_PROBLEM, None):
            paper.problem(say.problem(error))
