"""Days and months as notes and questions say them, Indonesian and English: "20 June", "bulan depan", "last March".

Own, though libraries parse dates: they take "may", "mar" and numbers for dates in running text, and a note's "Juni" is
the next one after it, a question's "Maret lalu" the last one before it.
"""

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

_MONTHS = {
    word: number
    for number, words in enumerate(
        """januari january jan|februari february feb pebruari|maret march|april apr|mei|juni june jun|juli july jul
        |agustus august agu agt|september sept|oktober october okt
        |november nopember nov|desember december des dec""".split("|"),
        start=1,
    )
    for word in words.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_NAMED = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_MONTH}|May)\b(?:\s+(?P<later>\d{{1,2}})(?!\d))?(?:,?\s+(?P<year>20\d\d))?",
    re.IGNORECASE,
)
_SOON = {
    r"\b(?:besok|tomorrow)\b": 1,
    r"\b(?:lusa|day after tomorrow)\b": 2,
    r"\b(?:minggu depan|next week)\b": 7,
    r"\b(?:bulan depan|next month)\b": 30,
    r"\b(?:tahun depan|next year)\b": 365,
}
_PAST = re.compile(
    r"\b(?P<week>minggu lalu|pekan lalu|last week)|(?P<month>bulan lalu|last month)|(?P<year>tahun lalu|last year)"
    r"|(?P<today>kemarin|yesterday)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(?P<early>awal|early|beginning of)|(?P<late>akhir|late|end of)\s", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:tahun |in |year )?(20\d\d)\b")
_THIRD = 12  # days that "early" and "late" in a month leave on each side


class Window(NamedTuple):
    """Days from `since` to `until`, both included."""

    since: date
    until: date


def day_told(sentence: str, on: date) -> date | None:
    """The coming day that a sentence of `on` speaks of; a month alone is its first day. None when it names none."""
    for pattern, days in _SOON.items():
        if re.search(pattern, sentence, re.IGNORECASE):
            return on + timedelta(days=days)
    for found in _NAMED.finditer(sentence):
        if _is_month(found, sentence):
            return _coming(found, on)
    return None


def window_of(question: str, as_of: date) -> Window | None:
    """The past days that a question speaks of, or None. A month without a year is the last one that has begun."""
    past = _PAST.search(question)
    if past:
        return _past(past.lastgroup or "", as_of)
    for found in _NAMED.finditer(question):
        if _is_month(found, question):
            return _month(found, question, as_of)
    year = _YEAR.search(question)
    return Window(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)) if year else None


def _is_month(found: re.Match[str], text: str) -> bool:
    """Whether it is a month: "May" alone must be a capital one after a preposition or beside a number."""
    if found["month"].casefold() != "may":
        return True
    led = re.search(r"\b(?:in|last|early|late|since|until|by|of|this|next)\s$", text[: found.start()], re.IGNORECASE)
    return found["month"] == "May" and bool(led or found["day"] or found["later"] or found["year"])


def _number(found: re.Match[str]) -> int:
    return _MONTHS.get(found["month"].casefold(), 5)


def _coming(found: re.Match[str], on: date) -> date:
    month, day = _number(found), int(found["day"] or found["later"] or 1)
    year = int(found["year"] or (on.year if month >= on.month else on.year + 1))
    return date(year, month, min(max(day, 1), calendar.monthrange(year, month)[1]))


def _past(which: str, as_of: date) -> Window:
    match which:
        case "week":
            monday = as_of - timedelta(days=as_of.weekday() + 7)
            return Window(monday, monday + timedelta(days=6))
        case "month":
            last = as_of.replace(day=1) - timedelta(days=1)
            return Window(last.replace(day=1), last)
        case "year":
            return Window(date(as_of.year - 1, 1, 1), date(as_of.year - 1, 12, 31))
        case _:
            return Window(as_of - timedelta(days=1), as_of - timedelta(days=1))


def _month(found: re.Match[str], question: str, as_of: date) -> Window:
    month = _number(found)
    year = int(found["year"] or (as_of.year if month <= as_of.month else as_of.year - 1))
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    part = _PART.search(question[: found.start()][-12:])
    if part and part["early"]:
        return Window(first, first + timedelta(days=_THIRD))
    return Window(last - timedelta(days=_THIRD), last) if part else Window(first, last)
