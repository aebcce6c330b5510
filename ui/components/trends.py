"""How talks went month by month, and two months side by side: counts and averages, as a picture and in figures."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from app.shown import Month, Tally
from app.words import Words
from journal.signals import Lens, Verdict
from ui.components import paper, picture
from ui.components.by_month import Spec, colours, ink, month_axis, numbers

_MONTHS = 6
_LIGHT, _DARK = ("#2c6a4b", "#a63a32"), ("#6fbb91", "#d8756b")
Trend = Sequence[tuple[date, Tally]]


def trends(say: Words, months: Sequence[Month]) -> None:
    """The last of these months that hold a note that was read; `months` are oldest first."""
    told = [(month.first, month.tally) for month in months[-_MONTHS:] if month.tally.talks]
    if not told:
        return
    st.header(say("trend.title"), anchor=False)
    paper.write(say("trend.about"), "note")
    if len(told) > 1:
        with st.container(key="picture_trend"):
            st.vega_lite_chart(spec=_lines(say, told), alt=_in_words(say, told), key="trend")
        picture.save_button("picture_trend", say("picture.save"), "kesan-trend.png")
    with st.expander(say("review.figures"), key="trend_figures"):
        st.dataframe(_table(say, told), hide_index=True, alt=say("trend.title"))


def compare(say: Words, months: Sequence[Month]) -> None:
    """Two of these months beside each other; nothing where there is one."""
    tallies = {month.first: month.tally for month in months}
    newest = list(reversed(tallies))
    if len(newest) < 2:  # noqa: PLR2004
        return
    with st.expander(say("compare.title"), key="compare", on_change="rerun") as opened:
        with st.grid(2, min_column_width=140):
            one = st.selectbox(say("compare.one"), newest, format_func=say.month, key="compare_one")
            other = st.selectbox(say("compare.other"), newest, index=1, format_func=say.month, key="compare_other")
        if opened.open:
            both = [(month, tallies[month]) for month in dict.fromkeys((other, one))]
            st.dataframe(_turned(say, _table(say, both)), hide_index=True, alt=say("compare.title"))


def _turned(say: Words, rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """What is counted downwards, the months beside each other: it reads so on a phone."""
    month = say("review.month")
    return [{say("trend.what"): name, **{row[month]: row[name] for row in rows}} for name in rows[0] if name != month]


def _table(say: Words, told: Trend) -> list[dict[str, str]]:
    return [
        {
            say("review.month"): say.month(month),
            say("trend.talks"): str(tally.talks),
            say("trend.curious"): _figure(say, tally.per_talk(tally.curious)),
            say("trend.steering"): _figure(say, tally.per_talk(tally.steering)),
            **{say(f"verdict.{one.value}"): str(tally.verdicts.get(one, 0)) for one in Verdict},
            **{
                say(f"trend.lens.{lens.value}"): say(
                    "trend.share", count=tally.yes.get(lens, 0), of=tally.told.get(lens, 0)
                )
                for lens in Lens
            },
        }
        for month, tally in reversed(told)
    ]


def _figure(say: Words, value: float) -> str:
    return say.number(round(value, 1))


def _lines(say: Words, told: Trend) -> Spec:
    names = [say("trend.curious"), say("trend.steering")]
    return {
        "data": {
            "values": [
                {
                    "month": say.month(month),
                    "at": month.isoformat(),
                    "what": name,
                    "value": round(tally.per_talk(count), 2),
                }
                for month, tally in told
                for name, count in zip(names, (tally.curious, tally.steering), strict=True)
            ]
        },
        "config": numbers(say),
        "mark": {"type": "line", "point": True},
        "height": 300,
        "encoding": {
            "x": month_axis(),
            "y": {
                "field": "value",
                "type": "quantitative",
                "title": None,
                "axis": {"labelColor": ink(), "tickCount": 4},
            },
            "color": colours("what", names, _LIGHT, _DARK, {"columns": 1, "labelLimit": 300, "symbolType": "stroke"}),
            "strokeDash": {"field": "what", "type": "nominal", "sort": names, "legend": None},
            "tooltip": [
                {"field": "month", "type": "ordinal"},
                {"field": "what", "type": "nominal"},
                {"field": "value", "type": "quantitative"},
            ],
        },
    }


def _in_words(say: Words, told: Trend) -> str:
    months = " ".join(
        say(
            "trend.chart.month",
            month=say.month(month),
            curious=_figure(say, tally.per_talk(tally.curious)),
            steering=_figure(say, tally.per_talk(tally.steering)),
        )
        for month, tally in told
    )
    return say("trend.chart", told=months)
