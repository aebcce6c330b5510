"""What `doctor` looks at: where everything lies, how much it is, what leaves the machine, and what is wrong."""

import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from app.home import make_home, trouble_with
from app.passphrase import INDEX
from coach.model.addresses import shown
from journal.errors import KesanError, NoModelChosen
from journal.frozen import Frozen
from journal.reflection import LOCAL_OWNER
from memory.database import HEAD
from memory.folder import IndexFolder
from memory.index import IndexState

if TYPE_CHECKING:
    from app.kesan import Kesan

_LITTLE = 200_000_000  # bytes; erasing and backing up each take room for one more copy of the record


class Finding(Frozen):
    """One thing looked at: the locale key of its sentence, the sentence's values, and whether it is well."""

    well: bool
    words: str
    values: dict[str, str | int] = Field(default_factory=dict)


def examine(kesan: "Kesan") -> tuple[Finding, ...]:
    """What was found, thing after thing; the sentence of what is not well says how to mend it."""
    looks = (_home, _amount, _record, _embedded_reader, _embedder, _index, _reader, _backups, _disk)
    return tuple(finding for look in looks for finding in _found(look, kesan))


def _found(look: Callable[["Kesan"], Iterator[Finding]], kesan: "Kesan") -> tuple[Finding, ...]:
    """What a look finds; an error of ours is a finding like any other."""
    try:
        return tuple(look(kesan))
    except KesanError as error:
        values = {name: str(value) for name, value in error.context.items()}
        return (Finding(well=False, words=error.words, values=values),)


def _home(kesan: "Kesan") -> Iterator[Finding]:
    make_home(kesan.home)
    yield Finding(well=True, words="doctor.home", values={"path": str(kesan.home)})


def _amount(kesan: "Kesan") -> Iterator[Finding]:
    book = kesan.notebook(LOCAL_OWNER)
    amounts: dict[str, str | int] = {
        "reflections": book.count(),
        "people": book.people_count(),
        "unread": len(book.unread()),
    }
    yield Finding(well=True, words="doctor.amount", values=amounts)


def _record(kesan: "Kesan") -> Iterator[Finding]:
    place = kesan.record.place
    faults = kesan.record.integrity()
    if not faults:
        yield Finding(well=True, words="doctor.record", values={"path": place})
    for fault in faults:
        yield Finding(well=False, words="doctor.record_damaged", values={"path": place, "fault": fault})


def _embedded_reader(kesan: "Kesan") -> Iterator[Finding]:
    """Nothing to tell when it can be loaded: who reads is told below."""
    kesan.reader("embedded")
    yield from ()


def _embedder(kesan: "Kesan") -> Iterator[Finding]:
    missing = len(kesan.record.of(LOCAL_OWNER).without_vectors(kesan.embedder.fingerprint))
    if missing:
        yield Finding(well=False, words="doctor.not_indexed", values={"missing": missing})
    else:
        yield Finding(well=True, words="doctor.embedder", values={"fingerprint": kesan.embedder.fingerprint})


def _index(kesan: "Kesan") -> Iterator[Finding]:
    kesan.index.heal()
    state = kesan.index.state
    holder = IndexFolder(kesan.home / INDEX).holder if state in (IndexState.READY, IndexState.ELSEWHERE) else None
    values: dict[str, str | int] = {"process": "?" if holder is None else str(holder)}
    yield Finding(well=state is not IndexState.BROKEN, words=f"doctor.index.{state.value}", values=values)


def _reader(kesan: "Kesan") -> Iterator[Finding]:
    settings = kesan.settings
    if not settings.uses_model:
        yield Finding(well=True, words="doctor.stays_here")
    elif not settings.model_is_set:
        raise NoModelChosen
    else:
        yield Finding(well=True, words="doctor.goes_to", values={"url": shown(settings.address)})


def _backups(kesan: "Kesan") -> Iterator[Finding]:
    """The newest copy that is still there; none is a thing to mend only for who has something to lose."""
    known = kesan.backups()
    if known:
        values: dict[str, str | int] = {"path": str(known[-1].path), "day": known[-1].at.date().isoformat()}
        yield Finding(well=True, words="doctor.backup", values=values)
    else:
        yield Finding(well=True, words="doctor.no_backup")
    yield Finding(well=True, words="doctor.schema", values={"schema": HEAD, "locked": "✓" if kesan.sealed else "–"})


def _disk(kesan: "Kesan") -> Iterator[Finding]:
    try:
        free = shutil.disk_usage(kesan.home).free
    except OSError as error:
        raise trouble_with(kesan.home, error) from error
    words = "doctor.disk" if free >= _LITTLE else "doctor.disk_low"
    values: dict[str, str | int] = {"path": str(kesan.home), "megabytes": free // 1_000_000}
    yield Finding(well=free >= _LITTLE, words=words, values=values)
