"""What every page stands on: the process's one Kesan, its owner's journal, and the words to speak in."""

import streamlit as st

from app import binding
from app.kesan import Kesan
from app.keyring import Keyring
from app.notebook import Notebook
from app.words import Words, words_for
from journal.errors import KesanError
from journal.language import Language
from journal.reflection import LOCAL_OWNER, Owner, owner_of

_LANGUAGE = "language"
_FIRST_PAGE_S = 2.0


@st.cache_resource(show_spinner=False, on_release=lambda opened: opened.close())
def _opened() -> Kesan:
    key = keyring().key
    opened = Kesan.open() if key is None else Kesan.open(key=key)
    opened.warm(after=_FIRST_PAGE_S)
    return opened


@st.cache_resource(show_spinner=False)
def keyring() -> Keyring:
    """The key of a journal that is under a passphrase, while it is in use."""
    return Keyring(close_kesan)


def kesan() -> Kesan:
    """The one Kesan of this process, its heavy parts being loaded since the first visit.

    Raises:
        KesanError: it can't be opened; the next visit tries again.
    """
    keyring().touch()
    return _opened()


def close_kesan() -> None:
    """Closes this process's Kesan; the next visit opens it anew."""
    _opened.clear()


def signs_in() -> bool:
    """Whether users sign in here: `[auth]` in Streamlit's secrets."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def is_signed_in() -> bool:
    """Whether whoever is looking may see a journal."""
    return not signs_in() or bool(st.user.is_logged_in)


def is_open_to_all() -> bool:
    """Whether anybody who reaches this server would see the journal, and nobody has said that this is meant."""
    return not signs_in() and not binding.is_near(st.get_option("server.address")) and not binding.is_allowed()


def owner() -> Owner:
    """Whose journal it is: who is signed in, by issuer and subject, which no other user shares; else the one user."""
    return owner_of(str(st.user["iss"]), str(st.user["sub"])) if signs_in() else LOCAL_OWNER


def notebook() -> Notebook:
    """The journal of whoever is looking."""
    return kesan().notebook(owner())


def words() -> Words:
    """The words of the language that this visit chose, else the settings, else the browser."""
    chosen = st.session_state.get(_LANGUAGE) or _saved_language()
    return words_for(st.context.locale) if chosen is None else Words(chosen)


def choose_language(language: Language) -> None:
    """Speaks `language` from now on, in this visit and, where the home can be written, in later ones."""
    st.session_state[_LANGUAGE] = language
    if signs_in():
        return  # the settings are everybody's
    kesan().change_settings({"KESAN_LANGUAGE": language.value})


def _saved_language() -> Language | None:
    try:
        return kesan().settings.language
    except KesanError:
        return None
