"""The passphrase: put on, taken off, or asked for at once."""

import streamlit as st

from app import passphrase
from app.words import Words
from journal.errors import KesanError
from ui.components import paper
from ui.session import close_kesan, kesan, keyring

_NEW, _AGAIN, _OLD = "seal_new", "seal_again", "seal_old"
_OUTCOME = "seal_outcome"


def show(say: Words) -> None:
    """What can be done about the passphrase."""
    st.text(say("lock.about", minutes=f"{kesan().settings.lock_after_min:g}"))
    if kesan().sealed:
        st.button(say("lock.now"), key="lock_now", on_click=keyring().lock)
        with st.popover(say("lock.off")):
            st.text_input(say("lock.passphrase"), key=_OLD, type="password", autocomplete="current-password")
            st.button(say("lock.off"), key="seal_off", on_click=_unseal)
    else:
        with st.popover(say("lock.on")):
            st.text_input(say("lock.new"), key=_NEW, type="password", autocomplete="new-password")
            st.text_input(say("lock.again"), key=_AGAIN, type="password", autocomplete="new-password")
            st.button(say("lock.on"), key="seal_on", type="primary", on_click=_seal)
    outcome = st.session_state.pop(_OUTCOME, None)
    if isinstance(outcome, KesanError):
        paper.problem(say.problem(outcome))
    elif outcome is not None:
        (paper.problem if outcome == "lock.differs" else paper.good)(say(outcome))
        if outcome == "cli.sealed":
            for one in kesan().backups():
                paper.write(say("lock.backups", path=one.path), "note")


def _seal() -> None:
    typed, again = st.session_state[_NEW], st.session_state[_AGAIN]
    st.session_state[_NEW] = st.session_state[_AGAIN] = ""
    if typed != again:
        st.session_state[_OUTCOME] = "lock.differs"
        return
    home = kesan().home
    close_kesan()
    try:
        passphrase.seal(home, typed)
        keyring().unlock(typed)
        st.session_state[_OUTCOME] = "cli.sealed"
    except KesanError as error:
        st.session_state[_OUTCOME] = error


def _unseal() -> None:
    typed = st.session_state[_OLD]
    st.session_state[_OLD] = ""
    home = kesan().home
    close_kesan()
    try:
        passphrase.unseal(home, typed)
        keyring().lock()
        st.session_state[_OUTCOME] = "cli.unsealed"
    except KesanError as error:
        st.session_state[_OUTCOME] = error
