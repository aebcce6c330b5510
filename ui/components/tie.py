"""People: a card each, and one person's whole story."""

import streamlit as st

from app.words import Words
from journal.errors import KesanError
from journal.people import Promise, PromiseState, Tie
from ui.components import archive, forgetting, links, paper, reading, step
from ui.session import notebook

_PROBLEM = "promise_problem"
_CARDS = 12
_MEETINGS = 10
_MOST_WORDS = 30  # the latest: of somebody met a thousand times there are as many
_SHOWN = "people_shown"


def people_list(say: Words) -> None:
    """Those met last whose name or alias fits what is typed, a few more at a time."""
    query = st.text_input(
        say("people.search"),
        key="people_query",
        type="search",
        live=True,
        placeholder=say("people.search"),
        label_visibility="collapsed",
    )
    count = int(st.session_state.get(_SHOWN, _CARDS))
    ties, in_all = notebook().people_met_last(count, query or "")
    with st.grid(2, min_column_width=260):
        for tie in ties:
            _card(say, tie)
    if not ties:
        paper.write(say("people.nobody"), "note")
    if in_all > count:
        st.button(say("people.more", count=in_all - count), key="people_more", on_click=_more, args=(count,))


def show_tie(say: Words, tie: Tie) -> None:
    """All that the journal tells of somebody."""
    links.to_page(links.PEOPLE, say("person.back"), ":material/group:")
    with st.container(gap="xsmall"):
        paper.write(tie.person.name, "title")
        if tie.person.aliases:
            paper.write(say("person.aliases", names=", ".join(tie.person.aliases)), "note")
        if tie.last_met is not None:
            paper.write(say("person.last_met", day=say.day(tie.last_met), count=len(tie.meetings)), "about")
    _cares_about(say, tie)
    _quality(say, tie)
    _promises(say, tie)
    _steps(say, tie)
    _meetings(say, tie)
    forgetting.forget_person(say, tie)


def _more(count: int) -> None:
    st.session_state[_SHOWN] = count + 2 * _CARDS


def _card(say: Words, tie: Tie) -> None:
    with st.container(border=True, height="stretch", gap="small", key=f"tie_{tie.person.id}"):
        paper.write(tie.person.name, "name")
        role = next((meeting.role for meeting in tie.meetings if meeting.role), "")
        if role:
            paper.write(role, "about")
        words = next((words for meeting in tie.meetings for words in meeting.cares_about), "")
        if words:
            paper.write(words, "snippet")
        st.space("stretch")
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            day = say.day(tie.last_met) if tie.last_met else "–"
            links.to_person(tie.person.id, say("people.met", day=day))
            if any(one.state is PromiseState.OPEN for one in tie.promises):
                st.badge(say("people.promise"), color="orange")


def _cares_about(say: Words, tie: Tie) -> None:
    words = tuple(dict.fromkeys(words for meeting in tie.meetings for words in meeting.cares_about))
    if words:
        st.header(say("person.cares_about"), anchor=False)
        paper.quotes(words[:_MOST_WORDS])


def _quality(say: Words, tie: Tie) -> None:
    latest = next((one.tie_quality for one in tie.meetings if "yes" in _answers(one.tie_quality.model_dump())), None)
    if latest is not None:
        st.header(say("person.quality"), anchor=False)
        reading.show_tie_quality(say, latest)


def _answers(quality: dict[str, str]) -> set[str]:
    return {str(answer) for answer in quality.values()}


def _promises(say: Words, tie: Tie) -> None:
    if not tie.promises:
        return
    st.header(say("person.promises"), anchor=False)
    if error := st.session_state.pop(_PROBLEM, None):
        paper.problem(say.problem(error))
    for promise in tie.promises:
        with st.container(border=True, gap="small", key=f"promise_{promise.id}"):
            paper.write(promise.text, "quote")
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                links.to_reflection(promise.reflection_id, say.day(promise.made_on))
                if promise.state is PromiseState.OPEN:
                    _decide(say, promise, PromiseState.KEPT)
                    _decide(say, promise, PromiseState.LET_GO)
                else:
                    st.badge(
                        say(f"promise.{promise.state.value}"),
                        color="green" if promise.state is PromiseState.KEPT else "gray",
                    )
                    _decide(say, promise, PromiseState.OPEN)


def _decide(say: Words, promise: Promise, state: PromiseState) -> None:
    def decide() -> None:
        try:
            notebook().decide_promise(promise.id, state)
        except KesanError as error:
            st.session_state[_PROBLEM] = error

    st.button(say(f"promise.to.{state.value}"), key=f"{state.value}_{promise.id}", on_click=decide)


def _steps(say: Words, tie: Tie) -> None:
    if tie.steps:
        st.header(say("person.steps"), anchor=False)
    for kept in tie.steps:
        step.show_step(say, kept)


def _meetings(say: Words, tie: Tie) -> None:
    st.header(say("person.meetings"), anchor=False)
    key = f"meetings_{tie.person.id}"
    count = int(st.session_state.get(key, _MEETINGS))
    for entry in notebook().entries_by_id(tuple(meeting.reflection_id for meeting in tie.meetings[:count])):
        archive.row(say, entry, entry.reflection.text)
    if len(tie.meetings) > count:

        def older() -> None:
            st.session_state[key] = count + 2 * _MEETINGS

        st.button(say("archive.older"), key="meetings_older", on_click=older)
