"""Whom to reconnect with, and whatever else the journal can tell, beside the user's own words."""

import streamlit as st

from app.jobs import Job
from app.shown import Answer, Asked
from app.words import Words
from journal.errors import KesanError
from ui.components import archive, paper, suggested
from ui.session import notebook, words

_THREAD = "answer_thread"
_ASKED = "answer_question"
_PROBLEM = "answer_problem"
_JOB = "answer_job"
_POLL_S = 0.3
_AT_ONCE_S = 0.2  # an answer that comes within it is shown without a word about waiting
_NUMBER = "answer_number"
_LONGEST = 12  # questions of one talk that are kept


def asking(say: Words) -> None:
    """The button, the free question, the answer, and what was asked before it in the same talk."""
    with st.container(border=True, gap="small", key="asking"):
        st.header(say("ask.title"), anchor=False)
        paper.write(say("ask.about"), "note")
        reconnect = st.button(say("ask.reconnect_now"), key="reconnect", type="primary")
        typed = _question(say, "ask", say("ask.question"), say("ask.example"))
        if reconnect or typed:
            st.session_state[_THREAD] = ()
            _ask(typed or say("ask.reconnect_question"))
    if _JOB in st.session_state:
        _earlier(say)
        _wait()
        return
    problem: KesanError | None = st.session_state.get(_PROBLEM)
    if problem is not None:
        paper.problem(say.problem(problem))
    if _thread():
        _earlier(say)
        _show(say, _thread()[-1])
        _follow_up(say)


def _thread() -> tuple[Asked, ...]:
    """What was asked and answered in this talk, oldest first."""
    thread: tuple[Asked, ...] = st.session_state.get(_THREAD, ())
    return thread


def _question(say: Words, name: str, label: str, example: str) -> str:
    """A field for a question and its button; the question when it was just sent."""
    row = st.form(name, border=False).container(horizontal=True, vertical_alignment="bottom", gap="small")
    key = "question" if name == "ask" else f"{name}_question"
    typed = row.text_input(label, key=key, placeholder=example, width="stretch")
    sent = row.form_submit_button(say("ask.submit"), key=f"{name}_submit")
    return (typed or "").strip() if sent else ""


def _earlier(say: Words) -> None:
    """The questions before the one that is shown, each with its answer in a sentence."""
    done = _thread() if _JOB in st.session_state else _thread()[:-1]
    for asked in done:
        with st.container(gap="xxsmall"):
            paper.write(say("ask.you_asked", question=asked.question), "note")
            paper.write(asked.answer.answer, "snippet")


def _follow_up(say: Words) -> None:
    """Asks on, with what was said in mind; the field is a new one for each question."""
    number = st.session_state.get(_NUMBER, 0)
    if typed := _question(say, f"follow_{number}", say("ask.follow"), say("ask.follow.example")):
        _ask(typed)
        st.rerun()


def _ask(question: str) -> None:
    """Has the question answered in the background: neither another click nor another page breaks it off."""
    st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
    st.session_state[_ASKED] = question
    st.session_state.pop(_PROBLEM, None)
    job = st.session_state[_JOB] = notebook().start_asking(question, words().language, _thread())
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
    if isinstance(job.outcome, Answer):
        st.session_state[_THREAD] = (*_thread(), Asked(st.session_state[_ASKED], job.outcome))[-_LONGEST:]
    else:
        st.session_state[_PROBLEM] = job.problem or KesanError()


def _show(say: Words, asked: Asked) -> None:
    answer = asked.answer
    if len(_thread()) > 1:
        paper.write(say("ask.you_asked", question=asked.question), "note")
    paper.write(answer.answer, "answer")
    for place, person in enumerate(answer.people):
        with st.container(border=True, gap="small", key=f"suggested_{place}"):
            suggested.show_person(say, person, f"ask_{st.session_state[_NUMBER]}_{place}")
    told = {reason.reflection_id for person in answer.people for reason in person.reasons}
    others = tuple(one for one in answer.reflections if one not in told)
    entries = notebook().entries_by_id(others)
    if entries:
        st.subheader(say("ask.rests_on" if answer.found else "ask.nearest"), anchor=False)
    archive.rows(say, entries)
