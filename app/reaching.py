"""How somebody can be reached, as the user wrote it: numbers and addresses from sentences that speak of them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import phonenumbers

from coach.facts import Called, whose
from journal.people import Tie
from memory.entries import Entry

_HOME = "ID"  # numbers without a country code are Indonesian
_BEGINS = re.compile(r"\(?(?:0|\+|62)")  # "1.500.000" is a price
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Reach(NamedTuple):
    """Phone numbers in the form +6281234567890 and e-mail addresses, the newest first."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


def reach(tie: Tie, entries: Iterable[tuple[Entry, tuple[Tie, ...]]]) -> Reach:
    """What the reflections say of how to reach somebody.

    Args:
        entries: reflections, the newest first, each with everybody whom it tells of.
    """
    phones: dict[str, None] = {}
    emails: dict[str, None] = {}
    for entry, there in entries:
        text = entry.reflection.text
        if not any(character.isdigit() or character == "@" for character in text):
            continue
        people = [Called(one.person.id, (one.person.name, *one.person.aliases)) for one in there]
        for span, names in whose(text, people):
            if names == (tie.person.id,) or (not names and len(people) == 1):
                words = text[span.start : span.end]
                phones |= dict.fromkeys(_numbers(words))
                emails |= dict.fromkeys(_EMAIL.findall(words))
    return Reach(tuple(phones), tuple(emails))


def _numbers(words: str) -> Iterable[str]:
    for match in phonenumbers.PhoneNumberMatcher(words, _HOME):
        if _BEGINS.match(match.raw_string):
            yield phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
