"""Buttons that hand a message on as it stands in a text area at that moment: to the clipboard, WhatsApp or mail.

Nothing is opened, and so nothing leaves the page, before one of them is pressed.
"""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

_MARKUP = """<div class="ways"></div>
<span role="status"></span>"""
_STYLE = """
:host { display: block; }
.ways { display: flex; flex-wrap: wrap; gap: .5rem; }
button { font: inherit; font-size: .875rem; min-height: 2.5rem; cursor: pointer; background: transparent;
  color: var(--st-text-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); padding: .25rem .75rem; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-link-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
span[role=status] { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""
_SCRIPT = """
const ADDRESSES = {
  whatsapp: (to, text) => `https://wa.me/${to.replace(/\\D/g, "")}?text=${encodeURIComponent(text)}`,
  mail: (to, text) => `mailto:${encodeURIComponent(to)}?body=${encodeURIComponent(text)}`,
}

export default function ({ data, parentElement }) {
  const row = parentElement.querySelector(".ways")
  const told = parentElement.querySelector("span[role=status]")
  const message = () => document.querySelector(`.st-key-${data.field} textarea`)
  const copy = document.createElement("button")
  copy.textContent = data.label
  copy.onclick = async () => {
    const field = message()
    if (!field) return
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(field.value)
    } else {
      field.select()
      document.execCommand("copy")
    }
    copy.textContent = told.textContent = data.done
    setTimeout(() => { copy.textContent = data.label; told.textContent = "" }, 2000)
  }
  const ways = data.ways.map((way) => {
    const button = document.createElement("button")
    button.textContent = way.label
    button.dataset.kind = way.kind
    button.onclick = () => {
      const field = message()
      if (field) window.open(ADDRESSES[way.kind](way.to, field.value), "_blank", "noopener,noreferrer")
    }
    return button
  })
  for (const button of [copy, ...ways]) button.type = "button"
  row.replaceChildren(copy, ...ways)
}
"""
_buttons = st.components.v2.component("kesan_copy", html=_MARKUP, css=_STYLE, js=_SCRIPT)


class Way(NamedTuple):
    """A way out: its kind (`whatsapp` or `mail`), to whom (empty: the app asks), and the button's words."""

    kind: str
    to: str
    label: str


def message_buttons(field: str, label: str, done: str, ways: Sequence[Way] = ()) -> None:
    """Buttons for the text area of key `field`: one that copies it, and says `done` for a moment, and one a way."""
    data = {"field": field, "label": label, "done": done, "ways": [way._asdict() for way in ways]}
    _buttons(key=f"copy_{field}", data=data, width="stretch")
