"""The user sees it differently: one click on a verdict of their own, which is kept beside the reading, and wins."""

from collections.abc import Callable

import streamlit as st

from app.shown import Entry
from app.words import Words
from journal.errors import KesanError
from journal.signals import Verdict
from ui.components import paper
from ui.session import notebook

_NOTE_LIMIT = 2_000


def disagreement(say: Words, entry: Entry) -> None:
    """The verdicts to choose from; once one is chosen, a place for why, and the way back."""
    reflection_id, correction = entry.reflection.id, entry.correction
    verdict_key, note_key, problem_key = (f"{name}_{reflection_id}" for name in ("verdict", "note", "refused"))

    def keep() -> None:
        chosen = st.session_state.get(verdict_key)
        if chosen is None:
            notebook().withdraw_correction(reflection_id)
        else:
            notebook().correct(reflection_id, Verdict(chosen), st.session_state.get(note_key) or "")

    kept = _guarded(keep, problem_key)
    st.session_state[verdict_key] = None if correction is None else correction.verdict
    with st.container(gap="small", key="disagree"):
        st.header(say("disagree.open"), anchor=False)
        st.pills(
            say("disagree.verdict"),
            list(Verdict),
            format_func=lambda verdict: say(f"verdict.{verdict.value}"),
            key=verdict_key,
            on_change=kept,
        )
        if correction is not None:
            st.session_state.setdefault(note_key, correction.note)
            st.text_area(say("disagree.note"), key=note_key, max_chars=_NOTE_LIMIT, height="content", on_change=kept)
            paper.write(say("disagree.kept"), "note")
        if error := st.session_state.pop(problem_key, None):
            paper.problem(say.problem(error))


def _guarded(work: Callable[[], None], problem_key: str) -> Callable[[], None]:
    def guarded() -> None:
        try:
            work()
        except KesanError as error:
            st.session_state[problem_key] = error

    return guarded
