"""Chooses the next step: the heaviest pattern that fits what was seen and passes the guard.

The patterns lie in `patterns/`. The same situation always gives the same step. Words of the user stand in it
between quotation marks, so that they need not fit the grammar around them.
"""

import hashlib
import re
import string
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from coach.embedded.details import topic_of
from coach.embedded.register import called, register_of, register_towards, you
from coach.embedded.tokens import is_ordinary
from coach.embedded.word_lists import cue, pattern_file
from coach.facts import cue as told_in
from journal.language import Language
from journal.reading import PersonRead, Step
from journal.sentences import sentences
from journal.signals import Lens, LensValue, Signal, Verdict

Passes = Callable[[str, Language], bool]
_FURTHEST = 6
_WHEN = {  # today, yesterday, before
    Language.INDONESIAN: ("tadi", "kemarin", "waktu itu"),
    Language.ENGLISH: ("earlier", "yesterday", "the other day"),
}
_DAYS = {
    day: number
    for number, names in enumerate(
        (
            "senin monday",
            "selasa tuesday",
            "rabu wednesday",
            "kamis thursday",
            "jumat friday",
            "sabtu saturday",
            "minggu sunday",
        )
    )
    for day in names.split()
}
_DAY = re.compile(rf"\b(?:{'|'.join(_DAYS)}|besok|tomorrow)\b", re.IGNORECASE)


class Situation(NamedTuple):
    """What a step may grow from. `person` is the one it is for, or None; `signals` what was seen
    with them; `on` the day of the meeting; `lenses` what the whole meeting was read as, where it was."""

    text: str
    verdict: Verdict
    person: PersonRead | None
    signals: frozenset[Signal]
    language: Language
    today: date
    on: date
    lenses: Mapping[Lens, LensValue] = MappingProxyType({})


def choose_step(situation: Situation, passes: Passes) -> Step | None:
    """The step, or None when none fits and passes.

    Args:
        passes: whether the guard lets a step's words through.
    """
    situation = _discreet(situation)
    fitting = [pattern for pattern in pattern_file(situation.language) if _fits(pattern["when"], situation)]
    fitting.sort(key=lambda pattern: (-int(pattern["weight"]), _order(situation.text, str(pattern["id"]))))
    for pattern in fitting:
        step = fill(pattern, situation)
        if passes(f"{step.action}\n{step.message}", situation.language):
            return step
    return None


def _discreet(situation: Situation) -> Situation:
    """The situation without what was told in confidence: no step may grow from it."""
    if situation.person is None:
        return situation
    told = [situation.text[span.start : span.end] for span in sentences(situation.text)]
    secret = [sentence for sentence in told if told_in("confidence").search(sentence)]
    open_to_say = tuple(one for one in situation.person.cares_about if not any(one in sentence for sentence in secret))
    return situation._replace(person=situation.person.model_copy(update={"cares_about": open_to_say}))


def fill(pattern: dict[str, Any], situation: Situation) -> Step:
    """The pattern's step, in the words of this situation."""
    person = situation.person
    own = {
        "name": called(person.name) if person else "",
        "detail": _woven(_first(person.cares_about if person else ())),
        "promise": _first(person.promises if person else ()),
    }
    return Step(
        person=person.name if person and person.name else None,
        action=_sentence(pattern["action"], own),
        message=_message(pattern.get("message", ""), person, situation),
        because=_sentence(pattern["because"], own),
        due=_due(int(pattern["days"]), own["promise"] if "{promise}" in pattern["action"] else "", situation.today),
    )


def owed_most(people: Sequence[PersonRead]) -> int:
    """Which of the people, of whom there is one at least, a step is owed most: who has an open promise, then who
    told something, then of whom the note says something at all, then the first one named."""

    def owed(number: int) -> tuple[bool, bool, bool, int]:
        one = people[number]
        return bool(one.promises), bool(one.cares_about), one.verdict is not Verdict.UNCLEAR, -number

    return max(range(len(people)), key=owed)


def _fits(when: dict[str, Any], situation: Situation) -> bool:
    person = situation.person
    has = {
        "person": person is not None and bool(person.name),
        "detail": person is not None and bool(person.cares_about),
        "promise": person is not None and bool(person.promises),
    }
    if situation.verdict.value not in when["verdicts"]:
        return False
    if not all(has[need] for need in when.get("needs", ())) or any(has[lack] for lack in when.get("lacks", ())):
        return False
    seen = {signal.value for signal in situation.signals}
    if when.get("any") and not seen & set(when["any"]):
        return False
    if seen & set(when.get("none", ())):
        return False
    if any(situation.lenses.get(Lens(lens)) not in fit for lens, fit in when.get("lenses", {}).items()):
        return False
    wanted = when.get("topics")
    return not wanted or _topic(situation) in wanted


def _topic(situation: Situation) -> str:
    """What it was about: the detail's topic; a loss anywhere in the text comes before every other."""
    if any(_their_loss(situation.text[span.start : span.end]) for span in sentences(situation.text)):
        return "grief"
    return topic_of(_first(situation.person.cares_about)) if situation.person else ""


def _their_loss(sentence: str) -> bool:
    return topic_of(sentence) == "grief" and not cue("own_loss").search(sentence)


def _message(told: str | dict[str, str], person: PersonRead | None, situation: Situation) -> str:
    if not told or person is None:
        return ""
    register = register_towards(person.name, register_of(situation.text))
    template = told if isinstance(told, str) else told[register.value]
    words = {
        "name": called(person.name),
        "you": you(person.name, register, situation.language),
        "when": _when(situation),
    }
    return _sentence(template, words)


def _when(situation: Situation) -> str:
    """The day of the meeting as one says it to them, which is true on the day that the message is sent."""
    days = (situation.today - situation.on).days
    return _WHEN[situation.language][min(max(days, 0), len(_WHEN[situation.language]) - 1)]


def _sentence(template: str, words: dict[str, str]) -> str:
    """The filled template, a capital after each full stop; the user's own words stay as they are."""
    made = ""
    for literal, field, _, _ in string.Formatter().parse(template):
        made += literal
        if field:
            word = words[field]
            made += word[:1].upper() + word[1:] if field in ("name", "you", "when") and _opens(made) else word
    return made


def _opens(before: str) -> bool:
    return not before or (before.rstrip().endswith((".", "?", "!")) and before.endswith(" "))


def _first(words: Sequence[str]) -> str:
    return words[0].strip(' .,;:"“”').replace('"', "'") if words else ""


def _woven(words: str) -> str:
    """The words as they stand within a sentence: without the capital that only began the user's own."""
    head = words.split()[:1]
    began = head and head[0].istitle() and (is_ordinary(head[0].lower()) or head[0].endswith("nya"))
    return words[:1].lower() + words[1:] if began and head[0] != "I" else words


def _order(text: str, pattern: str) -> str:
    return hashlib.sha256(f"{pattern}\0{text}".encode()).hexdigest()


def _due(days: int, promise: str, today: date) -> date | None:
    """The day that the promise names, when it is one of the next six; else `days` from today, 0 for no day."""
    named = _DAY.search(promise)
    if named:
        word = named.group().lower()
        ahead = 1 if word in ("besok", "tomorrow") else (_DAYS[word] - today.weekday()) % 7 or 7
        return today + timedelta(days=min(ahead, _FURTHEST))
    return today + timedelta(days=days) if days else None
