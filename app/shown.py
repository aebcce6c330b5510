"""The types that pages and commands show, so that neither need reach past `app` for their names, and how a reading is
told once the user sees it differently."""

from app.answering import Asked
from app.listing import Greeting, TieKind, Wanted
from app.network import Acquainted, Known, Network
from app.reaching import Reach
from app.words import Words
from coach.acquaintance import Bond
from coach.asking import Answer, Reason, SuggestedPerson
from coach.reader import SoFar, Stage
from journal.reading import Reading
from journal.tally import Month, Tally
from memory.entries import Cursor, Entry, Problem
from memory.finding import Found
from memory.listing import ByName, Order, PeoplePage, Place

__all__ = [
    "Acquainted",
    "Answer",
    "Asked",
    "Bond",
    "ByName",
    "Cursor",
    "Entry",
    "Found",
    "Greeting",
    "Known",
    "Month",
    "Network",
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
    "as_seen",
]


def as_seen(entry: Entry, say: Words) -> Reading | None:
    """The reading as the user corrected it; where nothing is left that its verdict rested on, a sentence that says so
    stands for what it said."""
    if entry.reading is None or entry.seen is None or entry.seen.verdict is entry.reading.verdict:
        return entry.seen
    return entry.seen.model_copy(update={"because": say("move.nothing_left"), "their_side": ""})
