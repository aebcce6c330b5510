"""Speaking instead of typing: the recording goes to the model server, its words come into the field to be read
over, and nothing of it is kept."""

import streamlit as st

from app.jobs import Job
from app.words import Words
from journal.errors import KesanError
from ui.components import paper
from ui.session import kesan, notebook, words

_RECORDING, _JOB, _PROBLEM, _HEARD = "recording", "hearing_job", "hearing_problem", "heard"
_POLL_S = 0.3


def ways_in(say: Words) -> None:
    """The recorder, or why there is none."""
    with st.popover(say("voice.speak"), icon=":material/mic:", key="speak"):
        settings = kesan().settings
        if not settings.uses_model:
            paper.write(say("voice.none"))
            return
        paper.write(say("voice.about", address=settings.address), "note")
        st.audio_input(say("voice.record"), key=_RECORDING, on_change=_hear)
        if _JOB in st.session_state:
            _wait()
        if error := st.session_state.get(_PROBLEM):
            paper.problem(say.problem(error))


def take_heard(field: str) -> None:
    """Puts what was heard at the end of the text area of key `field`, which must not be on the page yet."""
    if heard := st.session_state.pop(_HEARD, ""):
        st.session_state[field] = "\n".join(filter(None, ((st.session_state.get(field) or "").rstrip(), heard)))


def _hear() -> None:
    st.session_state[_PROBLEM] = None
    given = st.session_state.get(_RECORDING)
    if given is not None:
        st.session_state[_JOB] = notebook().start_hearing(given.getvalue())


@st.fragment(run_every=_POLL_S)
def _wait() -> None:
    job: Job = st.session_state[_JOB]
    if not job.busy:
        st.session_state.pop(_JOB)
        if isinstance(job.outcome, str):
            st.session_state[_HEARD] = job.outcome
        else:
            st.session_state[_PROBLEM] = job.problem or KesanError()
        st.rerun()
    st.status(words()("voice.hearing"), type="step", state="running")
