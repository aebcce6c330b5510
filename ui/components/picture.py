"""A button that saves a picture of the page as a PNG file, on the paper that it lies on: what the browser has drawn is
taken, and nothing leaves it."""

import streamlit as st

_MARKUP = "<button type='button'></button>"
_STYLE = """
:host { display: block; }
button { font: inherit; font-size: .875rem; min-height: 2.5rem; cursor: pointer; background: transparent; border: 0;
  color: var(--st-link-color); padding: .25rem 0; text-decoration: underline; text-underline-offset: .2em; }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
"""
_SCRIPT = """
const SCALE = 2
const DRAWINGS = ["canvas", "svg.marks", "svg[role=img]"]

const drawn = async (shown) => {
  if (shown instanceof HTMLCanvasElement) return shown
  const { width, height } = shown.getBoundingClientRect()
  const copy = shown.cloneNode(true)
  copy.setAttribute("width", width)
  copy.setAttribute("height", height)
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg")
  const picture = new Image(width * SCALE, height * SCALE)
  picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(new XMLSerializer().serializeToString(copy))
  await picture.decode()
  return picture
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button")
  button.textContent = data.label
  button.onclick = async () => {
    const shown = document.querySelector(DRAWINGS.map((drawing) => `.st-key-${data.of} ${drawing}`).join())
    if (!shown) return
    const picture = await drawn(shown)
    const paper = document.createElement("canvas")
    paper.width = picture.width
    paper.height = picture.height
    const ink = paper.getContext("2d")
    ink.fillStyle = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor
    ink.fillRect(0, 0, paper.width, paper.height)
    ink.drawImage(picture, 0, 0, paper.width, paper.height)
    const link = document.createElement("a")
    link.href = paper.toDataURL("image/png")
    link.download = data.file
    link.click()
  }
}
"""
_button = st.components.v2.component("kesan_picture", html=_MARKUP, css=_STYLE, js=_SCRIPT)


def save_button(of: str, label: str, file: str) -> None:
    """A button that saves the picture drawn in the element of key `of` as a file of this name."""
    _button(key=f"save_{of}", data={"of": of, "label": label, "file": file}, width="content")
