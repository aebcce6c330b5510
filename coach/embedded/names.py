"""Names in a text: where one stands, under which honorific, and how sure the words around it make it.

A capital alone is no name: it opens sentences, and places, firms and months have one. So every candidate
collects evidence from its neighbours, and counts from `ENOUGH` on.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coach.embedded.word_lists import common_words, word_list
from journal.quotes import Span

ENOUGH = 1.0
_TOKEN = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*[.]?|\d+|\n|[^\w\s]")
_LONGEST_NAME = 3
_PARTICLES = frozenset("de da van von bin binti al óg".split())
_WORD_ENDINGS = tuple("nya kah lah pun kan itas asi isasi pertemuan uhan nan tion ment ness ings ously ally".split())
_DOTTED = frozenset("dr drg mr mrs ms prof h hj bro dg pdt st ir drs".split())
_OPENERS = frozenset(".!?…\n:•*-–—")
_CONTRACTED = re.compile(r"['’](?:d|ve|m|ll|re|t)$", re.IGNORECASE)
_QUOTES = re.compile(r"[\"“]([^\"”\n]{1,400})[\"”]")


class Token(NamedTuple):
    """A word or mark and where it stands; `opens` when it begins a sentence."""

    text: str
    start: int
    end: int
    opens: bool

    @property
    def word(self) -> str:
        """In lower case, without a full stop or a genitive."""
        return self.text.rstrip(".").removesuffix("'s").removesuffix("’s").lower()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital and is no shouted abbreviation."""
        plain = self.text.rstrip(".")
        return len(plain) > 1 and plain[0].isupper() and not plain.isupper()


class Mention(NamedTuple):
    """A name in the text: `honorific` as written or empty, `name` as written, how much speaks for a person."""

    span: Span
    honorific: str
    name: str
    evidence: float
    met: bool
    """False when the words tell that they were only named: their kin, the dead, within a quote."""


def mentions(text: str, known: Sequence[str] = ()) -> tuple[Mention, ...]:
    """All candidates in the text's order; `known` are names that memory has, in any case."""
    tokens = _tokens(text)
    names = frozenset(part.lower() for name in known for part in name.split()) - word_list("honorifics")
    return tuple(_mentions(text, tokens, names))


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    opens = True
    for match in _TOKEN.finditer(text):
        token = match.group()
        if token.endswith(".") and len(token) > 1 and token.lower().rstrip(".") not in _DOTTED:
            found.append(Token(token[:-1], match.start(), match.end() - 1, opens))
            found.append(Token(".", match.end() - 1, match.end(), opens=False))
            opens = True
            continue
        found.append(Token(token, match.start(), match.end(), opens))
        opens = token in _OPENERS or (opens and not token[0].isalnum())
    return found


def _mentions(text: str, tokens: list[Token], known: frozenset[str]) -> Iterator[Mention]:
    quoted = [Span(*match.span(1)) for match in _QUOTES.finditer(text)]
    at = 0
    while at < len(tokens):
        first, after = _named(tokens, at, known)
        if after == at:
            at += 1
            continue
        yield _mention(text, tokens, at, first, after, known, quoted)
        at = after


def _named(tokens: list[Token], at: int, known: frozenset[str]) -> tuple[int, int]:
    """Where the name proper begins and where it ends, for a mention that begins at token `at`; equal to `at`
    both when none does."""
    first = at
    while first < len(tokens) and _is_honorific(tokens, first, known):
        first += 1
    if first == at:
        end = _run(tokens, at, known)
        return at, end
    if first >= len(tokens):
        return at, at
    if tokens[first].word in word_list("titles"):
        return first, _run(tokens, first + 1, known, wanted=False) if first + 1 < len(tokens) else first + 1
    if _may_follow(tokens, at, first, known):
        return first, max(_run(tokens, first, known), first + 1)
    if first - at > 1 and tokens[first - 1].word in word_list("titles") and tokens[at].word in word_list("honorifics"):
        return first - 1, first
    return at, at


def _is_honorific(tokens: list[Token], at: int, known: frozenset[str]) -> bool:
    token = tokens[at]
    if at + 1 >= len(tokens) or not tokens[at + 1].text[0].isalpha():
        return False
    if token.word in word_list("honorifics"):
        return True
    if token.word not in word_list("weak_honorifics"):
        return False
    following = tokens[at + 1]
    return (following.capital or _is_given(following, known)) and following.word not in word_list("no_names")


def _may_follow(tokens: list[Token], at: int, first: int, known: frozenset[str]) -> bool:
    """Whether the token at `first` may be the name after the honorifics from `at`."""
    token = tokens[first]
    if not token.text[0].isalpha() or (token.word in word_list("no_names") and not token.capital):
        return False
    if token.capital:
        return not (token.word in word_list("no_names") and token.word not in word_list("given_names"))
    if _is_given(token, known):
        return True
    ordinary = _ordinary(token.word) or token.word in word_list("person_after") or len(token.word) < 3  # noqa: PLR2004
    honorific = tokens[at]
    return not ordinary and honorific.word in word_list("honorifics") and not honorific.capital


def _is_given(token: Token, known: frozenset[str]) -> bool:
    if token.word in known:
        return True
    return token.word in word_list("given_names") and (token.text[0].isupper() or token.word not in common_words())


def _run(tokens: list[Token], at: int, known: frozenset[str], *, wanted: bool = True) -> int:
    """The end of the run of name words that begins at `at`; `at` when none does. With `wanted` false at most
    capitalised words are taken."""
    end = at
    while end < len(tokens) and end - at < _LONGEST_NAME and _is_name_word(tokens, end, at, known, wanted=wanted):
        end += 1
    return end


def _is_name_word(tokens: list[Token], at: int, began: int, known: frozenset[str], *, wanted: bool) -> bool:
    token = tokens[at]
    if not token.text[0].isalpha() or _CONTRACTED.search(token.text):
        return False
    if at > began and (token.opens or tokens[at - 1].end + 1 != token.start):
        return False
    if token.word in word_list("no_names") and token.word not in word_list("given_names"):
        return False
    if at > began and token.word in _PARTICLES:
        return at + 1 < len(tokens) and tokens[at + 1].capital
    if _is_title(token.word) and token.word not in word_list("given_names"):
        return False
    if token.capital:
        given = token.word in word_list("given_names")
        opens_another = at == began and token.opens and at + 1 < len(tokens) and tokens[at + 1].capital
        return given or not _ordinary(token.word) if at > began or opens_another else True
    return wanted and at == began and (_is_given(token, known) or _led_to(tokens, at)) and token.text.islower()


def _is_title(word: str) -> bool:
    return word in word_list("honorifics") or word in word_list("weak_honorifics")


def _ordinary(word: str) -> bool:
    """Whether it is a common word, or one of Indonesian's endings on a word."""
    first, _, second = word.partition("-")
    repeated = len(first) > 2 and first in second  # noqa: PLR2004
    return repeated or word in common_words() or word in word_list("person_before") or word.endswith(_WORD_ENDINGS)


def _led_to(tokens: list[Token], at: int) -> bool:
    """Whether a lower-case word that nobody knows stands where a name does ("lunch w/ odette")."""
    word = tokens[at].word
    if at == 0 or len(word) < 4 or _ordinary(word) or word in word_list("person_after") or not word.isalpha():  # noqa: PLR2004
        return False
    before = [token.word for token in tokens[max(0, at - 2) : at]]
    return before[-1] in word_list("leads_to_name") or before == ["w", "/"]


def _mention(
    text: str, tokens: list[Token], at: int, first: int, after: int, known: frozenset[str], quoted: list[Span]
) -> Mention:
    name = text[tokens[first].start : tokens[after - 1].end].rstrip(".")
    for ending in ("'s", "’s"):
        name = name.removesuffix(ending)
    span = Span(tokens[at].start, tokens[first].start + len(name))
    evidence = _evidence(tokens, at, first, after, known)
    within = any(quote.start <= span.start < quote.end for quote in quoted)
    met = not within and not _only_named(tokens, at)
    return Mention(span, text[tokens[at].start : tokens[first].start].strip(), name, evidence, met)


def _only_named(tokens: list[Token], at: int) -> bool:
    before = [token.word for token in tokens[max(0, at - 2) : at]]
    if not before:
        return False
    if before[-1] in word_list("kin_before") or before[-1] in word_list("dead_before"):
        return True
    return len(before) > 1 and before[-2] in word_list("own_kin") and tokens[at - 1].text[0].isalpha()


def _evidence(tokens: list[Token], at: int, first: int, after: int, known: frozenset[str]) -> float:
    head = tokens[first]
    if not head.capital and first == at and _led_to(tokens, at):
        return ENOUGH
    honoured = 2.0 if first > at else 0.0
    given = 1.0 if _is_given(head, known) else 0.0
    certain = 2.0 if head.word in known else 0.0
    ordinary = -1.5 if _ordinary(head.word) and not given and not honoured else 0.0
    base = _base(head, given) if not honoured else 0.0
    return (
        base
        + honoured
        + given
        + certain
        + ordinary
        + _before(tokens, at, honoured=bool(honoured))
        + _after(tokens, after)
    )


def _base(head: Token, given: float) -> float:
    if not head.capital:
        return -0.5
    if not head.opens:
        return 0.4
    return 0.1 if given or not _ordinary(head.word) else -0.8


def _before(tokens: list[Token], at: int, *, honoured: bool) -> float:
    words = [token.word for token in tokens[max(0, at - 4) : at] if token.text[0].isalnum()]
    if at == 0 or not words or tokens[at].opens:
        return 0.0
    if tokens[at - 1].text in "(:":
        return 0.2
    if not tokens[at - 1].text[0].isalnum():
        return _after_comma(words)
    last = words[-1]
    if last in ("and", "dan", "&") and tokens[at - 2].capital and not tokens[at - 2].opens:
        return 0.6
    if last in word_list("person_before"):
        return 1.2
    given = tokens[at].word in word_list("given_names")
    if last in word_list("place_or_person_before"):
        return 1.0 if word_list("gives_or_tells") & set(words) else 0.0 if given else -1.0
    if last in word_list("place_before") and not honoured:
        return 0.0 if last in ("from", "dari", "by") and given else -2.0
    return 0.0


def _after_comma(words: list[str]) -> float:
    relation = word_list("person_before") | {"teman", "friend", "woman", "man", "guy", "girl", "cowok", "cewek", "anak"}
    return 0.5 if relation & set(words[-3:]) else 0.0


def _after(tokens: list[Token], after: int) -> float:
    if tokens[after - 1].text.endswith(("'s", "’s")):
        return 0.6
    if after >= len(tokens):
        return 0.0
    following = tokens[after]
    if following.word in word_list("thing_after") and following.capital:
        return -2.0
    if following.word in word_list("person_after"):
        return 0.9
    if following.text == "," and after + 1 < len(tokens) and tokens[after + 1].word in ("who", "whose"):
        return 1.2
    if following.text == ":" and tokens[after - 1].opens:
        return 0.7
    return 0.2 if following.text == "," else 0.0
