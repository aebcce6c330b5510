"""Everybody in a list: by their last meeting or by name, or those whom it would be good to greet now, best first."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from app.answering.best_first import loaded
from app.words import Words
from coach.bounds import most_score
from coach.ranking import QUIET, WARM, WEAK_TIE, Ranked, ReasonKind, rank, until
from journal.signals import Verdict
from memory.listing import Sieve
from memory.owned import OwnedRecord


class TieKind(StrEnum):
    """What there is between the user and somebody: met once or twice, more often, or warmly at least once."""

    WEAK = "weak"
    CLOSE = "close"
    WARM = "warm"


class Wanted(NamedTuple):
    """Who is wanted; all of it must fit.

    Attributes:
        called: words that stand in one of their names.
        quiet: whether they were not met for two months.
        promised: whether a promise to them is open.
        verdict: that of one of their meetings.
    """

    called: str = ""
    tie: TieKind | None = None
    quiet: bool = False
    promised: bool = False
    verdict: Verdict | None = None

    def sieve(self, as_of: date) -> Sieve:
        """What the record is asked for."""
        return Sieve(
            called=self.called,
            met_at_most=WEAK_TIE if self.tie is TieKind.WEAK else None,
            met_more_than=WEAK_TIE if self.tie is TieKind.CLOSE else None,
            warm_from=WARM if self.tie is TieKind.WARM else None,
            not_since=as_of - QUIET if self.quiet else None,
            promised=self.promised,
            verdict=self.verdict,
        )


class Greeting(NamedTuple):
    """Somebody whom it would be good to greet, why, and the user's own words for it, where they may stand open."""

    person_id: str
    why: str
    words: str = ""


def worth_greeting(record: OwnedRecord, wanted: Wanted, as_of: date, say: Words, limit: int) -> tuple[Greeting, ...]:
    """The best so many of those wanted, by `coach.ranking`; nobody for whom the journal gives no reason."""
    among = None if wanted == Wanted() else record.people_who(wanted.sieve(as_of))
    standings = [one for one in record.standings(as_of) if among is None or one.person_id in among]
    bounds = [(most_score(one, as_of), one) for one in standings]
    order = [((-bound, 0, one.name), one.person_id) for bound, one in bounds if bound > 0.0]
    found: list[Ranked] = []
    for ties, following in loaded(record, order):
        found = sorted([*found, *rank(until(ties, as_of), as_of)], key=_place)
        if len(found) >= limit and _place(found[limit - 1]) <= following:
            break
    return tuple(_greeting(one, say) for one in found[:limit])


def _place(ranked: Ranked) -> tuple[float, int, str]:
    return -ranked.score, 0, ranked.person.name


def _greeting(ranked: Ranked, say: Words) -> Greeting:
    first = next((one for one in ranked.reasons if one.kind is not ReasonKind.GRIEF), ranked.reasons[0])
    why = say(f"ask.why.{first.kind.value}", name=ranked.person.name, day=say.day(first.on))
    return Greeting(ranked.person.id, why, "" if ranked.tie.in_confidence(first.words) else first.words)
