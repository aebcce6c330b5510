"""One small thing to do: its words can be changed and handed on, and the user decides; afterwards, how it went."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import streamlit as st

from app.clock import today
from app.shown import Reach
from app.words import Words
from journal.errors import KesanError
from journal.people import KeptStep, StepState
from journal.reading import Step
from ui.components import copying, links, paper
from ui.session import notebook

_PROBLEM = "step_problem"
OPEN = (StepState.SUGGESTED, StepState.ACCEPTED)
_FIRST: dict[StepState, tuple[StepState, ...]] = {
    StepState.SUGGESTED: (StepState.ACCEPTED, StepState.DONE),
    StepState.ACCEPTED: (StepState.DONE,),
    StepState.DONE: (StepState.ACCEPTED,),
    StepState.DECLINED: (StepState.ACCEPTED,),
    StepState.NOT_FITTING: (StepState.ACCEPTED,),
}
_SNOOZES = (7, 30)  # days


def show_words(say: Words, step: Step, key: str, reach: Reach | None = None) -> None:
    """A step's words, its message ready to be changed and handed on.

    Args:
        key: tells it from others on the page.
        reach: how they can be reached; None: the message can only be copied.
    """
    if step.person:
        paper.write(say("step.for", person=step.person), "about")
    paper.write(step.action, "prose")
    if step.because:
        paper.write(say("step.because", because=step.because), "note")
    if step.message:
        field = _field(key)
        st.session_state.setdefault(field, step.message)
        st.text_area(say("step.message"), key=field, height="content")
        copying.message_buttons(field, say("step.copy"), say("step.copied"), _ways(say, reach))
        if reach is not None:
            paper.write(say("step.ways"), "note")


def show_step(say: Words, kept: KeptStep, reach: Reach | None = None) -> None:
    """The step of a reflection, and what the user decides about it; `reach` is how whom it is for can be reached, where
    that is known already."""
    with st.container(border=True, gap="small", key=f"step_{kept.id}"):
        if kept.state is not StepState.SUGGESTED:
            st.badge(say(f"step.state.{kept.state.value}"), color="gray" if kept.state in _GIVEN_UP else "green")
        show_words(say, kept.step, kept.id, (reach or reach_of(kept.person_id)) if kept.state in OPEN else None)
        if kept.state in OPEN:
            due = kept.step.due or today()
            _rewording(say, kept)
            st.date_input(say("step.due"), due, key=_day(kept.id), width=170, format="DD/MM/YYYY")
        _buttons(say, kept)
        if kept.state is StepState.DONE:
            _how_it_went(say, kept)
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
            _others(say, kept, (StepState.DECLINED,))
            links.to_reflection(kept.reflection_id, say("step.open"))


def show_done(say: Words, kept: KeptStep) -> None:
    """A step just done, with the place to tell how it went."""
    with st.container(border=True, gap="small", key=f"done_{kept.id}"):
        paper.write(kept.step.action, "note")
        _how_it_went(say, kept)


def decide(say: Words, kept: KeptStep, state: StepState, *, primary: bool = False) -> None:
    """The button that moves a step to `state`."""
    st.button(
        say(f"step.to.{state.value}"),
        key=f"{state.value}_{kept.id}",
        type="primary" if primary else "secondary",
        on_click=_decided(kept, state),
        width="stretch",
    )


def show_problem(say: Words) -> None:
    """Why the last decision was not kept, if it was not."""
    if error := st.session_state.pop(_PROBLEM, None):
        paper.problem(say.problem(error))


_GIVEN_UP = (StepState.DECLINED, StepState.NOT_FITTING)


def _buttons(say: Words, kept: KeptStep) -> None:
    """What most people want in one row, all else behind one button: four buttons do not fit on a phone."""
    first, *rest = _FIRST[kept.state]
    if rest:
        decide(say, kept, first, primary=True)
    with st.grid(2, min_column_width=125):
        for state in rest or (first,):
            decide(say, kept, state, primary=not rest and kept.state in OPEN)
        if kept.state in OPEN:
            _others(say, kept, _GIVEN_UP)


def _rewording(say: Words, kept: KeptStep) -> None:
    """The step's own words, to be changed; what then asks for something is refused."""
    menu, field = f"reword_{kept.id}", f"reword_words_{kept.id}"
    asked = st.popover(say("step.reword"), key=menu, on_change="rerun", type="tertiary")
    if not asked.open:
        return
    with asked:
        st.text_area(say("step.reword.words"), kept.step.action, key=field, height="content")
        st.button(say("step.reword.keep"), key=f"keep_{menu}", on_click=_reword(kept, menu, field), width="stretch")


def _reword(kept: KeptStep, menu: str, field: str) -> Callable[[], None]:
    def reword() -> None:
        try:
            notebook().reword_step(kept.id, st.session_state.get(field) or "")
        except KesanError as error:
            st.session_state[_PROBLEM] = error
        st.session_state[menu] = False

    return reword


def _others(say: Words, kept: KeptStep, states: Sequence[StepState]) -> None:
    with st.popover(say("step.others"), key=f"others_{kept.id}", width="stretch"):
        for days in _SNOOZES:
            later = max(kept.step.due or today(), today()) + timedelta(days=days)
            st.button(
                say(f"step.snooze.{days}", day=say.day(later)),
                key=f"snooze_{days}_{kept.id}",
                on_click=_put_off(kept, days),
                width="stretch",
            )
        for state in states:
            decide(say, kept, state)


def _how_it_went(say: Words, kept: KeptStep) -> None:
    """One line that becomes a reflection, or the way to the one that it became."""
    if kept.told_in is not None:
        links.to_reflection(kept.told_in, say("step.told"))
        return
    field = f"went_{kept.id}"
    st.text_input(say("step.went"), key=field, placeholder=say("step.went.example"))
    st.button(say("step.went.keep"), key=f"keep_{field}", on_click=_tell(kept, field))


def _tell(kept: KeptStep, field: str) -> Callable[[], None]:
    def tell() -> None:
        words = st.session_state.get(field) or ""
        try:
            entry = notebook().tell_step(kept.id, words)
            notebook().start_reading(entry.reflection.id)
        except KesanError as error:
            st.session_state[_PROBLEM] = error
        else:
            st.session_state[field] = ""

    return tell


def _put_off(kept: KeptStep, days: int) -> Callable[[], None]:
    def put_off() -> None:
        later = max(kept.step.due or today(), today()) + timedelta(days=days)
        st.session_state.pop(_day(kept.id), None)
        _keep(kept, StepState.ACCEPTED, kept.step.model_copy(update={"due": later}))

    return put_off


def _decided(kept: KeptStep, state: StepState) -> Callable[[], None]:
    def keep() -> None:
        edited = kept.step.model_copy(
            update={
                "message": st.session_state.get(_field(kept.id), kept.step.message),
                "due": st.session_state.get(_day(kept.id), kept.step.due),
            }
        )
        _keep(kept, state, edited)

    return keep


def _keep(kept: KeptStep, state: StepState, edited: Step) -> None:
    try:
        notebook().decide_step(kept.id, state, edited)
    except KesanError as error:
        st.session_state[_PROBLEM] = error
    else:
        if state is StepState.DONE:
            st.session_state[JUST_DONE] = kept.id


JUST_DONE = "step_just_done"


def reach_of(person_id: str | None) -> Reach:
    """How somebody can be reached, as the journal tells it; not at all where it does not."""
    try:
        return notebook().reach(person_id) if person_id else Reach()
    except KesanError:
        return Reach()


def _ways(say: Words, reach: Reach | None) -> list[copying.Way]:
    if reach is None:
        return []
    phone, email = next(iter(reach.phones), ""), next(iter(reach.emails), "")
    return [copying.Way("whatsapp", phone, say("step.whatsapp")), copying.Way("mail", email, say("step.mail"))]


def _field(key: str) -> str:
    return f"message_{key}"


def _day(key: str) -> str:
    return f"due_day_{key}"
