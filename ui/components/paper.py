"""The one way in which words of a user, a model or a server become HTML.

The invariant: every text is escaped here before a tag is put round it, so that no text can bring a tag, a
picture or a link of its own. Streamlit's Markdown would load pictures that a text names, labels too; hence no
such text goes to `st.markdown`, a label, a toast or a heading.
"""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Literal

import streamlit as st

from journal.reading import Move

Style = Literal["title", "because", "prose", "quote", "note", "name", "about", "snippet", "answer"]
_CSS = Path(__file__).with_name("paper.css")
_TAGS = {"title": "h1", "name": "h3", "quote": "blockquote"}
_LEANS = {-1: "minus", 0: "neither", 1: "plus"}


def style() -> None:
    """Loads the style sheet of what this module writes."""
    st.html(_CSS)


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


def marked(text: str, moves: Sequence[Move], sign: str) -> None:
    """Shows the user's text with its moves marked: colour and line say where each leans, a number which it is.

    `sign` is the word that a screen reader says before a number.
    """
    st.html(f'<div class="kesan-text" dir="auto">{_marked(text, moves, sign)}</div>')


def move_list(named: Iterable[tuple[Move, str]]) -> None:
    """Shows the moves by number, each with its signal's plain name and its quote."""
    items = "".join(
        f'<li class="{_LEANS[move.signal.lean]}"><span class="kesan-signal">{escape(name)}</span> '
        f'<q dir="auto">{escape(move.quote)}</q></li>'
        for move, name in named
    )
    if items:
        st.html(f'<ol class="kesan-moves">{items}</ol>')


def _marked(text: str, moves: Sequence[Move], sign: str) -> str:
    edges = sorted({0, len(text), *(move.start for move in moves), *(move.end for move in moves)})
    pieces: list[str] = []
    for start, end in pairwise(edges):
        over = [move for move in moves if move.start <= start and end <= move.end]
        piece = escape(text[start:end])
        pieces.append(f'<mark class="{_lean(over)}">{piece}</mark>' if over else piece)
        pieces.append(_numbers([place for place, move in enumerate(moves, 1) if move.end == end], sign))
    return "".join(pieces)


def _lean(over: Iterable[Move]) -> str:
    leans = {move.signal.lean for move in over} - {0}
    return _LEANS[leans.pop()] if len(leans) == 1 else "both" if leans else "neither"


def _numbers(places: Sequence[int], sign: str) -> str:
    if not places:
        return ""
    shown = ",\u200a".join(map(str, places))
    return f'<sup><span class="kesan-unseen"> ({escape(sign)} </span>{shown}<span class="kesan-unseen">)</span></sup>'


def _element(text: str, as_: Style) -> str:
    tag = _TAGS.get(as_, "p")
    return f'<{tag} class="kesan-{as_}" dir="auto">{escape(text)}</{tag}>'


def _show(pieces: Iterable[str]) -> None:
    html = "".join(pieces)
    if html:
        st.html(html)
