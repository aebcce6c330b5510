"""Whom to reconnect with, and whatever else the journal can tell, beside the user's own words."""

import streamlit as st

from app.jobs import Job
from app.shown import Answer, SuggestedPerson
from app.words import Words
from journal.errors import KesanError
from ui.components import archive, links, paper, step
from ui.session import notebook, words

_ANSWER = "answer"
_JOB = "answer_job"
_POLL_S = 0.3
_AT_ONCE_S = 0.2  # an answer that comes within it is shown without a word about waiting
_NUMBER = "answer_number"
_QUESTION = "question"


def asking(say: Words) -> None:
    """The button, the free question, and the answer."""
    with st.container(border=True, gap="small", key="asking"):
        st.header(say("ask.title"), anchor=False)
        paper.write(say("ask.about"), "note")
        reconnect = st.button(say("ask.reconnect_now"), key="reconnect", type="primary")
        row = st.form("ask", border=False).container(horizontal=True, vertical_alignment="bottom", gap="small")
        typed = row.text_input(say("ask.question"), key=_QUESTION, placeholder=say("ask.example"), width="stretch")
        asked = row.form_submit_button(say("ask.submit"), key="ask_submit")
        if reconnect:
            _ask(say("ask.reconnect_question"))
        elif asked and typed and typed.strip():
            _ask(typed)
    if _JOB in st.session_state:
        _wait()
        return
    answer: Answer | KesanError | None = st.session_state.get(_ANSWER)
    if isinstance(answer, KesanError):
        paper.problem(say.problem(answer))
    elif answer is not None:
        _show(say, answer)


def _ask(question: str) -> None:
    """Has the question answered in the background: neither another click nor another page breaks it off."""
    st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
    st.session_state.pop(_ANSWER, None)
    job = st.session_state[_JOB] = notebook().start_asking(question, words().language)
    if job.wait(_AT_ONCE_S):
        _take(job)


@st.fragment(run_every=_POLL_S)
def _wait() -> None:
    """That the journal is being looked through, until it has been; then the whole page is shown anew."""
    say = words()
    job: Job = st.session_state[_JOB]
    if not job.busy:
        _take(job)
        st.rerun()
    st.status(f":shimmer[{say('ask.looking')}]", type="step", state="running", expanded=True).text(say("ask.patience"))
    st.button(say("progress.cancel"), key="cancel_asking", on_click=_give_up)


def _give_up() -> None:
    job: Job | None = st.session_state.pop(_JOB, None)
    if job is not None:
        job.cancel()


def _take(job: Job) -> None:
    st.session_state.pop(_JOB, None)
    st.session_state[_ANSWER] = job.problem or job.outcome or KesanError()


def _show(say: Words, answer: Answer) -> None:
    paper.write(answer.answer, "answer")
    for place, person in enumerate(answer.people):
        with st.container(border=True, gap="small", key=f"suggested_{place}"):
            _person(say, person, f"ask_{st.session_state[_NUMBER]}_{place}")
    told = {reason.reflection_id for person in answer.people for reason in person.reasons}
    others = tuple(one for one in answer.reflections if one not in told)
    entries = notebook().entries_by_id(others)
    if entries:
        st.subheader(say("ask.rests_on" if answer.found else "ask.nearest"), anchor=False)
    for entry in entries:
        archive.row(say, entry, entry.reflection.text)


def _by_quote(person: SuggestedPerson) -> dict[str, list[str]]:
    """The reasons, those together that rest on the same words."""
    whys: dict[str, list[str]] = {}
    for reason in person.reasons:
        whys.setdefault(reason.quote, []).append(reason.why)
    return whys


def _person(say: Words, person: SuggestedPerson, key: str) -> None:
    paper.write(person.name, "name")
    for quote, whys in _by_quote(person).items():
        paper.write("\n".join(whys))
        if quote:
            paper.write(quote, "quote")
    with st.container(horizontal=True, gap="small"):
        links.to_person(person.person_id, say("person.open"))
        ids = tuple(dict.fromkeys(reason.reflection_id for reason in person.reasons))
        for entry in notebook().entries_by_id(ids):
            links.to_reflection(entry.reflection.id, say.day(entry.reflection.on))
    if person.step is not None:
        with st.expander(say("ask.step")):
            step.show_words(say, person.step, key)
