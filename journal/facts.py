"""What is known of a person: one thing, in the user's own words, from the sentence that says it."""

from datetime import date
from enum import StrEnum

from journal.frozen import Frozen


class FactKind(StrEnum):
    """What a sentence tells of somebody."""

    CARES = "cares"
    ROLE = "role"
    PLACE = "place"
    MOVED = "moved"
    GOING_ON = "going_on"
    GRIEF = "grief"
    DIED = "died"
    CONFIDENCE = "confidence"
    NO_CONTACT = "no_contact"
    NAMED_ME = "named_me"
    THANKED = "thanked"
    INVITED = "invited"
    THEIR_PROMISE = "their_promise"
    I_PITCHED = "i_pitched"
    REPAIRED = "repaired"
    MISSED = "missed"


# Kinds of which the newest alone holds: a later one of the same person supersedes it. All others stand side by side.
SUPERSEDING = frozenset({FactKind.ROLE, FactKind.PLACE})


class FactRead(Frozen):
    """A fact as a reading tells it; `about` is the day that it speaks of ("her exam is in June"), where it says one."""

    person: str
    kind: FactKind
    quote: str
    about: date | None = None


class Fact(Frozen):
    """A fact in the record: `words` are the quote, or what the user made of it. `ended` is the day from which it is no
    longer true: a date, not a deletion."""

    id: str
    reflection_id: str
    person_id: str
    kind: FactKind
    quote: str
    words: str
    told_on: date
    about: date | None = None
    ended: date | None = None
