"""What every page stands on: the process's one Kesan, its owner's journal, and the words to speak in."""

import streamlit as st

from app.kesan import Kesan
from app.notebook import Notebook
from app.words import Words, words_for
from journal.errors import KesanError
from journal.language import Language
from journal.reflection import LOCAL_OWNER

_LANGUAGE = "language"
_FIRST_PAGE_S = 2.0


@st.cache_resource(show_spinner=False, on_release=lambda opened: opened.close())
def kesan() -> Kesan:
    """The one Kesan of this process, its heavy parts being loaded since the first visit.

    Raises:
        KesanError: it can't be opened; the next visit tries again.
    """
    opened = Kesan.open()
    opened.warm(after=_FIRST_PAGE_S)
    return opened


def notebook() -> Notebook:
    """The journal of whoever is looking."""
    return kesan().notebook(LOCAL_OWNER)


def words() -> Words:
    """The words of the language that this visit chose, else the settings, else the browser."""
    chosen = st.session_state.get(_LANGUAGE) or _saved_language()
    return words_for(st.context.locale) if chosen is None else Words(chosen)


def choose_language(language: Language) -> None:
    """Speaks `language` from now on, in this visit and, where the home can be written, in later ones."""
    st.session_state[_LANGUAGE] = language
    kesan().change_settings({"KESAN_LANGUAGE": language.value})


def _saved_language() -> Language | None:
    try:
        return kesan().settings.language
    except KesanError:
        return None
