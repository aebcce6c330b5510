"""The one big field, what may be said beside it, and keeping what was written.

The text leaves the field only once it is in the record: whatever is refused stands there still.
"""

from datetime import date, timedelta

import streamlit as st

from app.clock import today
from app.days import day_in_words
from app.words import Words
from journal.errors import KesanError
from ui.components import draft, links, paper
from ui.session import notebook, words

TEXT = "reflection_text"
DAY, EVENT, PEOPLE = "reflection_day", "reflection_event", "reflection_people"
_PROBLEM = "writing_problem"
_KEPT = "writing_kept"
_LONGEST = 200


def writing(say: Words) -> None:
    """The field, the day, event and people if one wants to name them, and the button."""
    with st.container(gap="small", key="sheet"):
        st.text_area(
            say("writing.label"),
            key=TEXT,
            height="content",
            placeholder=say("writing.placeholder"),
            label_visibility="collapsed",
            persist_state="session",
        )
        with st.container(
            horizontal=True,
            vertical_alignment="center",
            horizontal_alignment="distribute",
            gap="small",
            key="sheet_foot",
        ):
            _circumstances(say)
            st.button(say("writing.keep"), key="keep", type="primary", on_click=_keep)
    if error := st.session_state.get(_PROBLEM):
        paper.problem(say.problem(error))


def keep_draft() -> None:
    """Watches over what is being typed; on every view, since a draft that was kept is forgotten on the next one."""
    draft.keep_draft(TEXT, notebook().owner)


def _circumstances(say: Words) -> None:
    """When, at what, with whom: all of it may stay empty."""
    day = _day()
    with st.popover(_label(say, day), icon=":material/event:", key="circumstances"):
        st.text_input(
            say("writing.day"),
            key=DAY,
            placeholder=say("writing.day.placeholder"),
            live=True,
            max_chars=_LONGEST,
            persist_state="session",
        )
        if isinstance(day, KesanError):
            paper.problem(say.problem(day))
        elif _typed(DAY):
            paper.write(say.weekday(day), "note")
        for key, name in ((EVENT, "event"), (PEOPLE, "people")):
            st.text_input(
                say(f"writing.{name}"),
                key=key,
                placeholder=say(f"writing.{name}.placeholder"),
                max_chars=_LONGEST,
                persist_state="session",
            )
        paper.write(say("writing.optional"), "note")


def _label(say: Words, day: date | KesanError) -> str:
    """The day in a word or two."""
    if isinstance(day, KesanError):
        return say("writing.when")
    days = (today() - day) // timedelta(days=1)
    return say(f"writing.day.{days}") if days in (0, 1) else say.day(day)


def _day() -> date | KesanError:
    try:
        return day_in_words(_typed(DAY), today())
    except KesanError as error:
        return error


def _typed(key: str) -> str:
    return " ".join((st.session_state.get(key) or "").split())


def _keep() -> None:
    st.session_state[_PROBLEM] = None
    day = _day()
    if isinstance(day, KesanError):
        st.session_state[_PROBLEM] = day
        return
    text = with_circumstances(words(), st.session_state.get(TEXT) or "", _typed(EVENT), _typed(PEOPLE))
    try:
        reflection_id = _keep_once(text, day)
        notebook().start_reading(reflection_id)
    except KesanError as error:
        st.session_state[_PROBLEM] = error
        return
    for key in (TEXT, DAY, EVENT, PEOPLE):
        st.session_state[key] = ""
    draft.forget_draft(reflection_id)
    st.query_params[links.REFLECTION] = reflection_id


def with_circumstances(say: Words, text: str, event: str, people: str) -> str:
    """The text, with the event and the people as its first sentence where they were named."""
    if not text.strip() or not (event or people):
        return text
    kind = "both" if event and people else "event" if event else "people"
    return f"{say(f'writing.heading.{kind}', event=event.rstrip('.'), people=people.rstrip('.'))}\n\n{text}"


def _keep_once(text: str, day: date) -> str:
    """The reflection's id; a double click sends the same text twice, and keeps it once."""
    written = (text, day)
    known: tuple[tuple[str, date], str] | None = st.session_state.get(_KEPT)
    if known is not None and known[0] == written and notebook().entries_by_id((known[1],)):
        return known[1]
    kept = notebook().keep(text, day).reflection.id
    st.session_state[_KEPT] = (written, kept)
    return kept
