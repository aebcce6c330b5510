"""What a model noticed, held against the text: a quote counts only if it stands there.

One that does not is shown to the model once more, then dropped and counted. Names count when their words stand in
the text; what somebody cares about and what was promised are quotes like any other.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from coach.answers import NotedPerson, NotedPromise, Noticed, Requoted
from coach.model.chain import Chain
from coach.model.exchange import Exchange
from coach.model.names import same_name, words_in
from journal.errors import ModelMisbehaved, UserMustAct, WaitAndRetry
from journal.quotes import find_quote
from journal.reading import Move, PersonRead, verbatim_moves
from journal.signals import Signal

_MOST_SHOWN_AGAIN = 20


class Noted(NamedTuple):
    """The moves and people that stand in the text, and how many quotes were dropped."""

    moves: tuple[Move, ...]
    people: tuple[PersonRead, ...]
    dropped: int

    @property
    def tells_something(self) -> bool:
        """Whether a move shows more than who, where and when."""
        return any(move.signal is not Signal.CONTEXT for move in self.moves)


def notice(exchange: Exchange, chain: Chain, text: str, pulse: Callable[[], None]) -> Noted:
    """What the model notices in the text.

    Raises:
        KesanError: there was no usable answer.
    """
    noticed = exchange.ask(chain.notice, Noticed, pulse, reflection=text)
    quotes = [move.quote for move in noticed.moves] + [promise.quote for promise in noticed.promises]
    quotes += [care for person in noticed.people for care in person.cares_about]
    missing = tuple(dict.fromkeys(quote for quote in quotes if find_quote(text, quote) is None))
    mended = _copied_again(exchange, chain, text, missing, pulse)
    moves, _ = verbatim_moves(text, ((move.signal, mended.get(move.quote, move.quote)) for move in noticed.moves))
    return Noted(moves, _people(text, noticed, mended), len(missing) - len(mended))


def _copied_again(
    exchange: Exchange, chain: Chain, text: str, missing: tuple[str, ...], pulse: Callable[[], None]
) -> dict[str, str]:
    """For each misquote that the model could mend, the words as they stand."""
    shown = missing[:_MOST_SHOWN_AGAIN]
    if not shown:
        return {}
    listed = "\n".join(f"{number}. {' '.join(quote.split())}" for number, quote in enumerate(shown, 1))
    try:
        again = exchange.ask(chain.requote, Requoted, pulse, reflection=text, quotes=listed)
    except (ModelMisbehaved, WaitAndRetry, UserMustAct):
        return {}
    pairs = zip(shown, again.quotes, strict=False)
    return {wrong: right for wrong, right in pairs if find_quote(text, right) is not None}


def _people(text: str, noticed: Noticed, mended: dict[str, str]) -> tuple[PersonRead, ...]:
    words = words_in(text)
    people = {words_in(person.name): person for person in noticed.people}
    named = [person for name, person in people.items() if name and name <= words]
    return tuple(_person(text, person, noticed.promises, mended, alone=len(named) == 1) for person in named)


def _person(
    text: str, person: NotedPerson, promises: Iterable[NotedPromise], mended: dict[str, str], *, alone: bool
) -> PersonRead:
    own = [one.quote for one in promises if same_name(one.to, person.name) or (alone and not one.to.strip())]
    return PersonRead(
        name=" ".join(person.name.split()),
        role=" ".join(person.role.split()),
        cares_about=_standing(text, person.cares_about, mended),
        promises=_standing(text, own, mended),
    )


def _standing(text: str, quotes: Iterable[str], mended: dict[str, str]) -> tuple[str, ...]:
    """The quotes that stand in the text, in its own characters, each once."""
    spans = (find_quote(text, mended.get(quote, quote)) for quote in quotes)
    return tuple(dict.fromkeys(text[span.start : span.end] for span in spans if span is not None))
