"""What the user's corrections teach: the embedded reader's leanings, and cases to evaluate a reader on."""

import json
from collections.abc import Iterator

from coach.reader import Disagreement, MoveDisagreement
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


def move_disagreements(record: OwnedRecord) -> tuple[MoveDisagreement, ...]:
    """Where the user saw single moves of the embedded reader differently, those of the newest fifty meetings."""
    return tuple(
        MoveDisagreement(said=one.said, meant=one.meant)
        for entry in record.with_corrected_moves(_NEWEST)
        if entry.reading is not None and entry.reading.made_by.reader == "embedded"
        for one in entry.moves
    )


def cases(record: OwnedRecord) -> Iterator[str]:
    """The corrected reflections as lines of JSON: where the user gave a verdict, it is the true one, which `evaluate
    verdict` takes; what they said of single moves stands in `evidence` and `not_shown`."""
    entries = {entry.reflection.id: entry for entry in (*record.corrected(), *record.with_corrected_moves())}
    return (json.dumps(_case(entry), ensure_ascii=False) for entry in entries.values())


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
        "evidence": [{"quote": text[one.start : one.end], "signal": one.meant} for one in entry.moves if one.meant],
        "not_shown": [{"quote": text[one.start : one.end], "signal": one.said} for one in entry.moves],
    }
