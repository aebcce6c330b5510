"""The head and foot of every page: the four pages by name, in sight on a phone too, and the language."""

from collections.abc import Iterator
from typing import Any

import streamlit as st

from app.words import Words
from journal.errors import KesanError
from journal.language import Language
from ui.components import arriving, links, paper
from ui.session import choose_language, kesan

_PROBLEM = "language_problem"
_PAGES = {"journal": links.JOURNAL, "people": links.PEOPLE, "review": links.REVIEW, "settings": links.SETTINGS}
_ICONS = {"journal": "edit_note", "people": "group", "review": "insights", "settings": "tune"}


def pages(say: Words) -> Iterator[Any]:
    """The pages, by their names in this language."""
    for name, path in _PAGES.items():
        yield st.Page(path, title=f"{say(f'nav.{name}')} · Kesan", url_path=name, default=name == "journal")


def show(say: Words) -> None:
    """The name, and the links to the four pages: on a phone these lie at the thumb, along the lower edge."""
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="masthead", gap="small"
    ):
        with st.container(width="content"):
            paper.write("Kesan", "brand")
        with st.container(horizontal=True, gap="xxsmall", width="content", key="pages"):
            for name, path in _PAGES.items():
                links.to_page(path, say(f"nav.{name}"), f":material/{_ICONS[name]}:")
        arriving.arrive(links.view(), say.language, say("app.choices"))
    paper.native_words(say("native.choose"), say("native.limit"))


def foot(say: Words) -> None:
    """What leaves the machine, and the language switch."""
    st.space("medium")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="foot"):
        with st.container(width="content"):
            privacy(say)
        language_switch(say, "foot")


def privacy(say: Words) -> None:
    """What leaves the machine, in one sentence."""
    settings = kesan().settings
    key = "privacy.model" if settings.uses_model else "privacy.embedded"
    paper.write(say(key, address=settings.address), "note")


def language_switch(say: Words, place: str) -> None:
    """The two languages; a choice loses nothing. `place` tells the page's switch from the foot's."""
    key = f"{place}_language"
    st.session_state[key] = say.language
    st.segmented_control(
        say("app.language"),
        list(Language),
        format_func=lambda language: say(f"language.{language.value}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_switch,
        args=(key,),
    )
    if error := st.session_state.pop(_PROBLEM, None):
        paper.problem(say.problem(error))


def _switch(key: str) -> None:
    try:
        choose_language(st.session_state[key])
    except KesanError as error:
        st.session_state[_PROBLEM] = error
