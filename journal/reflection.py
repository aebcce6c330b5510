"""A reflection: the user's own words on a meeting, kept as written."""

import hashlib
import re
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from pydantic import Field

from journal.errors import EmptyText, FutureDate, TextTooLong
from journal.frozen import Frozen
from journal.signals import Verdict

Owner = NewType("Owner", str)
LOCAL_OWNER = Owner("local")
_LONGEST_OWNER = 200
MAXIMUM_CHARACTERS = 50_000
BETWEEN = "\n\n"  # what stands between a reflection and what was added to it later
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class ReadingState(StrEnum):
    """How far a kept reflection's reading has come."""

    KEPT = "kept"
    READING = "reading"
    READ = "read"
    FAILED = "failed"


class Reflection(Frozen):
    """What the user wrote: `text` of `on`, the day of the meeting, kept at `kept_at` (UTC)."""

    id: str = Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")
    text: str
    on: date
    kept_at: datetime


class Correction(Frozen):
    """The user's own verdict, which wins over the reading's; `note` says why, or is empty."""

    verdict: Verdict
    note: str = Field(default="", max_length=2_000)
    made_at: datetime


def owner_of(issuer: str, subject: str) -> Owner:
    """Who has signed in: a provider's subjects are its own, so both count. An address has no space in it."""
    whole = f"{issuer} {subject}"
    return Owner(whole if len(whole) <= _LONGEST_OWNER else hashlib.sha256(whole.encode()).hexdigest())


def clean_text(text: str) -> str:
    """The text to keep: as written, less control characters and the white space around it.

    Raises:
        EmptyText: nothing readable is left.
        TextTooLong: more than `MAXIMUM_CHARACTERS` characters are left.
    """
    cleaned = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not any(character.isprintable() and not character.isspace() for character in cleaned):
        raise EmptyText
    if len(cleaned) > MAXIMUM_CHARACTERS:
        raise TextTooLong(length=len(cleaned), limit=MAXIMUM_CHARACTERS)
    return cleaned


def check_day(on: date, today: date) -> date:
    """`on` itself.

    Raises:
        FutureDate: `on` is after `today`.
    """
    if on > today:
        raise FutureDate(day=on.isoformat())
    return on
