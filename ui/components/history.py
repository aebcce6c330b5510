"""How it went with somebody over time: each meeting as a dot, how often each verdict, how often it was half selling."""

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from app.words import Words
from journal.facts import FactKind
from journal.people import Tie
from journal.signals import Verdict
from ui.components import paper, reading

_MOST = 40
_TONES: Mapping[Verdict, str] = {
    Verdict.REAL_CONNECTION: "plus",
    Verdict.MIXED: "both",
    Verdict.HIDDEN_PITCH: "minus",
    Verdict.SURFACE: "neither",
    Verdict.UNCLEAR: "neither",
}
_PITCHES = (Verdict.HIDDEN_PITCH, Verdict.MIXED)


def show_history(say: Words, tie: Tie) -> None:
    """The line of meetings, and the same in words and figures."""
    if not tie.meetings:
        return
    st.header(say("history.title"), anchor=False)
    counts = Counter(meeting.verdict for meeting in tie.meetings)
    with st.container(horizontal=True, gap="small"):
        for verdict, number in counts.most_common():
            reading.verdict_badge(say, verdict, number)
    brought_up = {fact.reflection_id for fact in tie.facts if fact.kind is FactKind.I_PITCHED}
    pitched = sum(one.verdict in _PITCHES or one.reflection_id in brought_up for one in tie.meetings)
    paper.write(say("history.pitched", count=pitched, of=len(tie.meetings)), "note")
    if len(tie.meetings) > 1:
        visits = [
            paper.Visit(one.warmth, _TONES[one.verdict], f"{say.day(one.on)}: {say(f'verdict.{one.verdict.value}')}")
            for one in reversed(tie.meetings[:_MOST])
        ]
        paper.line(visits, "; ".join(one.words for one in visits))
        paper.write(
            say("history.line", first=say.month(tie.meetings[:_MOST][-1].on), last=say.month(tie.meetings[0].on)),
            "note",
        )
