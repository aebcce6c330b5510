"""Whether names stay home when a language model reads, and the very text that would be sent."""

import streamlit as st

from app.clock import today
from app.words import Words
from ui.components import paper, settings_form
from ui.session import kesan, notebook

_NAMES = "set_names"


def show(say: Words) -> None:
    """The switch, and what it does to the newest reflection (to a sample while there is none)."""
    hides = kesan().settings.hides_names
    st.session_state[_NAMES] = hides
    st.toggle(say("names.hide"), key=_NAMES, on_change=_save)
    paper.write(say("names.hidden" if hides else "names.sent"), "note")
    shown = st.expander(say("names.show"), key="names_shown", on_change="rerun")
    if shown.open:
        with shown:
            _sent(say)


def _sent(say: Words) -> None:
    """What would be sent first: the text with its frame, what stays home, the instructions before it."""
    newest = notebook().entries(limit=1)
    text = newest[0].reflection.text if newest else say("sample.text")
    question = notebook().first_question(text, newest[0].reflection.on if newest else today())
    paper.write(say("names.of_newest" if newest else "names.of_sample"), "note")
    st.code(question.text, language=None, wrap_lines=True)
    if question.at_home:
        paper.write(say("names.at_home"), "note")
        paper.bullets(f"{placeholder} = {words}" for placeholder, words in question.at_home)
    paper.write(say("names.instructions"), "note")
    st.code(question.instructions, language=None, wrap_lines=True)


def _save() -> None:
    settings_form.save({"KESAN_NAMES": "hidden" if st.session_state[_NAMES] else "sent"})
