"""Verdicts over the months, as a picture and in figures."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import streamlit as st

from app.shown import Month
from app.words import Words
from journal.signals import Verdict
from ui.components import picture, reading
from ui.components.by_month import Spec, colours, ink, month_axis

_ORDER = (Verdict.REAL_CONNECTION, Verdict.MIXED, Verdict.SURFACE, Verdict.HIDDEN_PITCH, Verdict.UNCLEAR)
_LIGHT = ("#2c6a4b", "#c98f3d", "#b7ad9b", "#a63a32", "#7f9db5")
_DARK = ("#6fbb91", "#d9a757", "#8b8375", "#d8756b", "#6d8ea8")
Bars = Sequence[tuple[date, Verdict, int]]


def _counts(say: Words, months: Bars) -> None:
    counts = Counter[Verdict]()
    for _, verdict, number in months:
        counts[verdict] += number
    with st.container(horizontal=True, gap="small"):
        for verdict in _ORDER:
            reading.verdict_badge(say, verdict, counts[verdict])


def verdict_chart(say: Words, months: Sequence[Month]) -> None:
    """The bars of these months, and the same in a table for who does not see them."""
    kept = [(month.first, verdict, number) for month in months for verdict, number in month.verdicts.items()]
    with st.container(key="picture_verdicts"):
        st.vega_lite_chart(spec=_bars(say, kept), alt=_in_words(say, kept), key="verdicts")
    picture.save_button("picture_verdicts", say("picture.save"), "kesan-verdicts.png")
    _counts(say, kept)
    with st.expander(say("review.figures")):
        st.dataframe(_table(say, kept), hide_index=True, alt=say("review.figures"))


def _bars(say: Words, months: Bars) -> Spec:
    names = [say(f"verdict.{verdict.value}") for verdict in _ORDER]
    shown = (("month", "ordinal"), ("verdict", "nominal"), ("number", "quantitative"))
    return {
        "data": {"values": [_bar(say, *one) for one in months]},
        "mark": {"type": "bar"},
        "height": 340,
        "encoding": {
            "x": month_axis(),
            "y": {
                "field": "number",
                "type": "quantitative",
                "title": None,
                "axis": {"tickMinStep": 1, "format": "d", "labelColor": ink()},
            },
            "color": colours("verdict", names, _LIGHT, _DARK, {"columns": 2, "symbolType": "square", "offset": 4}),
            "order": {"field": "place", "type": "quantitative"},
            "tooltip": [{"field": name, "type": kind, "title": say(f"review.{name}")} for name, kind in shown],
        },
    }


def _bar(say: Words, day: date, verdict: Verdict, number: int) -> dict[str, object]:
    told = {"month": say.month(day), "verdict": say(f"verdict.{verdict.value}"), "number": number}
    return told | {"at": day.isoformat(), "place": _ORDER.index(verdict)}


def _table(say: Words, months: Bars) -> list[dict[str, object]]:
    days = sorted({day for day, _, _ in months}, reverse=True)
    numbers = {(day, verdict): number for day, verdict, number in months}
    return [
        {say("review.month"): say.month(day)}
        | {say(f"verdict.{verdict.value}"): numbers.get((day, verdict), 0) for verdict in _ORDER}
        for day in days
    ]


def _in_words(say: Words, months: Bars) -> str:
    counts = Counter[Verdict]()
    for _, verdict, number in months:
        counts[verdict] += number
    told = ", ".join(f"{say(f'verdict.{verdict.value}')} {counts[verdict]}" for verdict in _ORDER if counts[verdict])
    return say("review.chart", told=told)
