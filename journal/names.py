"""Who is meant by a name: when two spellings are one person, and when they are not.

The rule: the same full name, or a known alias, is the same person, whatever the case, the accents and the dots.
An honorific (Pak, Bu, Mas, Mbak …) is left out of the comparison only when exactly one known person fits then,
and never turns a man into a woman: "Bu Andi" may well be the wife of "Pak Andi". Two different full names are
two people, "Budi" and "Budi Santoso" too, until the user says otherwise: to join two people is worse than to
keep one of them twice.
"""

import re
import unicodedata
from collections.abc import Iterable

from journal.people import Person

_MALE = frozenset(
    """pak bapak bpk mas bang abang bng koh ko kokoh engkoh om oom mr tuan tn kang akang aa gus bli uda bung kiai kyai
    ustadz ustad ustaz cak lae sir mang mamang opa engkong tulang amang
    romo pater bro brother paman pakde paklik""".split()
)
_FEMALE = frozenset(
    """bu ibu mbak mba mbakyu ci cici cik tante mrs ms miss nyonya ny nona teh teteh uni ustadzah ustazah hajah hj
    nyai ning auntie aunty madam mak emak bibi oma bude bulik inang nantulang suster sister neng bunda
    ummi umi mbok""".split()
)
_EITHER = frozenset(
    """kak kakak ka dr drg dok dokter dokter prof profesor professor ir dek dik adik haji h uncle
    daeng opung ompung oppung mbah eyang si coach bidan perawat pendeta pdt datuk dato datin puan
    encik nurse father""".split()
)
HONORIFICS = _MALE | _FEMALE | _EITHER
_SEPARATORS = re.compile(r"[\s.,;:()\"“”]+")


def fold_name(name: str) -> str:
    """The name as it is compared: small letters, no accents, no dots, single spaces."""
    plain = name
    if not name.isascii():  # most names are, and thousands are compared at a time
        decomposed = unicodedata.normalize("NFKD", name)
        plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SEPARATORS.sub(" ", plain.casefold().replace("’", "'")).strip()


def without_honorifics(folded: str) -> str:
    """A folded name without the honorifics before it; the whole name when it is nothing but honorifics."""
    words = folded.split()
    first = _count_honorifics(words)
    return " ".join(words[first:]) or folded


def same_person(name: str, known: Iterable[Person]) -> Person | None:
    """The one known person whom `name` means, or None when it is nobody known or can't be told."""
    candidates = tuple(known)
    folded = fold_name(name)
    exact = [person for person in candidates if folded in _folded_names(person)]
    if exact:
        return exact[0]
    bare = without_honorifics(folded)
    fitting = [
        person for person in candidates if bare in {without_honorifics(other) for other in _folded_names(person)}
    ]
    if len(fitting) == 1 and not contradict(folded, _folded_names(fitting[0])):
        return fitting[0]
    return None


def _folded_names(person: Person) -> set[str]:
    return {fold_name(name) for name in (person.name, *person.aliases)}


def _count_honorifics(words: list[str]) -> int:
    count = 0
    while count < len(words) and words[count] in HONORIFICS:
        count += 1
    return count


def contradict(folded: str, others: set[str]) -> bool:
    """Whether an honorific says man and another says woman."""
    mine = honorifics_of(folded)
    theirs = set[str]().union(*(honorifics_of(other) for other in others))
    return bool((mine & _MALE and theirs & _FEMALE) or (mine & _FEMALE and theirs & _MALE))


def honorifics_of(folded: str) -> set[str]:
    """The honorifics before a folded name."""
    words = folded.split()
    return set(words[: _count_honorifics(words)])
