"""The network as a drawing: a name a line, arcs at its side, so that it reads on a phone.

It goes to the page as a picture of its own (`st.image`), in which no script runs and nothing is fetched; every text in
it is escaped, and what XML can't carry is left out.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

from app.shown import Acquainted, Bond, Known

_WIDTH, _ROW, _GAP, _TOP = 350, 34, 18, 14
_NAMES, _LETTER = 30, 8.4  # where names begin, and how wide a letter is about
_BULGE, _STEP, _MOST = 22, 13, 138
_LONGEST = 20
_WARM, _COLD = 0.2, -0.15
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DASHES = {Bond.INTRODUCED: "", Bond.BY_ME: "9 3 2 3", Bond.NAMED: "5 4", Bond.NAMED_ME: "5 4", Bond.TOGETHER: "1 4"}


class Inks(NamedTuple):
    """The colours of a drawing, by the page's theme."""

    words: str
    quiet: str
    warm: str
    cold: str
    line: str


LIGHT = Inks("#2b2721", "#6d675c", "#2c6a4b", "#b4601f", "#8f8675")
DARK = Inks("#f1ebdf", "#b9b09f", "#7cc39b", "#dd9655", "#8d8474")


def drawing(people: Sequence[Known], links: Sequence[Acquainted], legend: Mapping[Bond, str], inks: Inks) -> str:
    """The drawing as SVG: people from top to bottom, group by group; `legend` has the words for each kind of link."""
    heights = _heights(people)
    right = round(_NAMES + _LETTER * max((len(_line(one.name)) for one in people), default=0)) + 6
    arcs = [_arc(one, heights, right, inks) for one in links if one.source in heights and one.target in heights]
    rows = [_person(one, heights[one.person_id], inks) for one in people]
    bottom = max(heights.values(), default=0) + _ROW
    told = [bond for bond in legend if any(one.bond is bond for one in links)]
    keys = [_key(legend[bond], bond, bottom + place * 20, inks) for place, bond in enumerate(told)]
    tall = bottom + len(told) * 20 + 4
    arrow = (
        f'<defs><marker id="to" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{inks.line}"/></marker></defs>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{tall}" viewBox="0 0 {_WIDTH} {tall}"'
        f' font-family="system-ui, sans-serif" font-size="15">{arrow}'
        f"{''.join((*arcs, *rows, *keys))}</svg>"
    )


def _heights(people: Sequence[Known]) -> dict[str, int]:
    """How far down each stands, by id: a gap parts the groups."""
    heights: dict[str, int] = {}
    at, group = _TOP, None
    for one in people:
        at += _GAP if group is not None and one.group != group else 0
        heights[one.person_id] = at
        at, group = at + _ROW, one.group
    return heights


def _person(one: Known, at: int, inks: Inks) -> str:
    """The dot and the name: full is warm, a square is cold, a ring is neither; a thin ring round it bridges."""
    if one.warmth >= _WARM:
        dot = f'<circle cx="12" cy="{at}" r="6" fill="{inks.warm}"/>'
    elif one.warmth <= _COLD:
        dot = f'<rect x="6.5" y="{at - 5.5}" width="11" height="11" rx="2" fill="{inks.cold}"/>'
    else:
        dot = f'<circle cx="12" cy="{at}" r="5" fill="none" stroke="{inks.quiet}" stroke-width="2"/>'
    round_it = f'<circle cx="12" cy="{at}" r="10" fill="none" stroke="{inks.warm}" stroke-width="1.5"/>'
    weight = "600" if one.bridges else "400"
    name = (
        f'<text x="{_NAMES}" y="{at + 5}" fill="{inks.words}" font-weight="{weight}">{escape(_line(one.name))}</text>'
    )
    return f"{dot}{round_it if one.bridges else ''}{name}"


def _arc(link: Acquainted, heights: Mapping[str, int], right: int, inks: Inks) -> str:
    begin, end = heights[link.source], heights[link.target]
    far = min(_BULGE + _STEP * abs(end - begin) // _ROW, _MOST)
    shape = f"M{right} {begin}C{right + far} {begin} {right + far} {end} {right} {end}"
    arrow = "" if link.bond is Bond.TOGETHER else ' marker-end="url(#to)"'
    return f'<path d="{shape}" {_stroke(link.bond, inks)}{arrow}/>'


def _key(words: str, bond: Bond, at: int, inks: Inks) -> str:
    line = f'<path d="M2 {at}H26" {_stroke(bond, inks)}/>'
    return f'{line}<text x="34" y="{at + 4}" font-size="13" fill="{inks.quiet}">{escape(_line(words, 48))}</text>'


def _stroke(bond: Bond, inks: Inks) -> str:
    thick = 1.6 if bond is Bond.TOGETHER else 2
    dashes = f' stroke-dasharray="{_DASHES[bond]}"' if _DASHES[bond] else ""
    return f'fill="none" stroke="{inks.line}" stroke-width="{thick}" stroke-linecap="round"{dashes}'


def _line(words: str, longest: int = _LONGEST) -> str:
    """The words on one line, without what XML can't carry."""
    line = " ".join(_UNFIT.sub("", words).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
