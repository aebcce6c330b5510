"""A reading under way, stage by stage. The page only looks: the job goes on when nobody does."""

import streamlit as st

from app.jobs import Job
from app.words import Words
from journal.reflection import ReadingState
from ui.session import notebook, words

_POLL_S = 0.3


def is_busy(reflection_id: str) -> bool:
    """Whether a reflection is being read, here or by another program on this record."""
    job = notebook().job(reflection_id)
    return _under_way(reflection_id, job)


@st.fragment(run_every=_POLL_S)
def watch_reading(reflection_id: str) -> None:
    """The stages so far, renewed while the reading goes on; then the whole page is shown anew."""
    say, job = words(), notebook().job(reflection_id)
    if not _under_way(reflection_id, job):
        st.rerun()
    with st.container():  # of its own, so that a new stage does not move the button
        _show_stages(say, job)
    if job is not None:
        st.button(say("progress.cancel"), key="cancel_reading", on_click=job.cancel)


def _under_way(reflection_id: str, job: Job | None) -> bool:
    if job is not None:
        return job.busy
    return notebook().entry(reflection_id).state is ReadingState.READING


def _show_stages(say: Words, job: Job | None) -> None:
    stages = job.stages if job is not None else ()
    if not stages:
        st.status(say("progress.waiting"), type="step", state="running").text(say("progress.kept"))
    for place, stage in enumerate(stages, 1):
        running = place == len(stages)
        label = say(f"stage.{stage.value}")
        step = st.status(
            f":shimmer[{label}]" if running else label,
            type="step",
            state="running" if running else "complete",
            expanded=running,
        )
        step.text(say(f"stage.{stage.value}.about"))
