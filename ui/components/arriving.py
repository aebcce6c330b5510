"""What Streamlit leaves to do in the browser when a page is shown: the language of the document, for screen readers,
light or dark, for what floats above the page, and the scroll, which a link within a page leaves where it was."""

import streamlit as st

from journal.language import Language

_SCRIPT = """
let shown = null
let choices = ""

// What axe-core finds in Streamlit's own parts: a named section that says it is none, an English name, and a menu that
// stands outside of every landmark.
const mend = () => {
  for (const place of document.querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]")) {
    place.removeAttribute("role")
    place.querySelector("input")?.setAttribute("aria-label", place.getAttribute("aria-label") ?? "")
  }
  let menu = document.querySelector("[data-testid=stMenuButtonBody]")
  while (menu && menu.parentElement && menu.parentElement !== document.body) menu = menu.parentElement
  if (menu && menu.id !== "root" && !menu.hasAttribute("role")) {
    menu.setAttribute("role", "region")
    menu.setAttribute("aria-label", choices)
  }
}
new MutationObserver(mend).observe(document.body, {
  childList: true, subtree: true, attributes: true, attributeFilter: ["role"],
})

export default function ({ data }) {
  choices = data.choices
  mend()
  const main = document.querySelector("[data-testid=stMain]")
  if (main && shown !== null && shown !== data.view) main.scrollTo({ top: 0, behavior: "instant" })
  shown = data.view
  document.documentElement.lang = data.language
  document.documentElement.dataset.arrived = data.view
  const app = document.querySelector("[data-testid=stApp]")
  if (app) document.documentElement.style.colorScheme = getComputedStyle(app).colorScheme
}
"""
_arrival = st.components.v2.component("kesan_arrival", js=_SCRIPT)


def arrive(view: str, language: Language, choices: str) -> None:
    """Names the page's language, and as `choices` its menus; scrolls to the top whenever `view`, the name of what is
    shown, has changed."""
    _arrival(key="arrival", data={"view": view, "language": language.value, "choices": choices})
