"""Days as people say them: "kemarin", "Jumat lalu", "two weeks ago", "12 Nov"."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from journal.errors import DayNotUnderstood
from journal.reflection import check_day

_NUMBERS: Mapping[str, str] = {
    word: str(number)
    for number, word in enumerate("satu dua tiga empat lima enam tujuh delapan sembilan sepuluh".split(), 1)
}
_WEEKDAY = "senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad"
_SAID: tuple[tuple[str, str], ...] = (  # what dateparser does not know, in words that it does
    (r"\b(kmrn|kmren|kemaren)\b", "kemarin"),
    (r"\bhr\b", "hari"),
    (r"\bjum'at\b", "jumat"),
    (r"\bahad\b", "minggu"),
    (r"\b(semalam|tadi malam|kemarin (malam|sore|siang|pagi)|last night)\b", "kemarin"),
    (r"\b(barusan|baru saja|baru aja|tadi|sekarang)( (pagi|siang|sore))?\b", "hari ini"),
    (r"\b(this (morning|afternoon|evening)|tonight|just now)\b", "today"),
    (r"^(pekan|minggu) (lalu|kemarin)$", "seminggu lalu"),
    (rf"\b(?:hari )?({_WEEKDAY})(?: (?:lalu|kemarin|ini|yang lalu|(?:minggu|pekan) lalu))?$", r"\1"),
    (r"\byang lalu\b", "lalu"),
    (r"\bpekan\b", "minggu"),
    (r"^on ", ""),
    (r"^(pada|tanggal|tgl) ", ""),
)


class _Parser(Protocol):
    def get_date_data(self, date_string: str) -> "_Found": ...


class _Found(Protocol):
    date_obj: datetime | None


def day_in_words(given: str, today: date) -> date:
    """The day that `given` says, as of `today`; nothing said means today.

    Weekdays and days without a year are the last ones, today included.

    Raises:
        DayNotUnderstood: it says no day that is known.
        FutureDate: the day is still to come.
    """
    words = " ".join(given.casefold().split()).strip(" .,")
    if not words:
        return today
    try:
        return check_day(date.fromisoformat(words), today)
    except ValueError:
        found = _parser(today).get_date_data(_in_known_words(words)).date_obj
    if found is None:
        raise DayNotUnderstood(given=given.strip())
    return check_day(found.date(), today)


def _in_known_words(words: str) -> str:
    for said, known in _SAID:
        words = re.sub(said, known, words)
    return " ".join(_NUMBERS.get(word, word) for word in words.split())


@cache
def _parser(today: date) -> _Parser:
    dateparser = import_module("dateparser.date")  # untyped, and a tenth of a second that only words need
    settings = {
        "RELATIVE_BASE": datetime.combine(today, time(12)),
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "DMY",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    return cast("_Parser", dateparser.DateDataParser(languages=["id", "en"], settings=settings))
