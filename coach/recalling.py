"""Which sentence of which reflection a question means, and whom that sentence speaks of.

Meaning comes from the memory's search; words decide between the sentences that it found, where the same detail may be
several people's. Only what stands in the passages counts.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from coach.asking import Question, Wanted
from coach.terms import terms

_MEANING, _WORDS = 0.5, 0.5
_LOWEST, _HIGHEST = 0.1, 0.6  # cosines that count as nothing and as all; see `memory.finding`
_NEXT = 0.5  # a word that stands in the sentence before or after
_OF_NOBODY = 0.7
_AGAIN = 0.15
_STUB_WORDS = 16
_STUB = re.compile(
    r"\b(?:nanti|ntar|besok)\b[^.!?]{0,15}\b(?:nulis\w*|tulis|cerita\w*|lanjut\w*|disambung)|\bkapan-kapan\b|\b(?:lanjut|cerita|sambung)\b[^.!?]{0,20}\b(?:nanti|kapan)"
    r"|\bmore (?:another|some other|later|tomorrow|on)\b|\banother (?:day|time)\b|\bto be continued\b"
    r"|\bwrite (?:it|more|this) (?:up )?later\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"(?:Rp|IDR|SGD|USD|RM|\$|€|£)\s?\d|\d[\d.,]*\s?(?:juta|jt|ribu|rb|miliar|milyar|m\b|k\b|million|thousand|billion|dollars?|ringgit|rupiah|euro)|\b\d{1,3}(?:[.,]\d{3})+\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\+?\d[\d\s-]{6,}\d|\S+@\S+|\b(?:jalan|jl|street|road)\b", re.IGNORECASE)
_KIN = re.compile(
    r"\b(?:istri|suami|anak|ibu|bapak|ayah|adik|kakak|cucu|nenek|kakek|mertua|pacar|putri|putra|kucing|anjing|bayi"
    r"|wife|husband|son|daughter|mother|father|brother|sister|child|boy|girl|grandson|granddaughter|dog|cat|baby)(?:nya|ku|'s)?\b",
    re.IGNORECASE,
)
_SAME_KIN = (
    "istri wife",
    "suami husband",
    "anak son daughter child boy girl putri putra kid",
    "ibu mother",
    "bapak ayah father",
    "adik kakak brother sister",
    "cucu grandson granddaughter",
    "nenek kakek",
    "pacar",
    "anjing dog",
    "kucing cat",
    "bayi baby",
)
_A_NAME = r"(?:[,:]?\s(?:namanya\s|bernama\s|is\s|called\s|named\s)?)([A-ZÀ-Ý][\w’'-]+)"


class Passage(NamedTuple):
    """A reflection that a search found: `cosine` is how near it is, `spoken` its sentences with ids of the people
    whom each speaks of."""

    reflection_id: str
    on: date
    cosine: float
    spoken: tuple[tuple[str, tuple[str, ...]], ...]


class Recalled(NamedTuple):
    """A sentence that answers: how well, from 0 to 1, `covers` how much of the question's words, and whose it is."""

    passage: Passage
    sentence: str
    people: tuple[str, ...]
    score: float
    covers: float


def recall(about: Sequence[str], passages: Sequence[Passage], only: Collection[str] = ()) -> tuple[Recalled, ...]:
    """The best sentence for each person of each passage, best first; a sentence that speaks of nobody stands for
    itself.

    Args:
        about: the telling terms of the question, without names.
        only: ids of the people whom the question names; empty: anybody.
    """
    weigh = _weights(about, passages)
    found = [one for passage in passages for one in _of_passage(passage, weigh, only)]
    return tuple(sorted(found, key=lambda one: -one.score))


def by_person(found: Iterable[Recalled]) -> tuple[tuple[str, float, Recalled], ...]:
    """Each person with their score and their best sentence, best first; a second reflection adds a little."""
    best: dict[str, list[Recalled]] = {}
    for one in found:
        for person in one.people:
            best.setdefault(person, []).append(one)
    scored = [(person, _summed(theirs), theirs[0]) for person, theirs in best.items()]
    return tuple(sorted(scored, key=lambda one: -one[1]))


def lacks(question: Question, best: Sequence[Recalled]) -> bool:
    """Whether the sentences found, however near, do not hold the kind of thing that was asked for."""
    texts = [" ".join(text for text, _ in one.passage.spoken) for one in best[:3]]
    match question.wanted:
        case Wanted.AMOUNT:
            return not any(_MONEY.search(one.sentence) for one in best[:3] if one.covers > 0)
        case Wanted.CONTACT:
            return not any(_ADDRESS.search(text) for text in texts)
        case Wanted.NAME_OF_KIN:
            return not any(_names_kin(question.text, text) for text in texts)
        case Wanted.TALK:
            return bool(texts) and is_stub(texts[0])
        case Wanted.ANY:
            return False


def is_stub(text: str) -> bool:
    """Whether a reflection only notes that something was, and puts off telling it."""
    return len(text.split()) <= _STUB_WORDS or bool(_STUB.search(text))


def _names_kin(question: str, text: str) -> bool:
    """Whether the text names the relative that the question asks the name of."""
    asked = _KIN.search(question)
    if asked is None:
        return True
    word = re.sub(r"(?:nya|ku|'s)$", "", asked.group().lower())
    same = next((group.split() for group in _SAME_KIN if word in group.split()), [word])
    return any(re.search(rf"\b(?i:{kin}(?:nya|-nya|'s)?)\b{_A_NAME}", text) for kin in same)


def _of_passage(passage: Passage, weigh: dict[str, float], only: Collection[str]) -> Iterable[Recalled]:
    meaning = min(1.0, max(0.0, (passage.cosine - _LOWEST) / (_HIGHEST - _LOWEST)))
    everybody = tuple(dict.fromkeys(person for _, people in passage.spoken for person in people))
    if only and not set(everybody) & set(only):
        return
    best: dict[tuple[str, ...], Recalled] = {}
    held = [set(terms(text)) for text, _ in passage.spoken]
    for at, (text, people) in enumerate(passage.spoken):
        near = set().union(*held[max(0, at - 1) : at], *held[at + 1 : at + 2])
        covers = sum(weight * (1.0 if t in held[at] else _NEXT if t in near else 0.0) for t, weight in weigh.items())
        wanted = tuple(one for one in people if not only or one in only)
        score = _MEANING * meaning + _WORDS * covers
        if only and not wanted:
            wanted, score = tuple(one for one in everybody if one in only), score * _OF_NOBODY
        one = Recalled(passage, text, wanted, score, covers)
        if wanted not in best or best[wanted].score < score:
            best[wanted] = one
    yield from best.values()


def _weights(about: Sequence[str], passages: Sequence[Passage]) -> dict[str, float]:
    """How much each of the question's terms tells, in all 1: the rarer among the passages, the more."""
    wanted = set(about)
    having = Counter(term for one in passages for term in wanted & {t for text, _ in one.spoken for t in terms(text)})
    raw = {term: math.log(1 + (len(passages) + 1) / (having[term] + 0.5)) for term in wanted}
    total = sum(raw.values())
    return {term: weight / total for term, weight in raw.items()} if total else {}


def _summed(theirs: Sequence[Recalled]) -> float:
    others = {one.passage.reflection_id: one.score for one in reversed(theirs)}
    others.pop(theirs[0].passage.reflection_id, None)
    return theirs[0].score + _AGAIN * max(others.values(), default=0.0)
