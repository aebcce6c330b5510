"""How moves, people and days are shown to a model: short lines of the user's own words."""

import textwrap
from collections.abc import Iterable
from datetime import date

from coach.model.names import same_name
from coach.reader import KnownPerson, ToRead
from journal.language import Language
from journal.reading import Move, PersonRead

LANGUAGES = {Language.INDONESIAN: "Indonesian", Language.ENGLISH: "English"}
_NOTHING = "(none)"
_MOST = 3
_LONGEST = 240


def shown_moves(moves: Iterable[Move]) -> str:
    """The moves, numbered from 1."""
    lines = [f'{number}. {move.signal}: "{_one_line(move.quote)}"' for number, move in enumerate(moves, 1)]
    return "\n".join(lines) or _NOTHING


def shown_people(people: Iterable[PersonRead]) -> str:
    """The people, each with a role."""
    return "\n".join(f"- {_named(person)}" for person in people) or _NOTHING


def shown_cares(people: Iterable[PersonRead]) -> str:
    """The people, each with what they care about and what was promised to them."""
    lines: list[str] = []
    for person in people:
        lines.append(f"- {_named(person)}")
        lines += _told("cares about", person.cares_about)
        lines += _told("I promised", person.promises)
    return "\n".join(lines) or _NOTHING


def shown_known(asked: ToRead, people: Iterable[PersonRead]) -> str:
    """What memory knows of those people, newest first."""
    named = [person.name for person in people]
    lines: list[str] = []
    for known in asked.known:
        if not any(_may_be(known, name) for name in named):
            continue
        met = f", last met {known.last_met.isoformat()}" if known.last_met else ""
        lines.append(f"- {known.name}{met}")
        lines += _told("cares about", known.cares_about)
        lines += _told("still promised", known.promises)
        lines += _told("earlier", known.past)
    return "\n".join(lines) or _NOTHING


def shown_days(asked: ToRead) -> str:
    """Today, and the day of the meeting."""
    return f"{_day(asked.today)}; the meeting was on {_day(asked.on)}"


def _named(person: PersonRead) -> str:
    return f"{person.name}: {_one_line(person.role)}" if person.role else person.name


def _told(what: str, words: tuple[str, ...]) -> list[str]:
    return [f'  {what}: "{textwrap.shorten(word, _LONGEST, placeholder="…")}"' for word in words[:_MOST]]


def _may_be(known: KnownPerson, name: str) -> bool:
    return any(same_name(own, name) for own in (known.name, *known.aliases))


def _day(day: date) -> str:
    return f"{_WEEKDAYS[day.weekday()]} {day.isoformat()}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
