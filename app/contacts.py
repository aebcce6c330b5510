"""Contacts brought in from a file: vCards, or the CSV of Google, Outlook and LinkedIn. Names alone are taken: no
number, no address, no note."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath

import vobject
from vobject.base import Component, ParseError, VObjectError

from app.terminal import decoded
from journal.contacts import Contact
from journal.errors import FileNotFound, NoContactsFound

ENDINGS = (".vcf", ".csv")
# The columns of whole names, of their parts in order, and of other names; as each service calls them, in small letters.
_WHOLE = ("name", "display name", "full name", "nama", "nama lengkap")
_FIRST = ("first name", "given name", "nama depan")
_MIDDLE = ("middle name", "additional name", "nama tengah")
_LAST = ("last name", "family name", "nama belakang")
_ALSO = ("nickname", "nama panggilan")
_LONGEST = 100  # characters of a name; what is longer is none
_HEAD_LINES = 10  # LinkedIn puts a note above the columns


def contacts_in(name: str, content: bytes) -> tuple[Contact, ...]:
    """The contacts of a file called `name`, each name once, in the file's order.

    Raises:
        NoContactsFound: it holds none.
    """
    text = decoded(content)
    found = _from_cards(text) if _is_card(name, text) else _from_table(text)
    contacts: dict[str, Contact] = {}
    for one in found:
        contacts.setdefault(one.key, one)
    contacts.pop("", None)
    if not contacts:
        raise NoContactsFound
    return tuple(contacts.values())


def contacts_of(path: Path) -> tuple[Contact, ...]:
    """The contacts of a file.

    Raises:
        FileNotFound: it can't be read.
        NoContactsFound: it holds none.
    """
    try:
        return contacts_in(path.name, path.read_bytes())
    except OSError as error:
        raise FileNotFound(path=str(path)) from error


def is_contacts(path: Path) -> bool:
    """Whether a file is taken for contacts: a vCard, or a CSV with a column of names."""
    if path.suffix.lower() == ".vcf":
        return True
    try:
        return path.suffix.lower() == ".csv" and _table(decoded(path.read_bytes())) is not None
    except OSError:
        return False


def _is_card(name: str, text: str) -> bool:
    return PurePath(name).suffix.lower() == ".vcf" or text.lstrip().upper().startswith("BEGIN:VCARD")


def _from_cards(text: str) -> Iterator[Contact]:
    try:
        for card in vobject.readComponents(text, ignoreUnreadable=True, allowQP=True):
            if isinstance(card, Component) and card.name == "VCARD":
                yield from _contact(_value(card, "fn") or _joined_name(card), _value(card, "nickname").split(","))
    except (ParseError, VObjectError, UnicodeError, ValueError) as error:
        raise NoContactsFound from error


def _value(card: Component, name: str) -> str:
    held = card.contents.get(name, ())
    value = held[0].value if held else ""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _joined_name(card: Component) -> str:
    held = card.contents.get("n", ())
    name = held[0].value if held else None
    return " ".join(str(getattr(name, part, "") or "") for part in ("given", "additional", "family"))


def _from_table(text: str) -> Iterator[Contact]:
    for row in _table(text) or ():
        parts = (_cell(row, columns) for columns in (_FIRST, _MIDDLE, _LAST))
        yield from _contact(" ".join(parts).strip() or _cell(row, _WHOLE), (_cell(row, _ALSO),))


def _table(text: str) -> list[dict[str, str]] | None:
    """The rows by their columns' small-letter names, below a header that names people; None where there is none."""
    lines = text.splitlines(keepends=True)
    for place, line in enumerate(lines[:_HEAD_LINES]):
        columns = [column.strip().casefold() for column in next(csv.reader([line]), [])]
        if len(columns) > 1 and set(columns) & {*_FIRST, *_WHOLE}:
            rows = csv.reader(io.StringIO("".join(lines[place + 1 :])))
            return [dict(zip(columns, row, strict=False)) for row in rows]
    return None


def _cell(row: Mapping[str, str], columns: Iterable[str]) -> str:
    return next((row[column].strip() for column in columns if row.get(column, "").strip()), "")


def _contact(name: str, also: Iterable[str]) -> Iterator[Contact]:
    plain = " ".join(name.split())
    others = tuple(dict.fromkeys(other for given in also if (other := " ".join(given.split())) and other != plain))
    if plain and len(plain) <= _LONGEST and "@" not in plain and any(character.isalpha() for character in plain):
        yield Contact(name=plain, also=tuple(other for other in others if len(other) <= _LONGEST))
