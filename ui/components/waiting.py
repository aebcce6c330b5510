"""That something is looked for in the background, until it has been found; then the whole page is shown anew."""

import streamlit as st

from app.jobs import Job

_POLL_S = 0.3


@st.fragment(run_every=_POLL_S)
def wait_for(job_key: str, sentence: str) -> None:
    """The sentence, while the job of this key in the session is busy."""
    job: Job | None = st.session_state.get(job_key)
    if job is None or not job.busy:
        st.rerun()
    st.status(f":shimmer[{sentence}]", type="step", state="running")
