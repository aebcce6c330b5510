"""Keeps what is being typed: in the browser's own storage at every key, and a moment later in the record, from where
another browser of the same owner takes it up.

Streamlit sends a text area's words only when it loses the focus: until then the server has nothing to save. The
invariant: no draft is dropped but by being kept as a reflection, or thrown away by the user. Of two, the newer one
comes into the field and the other is offered beside it.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import streamlit as st

from app.words import Words
from journal.draft import Draft
from journal.errors import KesanError
from ui.components import paper
from ui.session import notebook

_KEY = "draft"
_CLEARED, _CLEARED_TEXT = "draft_cleared", "draft_cleared_text"
_DEVICE, _FIELD_CHANGED, _TAKEN = "draft_device", "draft_field_changed", "draft_taken"
_LATEST = 5
_SNIPPET = 160
_SCRIPT = """
let listening = null
let arrived = false
let waiting = null

const named = () => {
  let name = localStorage.getItem("kesan.device")
  if (!name) {
    name = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("")
    localStorage.setItem("kesan.device", name)
  }
  return name
}

// A phone would bring up its keyboard over the page that somebody only wants to see.
const focusSoon = (field, tries) => {
  if (document.activeElement !== document.body) return
  field()?.focus({ preventScroll: true })
  if (tries) setTimeout(() => focusSoon(field, tries - 1), 100)
}
const typesAtOnce = () => matchMedia("(hover: hover) and (pointer: fine)").matches

export default function ({ data, setTriggerValue }) {
  const place = `kesan.draft.${data.owner}`
  const field = () => document.querySelector(`.st-key-${data.field} textarea`)
  const remember = (text) => {
    localStorage.setItem(place, text)
    localStorage.setItem(`${place}.at`, String(Date.now()))
  }
  if (data.cleared && localStorage.getItem(`${place}.cleared`) !== data.cleared) {
    clearTimeout(waiting)
    localStorage.removeItem(place)
    localStorage.setItem(`${place}.cleared`, data.cleared)
  }
  const save = (event) => {
    if (event.target !== field()) return
    const text = event.target.value
    remember(text)
    clearTimeout(waiting)
    waiting = setTimeout(() => setTriggerValue("typed", { device: named(), text }), data.pause)
  }
  const typed = field() && field().value
  if (typed && typed !== data.text && listening === null) remember(typed)
  document.removeEventListener("input", listening)
  document.addEventListener("input", save)
  listening = save
  if (!arrived && typesAtOnce()) focusSoon(field, 20)
  if (!arrived || !data.known) {
    arrived = true
    const at = Number(localStorage.getItem(`${place}.at`) || 0)
    setTriggerValue("arrived", { device: named(), text: typed || localStorage.getItem(place) || "", at })
  }
  return () => document.removeEventListener("input", save)
}
"""
_PAUSE_MS = 1_200
_keeper = st.components.v2.component("kesan_draft", js=_SCRIPT)


@st.fragment
def keep_draft(field: str, owner: str) -> None:
    """Watches the text area of key `field`, and puts the newest draft that was left behind into it when it is empty."""

    def arrive() -> None:
        _arrive(field, st.session_state[_KEY].arrived)

    def save() -> None:
        _save(st.session_state[_KEY].typed)

    data = {
        "field": field,
        "owner": owner,
        "text": st.session_state.get(field) or "",
        "cleared": st.session_state.get(_CLEARED),
        "known": _DEVICE in st.session_state,
        "pause": _PAUSE_MS,
    }
    _keeper(key=_KEY, data=data, on_arrived_change=arrive, on_typed_change=save)
    if st.session_state.pop(_FIELD_CHANGED, False):
        st.rerun()


def forget_draft(reflection_id: str, text: str = "") -> None:
    """The draft became a reflection: the browser forgets its copy when the page is next shown, the record now."""
    st.session_state[_CLEARED] = reflection_id
    st.session_state[_CLEARED_TEXT] = text.strip() or None
    with suppress(KesanError):
        if device := st.session_state.get(_DEVICE):
            notebook().keep_draft(device, "")
        taken: Draft | None = st.session_state.pop(_TAKEN, None)
        if taken in notebook().drafts():
            notebook().keep_draft(taken.device, "")


def others(say: Words, field: str) -> None:
    """The drafts of other browsers, and those that had to give way, each to be taken up or thrown away."""
    device = st.session_state.get(_DEVICE)
    if device is None:
        return
    shown = (st.session_state.get(field) or "").strip()
    for draft in notebook().drafts():
        if draft.device != device and draft.text not in ("", shown):
            _other(say, field, draft)


def _other(say: Words, field: str, draft: Draft) -> None:
    def take() -> None:
        _give_way(st.session_state.get(field) or "")
        st.session_state[field] = draft.text
        _keep(st.session_state[_DEVICE], draft.text)
        _keep(draft.device, "")

    with st.container(border=True, gap="xsmall", key=f"other_{draft.device}"):
        paper.write(say("draft.other", day=say.day(draft.saved_at.astimezone().date())), "about")
        paper.write(draft.text[:_SNIPPET], "snippet")
        with st.container(horizontal=True, gap="small"):
            st.button(say("draft.take"), key=f"take_{draft.device}", on_click=take)
            drop = f"drop_{draft.device}"
            st.button(say("draft.drop"), key=drop, type="tertiary", on_click=_keep, args=(draft.device, ""))


def _arrive(field: str, told: Mapping[str, Any] | None) -> None:
    """A page was opened in a browser, which tells its name and what it has stored."""
    if told is None:
        return
    device, own = str(told["device"]), str(told["text"])
    st.session_state[_DEVICE] = device
    with suppress(KesanError):
        if _became_a_reflection(own):
            notebook().keep_draft(device, "")
            own = ""
        if st.session_state.get(field):
            return
        at = datetime.fromtimestamp(float(told["at"]) / 1000, UTC)
        newest = next((one for one in notebook().drafts() if one.device != device), None)
        if newest is None or (own.strip() and at >= newest.saved_at):
            _fill(field, own or next((one.text for one in notebook().drafts() if one.device == device), ""))
            return
        _give_way(own)
        notebook().keep_draft(device, newest.text)
        st.session_state[_TAKEN] = newest
        _fill(field, newest.text)


def _fill(field: str, text: str) -> None:
    if text.strip():
        st.session_state[field] = text
        st.session_state[_FIELD_CHANGED] = True


def _give_way(text: str) -> None:
    """What stands in the field, or stood in this browser, is kept beside it."""
    if text.strip():
        _keep(f"aside-{uuid4().hex[:12]}", text)


def _save(told: Mapping[str, Any] | None) -> None:
    if told is None or str(told["text"]).strip() == st.session_state.get(_CLEARED_TEXT):
        return
    _keep(str(told["device"]), str(told["text"]))


def _keep(device: str, text: str) -> None:
    with suppress(KesanError):  # the browser has it still
        notebook().keep_draft(device, text)


def _became_a_reflection(text: str) -> bool:
    """Whether it was kept from another browser meanwhile."""
    return bool(text.strip()) and any(
        text.strip() in entry.reflection.text for entry in notebook().entries(limit=_LATEST)
    )
