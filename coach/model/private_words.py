"""What in a text would tell a stranger who somebody is, or how to reach them: names, e-mail addresses, links, handles,
phone and account numbers.

Whom the reader of people would not count (the dead, kin, who is only quoted) has a name, too: more is found here than
`coach.embedded.people` finds, and a word too many does no harm. Dates, times and amounts of money stay as they are:
a meeting is not understood without them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coach.embedded.names import Mention, mentions
from coach.embedded.tokens import is_ordinary, is_title
from coach.embedded.word_lists import common_words, given_names, word_list
from journal.quotes import Span

_ENOUGH = 0.35  # a capital alone in the middle of a sentence has .4
_SHORTEST = 3
_FEWEST_DIGITS, _FEWEST_AFTER_CUE = 8, 5
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(
    r"(?:\bhttps?://|\bwww\.)[^\s<>\"“”]+"
    r"|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|net|org|id|io|co|me|app|dev|biz|info|link|ly|gl|be|sg|my|uk|us|au|de|nl|ai|xyz|shop|store)"
    r"\b(?:/[^\s<>\"“”]*)?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@\w[\w.]{2,}")
_DIGITS = re.compile(r"(?<![\w.,])(?:\+|\()?\d(?:[ .()\-–/]{0,2}\d)*(?!\w)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_CUE = re.compile(
    r"\b(?:rek(?:ening)?|norek|account|acct?|a/?n|va|nik|ktp|npwp|sim|paspor|passport|iban|kartu|card|telp?|telepon|phone"
    r"|hp|wa|whatsapp|nomor|nomer|no|number)\b[\w .:#'’-]{0,14}$",
    re.IGNORECASE,
)
_KEPT = (
    r"(?:\d{4}[-/]\d\d?[-/]\d\d?|\d\d?[-./ ]\d\d?[-./ ](?:\d{4}|\d\d)|\d\d?[.:]\d\d(?:[.:]\d\d)?|(?:19|20)\d\d"
    r"|[1-9]\d{0,2}(?:[.,]\d{3})+)"
)
_HARMLESS = re.compile(rf"{_KEPT}(?:[\s–/-]+{_KEPT})*")  # dates, times, years and amounts
_MONEY_BEFORE = re.compile(r"(?:\b(?:rp|idr|usd|sgd|eur)\.?|[$€£]) ?$", re.IGNORECASE)
_SPEAKER = re.compile(
    r"^(?:\[?\d[\d/.:, APMapm-]{3,25}\]?(?: -)? )?(?P<name>[^\W\d_][^\W\d_.'’-]*(?: [^\W\d_][\w.'’-]*){0,2}):\s",
    re.MULTILINE,
)
_VERB = re.compile(r"\w{3,}(?:ed|ing|ly|kan)|(?:meng|mem|men|ber|ter|di|ng|ny)\w{4,}")
_OBJECT_ENDINGS = ("in", "kan", "i", "an")
_OPENS = re.compile(r"(?:^|[.!?…:\n\"“(*•–—-])\s*\Z")
_MYSELF = frozenset("aku saya gue gua gw me i you kamu lo lu dia".split())
_ENDS_LINK = ".,;:!?)]}'\"’”"
_ADDRESSES = (("EMAIL", _EMAIL), ("LINK", _LINK), ("HANDLE", _HANDLE), ("NUMBER", _IBAN))


class PrivatePart(NamedTuple):
    """A part of a text, and what it is."""

    kind: str
    span: Span


def numbers_and_addresses(text: str) -> tuple[PrivatePart, ...]:
    """E-mail addresses, links, handles, phone and account numbers; parts may overlap, the surer ones come first."""
    found = [PrivatePart(kind, _trimmed(match)) for kind, words in _ADDRESSES for match in words.finditer(text)]
    found += [PrivatePart("NUMBER", Span(*match.span())) for match in _DIGITS.finditer(text) if _reaches(text, match)]
    return tuple(found)


def names(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Names without their honorifics, those that memory knows and those of a chat's speakers among them, each once."""
    spellings = tuple(known)
    found = [*_mentioned(text, spellings), *_speakers(text), *(_bare(name) for name in spellings)]
    return tuple(dict.fromkeys(name for name in found if len(name) >= _SHORTEST))


def _mentioned(text: str, spellings: tuple[str, ...]) -> Iterator[str]:
    titles = word_list("titles")
    for mention in mentions(text, spellings):
        sure = mention.honorific or mention.evidence >= _ENOUGH or _is_strange(mention, text)
        if sure and mention.name.lower() not in titles:
            yield _bare(mention.name)


def _is_strange(mention: Mention, text: str) -> bool:
    """Whether it is of several words, or a capitalised one that is no ordinary word, has no form of a verb, and
    stands nowhere in small letters: what opens a sentence has a capital, too."""
    name, word = mention.name, mention.name.lower()
    if " " in name:
        return True
    if not name[0].isupper() or word in common_words():
        return False
    opens = _OPENS.search(text[: mention.span.start]) is not None
    if word in given_names() or not opens:
        return not opens or not is_ordinary(word)
    spoken = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
    return not (spoken or is_ordinary(word) or _VERB.fullmatch(word) or _is_mine(word))


def _is_mine(word: str) -> bool:
    """Whether it is a common word with "ku" before or behind it: "kudengar", "motorku"."""
    roots = {word.removeprefix("ku"), word.removesuffix("ku")} - {word}
    whole = {root for one in roots for root in (one, *(one.removesuffix(ending) for ending in _OBJECT_ENDINGS))}
    return any(len(root) >= _SHORTEST and root in common_words() for root in whole)


def _speakers(text: str) -> Iterator[str]:
    """Who speaks in a pasted chat: an ordinary word ("Bagus:") only when it speaks twice."""
    speaking = Counter(match["name"] for match in _SPEAKER.finditer(text))
    for name, times in speaking.items():
        ordinary = all(is_ordinary(word.lower()) for word in name.split())
        if name.lower() not in _MYSELF and (times > 1 or not ordinary):
            yield _bare(name)


def _bare(name: str) -> str:
    """The name without a bracketed remark and the honorifics before it."""
    words = re.sub(r"\(.*?\)", " ", name).split()
    while len(words) > 1 and is_title(words[0].rstrip(".").lower()):
        words = words[1:]
    return " ".join(words)


def _trimmed(match: re.Match[str]) -> Span:
    """Where it stands, without the full stop of its sentence."""
    return Span(match.start(), match.start() + len(match.group().rstrip(_ENDS_LINK)))


def _reaches(text: str, match: re.Match[str]) -> bool:
    """Whether these digits may reach a person or an account."""
    run = match.group()
    digits = sum(character.isdigit() for character in run)
    before = text[: match.start()]
    if _MONEY_BEFORE.search(before):
        return False
    if _HARMLESS.fullmatch(run):
        return False
    return digits >= _FEWEST_DIGITS or (digits >= _FEWEST_AFTER_CUE and _CUE.search(before) is not None)
