"""What a question asks in the light of those before it: whom "she" means, who "else" is not, what "and in Bali?" asks.

By words alone. A question that stands by itself is not changed by what came before.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.answering.sources import Sources
from coach.asking import Answer, Question, QuestionKind, parse
from coach.dates import window_of
from coach.terms import terms
from journal.people import Person

_PRONOUN = re.compile(
    r"\b(?:dia|beliau|ia|orangnya|anaknya|istrinya|suaminya|kantornya|he|she|him|her|his|hers|they|them|their)\b",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"\b(?:siapa lagi|ada lagi|yang lain(?:nya)?|selain (?:itu|dia|mereka)|lainnya|who else|anyone else|anybody else"
    r"|someone else|somebody else|another one|the others?|besides (?:him|her|them|that))\b",
    re.IGNORECASE,
)
_SAME_OF = re.compile(
    r"^\s*(?:kalau|kalo|gimana (?:dengan|kalau)|bagaimana (?:dengan|kalau)|lalu|terus|dan|what about|how about|and)\b",
    re.IGNORECASE,
)


class Asked(NamedTuple):
    """A question that was asked before, and its answer."""

    question: str
    answer: Answer


class Understood(NamedTuple):
    """A question taken apart, the people whom it names, and the ids of those whom it wants no more."""

    question: Question
    named: tuple[Person, ...]
    but_not: frozenset[str] = frozenset()


def followed(question: str, thread: Sequence[Asked], sources: Sources) -> Understood:
    """The question, understood with those before it, oldest first."""
    asked, named = _parsed(question, sources), sources.named(question)
    if not thread or (named and not _SAME_OF.match(question)):
        return Understood(asked, named)
    before = thread[-1]
    if _ELSE.search(question):
        said = frozenset(one.person_id for each in thread for one in each.answer.people)
        first = next((one.question for one in thread if not _ELSE.search(one.question)), question)
        return Understood(_parsed(first, sources), sources.named(first), said)
    if _SAME_OF.match(question):
        return Understood(_as_before(asked, _parsed(before.question, sources)), named)
    if _PRONOUN.search(question) and before.answer.people:
        return Understood(asked, sources.record.people_of([before.answer.people[0].person_id]))
    return Understood(asked, ())


def _as_before(asked: Question, before: Question) -> Question:
    """The question with the kind of the one before, where it tells none of its own; its own words are the condition."""
    if asked.kind is not QuestionKind.RECALL or before.kind is QuestionKind.RECALL:
        return asked
    again = parse(f"{before.text} {asked.text}", asked.days or before.days)
    placed = {term for place in again.places for term in terms(place.word)}
    return again.model_copy(
        update={
            "places": tuple(place for place in again.places if place not in before.places) or again.places,
            "about": tuple(term for term in asked.about if term not in placed),
        }
    )


def _parsed(question: str, sources: Sources) -> Question:
    return parse(question, window_of(question, sources.as_of))
