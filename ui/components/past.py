"""What was written on this day in earlier years, or half a year and a month ago."""

import streamlit as st

from app.clock import today
from app.shown import Entry
from app.words import Words
from ui.components import archive, paper
from ui.session import notebook

_MONTH, _HALF = 30, 182


def on_this_day(say: Words) -> None:
    """The reflections with how long ago they were; nothing where there are none."""
    found = notebook().on_this_day(today())
    if found:
        st.header(say("past.title"), anchor=False)
    for entry in found:
        paper.write(_ago(say, entry), "about")
        archive.rows(say, (entry,), place="past")


def _ago(say: Words, entry: Entry) -> str:
    days = (today() - entry.reflection.on).days
    years = today().year - entry.reflection.on.year
    if days in (_MONTH, _HALF):
        return say("past.ago.month" if days == _MONTH else "past.ago.half")
    return say("past.ago.year") if years == 1 else say("past.ago", years=years)
