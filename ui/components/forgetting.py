"""Erasing, each after it was said what goes and asked once more."""

from collections.abc import Callable

import streamlit as st

from app.words import Words
from journal.errors import KesanError
from journal.people import Tie
from ui.components import draft, links, paper
from ui.session import notebook

_PROBLEM = "forget_problem"
_TYPED = "forget_typed"


def forget_reflection(say: Words, reflection_id: str) -> None:
    """Forgets one reflection."""

    def forget() -> None:
        notebook().forget_reflection(reflection_id)
        st.query_params.clear()

    with st.popover(say("forget.reflection")):
        st.text(say("forget.reflection.what"))
        st.button(say("forget.yes"), key="forget_reflection", on_click=_guarded(forget))
    _show_problem(say)


def forget_person(say: Words, tie: Tie, alone: int) -> None:
    """Forgets a person; `alone` counts the reflections that speak of nobody else and go too."""

    def forget() -> None:
        notebook().forget_person(tie.person.name)
        st.query_params.clear()

    with st.popover(say("forget.person")):
        st.text(say("forget.person.what", meetings=len(tie.meetings), alone=alone))
        st.text(say("forget.person.also", promises=len(tie.promises), steps=len(tie.steps)))
        st.button(say("forget.yes"), key="forget_person", on_click=_guarded(forget))
    _show_problem(say)


def forget_everything(say: Words) -> None:
    """Forgets all, once the word that is asked for was typed."""
    word = say("forget.word")

    def forget() -> None:
        if (st.session_state.get(_TYPED) or "").strip().upper() != word:
            return
        notebook().forget_everything()
        draft.forget_draft("everything")
        st.session_state[_TYPED] = ""
        st.session_state["forgotten"] = True

    st.text(say("forget.everything.what", count=notebook().count()))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        typed = st.text_input(say("forget.type", word=word), key=_TYPED, width=260, live=True)
        ready = typed.strip().upper() == word
        st.button(say("forget.everything"), key="forget_everything", disabled=not ready, on_click=_guarded(forget))
    if st.session_state.pop("forgotten", False):
        paper.good(say("forget.everything.done"))
    _show_problem(say)


def go_home_link(say: Words) -> None:
    """The way back when what was asked for is gone."""
    links.to_page(links.JOURNAL, say("nav.to_journal"))


def _guarded(forget: Callable[[], None]) -> Callable[[], None]:
    def guarded() -> None:
        try:
            forget()
        except KesanError as error:
            st.session_state[_PROBLEM] = error

    return guarded


def _show_problem(say: Words) -> None:
    if error := st.session_state.pop(_PROBLEM, None):
        paper.problem(say.problem(error))
