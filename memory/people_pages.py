"""One Markdown page for each person, which Obsidian links with the reflections that speak of them.

The pages are made from the reflections: brought in again they tell names alone. So a page that the user wrote of
somebody, with a `name` or just a file name, tells a name too.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

import yaml

from journal.contacts import Contact
from journal.people import Tie

FOLDER = "people/"
_UNSAFE = re.compile(r'[\\/:*?"<>|#^\[\]\x00-\x1f]+')
_FRONT = re.compile(r"\A---\r?\n(.*?\r?\n)??---\r?\n", re.DOTALL)
_LONGEST = 80
_LARGEST = 1_000_000  # bytes of one page, unpacked


def write_people(pages: zipfile.ZipFile, ties: Iterable[Tie], named: Mapping[str, str]) -> None:
    """Writes a page for each; `named` are the reflections' file names, without their ending, by id."""
    taken: set[str] = set()
    for tie in sorted(ties, key=lambda tie: (tie.person.name.casefold(), tie.person.id)):
        name = _free(_UNSAFE.sub(" ", tie.person.name).strip(" .")[:_LONGEST] or "?", taken)
        pages.writestr(f"{FOLDER}{name}.md", _page(tie, named).encode())


def read_people(pages: zipfile.ZipFile) -> Iterator[Contact]:
    """The people of whom the zip has a page; what can't be read of one is passed over."""
    for info in pages.infolist():
        path = PurePosixPath(info.filename)
        if path.suffix == ".md" and is_person(info.filename) and info.file_size <= _LARGEST:
            yield _person(path.stem, pages.read(info).decode("utf-8-sig", errors="replace"))


def is_person(file_name: str) -> bool:
    """Whether a file of the zip is somebody's page and no reflection's."""
    return FOLDER.strip("/") in PurePosixPath(file_name).parts[:-1]


def _page(tie: Tie, named: Mapping[str, str]) -> str:
    front = {
        "name": tie.person.name,
        "aliases": sorted(tie.person.aliases),
        "last_met": tie.last_met,
        "promises": [
            {"text": one.text, "made_on": one.made_on, "state": one.state.value}
            for one in sorted(tie.promises, key=lambda one: (one.made_on, one.text))
        ],
    }
    told = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=100)
    meetings = sorted(tie.meetings, key=lambda one: (one.on, one.reflection_id))
    lines = [
        f"- [[{named.get(one.reflection_id, one.reflection_id)}]]" + "".join(f" “{words}”" for words in one.cares_about)
        for one in meetings
    ]
    return f"---\n{told}---\n" + "".join(f"{line}\n" for line in lines)


def _person(stem: str, page: str) -> Contact:
    found = _FRONT.match(page)
    try:
        front: object = yaml.safe_load(found.group(1) or "") if found else None
    except (yaml.YAMLError, RecursionError, ValueError):
        front = None
    told: Mapping[str, object] = front if isinstance(front, dict) else {}
    name, aliases = told.get("name"), told.get("aliases")
    also = tuple(one for one in aliases if isinstance(one, str)) if isinstance(aliases, list) else ()
    return Contact(name=name if isinstance(name, str) and name.strip() else stem, also=also)


def _free(name: str, taken: set[str]) -> str:
    """A name that no other page of the zip has, letter case aside."""
    free, number = name, 2
    while free.casefold() in taken:
        free, number = f"{name} {number}", number + 1
    taken.add(free.casefold())
    return free
