"""How somebody can be reached, as the user wrote it: numbers and addresses from sentences that speak of them."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coach.facts import Called, whose
from journal.people import Person

_HOME = "ID"  # numbers without a country code are Indonesian
_BEGINS = re.compile(r"\(?(?:0|\+|62)")  # "1.500.000" is a price
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class Reach(NamedTuple):
    """Phone numbers in the form +6281234567890 and e-mail addresses, the newest first."""

    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


def is_worth_looking(text: str) -> bool:
    """Whether a number or an address may stand in a text."""
    return any(character.isdigit() or character == "@" for character in text)


def reach(person_id: str, told: Iterable[tuple[str, Sequence[Person]]]) -> Reach:
    """What texts say of how to reach somebody.

    Args:
        told: reflections' texts, the newest first, each with everybody whom it tells of.
    """
    phones: dict[str, None] = {}
    emails: dict[str, None] = {}
    for text, there in told:
        people = [Called(one.id, (one.name, *one.aliases)) for one in there]
        for span, names in whose(text, people):
            if names == (person_id,) or (not names and len(people) == 1):
                words = text[span.start : span.end]
                phones |= dict.fromkeys(_numbers(words))
                emails |= dict.fromkeys(_EMAIL.findall(words))
    return Reach(tuple(phones), tuple(emails))


def _numbers(words: str) -> Iterable[str]:
    import phonenumbers  # noqa: PLC0415 a fiftieth of a second that the first page need not wait for

    for match in phonenumbers.PhoneNumberMatcher(words, _HOME):
        if _BEGINS.match(match.raw_string):
            yield phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
