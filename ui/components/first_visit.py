"""The empty journal: what this is, and a sample to try, which is read and not kept."""

import streamlit as st

from app.clock import today
from app.words import Words
from journal.errors import KesanError
from journal.language import Language
from journal.reading import Reading
from ui.components import paper, reading, step
from ui.session import notebook

_SAMPLE = "sample_reading"


def is_shown() -> bool:
    """Whether a sample's reading stands on the page."""
    return _SAMPLE in st.session_state


def invite(say: Words) -> None:
    """What happens with what is written, and the sample."""
    with st.container(border=True, gap="small", key="sample"):
        st.header(say("sample.title"), anchor=False)
        paper.write(say("sample.text"), "quote")
        paper.write(say("sample.about"), "note")
        if st.button(say("sample.try"), key="try_sample"):
            _try(say)


def show_sample(say: Words) -> None:
    """The sample's reading, and the way to one's own first reflection."""
    made: tuple[Language, Reading] = st.session_state[_SAMPLE]
    if made[0] is not say.language:
        _try(say)
    found = made[1]
    paper.good(say("sample.not_kept"))
    st.button(say("sample.done"), key="leave_sample", type="primary", on_click=_leave)
    reading.show_reading(say, say("sample.text"), found)
    reading.show_people(say, ((one, None) for one in found.people))
    if found.step is not None:
        st.header(say("step.title"), anchor=False)
        with st.container(border=True, gap="small"):
            step.show_words(say, found.step, f"sample_{say.language.value}")
    reading.show_reader(say, found)


def _try(say: Words) -> None:
    try:
        with st.spinner(say("sample.reading")):
            found = notebook().try_sample(say("sample.text"), today())
    except KesanError as error:
        st.session_state.pop(_SAMPLE, None)
        paper.problem(say.problem(error))
        return
    st.session_state[_SAMPLE] = (say.language, found)
    st.rerun()


def _leave() -> None:
    st.session_state.pop(_SAMPLE, None)
