"""The types that pages and commands show, so that neither need reach past `app` for their names."""

from app.answering import Asked
from app.reaching import Reach
from coach.asking import Answer, Reason, SuggestedPerson
from coach.reader import SoFar, Stage
from journal.tally import Month, Tally
from memory.entries import Cursor, Entry, Problem
from memory.finding import Found

__all__ = [
    "Answer",
    "Asked",
    "Cursor",
    "Entry",
    "Found",
    "Month",
    "Problem",
    "Reach",
    "Reason",
    "SoFar",
    "Stage",
    "SuggestedPerson",
    "Tally",
]
