"""What Streamlit leaves to do in the browser when a page is shown: the language of the document, for screen readers,
light or dark, for what floats above the page, and the scroll, which a link within a page leaves where it was."""

import streamlit as st

from journal.language import Language

_SCRIPT = """
let shown = null

export default function ({ data }) {
  const main = document.querySelector("[data-testid=stMain]")
  if (main && shown !== null && shown !== data.view) main.scrollTo({ top: 0, behavior: "instant" })
  shown = data.view
  document.documentElement.lang = data.language
  const app = document.querySelector("[data-testid=stApp]")
  if (app) document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme
}
"""
_arrival = st.components.v2.component("kesan_arrival", js=_SCRIPT)


def arrive(view: str, language: Language) -> None:
    """Names the page's language; scrolls to the top whenever `view`, the name of what is shown, has changed."""
    _arrival(key="arrival", data={"view": view, "language": language.value})
