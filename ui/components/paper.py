"""The one way in which words of a user, a model or a server become HTML.

The invariant: every text is escaped here before a tag is put round it, so that no text can bring a tag, a
picture or a link of its own. Streamlit's Markdown would load pictures that a text names, labels too; hence no
such text goes to `st.markdown`, a label, a toast or a heading.
"""

import json
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import streamlit as st

from journal.quotes import Span

Style = Literal["brand", "title", "because", "prose", "quote", "note", "name", "about", "snippet", "answer"]
_CSS = tuple(Path(__file__).with_name(name) for name in ("frame.css", "paper.css"))
_TAGS = {"title": "h1", "name": "h3", "quote": "blockquote"}
_LEANS = {-1: "minus", 0: "neither", 1: "plus"}


class Mark(NamedTuple):
    """A marked part of a text: where it stands, its words, and each of its signals as (lean, plain name)."""

    span: Span
    quote: str
    signals: tuple[tuple[int, str], ...]


class Lens(NamedTuple):
    """A lens: what it asks, its answer as one of `LensValue` and in a sentence, and the marks that it rests on."""

    asked: str
    value: str
    answer: str
    seen: str


def style() -> None:
    """Loads the style sheets: of the pages' frame, and of what this module writes."""
    for sheet in _CSS:
        st.html(sheet)


def native_words(choose: str, limit: str) -> None:
    """Puts our words in the place of those that Streamlit's file field brings in English."""
    field, told = '[data-testid="stFileUploaderDropzone"]', '[data-testid="stFileUploaderDropzoneInstructions"]'
    st.html(
        f"<style>{field} button p {{ font-size: 0; }} {field} {told} * {{ display: none; }}"
        f" {field} button p::after {{ content: {_in_css(choose)}; font-size: .875rem; }}"
        f" {field} {told}::after {{ content: {_in_css(limit)}; font-size: .875rem; }}</style>"
    )


def write(text: str, as_: Style = "prose") -> None:
    """Shows a text as it is, line breaks kept."""
    st.html(_element(text, as_))


def quotes(texts: Iterable[str]) -> None:
    """Shows quotes, one below the other."""
    _show(_element(text, "quote") for text in texts)


def bullets(texts: Iterable[str]) -> None:
    """Shows texts as a list."""
    items = "".join(f'<li dir="auto">{escape(text)}</li>' for text in texts)
    if items:
        st.html(f'<ul class="kesan-list">{items}</ul>')


def problem(sentence: str) -> None:
    """Shows what went wrong and what mends it."""
    st.html(f'<p class="kesan-problem" role="alert" dir="auto">{escape(sentence)}</p>')


def good(sentence: str) -> None:
    """Shows what went well."""
    st.html(f'<p class="kesan-good" role="status" dir="auto">{escape(sentence)}</p>')


def findings(lines: Iterable[tuple[bool, str]]) -> None:
    """Shows what was looked at, and whether each is well."""
    rows = "".join(f'<li class="{"well" if well else "ill"}" dir="auto">{escape(line)}</li>' for well, line in lines)
    st.html(f'<ul class="kesan-findings">{rows}</ul>')


def marked(text: str, marks: Sequence[Mark], sign: str, here: Span | None = None) -> None:
    """Shows the user's text with its marks: colour and line say where each leans, a number which it is.

    `sign` is the word that a screen reader says before a number; `here` the part for whose sake it was opened.
    """
    st.html(f'<div class="kesan-text" dir="auto">{_marked(text, marks, sign, here)}</div>')


class Visit(NamedTuple):
    """One meeting on the line of meetings: how warm it was, from -1 to 1, the tone of its verdict, and its words."""

    warmth: float
    tone: str
    words: str


def line(visits: Sequence[Visit], alt: str) -> None:
    """Shows meetings as dots, the oldest first, the warmer the higher; `alt` is the same in words."""
    if not visits:
        return
    dots = "".join(
        f'<i class="{escape(one.tone)}" style="bottom:{round(50 + 44 * max(-1.0, min(1.0, one.warmth)))}%"'
        f' title="{escape(one.words)}"></i>'
        for one in visits
    )
    st.html(f'<div class="kesan-line" role="img" aria-label="{escape(alt)}">{dots}</div>')


def lenses(rows: Iterable[Lens]) -> None:
    """Shows the lenses' answers, one below the other; the shape before each is for the eye alone."""
    st.html(f'<ul class="kesan-lenses">{"".join(map(_lens, rows))}</ul>')


def mark_list(marks: Iterable[Mark], first: int = 1) -> None:
    """Shows the marks by number, from `first` on, each with its signals' plain names and its quote."""
    items = "".join(f'<li>{_signals(mark)} <q dir="auto">{escape(mark.quote)}</q></li>' for mark in marks)
    if items:
        st.html(f'<ol class="kesan-marks" start="{first}">{items}</ol>')


def _lens(row: Lens) -> str:
    seen = f' <span class="kesan-seen">{escape(row.seen)}</span>' if row.seen else ""
    return (
        f'<li class="{row.value}"><p class="kesan-asked">{escape(row.asked)}</p><p>{escape(row.answer)}{seen}</p></li>'
    )


def _signals(mark: Mark) -> str:
    names = (f'<span class="kesan-signal {_LEANS[lean]}">{escape(name)}</span>' for lean, name in mark.signals)
    return " · ".join(names)


def _marked(text: str, marks: Sequence[Mark], sign: str, here: Span | None = None) -> str:
    edges = sorted({0, len(text), *(edge for span in _spans(marks, here) for edge in span)})
    pieces: list[str] = []
    for start, end in pairwise(edges):
        over = [mark for mark in marks if mark.span.start <= start and end <= mark.span.end]
        piece = escape(text[start:end])
        shown = f'<mark class="{_lean(over)}">{piece}</mark>' if over else piece
        opened = here is not None and here.start <= start and end <= here.end
        pieces.append(f'<span class="kesan-here">{shown}</span>' if opened else shown)
        pieces.append(_numbers([place for place, mark in enumerate(marks, 1) if mark.span.end == end], sign))
    return "".join(pieces)


def _spans(marks: Sequence[Mark], here: Span | None) -> list[Span]:
    return [mark.span for mark in marks] + ([here] if here is not None else [])


def _lean(over: Iterable[Mark]) -> str:
    leans = {lean for mark in over for lean, _ in mark.signals} - {0}
    return _LEANS[leans.pop()] if len(leans) == 1 else "both" if leans else "neither"


def _numbers(places: Sequence[int], sign: str) -> str:
    if not places:
        return ""
    shown = ",\u200a".join(map(str, places))
    return f'<sup><span class="kesan-unseen"> ({escape(sign)} </span>{shown}<span class="kesan-unseen">)</span></sup>'


def _element(text: str, as_: Style) -> str:
    tag = _TAGS.get(as_, "p")
    return f'<{tag} class="kesan-{as_}" dir="auto">{escape(text)}</{tag}>'


def _in_css(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("<", "")


def _show(pieces: Iterable[str]) -> None:
    html = "".join(pieces)
    if html:
        st.html(html)
