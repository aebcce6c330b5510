"""Names in a text: where one stands, under which honorific, and how sure the words around it make it.

A capital alone is no name: it opens sentences, and places, firms and months have one. So every candidate
collects evidence from its neighbours (`evidence.py`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coach.embedded.evidence import Candidate, evidence, led_to
from coach.embedded.tokens import Token, is_given, is_ordinary, is_title, tokens
from coach.embedded.word_lists import given_names, word_list
from journal.quotes import Span

_LONGEST_NAME = 3
_SHORTEST_NAME = 3
_PARTICLES = frozenset("de da van von bin binti al óg".split())
_CONTRACTED = re.compile(r"['’](?:d|ve|m|ll|re|t)$", re.IGNORECASE)
_TAIL = re.compile(r"(?:\.|['’]s|-(?:nya|ku))+$", re.IGNORECASE)
_QUOTES = re.compile(r"[\"“]([^\"”\n]{1,400})[\"”]|(?<!\w)['‘]([^'’\n]{3,200}(?:['’]\w[^'’\n]{0,200})*)['’](?!\w)")


class Mention(NamedTuple):
    """A name in the text: `honorific` as written or empty, `name` as written, how much speaks for a person.

    `met` is false when the words tell that they were only named: their kin, the dead, within a quote; `dead` when
    they say that the person is no more.
    """

    span: Span
    honorific: str
    name: str
    evidence: float
    met: bool
    dead: bool


def mentions(text: str, known: Sequence[str] = ()) -> tuple[Mention, ...]:
    """All candidates in the text's order; `known` are names that memory has, in any case."""
    words = frozenset(word.lower() for name in known for word in name.split()) - word_list("honorifics")
    return tuple(_mentions(text, tokens(text), words))


def _mentions(text: str, found: tuple[Token, ...], known: frozenset[str]) -> Iterator[Mention]:
    quoted = [Span(*match.span()) for match in _QUOTES.finditer(text)]
    at = 0
    while at < len(found):
        candidate = _named(found, at, known)
        if candidate.after == at:
            at += 1
            continue
        yield _mention(text, candidate, known, quoted)
        at = candidate.after


def _named(found: tuple[Token, ...], at: int, known: frozenset[str]) -> Candidate:
    """The candidate that begins at token `at`; it ends there too when none does."""
    first = at
    while first < len(found) and _is_honorific(found, first, known):
        first += 1
    if first == at:
        return Candidate(found, at, at, _run(found, at, known))
    if found[first].word in word_list("titles"):
        return Candidate(found, at, first, _capitals(found, first + 1, known))
    if _may_follow(found, at, first, known):
        return Candidate(found, at, first, max(_run(found, first, known), first + 1))
    if first - at > 1 and found[first - 1].word in word_list("titles"):
        return Candidate(found, at, first - 1, first)
    return Candidate(found, at, at, at)


def _is_honorific(found: tuple[Token, ...], at: int, known: frozenset[str]) -> bool:
    word = found[at].word
    if at + 1 >= len(found) or not found[at + 1].worded:
        return False
    if word in word_list("honorifics"):
        return True
    following = found[at + 1]
    named = (following.capital or is_given(following, known)) and following.word not in word_list("no_names")
    return named and word in word_list("weak_honorifics")


def _may_follow(found: tuple[Token, ...], at: int, first: int, known: frozenset[str]) -> bool:
    """Whether the token at `first` may be the name after the honorifics from `at`."""
    token = found[first]
    if not token.worded or _is_no_name(token):
        return False
    if token.capital or is_given(token, known):
        return True
    if found[at].word in word_list("kin_or_honorific"):
        return False
    ordinary = is_ordinary(token.word) or token.word in word_list("person_after") or len(token.word) < _SHORTEST_NAME
    return not ordinary and found[at].word in word_list("honorifics") and not found[at].capital


def _is_no_name(token: Token) -> bool:
    return token.word in word_list("no_names") and token.word not in word_list("given_names")


def _run(found: tuple[Token, ...], at: int, known: frozenset[str]) -> int:
    """The end of the name that begins at `at`, without honorifics; `at` itself when none does."""
    token = found[at]
    if not _may_be_part(token):
        return at
    if token.capital or (token.text.isupper() and token.word in known):
        if token.word in word_list("place_opens") and at + 1 < len(found) and found[at + 1].capital:
            return at
        opens_another = token.opens and at + 1 < len(found) and found[at + 1].capital
        if opens_another and is_ordinary(token.word) and token.word not in word_list("given_names"):
            return at
    elif not (token.text.islower() and (is_given(token, known) or led_to(found, at))):
        return at
    return _capitals(found, at + 1, known, at)


def _capitals(found: tuple[Token, ...], at: int, known: frozenset[str], began: int | None = None) -> int:
    """The end of the capitalised name words from `at` on, of a name that began at `began`."""
    first = at if began is None else began
    while at < len(found) and at - first < _LONGEST_NAME and _continues(found, at, known):
        at += 1
    return at


def _continues(found: tuple[Token, ...], at: int, known: frozenset[str]) -> bool:
    token = found[at]
    if token.opens or found[at - 1].end + 1 != token.start or not _may_be_part(token):
        return False
    if token.word in _PARTICLES:
        return at + 1 < len(found) and found[at + 1].capital
    after_given = found[at - 1].capital and found[at - 1].word in given_names()
    return token.capital and (after_given or is_given(token, known) or not is_ordinary(token.word))


def _may_be_part(token: Token) -> bool:
    if not token.worded or _CONTRACTED.search(token.text) or _is_no_name(token):
        return False
    return token.word in word_list("given_names") or not is_title(token.word)


def _mention(text: str, candidate: Candidate, known: frozenset[str], quoted: Sequence[Span]) -> Mention:
    found = candidate.tokens
    start, first = found[candidate.at].start, found[candidate.first].start
    name = _TAIL.sub("", text[first : found[candidate.after - 1].end])
    within = any(quote.start <= start < quote.end for quote in quoted)
    met = not within and not _only_named(found, candidate.at)
    span = Span(start, first + len(name))
    return Mention(span, text[start:first].strip(), name, evidence(candidate, known), met, _is_gone(candidate))


def _is_gone(candidate: Candidate) -> bool:
    """Whether it says that they died: they themselves, not their kin ("suami Bu Ana meninggal")."""
    found, at, after = candidate.tokens, candidate.at, candidate.after
    if _is_dead(found, at):
        return True
    before = found[at - 1].word if at > 0 and not found[at].opens else ""
    if before in word_list("kin_before") | word_list("family") | word_list("kin"):
        return False
    said = [token.word for token in found[after : after + 2]]
    if said[:1] and said[0] in word_list("has_before"):
        said = said[1:]
    return said == ["passed", "away"] or bool(said[:1] and said[0] in word_list("died_after"))


def _is_dead(found: Sequence[Token], at: int) -> bool:
    return at > 0 and found[at - 1].word in word_list("dead_before")


def _only_named(found: Sequence[Token], at: int) -> bool:
    before = [token.word for token in found[max(0, at - 3) : at] if token.text not in (",", "(")][-2:]
    if not before:
        return False
    apposed = found[at - 1].text == "," and found[at].word in word_list("honorifics")  # "anaknya, Mbak Nining, …"
    if (before[-1] in word_list("kin_before") and not apposed) or _is_dead(found, at):
        return True
    return len(before) > 1 and before[0] in word_list("own_kin") and before[1] in word_list("family")
