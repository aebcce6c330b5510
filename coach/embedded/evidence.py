"""How much the words around a candidate speak for a person: the sum of what each tells, `ENOUGH` and more is one."""

from collections.abc import Sequence
from typing import NamedTuple

from coach.embedded.tokens import Token, is_given, is_ordinary
from coach.embedded.word_lists import given_names, places, word_list

ENOUGH = 1.0
_SHORTEST = 4
_WINDOW = 4
_PLACE = -1.2
_RELATIONS = frozenset("teman friend woman man guy girl cowok cewek anak".split())


class Candidate(NamedTuple):
    """Tokens `at` to `after` (out), of which the name proper begins at `first`, after the honorifics."""

    tokens: Sequence[Token]
    at: int
    first: int
    after: int

    @property
    def honoured(self) -> bool:
        """Whether it has an honorific."""
        return self.first > self.at


def evidence(candidate: Candidate, known: frozenset[str]) -> float:
    """How much speaks for a person; `known` are the words of the names that memory has."""
    head = candidate.tokens[candidate.first]
    if not head.capital and not candidate.honoured and led_to(candidate.tokens, candidate.at):
        return ENOUGH
    place = _PLACE if _is_place(candidate, known) else 0.0
    return _of_itself(candidate, head, known) + _before(candidate) + _after(candidate) + place


def _is_place(candidate: Candidate, known: frozenset[str]) -> bool:
    """Whether the whole name is a place's, and neither an honorific nor memory says that it is a person's."""
    words = [token.word for token in candidate.tokens[candidate.first : candidate.after]]
    return not candidate.honoured and words[0] not in known and " ".join(words) in places()


def led_to(tokens: Sequence[Token], at: int) -> bool:
    """Whether a lower-case word that nobody knows stands where a name does ("lunch w/ odette")."""
    word = tokens[at].word
    if at == 0 or len(word) < _SHORTEST or not word.isalpha() or is_ordinary(word) or word in word_list("person_after"):
        return False
    before = [token.word for token in tokens[max(0, at - 2) : at]]
    if before[-1] == "with":
        return before[0] in word_list("meets")  # "lunch with odette", not "patched with raincoat"
    return before[-1] in word_list("leads_to_name") or before == ["w", "/"]


def _of_itself(candidate: Candidate, head: Token, known: frozenset[str]) -> float:
    certain = 2.0 if head.word in known else 0.0
    given = is_given(head, known)
    if candidate.honoured:
        return 2.0 + certain + given
    ordinary = is_ordinary(head.word) and not given
    if not head.capital:
        base = -0.5
    elif not head.opens:
        base = 0.4
    else:
        base = -0.8 if ordinary else 0.1
    return base + certain + given - (1.5 if ordinary else 0.0)


def _before(candidate: Candidate) -> float:
    tokens, at = candidate.tokens, candidate.at
    words = [token.word for token in tokens[max(0, at - _WINDOW) : at] if token.text[0].isalnum()]
    if not words or tokens[at].opens:
        return 0.0
    last = tokens[at - 1]
    if last.text in "(:":
        return 0.2
    if not last.text[0].isalnum():
        return 0.5 if (word_list("person_before") | _RELATIONS) & set(words[-3:]) else 0.0
    if last.word in ("and", "dan") and tokens[at - 2].capital and not tokens[at - 2].opens:
        return 0.6
    return _from_word(candidate, last.word, words)


def _owns(candidate: Candidate) -> bool:
    """Whether something of theirs follows ("Keisha's chair"); "at Koshy's" alone is a place."""
    tokens, after = candidate.tokens, candidate.after
    genitive = tokens[after - 1].text.endswith(("'s", "’s"))
    return genitive and after < len(tokens) and tokens[after].worded and tokens[after].text.islower()


def _from_word(candidate: Candidate, last: str, words: Sequence[str]) -> float:
    if last in word_list("named_after") or (not candidate.honoured and last in word_list("works")):
        return -2.0
    if last in word_list("person_before"):
        return 1.2
    given = candidate.tokens[candidate.at].word in given_names()
    if last in word_list("place_or_person_before"):
        told = bool(word_list("gives_or_tells") & set(words))
        if last == "ke" and not given and not word_list("speaks") & set(words):
            return -1.0
        return float(told) if told or given else -1.0
    if last in word_list("place_before") and not candidate.honoured and not _owns(candidate):
        return 0.0 if given and last in ("from", "dari", "by") else -2.0
    return 0.0


def _after(candidate: Candidate) -> float:  # noqa: PLR0911 one way of following a return
    tokens, after = candidate.tokens, candidate.after
    if tokens[after - 1].text.endswith(("'s", "’s")):
        kin = after < len(tokens) and tokens[after].word in word_list("family")
        if after < len(tokens) and tokens[after].word in word_list("premises"):
            return -1.5  # "from Bukhari's shop"
        return -1.0 if kin else 0.9 if _owns(candidate) else 0.6
    if after >= len(tokens):
        return 0.0
    following = tokens[after]
    if following.capital and following.word in word_list("thing_after"):
        return -2.0
    topic = following.word in word_list("myself") and candidate.tokens[candidate.first].word in given_names()
    if topic or following.word in word_list("person_after") or _is_deed(candidate, following):
        return 0.9
    if following.text == ":":
        return 0.7 if tokens[after - 1].opens else 0.0
    return _after_comma(candidate) if following.text == "," else 0.0


def _is_deed(candidate: Candidate, following: Token) -> bool:
    """Whether a verb's form follows a name that opens a sentence ("Priyanka waited", "Nunu ngundang")."""
    word = following.word
    shaped = word.endswith("ed") or word.startswith(("ng", "ny", "mem", "men"))
    return candidate.tokens[candidate.at].opens and shaped and following.text.islower() and len(word) >= _SHORTEST


def _after_comma(candidate: Candidate) -> float:
    tokens, at, after = candidate.tokens, candidate.at, candidate.after
    if after + 1 < len(tokens) and tokens[after + 1].word in ("who", "whose"):
        return 1.2
    if after + 1 < len(tokens) and tokens[after + 1].word in word_list("role_words") - word_list("articles"):
        return 0.7
    apposed = at > 1 and tokens[at - 1].text == "," and not tokens[at].opens and not tokens[at - 2].capital
    return 0.6 if apposed else 0.2
