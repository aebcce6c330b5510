"""The people whom a reflection tells of: each once, under the name that says most, with the role that the
user gave them in so many words. Never the user, and never somebody who is only named in passing.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coach.embedded.evidence import ENOUGH
from coach.embedded.names import Mention, mentions
from coach.embedded.word_lists import cue, word_list
from coach.reader import KnownPerson
from journal.identity import Likeness, likeness
from journal.quotes import Span

_LONGEST_ROLE = 60
_NICKNAME = 3
_INITIALS = re.compile(r"\s?\(([A-Z]{2,3})\b")
_AGAIN = 0.6
_IF_KIN = 2.4  # first named as somebody's child or wife: then it takes more


class Found(NamedTuple):
    """Somebody in the text. `spans` are where they are named, in the text's order, `names` all spellings."""

    name: str
    role: str
    names: tuple[str, ...]
    spans: tuple[Span, ...]
    known: KnownPerson | None


def find_people(text: str, known: Sequence[KnownPerson] = ()) -> tuple[Found, ...]:
    """The people in the order in which the text first names them."""
    spellings = [name for person in known for name in (person.name, *person.aliases)]
    groups = _groups(text, mentions(text, spellings))
    return tuple(_found(text, group, known) for group in groups if _counts(group))


def bare_name(name: str) -> str:
    """The name in lower case without honorifics and bracketed remarks: what two spellings are compared by."""
    words = re.sub(r"\(.*?\)", " ", name).replace(".", " ").lower().split()
    titles = word_list("honorifics") | word_list("weak_honorifics")
    left = [word for number, word in enumerate(words) if word not in titles or number == len(words) - 1]
    return " ".join(left)


def _groups(text: str, found: Iterable[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in found:
        same = next((group for group in groups if any(_same(mention, other) for other in group)), None)
        if same is None:
            before = next((group for group in reversed(groups) if group[-1].evidence > 0), None)
            if before and cue("also_called").search(text[before[-1].span.end : mention.span.start]):
                same = before
        if same is None:
            groups.append([mention])
        else:
            same.append(mention)
    return groups


def _same(one: Mention, other: Mention) -> bool:
    mine, theirs = bare_name(one.name).split(), bare_name(other.name).split()
    if not mine or not theirs or _differ(one.honorific, other.honorific):
        return False
    if mine[0] in word_list("titles") or theirs[0] in word_list("titles"):
        return mine == theirs or _titled(one, other) or _titled(other, one)
    shorter, longer = sorted((mine, theirs), key=len)
    if likeness(_spelling(one), _spelling(other)) >= Likeness.SPELLED_LIKE and one.honorific == other.honorific:
        return True
    nickname = len(shorter) == 1 and len(shorter[0]) >= _NICKNAME and any(shorter[0] in word for word in longer)
    return nickname or longer[: len(shorter)] == shorter or longer[-len(shorter) :] == shorter


def _titled(one: Mention, other: Mention) -> bool:
    """Whether `one` is a bare title that `other` carries: "Pak Haji" after "Pak Haji Bakri"."""
    return one.name.lower() in word_list("titles") and one.name.lower() in other.honorific.lower().split()


def _differ(one: str, other: str) -> bool:
    """Whether two honorifics can't be one person's: "Pak Edy" and "Bu Edy" are a couple."""
    men, women = word_list("of_men"), word_list("of_women")
    first, second = (set(words.lower().replace(".", "").split()) for words in (one, other))
    return bool(first & men and second & women) or bool(first & women and second & men)


def _counts(group: list[Mention]) -> bool:
    met = [mention for mention in group if mention.met]
    if not met or any(mention.dead for mention in group) or group[0].name.lower() in word_list("myself"):
        return False
    again = _AGAIN * min(len(group) - 1, 2)
    wanted = ENOUGH if group[0].met else _IF_KIN
    return max(mention.evidence for mention in met) + again >= wanted


def _found(text: str, group: list[Mention], known: Sequence[KnownPerson]) -> Found:
    spellings = tuple(dict.fromkeys(_spelling(mention) for mention in group))
    initials = (found for mention in group if (found := _INITIALS.match(text[mention.span.end :])))
    spellings += tuple(found[1] for found in initials if _stand_for(found[1], spellings))
    best = max(group, key=_telling)
    role = next((role for mention in group if (role := _role(text, mention))), "")
    spans = tuple(mention.span for mention in group)
    return Found(_spelling(best), role, spellings, spans, _known(spellings, known))


def _stand_for(letters: str, spellings: Sequence[str]) -> bool:
    """Whether the letters are the initials of one of the names."""
    firsts = ("".join(word[0] for word in bare_name(name).split()) for name in spellings)
    return letters.lower() in firsts


def _telling(mention: Mention) -> tuple[bool, bool, bool, int, int, int]:
    """How much a spelling says: an honorific, a name rather than a title, no drawn-out vowel, more words, letters."""
    name = mention.name.lower()
    drawn_out = re.search(r"(.)\1\1", name) is not None
    named = name not in word_list("titles")
    return bool(mention.honorific), named, not drawn_out, len(name.split()), len(name), -mention.span.start


def _spelling(mention: Mention) -> str:
    honorific = "" if mention.honorific.lower() == "si" else mention.honorific
    return f"{honorific} {mention.name}".strip()


def _known(spellings: tuple[str, ...], known: Sequence[KnownPerson]) -> KnownPerson | None:
    bare = {bare_name(name) for name in spellings}
    for person in known:
        if bare & {bare_name(name) for name in (person.name, *person.aliases)}:
            return person
    return None


def _role(text: str, mention: Mention) -> str:
    """The apposition after the name ("Sulis, sahabat SMP"; "Bu Wening (kepala TU)"), or "" when there is none."""
    after = text[mention.span.end :]
    opened = re.match(r"\s?\(|,\s", after)
    if opened is None:
        return ""
    body = after[opened.end() :]
    if "(" in opened.group():
        closed = body.find(")")
        piece = body[:closed] if closed > 0 else ""
    else:
        ended = cue("role_end").search(body)
        piece = body[: ended.start()] if ended else body
    piece = piece.strip()
    words = piece.lower().split()
    if not words or len(piece) > _LONGEST_ROLE or words[0].strip(",") not in word_list("role_words"):
        return ""
    return piece
