"""Who reads, where the model server is, and whether it answers. A key goes in and is never shown again."""

import streamlit as st

from app.connection import Connection
from app.words import Words
from journal.errors import KesanError
from ui.components import paper
from ui.session import kesan

_READER, _ADDRESS, _KEY, _MODEL, _LIMIT = "set_reader", "set_address", "set_key", "set_model", "set_limit"
_SAVED, _TESTED, _MODELS = "settings_saved", "settings_tested", "settings_models"
_CHOICES = ("auto", "embedded", "model")
_SHORTEST_S, _LONGEST_S = 1.0, 3_600.0


def reader_choice(say: Words) -> None:
    """Which reader reads."""
    settings = kesan().settings
    st.radio(
        say("settings.reader"),
        _CHOICES,
        index=_CHOICES.index(settings.reader),
        format_func=lambda choice: say(f"settings.reader.{choice}"),
        captions=[say(f"settings.reader.{choice}.about") for choice in _CHOICES],
        key=_READER,
        label_visibility="collapsed",
        on_change=_save_reader,
    )


def server_form(say: Words) -> None:
    """The model server: address, key, model, time limit; kept and tested."""
    settings = kesan().settings
    st.text_input(
        say("settings.address"),
        settings.base_url,
        key=_ADDRESS,
        placeholder="http://localhost:11434/v1",
        help=say("settings.address.help"),
    )
    has_key = bool(settings.key.get_secret_value())
    st.text_input(
        say("settings.key"),
        key=_KEY,
        type="password",
        placeholder=say("settings.key.saved" if has_key else "settings.key.none"),
        autocomplete="off",
    )
    aside = kesan().key_set_aside
    if aside:
        paper.write(say("settings.key.aside", address=aside), "note")
    models = st.session_state.get(_MODELS, ())
    known = list(dict.fromkeys(one for one in (settings.model, *models) if one))
    st.selectbox(
        say("settings.model"),
        known,
        index=0 if settings.model else None,
        key=_MODEL,
        placeholder=say("settings.model.any"),
        accept_new_options=True,
        help=say("settings.model.help"),
    )
    limit = min(max(settings.model_timeout_s, _SHORTEST_S), _LONGEST_S)
    st.number_input(say("settings.limit"), _SHORTEST_S, _LONGEST_S, limit, step=5.0, format="%g", key=_LIMIT, width=240)
    with st.container(horizontal=True, gap="small"):
        st.button(say("settings.save"), key="save_server", type="primary", on_click=_save_server)
        tested = st.button(say("settings.test"), key="test_connection", disabled=not settings.model_is_set)
        if has_key or aside:
            st.button(say("settings.key.remove"), key="remove_key", on_click=save, args=({"OPENAI_API_KEY": ""},))
    if tested:
        _test(say)


def outcomes(say: Words) -> None:
    """What came of the last save and the last test."""
    saved = st.session_state.pop(_SAVED, None)
    if isinstance(saved, KesanError):
        paper.problem(say.problem(saved))
    elif saved is not None:
        paper.good(say("settings.saved" if saved else "settings.overruled"))
    outcome: Connection | KesanError | None = st.session_state.get(_TESTED)
    if isinstance(outcome, KesanError):
        paper.problem(say.problem(outcome))
    elif outcome is not None:
        paper.good(say("settings.answers", url=outcome.url, model=outcome.model, seconds=outcome.seconds))


def _test(say: Words) -> None:
    """Asks the server; its models become the choice."""
    try:
        with st.spinner(say("settings.testing")):
            outcome = kesan().test_connection()
    except KesanError as error:
        st.session_state[_TESTED] = error
        return
    st.session_state[_TESTED] = outcome
    st.session_state[_MODELS] = outcome.models
    st.rerun()


def _save_reader() -> None:
    save({"KESAN_READER": st.session_state[_READER]})


def _save_server() -> None:
    changes = {
        "OPENAI_BASE_URL": (st.session_state.get(_ADDRESS) or "").strip(),
        "KESAN_MODEL": (st.session_state.get(_MODEL) or "").strip(),
        "KESAN_MODEL_TIMEOUT_S": f"{st.session_state[_LIMIT]:g}",
    }
    if key := (st.session_state.get(_KEY) or "").strip():
        changes["OPENAI_API_KEY"] = key
    save(changes)
    st.session_state[_KEY] = ""


def save(changes: dict[str, str]) -> None:
    """Keeps the changes; notes whether the environment, which ranks higher, says otherwise."""
    st.session_state[_TESTED] = None
    try:
        kesan().change_settings(changes)
    except KesanError as error:
        st.session_state[_SAVED] = error
        return
    st.session_state[_SAVED] = _came_through(changes)


def _came_through(changes: dict[str, str]) -> bool:
    settings = kesan().settings
    now = {
        "KESAN_READER": settings.reader,
        "OPENAI_BASE_URL": settings.base_url,
        "KESAN_MODEL": settings.model,
        "KESAN_MODEL_TIMEOUT_S": f"{settings.model_timeout_s:g}",
        "OPENAI_API_KEY": settings.key.get_secret_value(),
        "KESAN_NAMES": settings.names,
    }
    return all(now[name] == value for name, value in changes.items())
