"""Chats brought in: which a file holds, and the reflections that its talks become."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path, PurePath

from app.terminal import decoded
from journal.chat import Chat, Message, as_text, linkedin_chats, named_lines, own_name, talks, whatsapp_chat
from journal.errors import NoChatFound, WhoAreYou
from journal.language import Language, language_of
from journal.reflection import Reflection, clean_text

ENDINGS = (".txt", ".csv", ".zip")
ME = {Language.INDONESIAN: "Aku", Language.ENGLISH: "I"}
_WITH = {Language.INDONESIAN: "Obrolan dengan {names}.", Language.ENGLISH: "A chat with {names}."}
_MOST_NAMED = 5
_LARGEST = 50 * 1024 * 1024


def chats_in(name: str, content: bytes) -> tuple[Chat, ...]:
    """The chats of a file called `name`: a WhatsApp export (text or zip), LinkedIn's messages.csv, or lines of
    "Name: words".

    Raises:
        NoChatFound: it holds none.
    """
    found = tuple(_chats(name, content))
    if not found:
        raise NoChatFound
    return found


def is_chat(path: Path) -> bool:
    """Whether a file is taken for a chat: text, CSV, or a zip that holds a text and no Markdown."""
    if path.suffix.lower() != ".zip":
        return path.suffix.lower() in ENDINGS
    try:
        with zipfile.ZipFile(path) as archive:
            endings = {PurePath(name).suffix.lower() for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile):
        return False
    return ".txt" in endings and ".md" not in endings


def reflections_of(chats: tuple[Chat, ...], me: str | None, kept_at: datetime, today: date) -> Iterator[Reflection]:
    """One reflection a talk in which the user wrote, of the day on which it began; the same file gives the same ids.

    Args:
        me: the user's name in the chats; None where it can be told.

    Raises:
        WhoAreYou: it can't be told, or nobody is called `me`.
        TextTooLong: a talk is longer than a reflection can be.
    """
    own = me or own_name(chats)
    names = tuple(dict.fromkeys(name for chat in chats for name in chat.senders))
    if own is None or own not in names:
        raise WhoAreYou(names=", ".join(names))
    for chat in chats:
        for talk in talks(chat.messages):
            if any(message.sender == own for message in talk):
                text = clean_text(text_of_talk(chat, talk, own))
                on = min(talk[0].at.date(), today) if talk[0].at else today
                yield Reflection(id=_id(text, on), text=text, on=on, kept_at=kept_at)


def text_of_talk(chat: Chat, talk: Sequence[Message], own: str, note: str = "") -> str:
    """The text to keep: with whom, the user's own `note`, and the talk, in the language in which it was led."""
    language = language_of(" ".join([note, *(message.text for message in talk)]))
    others = [name for name in chat.senders if name != own] or ([chat.title] if chat.title else [])
    heading = _WITH[language].format(names=", ".join(others[:_MOST_NAMED])) if others else ""
    return "\n\n".join(filter(None, (heading, note.strip(), as_text(talk, own, ME[language]))))


def _id(text: str, on: date) -> str:
    return hashlib.sha256(f"{on.isoformat()}\0{text}".encode()).hexdigest()[:32]


def _chats(name: str, content: bytes) -> Iterator[Chat]:
    if content.startswith(b"PK"):
        yield from _zipped(name, content)
        return
    text = decoded(content)
    if linkedin := linkedin_chats(text):
        yield from linkedin
    elif chat := whatsapp_chat(text, PurePath(name).name) or named_lines(text):
        yield chat


def _zipped(name: str, content: bytes) -> Iterator[Chat]:
    """The texts of a zip; WhatsApp names the other in the zip's own name, or in the text's."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for one in archive.infolist():
                if PurePath(one.filename).suffix.lower() == ".txt" and one.file_size <= _LARGEST:
                    inner = PurePath(one.filename).name
                    text = decoded(archive.read(one))
                    if chat := whatsapp_chat(text, inner if inner != "_chat.txt" else name):
                        yield chat
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:  # the last two: encrypted, or packed oddly
        raise NoChatFound from error
