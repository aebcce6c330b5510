"""What a reflection tells of each person beside the reader's verdict: facts, each in a sentence of the user's own.

By words alone, the same for both readers, so that nothing is learnt from what a model wrote. A sentence that names
nobody speaks of whom the one before it spoke.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from coach.dates import day_told
from coach.embedded.details import topic_of
from coach.embedded.word_lists import word_list
from coach.places import named_places
from coach.step_rules import filled, joined
from journal.facts import FactKind, FactRead
from journal.mentions import mentions
from journal.quotes import Span, find_quote
from journal.reading import Move, PersonRead, Reading, Step
from journal.sentences import sentences
from journal.signals import Signal

_FILE = Path(__file__).with_name("facts.yaml")
_LONGEST = 320
_PLACE_NEAR = 30  # characters after "lives in" in which the place stands
_WORDS = 0.8  # a sentence's own words against a move that the network sees: both err, each in its way
_AGAINST = 0.7
_OF_PITCHING, _MOST_OF_PITCHING = 0.1, 0.3  # beside a cosine: enough to lift what names the doing itself
_QUOTED = re.compile(r"[\"“]([^\"”\n]{1,400})[\"”]")
_SPEAKS = re.compile(
    r"^\W{0,3}(?:said|says|told|bilang|kata|cerita|recommend|suggest|nyaranin|menyarankan|mention)\w*", re.IGNORECASE
)
_DIED = re.compile(
    r"^,?\s+(?:(?:sudah|udah|telah|baru|akhirnya|has|had)\s+)?"
    r"(?:meninggal|wafat|berpulang|mangkat|tutup usia|died|passed away|passed(?= in | on | last |[.]))\b",
    re.IGNORECASE,
)
_LATE = re.compile(r"\b(?:almarhum|almarhumah|alm[.]?|mendiang|late)\s+$", re.IGNORECASE)
_KIN_BEFORE = re.compile(r"\b(?:suami|istri|ibu|bapak|ayah|anak|adik|kakak|nenek|kakek|mertua)\w*\s+$", re.IGNORECASE)
_TO_ME = re.compile(r"\b(?:you|your|kamu|anda|mas|mbak|pak|bu|ibu|bapak)\b", re.IGNORECASE)
_SAID_BY_ME = re.compile(r"\b(?:saya|aku|gue|gw|i)\b[^.!?]{0,25}$", re.IGNORECASE)
_PITCHING = frozenset(
    {Signal.PRODUCT_STEERING, Signal.SELF_PROMOTION, Signal.LOADED_QUESTION, Signal.PUSHING, Signal.PROSPECTING}
)
# Kinds whose words may be the user's own doing ("saya bilang makasih"): they must not follow an "I".
_THEIRS = frozenset({FactKind.THANKED, FactKind.NAMED_ME, FactKind.INVITED})
_WORD = re.compile(r"\w+")
_RUN = 4  # words in a row that make a message repeat a sentence
_NAME_WORD = re.compile(r"[A-ZÀ-Ý][\w'’-]{2,}")
_LASTING = frozenset("illness birth child parent fear study work".split())
_OWN = re.compile(r"(?:saya|aku|gue|gw|kami|kita|i|we|harus|ku\w+)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:saya|aku|gue|gua|gw|kami|i|we|ku(?:bilang|cerita|tanya|buka)\w*)\b", re.IGNORECASE)
_THEY = re.compile(r"\b(?:dia|ia|beliau|mereka|he|she|they|him|her|them|his|their)\b", re.IGNORECASE)
# Who is named after these is not whom the next sentences speak of.
_ONLY_NAMED = re.compile(
    r"\b(?:dikenal\w* (?:sama|oleh|lewat)|introduced by|via|lewat|thanks to|gara-gara|temannya|teman|sepupunya|sepupu"
    r"|(?:saya|aku) (?:hubungkan|kenalkan|kenalin) (?:sama|ke)|than|kayak|seperti|buat|untuk|for)\s+$",
    re.IGNORECASE,
)
_WEIGHTS = {
    FactKind.NAMED_ME: 1.0,
    FactKind.THANKED: 0.4,
    FactKind.INVITED: 0.8,
    FactKind.CONFIDENCE: 0.4,
    FactKind.REPAIRED: 0.3,
    FactKind.I_PITCHED: -1.2,
}


class Called(NamedTuple):
    """Somebody and all names by which a text may call them."""

    name: str
    names: tuple[str, ...]


class _Said(NamedTuple):
    """A sentence, whom it names, and whom it speaks of."""

    span: Span
    text: str
    named: tuple[tuple[int, int, str], ...]
    of: str | None


def with_facts(reading: Reading, text: str, on: date, known: Sequence[Called]) -> Reading:
    """The reading with the facts of the text, and each person's warmth from its moves and facts."""
    read = by_parts([Called(one.name, (one.name, *one.aliases)) for one in reading.people])
    names = {name for one in read for name in one.names}
    others = [one for one in known if not names & set(one.names)]
    found = (*_cared_about(reading, text), *facts_in(text, on, [*read, *others], reading.moves))
    return reading.model_copy(
        update={
            "facts": found,
            "step": _discreet(reading.step, found),
            "people": tuple(
                person.model_copy(update={"warmth": _warmth(person, reading, found, text, read)})
                for person in reading.people
            ),
        }
    )


def _discreet(step: Step | None, found: Sequence[FactRead]) -> Step | None:
    """The step without a message that says again what was told in confidence, whoever wrote it."""
    if step is None or not step.message:
        return step
    runs = [run for fact in found if fact.kind is FactKind.CONFIDENCE for run in _runs(fact.quote)]
    said = " ".join(_WORD.findall(step.message.casefold()))
    return step.model_copy(update={"message": ""}) if any(run in said for run in runs) else step


def _runs(sentence: str) -> list[str]:
    words = _WORD.findall(sentence.casefold())
    return [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]


def _cared_about(reading: Reading, text: str) -> tuple[FactRead, ...]:
    """What matters to whom, in words that stand in the text: a model's own words are no fact."""
    spans = ((one.name, find_quote(text, words)) for one in reading.people for words in one.cares_about)
    told = (
        FactRead(person=name, kind=FactKind.CARES, quote=text[span.start : span.end]) for name, span in spans if span
    )
    return tuple(dict.fromkeys(told))


def by_parts(people: Sequence[Called]) -> tuple[Called, ...]:
    """People with the words of their names as names of their own, where only one of them has the word."""
    words = [{word for name in one.names for word in _NAME_WORD.findall(name)} for one in people]
    having = Counter(word.casefold() for each in words for word in each)
    titles = word_list("honorifics") | word_list("weak_honorifics")
    return tuple(
        one._replace(
            names=(*one.names, *sorted(w for w in each if having[w.casefold()] == 1 and w.casefold() not in titles))
        )
        for one, each in zip(people, words, strict=True)
    )


def facts_in(text: str, on: date, people: Sequence[Called], moves: Sequence[Move] = ()) -> tuple[FactRead, ...]:
    """The facts that the text tells of these people, in its order, each once."""
    found: list[FactRead] = []
    gone: list[str] = []
    for said in _spoken(text, people):
        for kind in FactKind:
            person = _told_of(kind, said, moves)
            if person is not None and not (kind is FactKind.GRIEF and person in gone):
                found.append(_fact(kind, person, said, on))
            if kind is FactKind.DIED and person is not None:
                gone.append(person)
                said = said._replace(of=None)  # noqa: PLW2901 the rest of the sentence is of nobody living
    return tuple(dict.fromkeys([*found, *_bereaved(found, text, people, gone)]))


def whose(text: str, people: Sequence[Called]) -> tuple[tuple[Span, tuple[str, ...]], ...]:
    """Each sentence's span with the names of whom it speaks: those named, else whom the one before it spoke of."""
    return tuple(
        (said.span, tuple(dict.fromkeys(name for _, _, name in said.named)) or ((said.of,) if said.of else ()))
        for said in _spoken(text, people)
    )


def _spoken(text: str, people: Sequence[Called]) -> list[_Said]:
    owner = {name.casefold(): one.name for one in people for name in one.names}
    named = [
        (span.start, span.end, owner[" ".join(text[span.start : span.end].casefold().split())])
        for span in mentions(text, [name for one in people for name in one.names])
    ]
    spans = sentences(text)
    middle = spans[len(spans) // 2].end if spans else 0
    current = named[0][2] if named and named[0][0] < middle else None
    found: list[_Said] = []
    for span in spans:
        here = tuple(one for one in named if span.start <= one[0] < span.end)
        leading = [one for one in here if not _ONLY_NAMED.search(text[span.start : one[0]])]
        current = leading[0][2] if leading else current or (here[0][2] if here else None)
        found.append(_Said(span, text[span.start : span.end], here, current))
    return found


def _told_of(kind: FactKind, said: _Said, moves: Sequence[Move]) -> str | None:
    """The person of whom the sentence tells a thing of this kind, or None."""
    if kind in _BY_A_RULE:
        return _BY_A_RULE[kind](said, moves)
    at = cue(kind.value).search(said.text)
    if at is None or said.of is None:
        return None
    if kind is FactKind.GOING_ON and (topic_of(said.text) not in _LASTING or _is_mine(said)):
        return None
    if kind in _THEIRS and _SAID_BY_ME.search(said.text[: at.start()]):
        return None
    return said.of


def _who_died(said: _Said) -> str | None:
    """Whom the sentence says to be dead: they themselves, not their kin ("Anneke's mother died")."""
    for start, end, name in said.named:
        before, after = said.text[: start - said.span.start], said.text[end - said.span.start :]
        if _LATE.search(before) or (_DIED.match(after) and not _KIN_BEFORE.search(before)):
            return name
    return None


def _who_named_me(said: _Said) -> str | None:
    for quote in _QUOTED.finditer(said.text):
        for start, end, name in said.named:
            first, last = start - said.span.start, end - said.span.start
            if quote.start() < first < quote.end() and _SPEAKS.match(said.text[last:]) and _TO_ME.search(quote.group()):
                return name
    at_cue = cue("named_me").search(said.text)
    if at_cue is None or _SAID_BY_ME.search(said.text[: at_cue.start()]):
        return None
    before = [name for start, _, name in said.named if start - said.span.start <= at_cue.start()]
    return before[-1] if before else said.of


def _is_mine(said: _Said) -> bool:
    """Whether the sentence speaks of the user alone: it opens with them, or names nobody else in any way."""
    return bool(_OWN.match(said.text)) or (
        bool(_I.search(said.text)) and not said.named and not _THEY.search(said.text)
    )


# Kinds that take more than their words; those that no sentence tells by itself are told by none.
_BY_A_RULE: dict[FactKind, Callable[[_Said, Sequence[Move]], str | None]] = {
    FactKind.DIED: lambda said, _moves: _who_died(said),
    FactKind.NAMED_ME: lambda said, _moves: _who_named_me(said),
    FactKind.I_PITCHED: lambda said, moves: said.of if _pitched(said, moves) else None,
    FactKind.PLACE: lambda said, _moves: said.of if _lives_in(said.text) else None,
    FactKind.MISSED: lambda _said, _moves: None,
    FactKind.CARES: lambda _said, _moves: None,
}


def _lives_in(sentence: str) -> bool:
    """Whether the sentence says where they live or work: the words for it, and right after them a place."""
    return any(named_places(sentence[at.end() : at.end() + _PLACE_NEAR]) for at in cue("place").finditer(sentence))


def _pitched(said: _Said, moves: Sequence[Move]) -> bool:
    at = cue("i_pitched").search(said.text)
    if at is None or cue("not_pitched").search(said.text[: at.start()]):
        return False
    here = [move for move in moves if move.start < said.span.end and said.span.start < move.end]
    kind = {move.signal for move in here}
    return not kind & {Signal.THEY_PITCHED, Signal.HELD_BACK, Signal.INVITED_TALK} or bool(kind & _PITCHING)


def _bereaved(found: Sequence[FactRead], text: str, people: Sequence[Called], gone: Sequence[str]) -> list[FactRead]:
    """Where somebody died, the others of whom the text tells grieve."""
    died = next((fact for fact in found if fact.kind is FactKind.DIED), None)
    if died is None:
        return []
    there = [one.name for one in people if one.name not in gone and mentions(text, one.names)]
    return [died.model_copy(update={"person": name, "kind": FactKind.GRIEF}) for name in there]


def _fact(kind: FactKind, person: str, said: _Said, on: date) -> FactRead:
    quote = said.text if len(said.text) <= _LONGEST else said.text[:_LONGEST].rsplit(" ", 1)[0]
    return FactRead(person=person, kind=kind, quote=quote, about=day_told(said.text, on))


def _warmth(
    person: PersonRead, reading: Reading, found: Sequence[FactRead], text: str, read: Sequence[Called]
) -> float:
    spans = [span for span, names in whose(text, read) if person.name in names or len(reading.people) == 1]
    theirs = {
        (move.signal, move.start)
        for move in reading.moves
        if any(span.start <= move.start < span.end for span in spans)
    }
    words = [text[span.start : span.end] for span in spans]
    plus = sum(signal.lean > 0 for signal, _ in theirs) + _WORDS * sum(bool(cue("warmed").search(w)) for w in words)
    minus = sum(signal.lean < 0 for signal, _ in theirs) + _WORDS * sum(bool(cue("cooled").search(w)) for w in words)
    told = sum(_WEIGHTS.get(fact.kind, 0.0) for fact in found if fact.person == person.name)
    score = (plus - _AGAINST * minus + told) / (plus + minus + 1.0)
    return max(-1.0, min(1.0, score))


def tells_of_pitching(text: str) -> float:
    """How much a text says of the user's own selling, from 0 to `_MOST_OF_PITCHING`."""
    return min(_OF_PITCHING * len(cue("i_pitched").findall(text)), _MOST_OF_PITCHING)


def sentence_on_pitching(text: str) -> str:
    """The sentence that says most of it; the whole text when it has no sentence."""
    said = [text[span.start : span.end] for span in sentences(text)]
    return max(said, key=tells_of_pitching, default=text)


@cache
def cue(name: str) -> re.Pattern[str]:
    """The words of a kind of fact, without case."""
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    words = {each: joined(alternatives) for each, alternatives in told["words"].items()}
    words = {each: filled(pattern, words) for each, pattern in words.items()}
    return re.compile(filled(told["kinds"][name], words), re.IGNORECASE)
