"""Which known person a name in a new reflection means: what joins by itself, what is only likely, what must be asked.

A name joins somebody known when it is theirs in full, in part ("Bu Dewi" for "Bu Dewi Anggraini"), by initials ("JT"),
by a nickname cut from it ("Kev", "Yanto", "Pak Bams") or by another spelling ("Andy", "Dhika"), and nobody else fits as
well. Two that fit ("Kevin", of two) are told apart by what the reflection speaks of, else nobody is joined: to join two
people is worse than to keep one of them twice. An honorific never turns a man into a woman.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from difflib import SequenceMatcher
from enum import IntEnum
from functools import lru_cache
from itertools import product

from journal.names import contradict, fold_name, honorifics_of, without_honorifics
from journal.people import Person

_NICKNAME, _LONG_NICKNAME = 3, 5
_LIKE_SPELLING = 0.84
_MANY = 2  # words of a full name, letters of initials at least
_MOST_INITIALS = 3
_SHARED_AT_LEAST, _TIMES_THE_NEXT = 5.0, 2.0
_DESCRIBED = 3.0  # a word that stands with the name ("Andi yang roaster") against one elsewhere in the text
_STEM = 5
_BRACKETS = re.compile(r"[()]")
_WORD = re.compile(r"[^\W\d_]{4,}")
_TWICE = re.compile(r"([^\W\d])\1")
# The beginnings of words that tell nobody apart.
_COMMON = frozenset(
    """ketem cerit bilan lanju seben kapan sampa denga karen kalau terus sudah belum masih tidak bukan waktu punya
    mereka merek
    sekar tadi kemar besok orang hari minggu mingg bulan tahun pulan datan ngobr ngomo tanya nanya lagi juga yang
    dari untuk
    after about again said told with that this have been from they their there when what
    were would could asked""".split()
)
_AFTER_A_NAME = re.compile(r"\s*(?:,\s*)?(?:yang|yg|si|the|who|from|dari)?\s*([^\W\d_]{4,})?(?:\s+([^\W\d_]{4,}))?")
# Names that open many others, whose bearers go by the next word.
_OPENERS = frozenset(
    """sri siti nur muhammad mohammad mohamad moh muh m ahmad achmad abdul dewi eka dwi tri ni i made wayan putu
    ketut nyoman
    gede kadek komang gusti ida ayu anak agung raden andi tan lim maria yohanes fransiskus antonius""".split()
)
# Old and new spellings of one sound, and letters that Indonesians and English speakers write either way.
_SPELLINGS = (
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("ch", "c"),
    ("sj", "s"),
    ("sy", "s"),
    ("ph", "f"),
    ("v", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("bh", "b"),
    ("kh", "k"),
    ("gh", "g"),
    ("ck", "k"),
    ("ie", "i"),
    ("ee", "i"),
    ("y", "i"),
    ("z", "s"),
    ("q", "k"),
    ("x", "ks"),
)


class Likeness(IntEnum):
    """How sure it is that two names are one person's."""

    NONE = 0
    DOUBTFUL = 1
    SPELLED_LIKE = 2
    PART = 3
    EQUAL = 4


def likeness(name: str, other: str) -> Likeness:
    """How alike two names are; those in brackets count as names of their own, and the likest pair decides."""
    return max((_likeness(one, two) for one in _each(name) for two in _each(other)), default=Likeness.NONE)


def doubtful_pairs(known: Collection[Person], of: Collection[str] | None = None) -> tuple[tuple[Person, Person], ...]:
    """Pairs of people who may be one: alike in part or in spelling, and joined by no rule.

    Args:
        known: everybody.
        of: the ids of those of whom one must be in a pair; None: anybody. To compare thousands with each other takes
            many seconds, to compare a few with thousands takes a moment.
    """
    by_sound: dict[str, list[Person]] = {}
    for person in known:
        for key in _keys(person):
            by_sound.setdefault(key, []).append(person)
    found: dict[frozenset[str], tuple[Person, Person]] = {}
    for near in by_sound.values():
        asked = near if of is None else [person for person in near if person.id in of]
        for one, other in product(asked, near):
            pair = frozenset((one.id, other.id))
            if one.id == other.id or pair in found or (of is None and one.id > other.id):
                continue
            if max(best_likeness(one.name, other), best_likeness(other.name, one)):
                found[pair] = (one, other)
    return tuple(found.values())


def _keys(person: Person) -> set[str]:
    """How the words of somebody's names begin and end, and their initials: only who shares one can be alike."""
    words = [_bare(name).split() for name in (person.name, *person.aliases)]
    parts = {sound(word)[:_NICKNAME] for name in words for word in name}
    ends = {sound(word)[-_NICKNAME:] for name in words for word in name}
    return parts | ends | {"".join(word[0] for word in name)[:_MOST_INITIALS] for name in words if len(name) > 1}


@lru_cache(16_384)
def keys_of(bare: str) -> frozenset[str]:
    """Keys of a folded name without honorifics: two names of which one means the other by a rule share one, so that of
    thousands of names only a few need be compared."""
    words = bare.split()
    sounds = [sound(word) for word in words]
    lengths = range(_MANY, _MOST_INITIALS + 1)
    initials = {"".join(w[0] for w in words[at : at + n]) for n in lengths for at in range(len(words) - n + 1)}
    edges = {edge for each in sounds for edge in (each[:_NICKNAME], each[-_NICKNAME:])}
    return frozenset(initials | edges | {word for word in words if len(word) <= _MOST_INITIALS})


def best_likeness(name: str, person: Person) -> Likeness:
    """How alike a name is to the likest of a person's names; none where honorifics contradict each other."""
    names = (person.name, *person.aliases)
    if contradict(_folded(name), {_folded(each) for each in names}):
        return Likeness.NONE
    full = [each for each in names if _is_full(each)]
    if _is_full(name) and full:
        return max(likeness(name, each) for each in full)  # "Andi Wijaya" is no "Andi Lim (Andy)"
    return max(likeness(name, each) for each in names)


def fitting(name: str, known: Iterable[Person]) -> tuple[Person, ...]:
    """Those whom the name may mean by a rule, all equally well: one is certain, several must be told apart."""
    found = [(best_likeness(name, person), person) for person in known]
    sure = [(how, person) for how, person in found if how >= Likeness.SPELLED_LIKE]
    if _is_full(name):
        best = max((how for how, _ in sure), default=Likeness.NONE)
        return tuple(person for how, person in sure if how is best)
    equal = [person for how, person in sure if how is Likeness.EQUAL]
    rivals = [person for how, person in sure if how is Likeness.PART]
    return tuple(equal + rivals) or tuple(person for _, person in sure)


def told_apart(name: str, text: str, told: Mapping[str, Iterable[str]]) -> str | None:
    """The id of the one whose earlier reflections share clearly most with a text that calls somebody `name`.

    Args:
        told: earlier texts by the id of a person.
    """
    own = set(fold_name(name).split())
    described = {stem_of(word) for word in _described(name, text)} - own
    words = {stem_of(word) for word in _WORD.findall(text.casefold())} - own - _COMMON
    having = {one: _stems(texts) for one, texts in told.items()}
    shared = {
        one: sum(
            (_DESCRIBED if word in described else 1.0) / sum(word in other for other in having.values())
            for word in words & stems
        )
        for one, stems in having.items()
    }
    ordered = sorted(shared, key=lambda one: -shared[one])
    if not ordered or shared[ordered[0]] < _SHARED_AT_LEAST:
        return None
    second = shared[ordered[1]] if len(ordered) > 1 else 0.0
    return ordered[0] if shared[ordered[0]] >= _TIMES_THE_NEXT * second else None


def says_more(name: str, other: str) -> bool:
    """Whether `name` is the fuller form of `other`: "Bu Dewi Anggraini" after "Bu Dewi"."""
    mine, theirs = (_bare(each).split() for each in (name, other))
    return len(mine) > len(theirs) and mine[: len(theirs)] == theirs


def stem_of(word: str) -> str:
    """The word's beginning: "roastery" and "roaster" have it in common."""
    return word.casefold()[:_STEM]


def _stems(texts: Iterable[str]) -> set[str]:
    return {stem_of(word) for text in texts for word in _WORD.findall(text.casefold())}


def _described(name: str, text: str) -> list[str]:
    found = re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)
    after = _AFTER_A_NAME.match(text[found.end() :]) if found else None
    return [word for word in after.groups() if word] if after else []


# Each name of a long journal is compared with hundreds of others.
_folded = lru_cache(16_384)(fold_name)


@lru_cache(16_384)
def _bare(name: str) -> str:
    return without_honorifics(fold_name(name))


def _each(name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _BRACKETS.split(name) if part.strip())


def _is_full(name: str) -> bool:
    return len(_bare(name).split()) >= _MANY


def _likeness(name: str, other: str) -> Likeness:
    mine, theirs = _bare(name), _bare(other)
    if not mine or not theirs:
        return Likeness.NONE
    if mine == theirs:
        return Likeness.EQUAL
    first, second = sorted((mine.split(), theirs.split()), key=len)
    if _is_part(first, second, same_title=bool(honorifics_of(_folded(name)) & honorifics_of(_folded(other)))):
        return Likeness.PART
    if _initials(name, theirs.split()) or _initials(other, mine.split()):
        return Likeness.SPELLED_LIKE
    return _spelled(name, other, first, second)


def _is_part(first: list[str], second: list[str], *, same_title: bool) -> bool:
    if len(first) == len(second):
        return False
    if second[: len(first)] == first:
        return True
    goes_by_the_next = second[0] in _OPENERS or same_title
    return goes_by_the_next and (second[-len(first) :] == first or second[1 : 1 + len(first)] == first)


def _initials(short: str, words: list[str]) -> bool:
    plain = short.replace(".", "").strip()
    return (
        plain.isupper()
        and _MANY <= len(plain) <= _MOST_INITIALS
        and len(words) >= _MANY
        and plain.casefold() == "".join(word[0] for word in words)[: len(plain)]
        and len(plain) == min(len(words), _MOST_INITIALS)
    )


def _spelled(name: str, other: str, first: list[str], second: list[str]) -> Likeness:
    if len(first) == len(second) and len(first) >= _MANY:
        alike = [sound(one) == sound(two) for one, two in zip(first, second, strict=True)]
        return Likeness.SPELLED_LIKE if all(alike) else Likeness.NONE
    if len(first) >= _MANY:
        return Likeness.NONE
    titles = honorifics_of(_folded(name)), honorifics_of(_folded(other))
    alike_titles = titles[0] == titles[1] or not titles[0] or not titles[1]
    grades = [_nickname(first[0], word, at, alike_titles=alike_titles) for at, word in enumerate(second)]
    return max(grades)


def _nickname(short: str, word: str, at: int, *, alike_titles: bool) -> Likeness:
    """Whether one word is cut from another, or the other in another spelling."""
    short, word = sorted((short, word), key=len)
    if len(short) < _NICKNAME:
        return Likeness.NONE
    if sound(short) == sound(word):
        return Likeness.SPELLED_LIKE if at == 0 else Likeness.DOUBTFUL
    cut = sound(word).startswith(sound(short)) or (
        short.endswith("s") and len(short) > _NICKNAME and word.startswith(short[:-1])
    )
    if cut and len(short) <= _LONG_NICKNAME and len(word) > len(short) and at == 0:
        return Likeness.SPELLED_LIKE if alike_titles else Likeness.DOUBTFUL
    if word.endswith(short) and at == 0:
        return Likeness.SPELLED_LIKE if len(short) > _NICKNAME and alike_titles else Likeness.DOUBTFUL
    close = at == 0 and len(short) >= _LONG_NICKNAME and SequenceMatcher(None, short, word).ratio() >= _LIKE_SPELLING
    return Likeness.DOUBTFUL if close else Likeness.NONE


@lru_cache(16_384)
def sound(word: str) -> str:
    """A word as it sounds: "Dhika" and "Dika", "Soeharto" and "Suharto", "Andy" and "Andi" are one."""
    for written, spoken in _SPELLINGS:
        word = word.replace(written, spoken)
    once = _TWICE.sub(r"\1", word)
    return once.removesuffix("h") or once
