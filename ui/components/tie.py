"""One person's whole story."""

import streamlit as st

from app.words import Words
from journal.errors import KesanError
from journal.facts import FactKind
from journal.mentions import mentions
from journal.people import Promise, PromiseState, Tie
from journal.reading import TieQuality
from journal.sentences import sentences
from journal.signals import Known
from journal.trust import discreet
from ui.components import archive, forgetting, history, known, links, paper, reading, step, who_is_who, would_name
from ui.session import notebook

_PROBLEM = "promise_problem"
_MEETINGS = 10


def show_tie(say: Words, tie: Tie) -> None:
    """All that the journal tells of somebody."""
    links.to_page(links.PEOPLE, say("person.back"), ":material/group:")
    with st.container(gap="xsmall"):
        paper.write(tie.person.name, "title")
        if tie.person.aliases:
            paper.write(say("person.aliases", names=", ".join(tie.person.aliases)), "note")
        if tie.last_met is not None:
            paper.write(say("person.last_met", day=say.day(tie.last_met), count=len(tie.meetings)), "about")
    known.show_care(say, tie)
    _how_met(say, tie)
    known.show_facts(say, tie)
    _promises(say, tie)
    _quality(say, tie)
    would_name.of_person(say, tie.person.id)
    history.show_history(say, tie)
    known.show_confidences(say, tie)
    _steps(say, tie)
    _meetings(say, tie)
    who_is_who.show_who(say, tie)
    st.download_button(
        say("person.vcard"),
        lambda: notebook().vcard(tie.person.id, say.language),
        file_name="kesan.vcf",
        mime="text/vcard",
        key="vcard",
        on_click="ignore",
    )
    forgetting.forget_person(say, tie)


def _how_met(say: Words, tie: Tie) -> None:
    """The first sentence of the first reflection that names them."""
    if not tie.meetings:
        return
    first = tie.meetings[-1]
    for entry in notebook().entries_by_id((first.reflection_id,)):
        words = first_told(entry.reflection.text, tie)
        if words:
            st.header(say("person.how_met"), anchor=False)
            paper.write(words, "quote")
            links.to_reflection(first.reflection_id, say.day(first.on))


def first_told(text: str, tie: Tie) -> str:
    """The first sentence that names them, empty where none does or it was told in confidence."""
    spans = mentions(text, (tie.person.name, *tie.person.aliases))
    at = spans[0].start if spans else -1
    told = next((text[one.start : one.end] for one in sentences(text) if one.start <= at < one.end), "")
    return discreet(told, (fact.quote for fact in tie.told(FactKind.CONFIDENCE)), "").strip()


def _quality(say: Words, tie: Tie) -> None:
    """The three questions to a weak tie, the newest answer to each, and the sentences that they rest on."""
    answers: dict[str, Known] = {}
    for meeting in tie.meetings:
        for name, answer in meeting.tie_quality.model_dump().items():
            if answer != Known.UNKNOWN:
                answers.setdefault(name, answer)
    named = any(fact.kind in known.NAME for fact in tie.facts)
    if answers or named:
        st.header(say("person.quality"), anchor=False)
        reading.show_tie_quality(say, TieQuality.model_validate(answers))
        known.show_name(say, tie)


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
    is_open = any(kept.state in step.OPEN for kept in tie.steps)
    reach = step.reach_of(tie.person.id) if is_open else None
    for kept in tie.steps:
        step.show_step(say, kept, reach)


def _meetings(say: Words, tie: Tie) -> None:
    st.header(say("person.meetings"), anchor=False)
    key = f"meetings_{tie.person.id}"
    count = int(st.session_state.get(key, _MEETINGS))
    shown = tuple(meeting.reflection_id for meeting in tie.meetings[:count])
    archive.rows(say, notebook().entries_by_id(shown), moves=True)
    if len(tie.meetings) > count:

        def older() -> None:
            st.session_state[key] = count + 2 * _MEETINGS

        st.button(say("archive.older"), key="meetings_older", on_click=older)
