"""The one big field, what may be said beside it, and keeping what was written.

The text leaves the field only once it is in the record: whatever is refused stands there still.
"""

from datetime import date, timedelta

import streamlit as st

from app.clock import today
from app.days import day_in_words
from app.words import Words
from journal.chat import whatsapp_chat
from journal.errors import KesanError
from ui.components import chat, draft, links, paper, voice
from ui.session import notebook, words

TEXT = "reflection_text"
DAY, EVENT, PEOPLE = "reflection_day", "reflection_event", "reflection_people"
_PROBLEM = "writing_problem"
_KEPT = "writing_kept"
_LONGEST = 200


def writing(say: Words) -> None:
    """The field, or the chat that was brought in."""
    if chat.is_shown():
        _chat(say)
    else:
        _sheet(say)
    if error := st.session_state.get(_PROBLEM):
        paper.problem(say.problem(error))


def _chat(say: Words) -> None:
    chat.choosing(say)
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small"):
        st.button(say("chat.leave"), key="leave_chat", on_click=chat.leave)
        ready = chat.chosen_text() is not None
        st.button(say("writing.keep"), key="keep_chat", type="primary", disabled=not ready, on_click=_keep_chat)


def _sheet(say: Words) -> None:
    """The field, the day, event and people if one wants to name them, the other ways in, and the button."""
    voice.take_heard(TEXT)
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
            with st.container(horizontal=True, gap="xxsmall", width="content", key="ways"):
                _circumstances(say)
                voice.ways_in(say)
                chat.ways_in(say)
            st.button(say("writing.keep"), key="keep", type="primary", on_click=_keep)
    draft.others(say, TEXT)


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
    written = st.session_state.get(TEXT) or ""
    if (pasted := whatsapp_chat(written)) is not None:
        chat.bring((pasted,))
        return
    _keep_and_read(with_circumstances(words(), written, _typed(EVENT), _typed(PEOPLE)), day)


def _keep_chat() -> None:
    st.session_state[_PROBLEM] = None
    text = chat.chosen_text()
    if text is not None and _keep_and_read(text, chat.chosen_day()):
        chat.leave()


def _keep_and_read(text: str, day: date) -> bool:
    """Keeps the text and has it read; whether that could be. Then the fields are empty, and the page is its."""
    try:
        reflection_id = _keep_once(text, day)
        notebook().start_reading(reflection_id)
    except KesanError as error:
        st.session_state[_PROBLEM] = error
        return False
    written = st.session_state.get(TEXT) or ""
    for key in (TEXT, DAY, EVENT, PEOPLE):
        st.session_state[key] = ""
    draft.forget_draft(reflection_id, written)
    st.query_params[links.REFLECTION] = reflection_id
    return True


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
