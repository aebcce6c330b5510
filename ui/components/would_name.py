"""Who would mention the user's name: what people did, and one small thing, looked for when it is asked for."""

import streamlit as st

from app.words import Words
from ui.components import paper, suggested
from ui.session import notebook

_SHOWN = "likelier_of"


def overall(say: Words) -> None:
    """Those who have shown it, over the whole journal."""
    shown = st.expander(say("naming.title"), key="naming_shown", on_change="rerun")
    if not shown.open:
        return  # the whole journal is looked through only for who wants to see it
    with shown:
        paper.write(say("naming.about"), "note")
        answer = notebook().would_name(None, say.language)
        if not answer.found:
            paper.write(answer.answer)
        for place, person in enumerate(answer.people):
            with st.container(border=True, gap="small", key=f"naming_{place}"):
                suggested.show_person(say, person, f"naming_{place}")
        _likelier(say, None)


def of_person(say: Words, person_id: str) -> None:
    """That one person has shown nothing of it yet, where that is so, and what makes it likelier."""
    answer = notebook().would_name(person_id, say.language)
    if not answer.found:
        paper.write(answer.answer, "note")
    _likelier(say, person_id)


def _want(whom: str) -> None:
    st.session_state[_SHOWN] = whom


def _likelier(say: Words, person_id: str | None) -> None:
    wanted = person_id or "all"
    st.button(say("naming.likelier"), key="likelier", on_click=_want, args=(wanted,))
    if st.session_state.get(_SHOWN) != wanted:
        return
    small = notebook().likelier(person_id, say.language)
    with st.container(border=True, gap="small", key="likelier_shown"):
        paper.write(say("naming.likelier.about" if small else "naming.likelier.none"), "note")
        if small is not None:
            suggested.show_person(say, small, "likelier")
