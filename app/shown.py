"""The types that pages and commands show, so that neither need reach past `app` for their names."""

from app.answering import Asked
from app.listing import Greeting, TieKind, Wanted
from app.reaching import Reach
from coach.asking import Answer, Reason, SuggestedPerson
from coach.reader import SoFar, Stage
from journal.tally import Month, Tally
from memory.entries import Cursor, Entry, Problem
from memory.finding import Found
from memory.listing import ByName, Order, PeoplePage, Place

__all__ = [
    "Answer",
    "Asked",
    "ByName",
    "Cursor",
    "Entry",
    "Found",
    "Greeting",
    "Month",
    "Order",
    "PeoplePage",
    "Place",
    "Problem",
    "Reach",
    "Reason",
    "SoFar",
    "Stage",
    "SuggestedPerson",
    "Tally",
    "TieKind",
    "Wanted",
]
