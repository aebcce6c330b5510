"""A reading under way, stage by stage, with what it has come to so far. The page only looks: the job goes on when
nobody does."""

import streamlit as st

from app.jobs import Job
from app.shown import SoFar
from app.words import Words
from journal.reflection import ReadingState
from ui.components import paper, reading
from ui.session import kesan, notebook, words

_POLL_S = 0.3
_WONDERS_S = 8.0


def is_busy(reflection_id: str) -> bool:
    """Whether a reflection is being read, here or by another program on this record."""
    job = notebook().job(reflection_id)
    return _under_way(reflection_id, job)


@st.fragment(run_every=_POLL_S)
def watch_reading(reflection_id: str, text: str) -> None:
    """The stages so far and what they came to, renewed while the reading goes on; then the whole page is shown anew."""
    say, job = words(), notebook().job(reflection_id)
    if not _under_way(reflection_id, job):
        st.rerun()
    with st.container():  # of its own, so that a new stage does not move the button
        _show_stages(say, job)
    if job is not None:
        _show_patience(say, job)
        st.button(say("progress.cancel"), key="cancel_reading", on_click=job.cancel)
    with st.container():
        _show_so_far(say, text, SoFar() if job is None else job.so_far)


def _show_so_far(say: Words, text: str, so_far: SoFar) -> None:
    """What is certain already: the words alone, then with their marks, then with what is said of them."""
    if so_far.reading is not None:
        reading.show_reading(say, text, so_far.reading)
    elif so_far.moves:
        reading.show_moves(say, text, so_far.moves)
    else:
        st.header(say("reflection.text"), anchor=False)
        paper.marked(text, (), "")


def _show_patience(say: Words, job: Job) -> None:
    """How long it has taken, and how long Kesan waits, once one wonders."""
    if job.stopping:
        paper.write(say("progress.stopping"), "note")
    elif (waited := job.stage_seconds) >= _WONDERS_S:
        limit = kesan().settings.model_timeout_s
        paper.write(say("progress.patience", seconds=f"{waited:.0f}", limit=f"{limit:.0f}"), "note")


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
