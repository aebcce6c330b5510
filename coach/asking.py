"""What a question asks of the journal: whom to write to, what was promised, what was told, or what recurs."""

import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from coach.dates import Window
from coach.places import Place, asks_for_abroad, named_places
from coach.step_rules import filled, joined
from coach.terms import term_of, terms
from journal.frozen import Frozen
from journal.reading import Step

_FILE = Path(__file__).with_name("question_words.yaml")


class QuestionKind(StrEnum):
    """The kinds of question that the journal answers."""

    RECONNECT = "reconnect"
    PROMISE = "promise"
    RECALL = "recall"
    PATTERN = "pattern"


class Pattern(StrEnum):
    """What is asked of the journal as a whole."""

    NAMED_ME = "named_me"
    REPAIRED = "repaired"
    TRIGGER = "trigger"
    PITCHED = "pitched"
    WARM = "warm"


class Wanted(StrEnum):
    """What kind of thing would answer: the journal tells it only when its words hold such a thing."""

    AMOUNT = "amount"
    NAME_OF_KIN = "name_of_kin"
    TALK = "talk"
    CONTACT = "contact"
    ANY = "any"


class Question(Frozen):
    """A question, taken apart.

    `once`, `warm`, `quiet`, `weak`, `grieving`, `abroad`: only those who were met once, who were warm, who have not
    been seen for long, who are no close friends, who lost somebody, who are in another country. `open_only`,
    `kept_only`: promises of that state. `by_them`: promises that others made. `many`: asks for a list. `about` are
    the telling terms that are left.
    """

    text: str
    kind: QuestionKind
    pattern: Pattern | None = None
    wanted: Wanted = Wanted.ANY
    once: bool = False
    warm: bool = False
    quiet: bool = False
    weak: bool = False
    grieving: bool = False
    abroad: bool = False
    open_only: bool = False
    kept_only: bool = False
    by_them: bool = False
    many: bool = False
    places: tuple[Place, ...] = ()
    days: Window | None = None
    about: tuple[str, ...] = ()

    @property
    def has_condition(self) -> bool:
        """Whether it asks for some people rather than for whoever comes first."""
        return self.once or self.grieving or self.abroad or bool(self.places or self.about)


def parse(question: str, as_of_window: Window | None = None) -> Question:
    """The question taken apart by its words; RECALL when they name no other kind.

    Args:
        as_of_window: the past days that it speaks of, when the caller has told them (`coach.dates.window_of`).
    """
    pattern = _pattern(question)
    kind = QuestionKind.PATTERN if pattern else _kind(question)
    where = named_places(question) if kind is QuestionKind.RECONNECT else ()
    plain = plain_terms("plain")
    placed = {term for place in where for term in terms(place.word)}
    return Question(
        text=question,
        kind=kind,
        pattern=pattern,
        wanted=_wanted(question),
        once=bool(asks("once").search(question)),
        warm=bool(asks("warm").search(question)),
        quiet=bool(asks("quiet").search(question)),
        weak=bool(asks("weak").search(question)),
        grieving=bool(asks("grieving").search(question)),
        abroad=asks_for_abroad(question),
        open_only=bool(asks("open").search(question)),
        kept_only=bool(asks("kept").search(question)),
        by_them=bool(asks("by_them").search(question)),
        many=bool(asks("many").search(question)),
        places=where,
        days=as_of_window,
        about=tuple(term for term in terms(question) if term not in plain and term not in placed),
    )


def kind_of(question: str) -> QuestionKind:
    """The question's kind, by its words: RECALL when they name no other."""
    return parse(question).kind


def _kind(question: str) -> QuestionKind:
    if asks("promise").search(question):
        return QuestionKind.PROMISE
    return (
        QuestionKind.RECONNECT
        if asks("reconnect").search(question) or asks("grieving").search(question)
        else QuestionKind.RECALL
    )


def _pattern(question: str) -> Pattern | None:
    if asks("repaired").search(question):
        return Pattern.REPAIRED
    if asks("trigger").search(question):
        return Pattern.TRIGGER
    if asks("named_me").search(question) and not set(terms(question)) - plain_terms("of_naming"):
        return Pattern.NAMED_ME
    if asks("pitched").search(question):
        return Pattern.PITCHED
    return Pattern.WARM if asks("warmest").search(question) else None


def _wanted(question: str) -> Wanted:
    order = (Wanted.AMOUNT, Wanted.NAME_OF_KIN, Wanted.CONTACT, Wanted.TALK)
    return next((wanted for wanted in order if asks(wanted.value).search(question)), Wanted.ANY)


@cache
def asks(what: str) -> re.Pattern[str]:
    """The words by which a question asks for this, without case."""
    told = _told()
    words = {each: joined(alternatives) for each, alternatives in told["words"].items()}
    return re.compile(filled(told["asks"][what], words), re.IGNORECASE)


@cache
def plain_terms(of: str) -> frozenset[str]:
    """Terms of words that only ask: they tell nothing of what is asked for."""
    return frozenset(term for word in str(_told()[of]).split() if (term := term_of(word)))


@cache
def _told() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


class Reason(Frozen):
    """Why somebody comes up: the user's own words from a reflection, and what they mean, in a sentence."""

    reflection_id: str
    quote: str
    why: str


class SuggestedPerson(Frozen):
    """Somebody that an answer names. `not_this` says what better not to do, where something of theirs asks for care."""

    name: str
    person_id: str
    reasons: tuple[Reason, ...]
    step: Step | None = None
    not_this: str = ""


class Answer(Frozen):
    """An answer and what it rests on; `found` is False when the journal does not tell. `reflections` are ids,
    best first."""

    found: bool
    answer: str
    people: tuple[SuggestedPerson, ...] = ()
    reflections: tuple[str, ...] = ()
