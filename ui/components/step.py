"""One small thing to do: its words can be changed and copied, and the user decides."""

from collections.abc import Callable

import streamlit as st

from app.clock import today
from app.words import Words
from journal.errors import KesanError
from journal.people import KeptStep, StepState
from journal.reading import Step
from ui.components import copying, links, paper
from ui.session import notebook

_PROBLEM = "step_problem"
_NEXT: dict[StepState, tuple[StepState, ...]] = {
    StepState.SUGGESTED: (StepState.ACCEPTED, StepState.DONE, StepState.DECLINED, StepState.NOT_FITTING),
    StepState.ACCEPTED: (StepState.DONE, StepState.DECLINED),
    StepState.DONE: (StepState.ACCEPTED,),
    StepState.DECLINED: (StepState.ACCEPTED,),
    StepState.NOT_FITTING: (StepState.ACCEPTED,),
}


def show_words(say: Words, step: Step, key: str) -> None:
    """A step's words, its message ready to be changed and copied; `key` tells it from others on the page."""
    if step.person:
        paper.write(say("step.for", person=step.person), "about")
    paper.write(step.action, "prose")
    if step.because:
        paper.write(say("step.because", because=step.because), "note")
    if step.message:
        field = _field(key)
        st.session_state.setdefault(field, step.message)
        st.text_area(say("step.message"), key=field, height="content")
        copying.copy_button(field, say("step.copy"), say("step.copied"))


def show_step(say: Words, kept: KeptStep) -> None:
    """The step of a reflection, and what the user decides about it."""
    with st.container(border=True, gap="small", key=f"step_{kept.id}"):
        if kept.state is not StepState.SUGGESTED:
            st.badge(
                say(f"step.state.{kept.state.value}"), color="gray" if kept.state is StepState.DECLINED else "green"
            )
        show_words(say, kept.step, kept.id)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            if kept.state in (StepState.SUGGESTED, StepState.ACCEPTED):
                due = kept.step.due or today()
                st.date_input(say("step.due"), due, key=_day(kept.id), width=170, format="DD/MM/YYYY")
            _buttons(say, kept)
    show_problem(say)


def show_due(say: Words, kept: KeptStep) -> None:
    """An accepted step that is due soon, in few words."""
    with st.container(border=True, gap="small", key=f"due_{kept.id}"):
        if kept.step.due is not None:
            overdue = kept.step.due < today()
            st.badge(
                say("step.overdue" if overdue else "step.until", day=say.day(kept.step.due)),
                color="orange" if overdue else "green",
            )
        paper.write(kept.step.action)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            decide(say, kept, StepState.DONE)
            links.to_reflection(kept.reflection_id, say("step.open"))


def decide(say: Words, kept: KeptStep, state: StepState, *, primary: bool = False) -> None:
    """The button that moves a step to `state`."""
    st.button(
        say(f"step.to.{state.value}"),
        key=f"{state.value}_{kept.id}",
        type="primary" if primary else "secondary",
        on_click=_decided(kept, state),
    )


def show_problem(say: Words) -> None:
    """Why the last decision was not kept, if it was not."""
    if error := st.session_state.pop(_PROBLEM, None):
        paper.problem(say.problem(error))


def _buttons(say: Words, kept: KeptStep) -> None:
    for place, state in enumerate(_NEXT[kept.state]):
        decide(say, kept, state, primary=place == 0 and kept.state is StepState.SUGGESTED)


def _decided(kept: KeptStep, state: StepState) -> Callable[[], None]:
    def keep() -> None:
        edited = kept.step.model_copy(
            update={
                "message": st.session_state.get(_field(kept.id), kept.step.message),
                "due": st.session_state.get(_day(kept.id), kept.step.due),
            }
        )
        try:
            notebook().decide_step(kept.id, state, edited)
        except KesanError as error:
            st.session_state[_PROBLEM] = error

    return keep


def _field(key: str) -> str:
    return f"message_{key}"


def _day(key: str) -> str:
    return f"due_day_{key}"
