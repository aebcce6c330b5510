"""Chats as their apps export them: who wrote what, when. WhatsApp from Android and iOS with Indonesian and English
dates, LinkedIn's messages.csv, and lines of "Name: words".

Whatever is no message of somebody (notices of the app, pictures left out) is not taken in.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from journal.frozen import Frozen

_HEAD = re.compile(
    r"^\[?(?P<a>\d{1,4})[/.\-](?P<b>\d{1,2})[/.\-](?P<c>\d{1,4}),?\s+(?:pukul\s+)?"
    r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?"
    r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\.?)?(?:\]|\s[-–])\s?(?P<rest>.*)$"
)
_SENDER = re.compile(r"^(?P<sender>[^:\n]{1,60}):\s(?P<text>.*)$", re.DOTALL)
_NAMED_LINE = re.compile(r"^(?P<sender>[^\W\d_][^:\n]{0,39}):\s+(?P<text>\S.*)$")
_OMITTED = re.compile(
    r"^(?:<[^<>]*(?:omitted|disertakan|dihilangkan)[^<>]*>|null|(?:image|video|audio|sticker|GIF|document"
    r"|Contact card) omitted|(?:gambar|video|audio|stiker|GIF|dokumen|Kartu kontak) (?:tidak disertakan|dihilangkan)"
    r"|(?:This message was deleted|You deleted this message|Pesan ini dihapus|Pesan ini telah dihapus"
    r"|Anda menghapus pesan ini)\.?)$",
    re.IGNORECASE,
)
_EDITED = re.compile(r"\s*<(?:This message was edited|Pesan ini diedit)>$")
_INVISIBLE = "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
_WITH = re.compile(
    r"(?:WhatsApp Chat (?:with|-)|Chat WhatsApp (?:dengan|-)|Obrolan WhatsApp dengan)\s+(.+?)"
    r"(?: \(\d+\))?(?:\.(?:txt|zip))?$",
    re.IGNORECASE,
)
_FEWEST_NAMED = 3
_PAUSE = timedelta(hours=12)
_LINKEDIN = {"FROM", "CONTENT", "DATE", "CONVERSATION ID"}


class Message(Frozen):
    """What somebody wrote; `at` is None where the chat does not say when."""

    at: datetime | None
    sender: str
    text: str


class Chat(Frozen):
    """A conversation, oldest message first; `title` names the other side where the export does."""

    title: str
    messages: tuple[Message, ...]

    @property
    def senders(self) -> tuple[str, ...]:
        """Who wrote, those who wrote most first."""
        return tuple(name for name, _ in Counter(message.sender for message in self.messages).most_common())


class _Stamp(NamedTuple):
    """A date as written, its order not known yet."""

    parts: tuple[int, int, int]
    hour: int
    minute: int
    second: int


def whatsapp_chat(text: str, name: str = "") -> Chat | None:
    """The chat of a WhatsApp export, or None where the text is none; `name` is the file's, which names the other."""
    stamped = list(_stamped(text))
    order = _order([stamp for stamp, _ in stamped])
    messages: list[Message] = []
    for stamp, rest in stamped:
        said = _SENDER.match(rest)
        at = _moment(stamp, order)
        if said is None or at is None:
            continue
        words = _EDITED.sub("", said["text"]).strip()
        if words and words[0] not in _INVISIBLE and not _OMITTED.match(words):
            messages.append(Message(at=at, sender=said["sender"].strip(_INVISIBLE + " ~"), text=_visible(words)))
    if not messages:
        return None
    titled = _WITH.search(name)
    return Chat(title=titled[1].strip() if titled else "", messages=tuple(messages))


def linkedin_chats(text: str) -> tuple[Chat, ...]:
    """The conversations of LinkedIn's messages.csv, the latest first; none where the text is no such file."""
    rows = csv.DictReader(io.StringIO(text))
    if not set(rows.fieldnames or ()) >= _LINKEDIN:
        return ()
    talks: dict[str, list[Message]] = {}
    titles: dict[str, str] = {}
    for row in rows:
        at, words = _linkedin_moment(row["DATE"] or ""), (row["CONTENT"] or "").strip()
        if words and row["FROM"]:
            talks.setdefault(row["CONVERSATION ID"], []).append(Message(at=at, sender=row["FROM"], text=words))
            titles.setdefault(row["CONVERSATION ID"], row.get("CONVERSATION TITLE") or "")
    chats = (
        Chat(title=titles[one], messages=tuple(sorted(talk, key=lambda message: message.at or datetime.min)))
        for one, talk in talks.items()
    )
    return tuple(sorted(chats, key=lambda chat: chat.messages[-1].at or datetime.min, reverse=True))


def named_lines(text: str) -> Chat | None:
    """The chat of a text whose lines begin with names and colons, by two people or more; else None."""
    found = [_NAMED_LINE.match(line.strip()) for line in text.splitlines() if line.strip()]
    messages = tuple(Message(at=None, sender=one["sender"].strip(), text=one["text"]) for one in found if one)
    chat = Chat(title="", messages=messages)
    enough = len(messages) >= _FEWEST_NAMED and len(messages) == len(found)
    return chat if enough and 1 < len(chat.senders) < len(messages) else None


def chat_within(text: str) -> Chat | None:
    """The chat that stands in a note as a paragraph of its own (`as_text` makes such), or None."""
    return next((chat for part in text.split("\n\n") if (chat := named_lines(part))), None)


def talks(messages: Sequence[Message]) -> tuple[tuple[Message, ...], ...]:
    """The messages in talks: a pause of twelve hours begins another."""
    parted: list[list[Message]] = []
    for message in messages:
        before = parted[-1][-1].at if parted else None
        if not parted or (before is not None and message.at is not None and message.at - before >= _PAUSE):
            parted.append([])
        parted[-1].append(message)
    return tuple(tuple(talk) for talk in parted)


def own_name(chats: Iterable[Chat]) -> str | None:
    """Who of them is the user: whoever is in every chat, or is not the other one whom the title names; None when
    that can't be told."""
    given = tuple(chats)
    everywhere = set.intersection(*(set(chat.senders) for chat in given)) if given else set[str]()
    others = {chat.title for chat in given}
    mine = sorted(everywhere - others)
    return mine[0] if len(mine) == 1 else None


def as_text(messages: Iterable[Message], own: str, me: str) -> str:
    """The messages as one reads them, a line each, `own` as `me`."""
    return "\n".join(
        f"{me if message.sender == own else message.sender}: {' '.join(message.text.split())}" for message in messages
    )


def _stamped(text: str) -> Iterator[tuple[_Stamp, str]]:
    """The dated lines, each with the undated ones that follow it."""
    head: _Stamp | None = None
    said: list[str] = []
    for line in text.replace("\u202f", " ").replace("\xa0", " ").splitlines():
        found = _HEAD.match(line.strip(_INVISIBLE))
        if found is None:
            said.append(line)
            continue
        if head is not None:
            yield head, "\n".join(said)
        head, said = _stamp(found), [found["rest"]]
    if head is not None:
        yield head, "\n".join(said)


def _stamp(found: re.Match[str]) -> _Stamp:
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    parts = (int(found["a"]), int(found["b"]), int(found["c"]))
    return _Stamp(parts, hour, int(found["minute"]), int(found["second"] or 0))


def _order(stamps: Sequence[_Stamp]) -> tuple[int, int, int]:
    """Where year, month and day stand: the first order in which all days exist and no message comes before the one
    above it, as the Indonesian and British one does but for a sign of another."""
    if stamps and stamps[0].parts[0] > 31:  # noqa: PLR2004 no day of a month
        return (0, 1, 2)
    orders = ((2, 1, 0), (2, 0, 1))
    return next((order for order in orders if _runs(stamps, order)), orders[0])


def _runs(stamps: Sequence[_Stamp], order: tuple[int, int, int]) -> bool:
    moments = [_moment(stamp, order) for stamp in stamps]
    known = [moment for moment in moments if moment is not None]
    return len(known) == len(moments) and all(a.date() <= b.date() for a, b in pairwise(known))


def _moment(stamp: _Stamp, order: tuple[int, int, int]) -> datetime | None:
    year, month, day = (stamp.parts[place] for place in order)
    year += 2000 if year < 100 else 0  # noqa: PLR2004 a year in two digits
    try:
        return datetime(year, month, day, stamp.hour, stamp.minute, stamp.second)
    except ValueError:
        return None


def _linkedin_moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written.removesuffix(" UTC").strip())
    except ValueError:
        return None


def _visible(text: str) -> str:
    return text.translate({ord(character): None for character in _INVISIBLE})
