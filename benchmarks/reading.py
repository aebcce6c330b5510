"""Loading the models, encoding a sentence, and reading reflections of several lengths, all on one core."""

import subprocess
import sys
from datetime import date

from app.readers import Readers
from app.settings import Settings
from benchmarks.machine import one_core
from benchmarks.texts import ROOT, texts_of
from benchmarks.timing import Timing, timed
from coach.reader import Reader, ToRead, Unwatched
from embedded import Encoder
from journal.language import language_of

LENGTHS = (30, 100, 120, 400)
MODELS = ROOT / "models"
_A_DAY = date(2026, 11, 24)
_LOADING = {
    "reader": "from app.readers import Readers; from app.settings import Settings; "
    "Readers(Settings(), MODELS).reader('embedded')",
    "encoder": "from embedded import Encoder; Encoder.load(MODELS / 'encoder').embed(['kesan'])",
}


def measure(runs: int) -> dict[str, Timing]:
    """The times of each part; those of reading and encoding are after the first."""
    with one_core():
        return {**_loading(max(3, runs // 4)), **_encoding(runs), **_reading(runs)}


def _loading(runs: int) -> dict[str, Timing]:
    """In a new process each, imports included."""
    return {f"load the {name}, imports included": _load(code, runs) for name, code in _LOADING.items()}


def _load(code: str, runs: int) -> Timing:
    command = [sys.executable, "-c", f"from pathlib import Path; MODELS = Path({str(MODELS)!r}); {code}"]
    return timed(lambda _: subprocess.run(command, cwd=ROOT, check=True), runs)


def _encoding(runs: int) -> dict[str, Timing]:
    encoder = Encoder.load(MODELS / "encoder")
    sentences = texts_of(15, runs + 1)
    return {"encode a sentence of 15 words": timed(lambda run: encoder.embed([sentences[run]]), runs)}


def _reading(runs: int) -> dict[str, Timing]:
    reader = Readers(Settings(), MODELS).reader("embedded")
    return {f"read {length} words": _read(reader, texts_of(length, runs + 1), runs) for length in LENGTHS}


def _read(reader: Reader, texts: list[str], runs: int) -> Timing:
    asked = [ToRead(text=text, on=_A_DAY, today=_A_DAY, language=language_of(text)) for text in texts]
    return timed(lambda run: reader.read(asked[run], Unwatched()), runs)
