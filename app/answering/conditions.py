"""How well people fit what a reconnect question asks for: a place, abroad, met once, gone quiet, or in other words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from app.answering.sources import SEARCHED, Sources
from coach.asking import Question
from coach.bounds import KNOWN_BETTER, LONG_AGO, MET_TWICE, most_fit
from coach.places import Place, is_abroad, words_within
from coach.ranking import WEAK_TIE, is_warm, met, warmest
from coach.recalling import by_person
from coach.terms import terms
from journal.facts import FactKind
from journal.people import Tie
from journal.standing import Standing

_A_CONDITION = 0.34  # how near a reflection must be to fit a condition in other words
_SOFT = 0.4  # who is not found by other words, where another condition tells more


class _Part(NamedTuple):
    """What one condition gives to people by id, and to all others."""

    of: Mapping[str, float]
    others: float = 0.0


class Conditions:
    """A question's conditions, each looked up once."""

    def __init__(self, sources: Sources, asked: Question) -> None:
        self._asked = asked
        self._as_of = sources.as_of
        self._parts = tuple(_parts(sources, asked))
        self.any = bool(self._parts) or asked.once or asked.quiet or _counts_weak(asked)

    def most(self, standing: Standing) -> float:
        """The most that somebody can fit."""
        return self._by_id(standing.person_id) * most_fit(self._asked, standing, self._as_of)

    def fit(self, tie: Tie) -> float:
        """How well somebody fits, from 0 to 1: 1 when nothing is asked for."""
        asked, fits = self._asked, self._by_id(tie.person.id)
        if asked.once:
            fits *= {1: 1.0, 2: MET_TWICE}.get(len(met(tie)), 0.0)
        if asked.once or asked.quiet:
            fits *= self._as_of - met(tie)[0].on >= LONG_AGO
        if _counts_weak(asked) and len(met(tie)) > WEAK_TIE:
            fits *= KNOWN_BETTER
        if asked.warm and (asked.once or asked.quiet):
            fits *= is_warm(tie) or warmest(tie).warmth > 0
        return fits

    def _by_id(self, person_id: str) -> float:
        fits = 1.0
        for part in self._parts:
            fits *= part.of.get(person_id, part.others)
        return fits


def _counts_weak(asked: Question) -> bool:
    return asked.weak and not asked.about and not asked.abroad


def _parts(sources: Sources, asked: Question) -> Iterable[_Part]:
    if asked.abroad:
        yield _Part(_abroad(sources))
    for place in asked.places[:1]:
        yield _Part(_in_place(sources, place))
    if asked.about and not asked.abroad:
        soft = bool(asked.places) or asked.once or asked.quiet
        yield _in_other_words(sources, asked, soft=soft)


def _abroad(sources: Sources) -> dict[str, float]:
    """Who moved to another country, or is there for work or study: by the sentences that say it."""
    kinds = (FactKind.MOVED, FactKind.ROLE, FactKind.GOING_ON)
    found: dict[str, float] = {}
    for fact in sources.record.facts_told(kinds, date.min, sources.as_of):
        if is_abroad(fact.quote):
            fits = 1.0 if fact.kind is FactKind.MOVED else 0.5
            found[fact.person_id] = max(found.get(fact.person_id, 0.0), fits)
    return found


def _in_place(sources: Sources, place: Place) -> dict[str, float]:
    """Who was met in a place, or is told of in one breath with it."""
    words = words_within(place)
    scores = {match.reflection_id: match.score for match in sources.record.match_text(words, SEARCHED)}
    place_terms = {term for word in words for term in terms(word)}
    found: dict[str, float] = {}
    for passage in sources.passages(scores):
        said_of = {one for text, ids in passage.spoken if place_terms & set(terms(text)) for one in ids}
        begins = bool(place_terms & set(terms(passage.spoken[0][0]))) if passage.spoken else False
        for one in {one for _, ids in passage.spoken for one in ids}:
            found[one] = max(found.get(one, 0.0), 1.0 if one in said_of or begins else 0.5)
    return found


def _in_other_words(sources: Sources, asked: Question, *, soft: bool) -> _Part:
    """Who fits what the question says beside all this: by meaning and words; `soft` keeps the others in."""
    found = by_person(sources.recalled(asked, ()))
    best = found[0][1] if found else 0.0
    fits = {person: score / best for person, score, _ in found if best > 0}
    if soft:
        return _Part({person: _SOFT + (1 - _SOFT) * fit for person, fit in fits.items()}, _SOFT)
    return _Part(fits if best >= _A_CONDITION else {})
