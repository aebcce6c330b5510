"""Erasing, each after it was said what goes and asked once more."""

from collections.abc import Callable

import streamlit as st

from app.words import Words
from journal.errors import KesanError
from journal.people import Tie
from ui.components import archive, draft, links, paper
from ui.session import kesan, notebook

_PROBLEM = "forget_problem"
_TYPED = "forget_typed"
_ASKED = "forget_person_asked"
_OTHERS = "forget_person_others"
_DONE = "forget_person_done"
_SNIPPET = 160
_FEW, _LIST_HEIGHT = 4, 260


def forget_reflection(say: Words, reflection_id: str) -> None:
    """Forgets one reflection."""

    def forget() -> None:
        notebook().forget_reflection(reflection_id)
        st.query_params.clear()

    with st.popover(say("forget.reflection")):
        st.text(say("forget.reflection.what"))
        st.button(say("forget.yes"), key="forget_reflection", on_click=_guarded(forget))
    _show_problem(say)


def forget_person(say: Words, tie: Tie) -> None:
    """Forgets a person, once it was shown which reflections speak of others too and what becomes of those."""

    def forget() -> None:
        erase = st.session_state.get(_OTHERS) == "erase"
        notebook().forget_person(tie.person.id, erase_others=erase)
        st.session_state[_DONE] = True
        st.query_params.clear()

    asked = st.popover(say("forget.person"), key=_ASKED, on_change="rerun")
    if asked.open:  # looking for a name in every text takes a second in a long journal
        with asked:
            _show_traces(say, tie)
            st.text(say("forget.person.also", promises=len(tie.promises), steps=len(tie.steps)))
            st.button(say("forget.yes"), key="forget_person", on_click=_guarded(forget))
    _show_problem(say)


def _show_traces(say: Words, tie: Tie) -> None:
    traces = notebook().traces(tie.person.id)
    st.text(say("forget.person.alone", count=len(traces.about_them)))
    if not traces.about_others:
        return
    st.text(say("forget.person.others", count=len(traces.about_others)))
    with st.container(height=_LIST_HEIGHT if len(traces.about_others) > _FEW else "content", border=False):
        for entry, words in archive.discreet_words(say, traces.about_others):
            paper.write(f"{say.day(entry.reflection.on)}: {words[:_SNIPPET]}", "snippet")
    st.radio(
        say("forget.person.others.wish"),
        ["replace", "erase"],
        format_func=lambda wish: say(f"forget.person.others.{wish}", placeholder=say("forget.placeholder")),
        key=_OTHERS,
    )


def outcome(say: Words) -> None:
    """Says once that somebody was forgotten, and which copies of the journal still tell of them."""
    if st.session_state.pop(_DONE, False):
        paper.good(say("forget.person.done"))
        for one in kesan().backups():
            paper.write(say("forget.backup", path=one.path), "note")


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
        for one in kesan().backups():
            paper.write(say("forget.backup", path=one.path), "note")
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
