"""What `doctor` looks at: where everything lies, how much it is, what leaves the machine, and what is wrong."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from app.home import make_home
from coach.model.addresses import shown
from journal.errors import KesanError
from journal.frozen import Frozen
from journal.reflection import LOCAL_OWNER
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
    """One finding for each thing looked at; the sentence of what is not well says how to mend it."""
    return (
        _home(kesan),
        _amount(kesan),
        *_record(kesan),
        _embedder(kesan),
        _index(kesan),
        _reader(kesan),
        _disk(kesan),
    )


def _home(kesan: "Kesan") -> Finding:
    path = str(kesan.home)
    try:
        make_home(kesan.home)
    except KesanError as error:
        return Finding(well=False, words=error.words, values={"path": path})
    return Finding(well=True, words="doctor.home", values={"path": path})


def _amount(kesan: "Kesan") -> Finding:
    book = kesan.notebook(LOCAL_OWNER)
    amounts: dict[str, str | int] = {
        "reflections": book.count(),
        "people": len(book.ties()),
        "unread": len(book.unread()),
    }
    return Finding(well=True, words="doctor.amount", values=amounts)


def _record(kesan: "Kesan") -> Iterator[Finding]:
    place = kesan.record.place
    faults = kesan.record.integrity()
    if not faults:
        yield Finding(well=True, words="doctor.record", values={"path": place})
    for fault in faults:
        yield Finding(well=False, words="doctor.record_damaged", values={"path": place, "fault": fault})


def _embedder(kesan: "Kesan") -> Finding:
    missing = len(kesan.record.of(LOCAL_OWNER).without_vectors(kesan.embedder.fingerprint))
    if missing:
        return Finding(well=False, words="doctor.not_indexed", values={"missing": missing})
    return Finding(well=True, words="doctor.embedder", values={"fingerprint": kesan.embedder.fingerprint})


def _index(kesan: "Kesan") -> Finding:
    kesan.index.heal()
    state = kesan.index.state
    return Finding(well=state is not IndexState.BROKEN, words=f"doctor.index.{state.value}")


def _reader(kesan: "Kesan") -> Finding:
    settings = kesan.settings
    if not settings.uses_model:
        return Finding(well=True, words="doctor.stays_here")
    if not settings.model_is_set:
        return Finding(well=False, words="error.no_model_chosen")
    return Finding(well=True, words="doctor.goes_to", values={"url": shown(settings.address)})


def _disk(kesan: "Kesan") -> Finding:
    free = shutil.disk_usage(kesan.home).free
    words = "doctor.disk" if free >= _LITTLE else "doctor.disk_low"
    return Finding(well=free >= _LITTLE, words=words, values={"path": str(kesan.home), "megabytes": free // 1_000_000})
