"""What pictures over the months share, in Vega-Lite's own form: Altair would load for half a second and check each
picture anew at each visit, which takes 40 ms."""

from collections.abc import Sequence

import streamlit as st

from app.words import Words
from journal.language import Language

Spec = dict[str, object]
_INK = {False: "#45403a", True: "#cfc7b8"}  # Streamlit's own grey is too pale on paper


def ink() -> str:
    """The colour of a picture's words, by the page's theme."""
    return _INK[is_dark()]


def is_dark() -> bool:
    """Whether the page is shown light on dark."""
    return bool(st.context.theme.type == "dark")


def numbers(say: Words) -> Spec:
    """How a picture writes numbers in this language."""
    decimal, thousands = (",", ".") if say.language is Language.INDONESIAN else (".", ",")
    return {"locale": {"number": {"decimal": decimal, "thousands": thousands, "grouping": [3], "currency": ["", ""]}}}


def month_axis() -> Spec:
    """The months from left to right: the field `month`, in the order of the field `at`."""
    return {
        "field": "month",
        "type": "ordinal",
        "sort": {"field": "at"},
        "title": None,
        "axis": {"labelAngle": -45, "labelColor": ink()},
    }


def colours(field: str, names: Sequence[str], light: Sequence[str], dark: Sequence[str], legend: Spec) -> Spec:
    """A colour for each of the names that the field takes, with a legend below."""
    return {
        "field": field,
        "type": "nominal",
        "sort": list(names),
        "title": None,
        "scale": {"domain": list(names), "range": list(dark if is_dark() else light)},
        "legend": {"orient": "bottom", "labelColor": ink(), **legend},
    }
