"""What the user's corrections teach: the embedded reader's leanings, and cases to evaluate a reader on."""

import json
from collections.abc import Iterator

from coach.reader import Disagreement
from journal.language import indonesian_share, language_of
from memory.entries import Entry
from memory.owned import OwnedRecord

_NEWEST = 50
_MIXED = (0.25, 0.75)


def disagreements(record: OwnedRecord) -> tuple[Disagreement, ...]:
    """Where the user gave another verdict than the embedded reader, newest first; the newest fifty."""
    return tuple(
        Disagreement(said=entry.reading.verdict, meant=entry.correction.verdict)
        for entry in record.corrected(_NEWEST)
        if entry.reading is not None
        and entry.correction is not None
        and entry.reading.made_by.reader == "embedded"
        and entry.reading.verdict is not entry.correction.verdict
    )


def cases(record: OwnedRecord) -> Iterator[str]:
    """The corrected reflections as lines of JSON that `evaluate verdict` takes: the user's verdict is the true one."""
    return (json.dumps(_case(entry), ensure_ascii=False) for entry in record.corrected())


def _case(entry: Entry) -> dict[str, object]:
    text = entry.reflection.text
    low, high = _MIXED
    mixed = low < indonesian_share(text) < high
    return {
        "id": entry.reflection.id,
        "lang": "mix" if mixed else language_of(text).value,
        "text": text,
        "verdict": entry.verdict,
        "read": None if entry.reading is None else entry.reading.verdict,
        "made_by": None if entry.reading is None else entry.reading.made_by.model_dump(),
        "why": "" if entry.correction is None else entry.correction.note,
    }
