"""The journal as a zip of Markdown files, one a reflection and one a person, which people and Obsidian read.

The text stands as written, below front matter in YAML that has all the rest, so out and in again is the same.
Other people's Markdown comes in too, where the front matter or the file's name says the day.
"""

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO

import yaml

from journal.contacts import Contact
from journal.errors import UnreadableImport
from journal.people import Tie
from memory.copies import Copy
from memory.people_pages import is_person, read_people, write_people
from memory.rows import Clock, copy_of

_PAGE = re.compile(r"\A---\n(.*?\n)??---\n(.*)\Z", re.DOTALL)
_DAY = re.compile(r"(?:.*/)?(\d{4}-\d\d-\d\d)[^/]*\Z")
_PLAIN_ID = re.compile(r"[a-z0-9_-]{1,80}")
_RARE_BREAKS = frozenset("\x85\u2028\u2029\ufeff")
_LONGEST = 4_000_000  # bytes of one page, unpacked


def write_pages(copies: Iterable[Copy], file: BinaryIO, ties: Iterable[Tie] = ()) -> int:
    """Writes the zip, with a page for each of the people; returns how many reflections are in it."""
    named: dict[str, str] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as pages:
        for copy in copies:
            named[copy.id] = _file_name(copy)
            pages.writestr(f"{named[copy.id]}.md", _page(copy).encode())
        write_people(pages, ties, named)
    return len(named)


def read_names(file: BinaryIO) -> tuple[Contact, ...]:
    """Whoever has a page in the zip.

    Raises:
        UnreadableImport: it is no zip.
    """
    try:
        with zipfile.ZipFile(file) as pages:
            return tuple(read_people(pages))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableImport(line=1, reason="ZIP") from error


def read_pages(file: BinaryIO, clock: Clock) -> Iterator[Copy]:
    """The copies, page by page, in the order of the zip; files that are no Markdown are passed over.

    Raises:
        UnreadableImport: a page can't be read; its line is the page's number, its reason names page and field.
    """
    try:
        with zipfile.ZipFile(file) as pages:
            named = [
                info for info in pages.infolist() if info.filename.endswith(".md") and not is_person(info.filename)
            ]
            for number, info in enumerate(named, start=1):
                yield _copy(pages, info, number, clock)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:  # damaged, or with a password
        raise UnreadableImport(line=1, reason="ZIP") from error


def _copy(pages: zipfile.ZipFile, info: zipfile.ZipInfo, number: int, clock: Clock) -> Copy:
    if info.file_size > _LONGEST:
        raise UnreadableImport(line=number, reason=f"{info.filename}: text")
    try:
        page = pages.read(info).decode("utf-8-sig").replace("\r\n", "\n")
        row = _row(page, info.filename)
    except UnicodeDecodeError:
        raise UnreadableImport(line=number, reason=f"{info.filename}: UTF-8") from None
    except (yaml.YAMLError, ValueError, RecursionError):
        raise UnreadableImport(line=number, reason=f"{info.filename}: YAML") from None
    try:
        return copy_of(row, number, clock)
    except UnreadableImport as error:
        raise UnreadableImport(line=number, reason=f"{info.filename}: {error.context['reason']}") from error


def _row(page: str, name: str) -> dict[str, object]:
    found = _PAGE.match(page)
    front: object = yaml.safe_load(found.group(1) or "") if found else None
    row: dict[str, object] = dict(front) if isinstance(front, dict) else {}
    row["text"] = found.group(2) if found else page
    day = _DAY.match(name)
    if "date" not in row and day is not None:
        row["date"] = date.fromisoformat(day.group(1))
    return row


def _page(copy: Copy) -> str:
    front = copy.model_dump(mode="json", exclude_defaults=True, exclude={"text"})
    front["date"] = copy.date
    told = yaml.dump(front, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return f"---\n{told}---\n{copy.text}\n"


class _Dumper(yaml.SafeDumper):
    """Writes the rare line breaks of Unicode as escapes: left bare, they come back as spaces."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _RARE_BREAKS & set(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def _file_name(copy: Copy) -> str:
    """A name, without its ending, that every file system takes, and no two reflections share, letter case aside."""
    plain = copy.id if _PLAIN_ID.fullmatch(copy.id) else hashlib.sha256(copy.id.encode()).hexdigest()[:24]
    return f"{copy.date.isoformat()}-{plain}"
