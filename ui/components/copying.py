"""A button that copies what stands in a text area, as it stands there now."""

import streamlit as st

_MARKUP = """<button type="button"></button>
<span role="status"></span>"""
_STYLE = """
:host { display: block; }
button { font: inherit; font-size: .875rem; min-height: 2.5rem; cursor: pointer; background: transparent;
  color: var(--st-text-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); padding: .25rem .75rem; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-link-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""
_SCRIPT = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  const told = parentElement.querySelector("span")
  button.textContent = data.label
  button.onclick = async () => {
    const field = document.querySelector(`.st-key-${data.field} textarea`)
    if (!field) return
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(field.value)
    } else {
      field.select()
      document.execCommand("copy")
    }
    button.textContent = told.textContent = data.done
    setTimeout(() => { button.textContent = data.label; told.textContent = "" }, 2000)
  }
}
"""
_button = st.components.v2.component("kesan_copy", html=_MARKUP, css=_STYLE, js=_SCRIPT)


def copy_button(field: str, label: str, done: str) -> None:
    """Copies the text area of key `field`; says `done` for a moment."""
    _button(key=f"copy_{field}", data={"field": field, "label": label, "done": done}, width="content")
