"""One kept reflection: being read, not read for a reason, or read, with all that can be done about it."""

from collections.abc import Sequence

import streamlit as st

from app.notebook import ReaderName
from app.shown import Entry, as_seen
from app.words import Words
from journal.errors import KesanError
from journal.quotes import Span, find_quote
from ui.components import chat, disagreement, forgetting, links, paper, progress, reading, step, telling_more
from ui.session import kesan, notebook

_PROBLEM = "reading_problem"


def show_reflection(say: Words, entry: Entry) -> None:
    """The reflection and what became of it."""
    links.to_page(links.JOURNAL, say("reflection.back"), ":material/edit_note:")
    st.title(say.day(entry.reflection.on), anchor=False)
    here = _opened_for(say, entry)
    busy = progress.is_busy(entry.reflection.id)
    if busy:
        progress.watch_reading(entry.reflection.id, entry.reflection.text)
    elif entry.reading is not None:
        _read(say, entry, here)
    else:
        _not_read(say, entry)
        st.header(say("reflection.text"), anchor=False)
        paper.marked(entry.reflection.text, (), "", here)
    _end(say, entry, busy=busy)


def _opened_for(say: Words, entry: Entry) -> Span | None:
    """Where the sentence stands for whose sake the reflection was opened, which is shown first; None: for none."""
    fact_id = links.asked_for(links.FACT)
    if fact_id is None:
        return None
    try:
        fact = notebook().fact(fact_id)
    except KesanError:
        return None
    span = find_quote(entry.reflection.text, fact.quote) if fact.reflection_id == entry.reflection.id else None
    if span is not None:
        paper.write(say("fact.here"), "note")
        paper.write(fact.quote, "quote")
        links.to_person(fact.person_id, say("person.open"))
    return span


def _read(say: Words, entry: Entry, here: Span | None) -> None:
    found = as_seen(entry, say)
    if found is None:
        return
    if entry.problem is not None:
        paper.problem(say.trouble(entry.problem.words, dict(entry.problem.context)))

    def ask(questions: Sequence[str]) -> None:
        telling_more.tell_more(say, entry.reflection.id, questions)

    differ = disagreement.differ_on_moves(say, entry)
    reading.show_reading(say, entry.reflection.text, found, entry.correction, ask=ask, differ=differ, here=here)
    disagreement.corrected_moves(say, entry)
    chat.show_kept_facts(say, entry.reflection.text)
    reading.show_people(say, ((one, notebook().find_person(one.name)) for one in found.people))
    kept = next(iter(notebook().steps(reflection_id=entry.reflection.id)), None)
    if kept is not None:
        st.header(say("step.title"), anchor=False)
        step.show_step(say, kept)
    disagreement.disagreement(say, entry)
    reading.show_reader(say, found)


def _not_read(say: Words, entry: Entry) -> None:
    """Why it was kept but not read, and what can be done."""
    if entry.problem is not None:
        paper.problem(say.trouble(entry.problem.words, dict(entry.problem.context)))
    else:
        paper.write(say("reflection.not_read"), "because")
    with st.container(horizontal=True, gap="small"):
        _read_button(say, entry, None, "reflection.read", primary=True)
        if kesan().reader_name == "model":
            _read_button(say, entry, "embedded", "reflection.read_embedded")


def _end(say: Words, entry: Entry, *, busy: bool) -> None:
    if error := st.session_state.pop(_PROBLEM, None):
        paper.problem(say.problem(error))
    with st.container(horizontal=True, gap="small"):
        if entry.reading is not None and not busy:
            _read_button(say, entry, None, "reflection.read_again")
        forgetting.forget_reflection(say, entry.reflection.id)


def _read_button(say: Words, entry: Entry, reader: ReaderName | None, words: str, *, primary: bool = False) -> None:
    def read() -> None:
        try:
            notebook().start_reading(entry.reflection.id, reader)
        except KesanError as error:
            st.session_state[_PROBLEM] = error

    st.button(say(words), key=words.replace(".", "_"), type="primary" if primary else "secondary", on_click=read)
