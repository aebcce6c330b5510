"""The user sees it differently: their own verdict is kept beside the reading, and wins."""

import streamlit as st

from app.shown import Entry
from app.words import Words
from journal.errors import KesanError
from journal.signals import Verdict
from ui.components import paper
from ui.session import notebook

_NOTE_LIMIT = 2_000


def disagreement(say: Words, entry: Entry) -> None:
    """A verdict of one's own with a note, or the way back."""
    reflection_id, correction = entry.reflection.id, entry.correction
    verdict_key, note_key, problem_key = (f"{name}_{reflection_id}" for name in ("verdict", "note", "refused"))

    def correct() -> None:
        chosen = st.session_state.get(verdict_key)
        if chosen is None:
            return
        try:
            notebook().correct(reflection_id, Verdict(chosen), st.session_state.get(note_key) or "")
        except KesanError as error:
            st.session_state[problem_key] = error

    def withdraw() -> None:
        try:
            notebook().withdraw_correction(reflection_id)
        except KesanError as error:
            st.session_state[problem_key] = error

    with st.expander(say("disagree.open" if correction is None else "disagree.again")):
        st.pills(
            say("disagree.verdict"),
            list(Verdict),
            format_func=lambda verdict: say(f"verdict.{verdict.value}"),
            default=correction.verdict if correction else None,
            key=verdict_key,
        )
        st.text_area(
            say("disagree.note"),
            correction.note if correction else "",
            key=note_key,
            max_chars=_NOTE_LIMIT,
            height=90,
        )
        with st.container(horizontal=True, gap="small"):
            st.button(say("disagree.keep"), key=f"correct_{reflection_id}", on_click=correct)
            if correction is not None:
                st.button(say("disagree.withdraw"), key=f"withdraw_{reflection_id}", on_click=withdraw)
        if error := st.session_state.pop(problem_key, None):
            paper.problem(say.problem(error))
