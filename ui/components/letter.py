"""The letter over a week or a month: each sentence with a way to the reflections that it rests on."""

from datetime import date

import streamlit as st

from app.clock import today
from app.jobs import Job
from app.letter_page import letter_page
from app.letters import Letter, Paragraph, before, month_of, week_of
from app.words import Words
from journal.errors import KesanError
from ui.components import links, paper
from ui.session import kesan, notebook, words

_PERIODS = 12
_POLL_S = 0.5
_JOB, _WRITTEN, _PROBLEM = "letter_job", "letter_written", "letter_problem"
_OF = {"week": week_of, "month": month_of}
Days = tuple[date, date]


def letter(say: Words) -> None:
    """The letter of the chosen days; the newest that hold a note come first."""
    st.header(say("letter.title"), anchor=False)
    paper.write(say("letter.about"), "note")
    days = _chosen(say)
    made = _written(days) or notebook().letter(*days, say.language)
    with st.container(border=True, gap="small", key="letter"):
        _paragraphs(say, made)
        if made.made_by == "model":
            paper.write(say("letter.by.model"), "note")
    st.download_button(
        say("letter.print"),
        lambda: letter_page(made, say).encode(),
        file_name=f"kesan-{made.since.isoformat()}.html",
        mime="text/html",
        key="letter_print",
        help=say("letter.print.how"),
        on_click="ignore",
        type="tertiary",
        icon=":material/print:",
    )
    if kesan().settings.uses_model and made.made_by != "model":
        _by_model(say, days)


def _chosen(say: Words) -> Days:
    with st.grid(2, min_column_width=200):
        every = st.segmented_control(
            say("letter.every"),
            list(_OF),
            format_func=lambda name: say(f"letter.{name}"),
            default="week",
            required=True,
            key="letter_every",
        )
        of = _OF[every or "week"]
        periods = [of(notebook().newest_day() or today())]
        while len(periods) < _PERIODS:
            periods.append(of(before(*periods[-1])[0]))
        return st.selectbox(
            say("letter.period"),
            periods,
            format_func=lambda days: _name(say, days, every or "week"),
            key=f"letter_{every}",
        )


def _name(say: Words, days: Days, every: str) -> str:
    if every == "month":
        return say.month(days[0])
    return say("letter.days", since=say.day(days[0]), until=say.day(days[1]))


def _paragraphs(say: Words, made: Letter) -> None:
    topic = None
    for place, paragraph in enumerate(made.paragraphs):
        if paragraph.topic is not topic:
            topic = paragraph.topic
            st.subheader(say(f"letter.topic.{topic.value}"), anchor=False)
        paper.write(paragraph.sentence)
        _cites(say, paragraph, place)


def _cites(say: Words, paragraph: Paragraph, place: int) -> None:
    for cite in paragraph.cites:
        paper.write(cite.quote, "quote")
    if paragraph.cites:
        days = dict.fromkeys((cite.reflection_id, cite.on) for cite in paragraph.cites)
        with st.container(horizontal=True, gap="small", key=f"letter_cites_{place}"):
            for reflection_id, on in days:
                links.to_reflection(reflection_id, say.day(on))


def _written(days: Days) -> Letter | None:
    """What a model wrote of these days in this visit; nowhere else is it kept."""
    made: Letter | None = st.session_state.get(_WRITTEN, {}).get(days)
    return made


def _by_model(say: Words, days: Days) -> None:
    """Has the model write it, in the background."""
    if _JOB in st.session_state:
        _wait()
        return
    if problem := st.session_state.pop(_PROBLEM, None):
        paper.problem(say.problem(problem) if isinstance(problem, KesanError) else say("letter.model.nothing"))
    paper.write(say("letter.model.about", address=kesan().settings.address), "note")
    st.button(say("letter.model"), key="letter_by_model", on_click=_begin, args=(days,))


def _begin(days: Days) -> None:
    st.session_state[_JOB] = (days, notebook().start_letter(*days, words().language))


@st.fragment(run_every=_POLL_S)
def _wait() -> None:
    """That it is being written, until it is; then the whole page is shown anew."""
    say = words()
    days, job = st.session_state[_JOB]
    if not job.busy:
        del st.session_state[_JOB]
        _take(days, job)
        st.rerun()
    st.status(f":shimmer[{say('letter.model.wait')}]", type="step", state="running", expanded=False)
    st.button(say("progress.cancel"), key="cancel_letter", on_click=_give_up)


def _take(days: Days, job: Job) -> None:
    if isinstance(job.outcome, Letter):
        st.session_state[_WRITTEN] = {**st.session_state.get(_WRITTEN, {}), days: job.outcome}
    else:
        st.session_state[_PROBLEM] = job.problem or "nothing"


def _give_up() -> None:
    _, job = st.session_state.pop(_JOB)
    job.cancel()
