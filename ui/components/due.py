"""What is due: steps taken on, days that come, promises that are open, and all of it as a file for a calendar."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import streamlit as st

from app.clock import today
from app.words import Words
from journal.errors import KesanError
from journal.facts import Fact
from journal.people import Promise, PromiseState, StepState
from ui.components import links, paper, step
from ui.session import notebook

_WITHIN = timedelta(days=7)
_PROMISES = 3
_PROBLEM = "owed_problem"


def show(say: Words) -> None:
    """The list, or nothing where nothing is due; above it, the step that was done just now."""
    _just_done(say)
    agenda = notebook().agenda
    due, coming = agenda.due(_WITHIN), agenda.coming(_WITHIN)
    in_hand = {one.reflection_id for one in due}  # a promise that is a step already is not named twice
    owed = [promise for promise in agenda.owed(_PROMISES) if promise.reflection_id not in in_hand]
    if due or coming or owed:
        st.header(say("journal.due"), anchor=False)
        for one in due:
            step.show_due(say, one)
        step.show_problem(say)
        _coming(say, coming)
        _owed(say, owed)
        _calendar(say)


def _coming(say: Words, coming: Sequence[Fact]) -> None:
    for fact in coming:
        with st.container(gap="xsmall", key=f"coming_{fact.id}"):
            paper.write(fact.words, "quote")
            if fact.about is not None:
                links.to_person(fact.person_id, say("due.coming", day=say.day(fact.about)))


def _owed(say: Words, owed: Sequence[Promise]) -> None:
    if owed:
        paper.write(say("due.promise"), "about")
    in_trust = notebook().in_trust(one.reflection_id for one in owed)
    for promise in owed:
        _promise(say, promise, in_trust.get(promise.reflection_id, ()))
    if error := st.session_state.pop(_PROBLEM, None):
        paper.problem(say.problem(error))


def _calendar(say: Words) -> None:
    st.download_button(
        say("due.calendar"),
        lambda: notebook().agenda.ics(say),
        file_name=f"kesan-{today().isoformat()}.ics",
        mime="text/calendar",
        key="calendar",
        on_click="ignore",
        type="tertiary",
        icon=":material/calendar_month:",
    )


def _just_done(say: Words) -> None:
    done = st.session_state.get(step.JUST_DONE)
    kept = next((one for one in notebook().steps(StepState.DONE) if one.id == done), None) if done else None
    if kept is not None and kept.told_in is None:
        step.show_done(say, kept)
    elif done:
        st.session_state.pop(step.JUST_DONE)


def _promise(say: Words, promise: Promise, in_trust: Sequence[str]) -> None:
    secret = any(promise.text in quote for quote in in_trust)
    with st.container(gap="xsmall", key=f"owed_{promise.id}"):
        paper.write(say("fact.hidden") if secret else promise.text, "quote")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            links.to_reflection(promise.reflection_id, say.day(promise.made_on))
            for state in (PromiseState.KEPT, PromiseState.LET_GO):
                key = f"owed_{state.value}_{promise.id}"
                st.button(say(f"promise.to.{state.value}"), key=key, on_click=_decide(promise, state), type="tertiary")


def _decide(promise: Promise, state: PromiseState) -> Callable[[], None]:
    def decide() -> None:
        try:
            notebook().decide_promise(promise.id, state)
        except KesanError as error:
            st.session_state[_PROBLEM] = error

    return decide
