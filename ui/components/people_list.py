"""Everybody in the journal, a page of cards at a time: searched, sieved, and in the order that the user wants."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from app.jobs import Job
from app.shown import ByName, Greeting, Order, Place, TieKind, Wanted
from app.words import Words
from journal.errors import KesanError
from journal.people import PromiseState, Tie
from journal.signals import Verdict
from ui.components import known, links, paper
from ui.components.waiting import wait_for
from ui.session import notebook

CARDS = 12
_GREET = "greet"
_ORDERS = (Order.LAST_MET.value, _GREET, Order.NAME.value)
_QUIET, _PROMISED = "quiet", "promised"
_PLACES = "people_places"
_GREETINGS = "people_greetings"
_JOB = "people_job"
_FIRST_GREETINGS = 4 * CARDS
_AT_ONCE_S = 0.05


class _View(NamedTuple):
    """What is shown: in which order, of whom; another one begins at its first page."""

    order: str
    wanted: Wanted


def people_list(say: Words) -> None:
    """The search field, the order, the filters, and a page of those who fit."""
    view = _view(say)
    if st.session_state.get(_PLACES, (None,))[0] != view:
        st.session_state[_PLACES] = (view, [None])
        st.session_state.pop(_GREETINGS, None)
        st.session_state.pop(_JOB, None)
    if view.order == _GREET:
        _greetings(say, view)
        return
    places: list[Place | None] = st.session_state[_PLACES][1]
    page = notebook().people_page(Order(view.order), view.wanted, places[-1], CARDS)
    if not page.ties and len(places) > 1:  # whoever stood here was forgotten meanwhile
        places.pop()
        st.rerun()
    _number(say, view, page.in_all)
    _cards(say, page.ties)
    _turn(say, places, page.following)


def _view(say: Words) -> _View:
    query = st.text_input(
        say("people.search"),
        key="people_query",
        type="search",
        live=True,
        placeholder=say("people.search"),
        label_visibility="collapsed",
    )
    order = st.segmented_control(
        say("people.order"),
        _ORDERS,
        default=_ORDERS[0],
        required=True,
        format_func=lambda one: say(f"people.order.{one}"),
        key="people_order",
        label_visibility="collapsed",
    )
    with st.expander(say("people.filters"), key="people_filters"):
        kind = st.pills(
            say("people.tie"), list(TieKind), format_func=lambda one: say(f"people.tie.{one.value}"), key="people_tie"
        )
        also = st.pills(
            say("people.also"),
            (_QUIET, _PROMISED),
            selection_mode="multi",
            format_func=lambda one: say(f"people.also.{one}"),
            key="people_also",
        )
        verdict = st.pills(
            say("people.verdict"),
            list(Verdict),
            format_func=lambda one: say(f"verdict.{one.value}"),
            key="people_verdict",
        )
    wanted = Wanted((query or "").strip(), kind, _QUIET in also, _PROMISED in also, verdict)
    return _View(order or _ORDERS[0], wanted)


def _greetings(say: Words, view: _View) -> None:
    """Those whom it would be good to greet, found in the background: more of them where the page needs more."""
    places: list[Place | None] = st.session_state[_PLACES][1]
    last = CARDS * len(places)
    limit, found = st.session_state.get(_GREETINGS, (0, ()))
    if len(found) == limit and len(found) <= last:
        found = _found_now(say, view.wanted, max(_FIRST_GREETINGS, 2 * limit))
        if found is None:
            return
    paper.write(say("people.greet.about" if found else "people.greet.nobody"), "note")
    whys = {one.person_id: one for one in found[last - CARDS : last]}
    _cards(say, notebook().ties_of(tuple(whys)), whys)
    _turn(say, places, ByName("", "") if len(found) > last else None)


def _found_now(say: Words, wanted: Wanted, limit: int) -> tuple[Greeting, ...] | None:
    """So many of them; None while they are looked for, or where that failed."""
    if _JOB not in st.session_state:
        st.session_state[_JOB] = notebook().start_greeting(wanted, say.language, limit)
    job: Job = st.session_state[_JOB]
    if not job.wait(_AT_ONCE_S):
        wait_for(_JOB, say("people.greet.looking"))
        return None
    st.session_state.pop(_JOB)
    if isinstance(job.outcome, tuple):
        st.session_state[_GREETINGS] = (limit, job.outcome)
        return job.outcome
    paper.problem(say.problem(job.problem or KesanError()))
    return None


def _number(say: Words, view: _View, in_all: int) -> None:
    if not in_all:
        paper.write(say("people.nobody"), "note")
    elif view.wanted != Wanted():
        paper.write(say("people.fit", count=in_all), "note")


def _turn(say: Words, places: list[Place | None], following: Place | None) -> None:
    """The ways to the page before and the next one."""
    if len(places) == 1 and following is None:
        return
    with st.grid(2, min_column_width=125):
        st.button(say("people.before"), key="people_before", disabled=len(places) == 1, on_click=_back, width="stretch")
        st.button(
            say("people.next"),
            key="people_next",
            disabled=following is None,
            on_click=_on,
            args=(following,),
            width="stretch",
        )


def _back() -> None:
    st.session_state[_PLACES][1].pop()


def _on(following: Place) -> None:
    st.session_state[_PLACES][1].append(following)


def _cards(say: Words, ties: Sequence[Tie], whys: Mapping[str, Greeting] | None = None) -> None:
    with st.grid(2, min_column_width=260):
        for tie in ties:
            _card(say, tie, (whys or {}).get(tie.person.id))


def _card(say: Words, tie: Tie, why: Greeting | None) -> None:
    with st.container(border=True, height="stretch", gap="small", key=f"tie_{tie.person.id}"):
        paper.write(tie.person.name, "name")
        role = next((meeting.role for meeting in tie.meetings if meeting.role), "")
        if role:
            paper.write(role, "about")
        if why is not None:
            paper.write(why.why)
        told = next(iter(known.cares(tie)), "") if why is None else why.words
        if told:
            paper.write(told, "snippet" if why is None else "quote")
        st.space("stretch")
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            day = say.day(tie.last_met) if tie.last_met else "–"
            links.to_person(tie.person.id, say("people.met", day=day))
            if any(one.state is PromiseState.OPEN for one in tie.promises):
                st.badge(say("people.promise"), color="orange")
