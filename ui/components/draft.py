"""Keeps what is being typed in the browser's own storage, and brings it back after a reload or a crash.

Streamlit sends a text area's words only when it loses the focus: until then the server has nothing to save.
"""

from collections.abc import Callable

import streamlit as st

_KEY = "draft"
_CLEARED = "draft_cleared"
_SCRIPT = """
let listening = null
let ended = null

export default function ({ data, setTriggerValue }) {
  const place = `kesan.draft.${data.owner}`
  const field = () => document.querySelector(`.st-key-${data.field} textarea`)
  if (data.cleared && localStorage.getItem(`${place}.cleared`) !== data.cleared) {
    localStorage.removeItem(place)
    localStorage.setItem(`${place}.cleared`, data.cleared)
  }
  const save = (event) => {
    if (event.target === field()) localStorage.setItem(place, event.target.value)
  }
  const typed = field() && field().value
  if (typed && typed !== data.text && listening === null) localStorage.setItem(place, typed)
  document.removeEventListener("input", listening)
  document.addEventListener("input", save)
  listening = save
  const draft = localStorage.getItem(place)
  if (draft && !data.text && !typed && ended !== draft) {
    ended = draft
    setTriggerValue("restored", draft)
  }
  return () => document.removeEventListener("input", save)
}
"""
_keeper = st.components.v2.component("kesan_draft", js=_SCRIPT)


def keep_draft(field: str, owner: str) -> None:
    """Watches the text area of key `field`, and puts a draft that was left behind into it when it is empty."""

    def restore() -> None:
        st.session_state[field] = st.session_state[_KEY].restored or st.session_state.get(field, "")

    _mount(field, owner, restore)


def forget_draft(reflection_id: str) -> None:
    """The draft became a reflection: the browser forgets its copy when the page is next shown."""
    st.session_state[_CLEARED] = reflection_id


def _mount(field: str, owner: str, restore: Callable[[], None]) -> None:
    data = {
        "field": field,
        "owner": owner,
        "text": st.session_state.get(field) or "",
        "cleared": st.session_state.get(_CLEARED),
    }
    _keeper(key=_KEY, data=data, on_restored_change=restore)
