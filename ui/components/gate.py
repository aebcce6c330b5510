"""What stands before every page: a server that anybody may reach, a sign-in, a passphrase, a home that can't be
opened."""

import streamlit as st

from app.words import Words
from journal.errors import KesanError, Locked
from ui.components import paper
from ui.session import is_open_to_all, is_signed_in, kesan, keyring

_TYPED, _PROBLEM = "lock_typed", "lock_problem"


def pass_through(say: Words) -> None:
    """Returns when the pages may be shown; else shows why not, and ends the run."""
    if is_open_to_all():
        _stop(say("gate.open_to_all"))
    if not is_signed_in():
        st.title("Kesan", anchor=False)
        paper.write(say("gate.sign_in.about"))
        st.button(say("gate.sign_in"), key="sign_in", type="primary", on_click=st.login)
        st.stop()
    try:
        kesan()
    except Locked:
        _ask_passphrase(say)
    except KesanError as error:
        st.title("Kesan", anchor=False)
        paper.problem(say.problem(error))
        st.button(say("app.try_again"), type="primary")
        st.stop()


def _ask_passphrase(say: Words) -> None:
    st.title(say("lock.title"), anchor=False)
    with st.form("unlock", border=False):
        st.text_input(say("lock.passphrase"), key=_TYPED, type="password", autocomplete="current-password")
        st.form_submit_button(say("lock.open"), type="primary", key="unlock_submit", on_click=_unlock)
    if error := st.session_state.pop(_PROBLEM, None):
        paper.problem(say.problem(error))
    st.stop()


def _unlock() -> None:
    try:
        keyring().unlock(st.session_state[_TYPED])
    except KesanError as error:
        st.session_state[_PROBLEM] = error
    st.session_state[_TYPED] = ""


def _stop(sentence: str) -> None:
    st.title("Kesan", anchor=False)
    paper.problem(sentence)
    st.stop()
