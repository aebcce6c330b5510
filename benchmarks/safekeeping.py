"""What keeping a journal safe costs: unlocking it, opening it cold, bringing a whole one in, keeping a reflection."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from app import passphrase
from app.kesan import Kesan
from app.settings import Settings
from benchmarks.homes import Home
from benchmarks.texts import ROOT, texts_of
from benchmarks.timing import Clock, Timing, once, timed, timing

_WORDS = "kopi tubruk di teras"
_QUERY = "siapa yang ibunya sakit?"
_IMPORTED_WORDS = 60  # of a reflection that is brought in; most that people write are shorter
# From the first of Kesan's imports, as Python itself is up, to what was found.
_COLD = f"""
import sys, time
begun = time.perf_counter()
from pathlib import Path
from app.kesan import Kesan
from app.settings import Settings
kesan = Kesan.open(Settings(KESAN_HOME=Path(sys.argv[1]), KESAN_READER="embedded"))
opened = time.perf_counter()
assert kesan.notebook().search({_QUERY!r})
print(opened - begun, time.perf_counter() - begun)
kesan.close()
"""


def measure(home: Home, folder: Path, runs: int) -> dict[str, Timing]:
    """The times with a home's journal; it is left as it was, but for the reflections that are kept."""
    at = f"at {home.size:,}"
    times = _cold(home, max(3, runs // 4)) | _unlock(home, folder / "sealed", max(3, runs // 4))
    times |= _bring_in(folder / "new", home.size)
    kesan = Kesan.open(Settings(KESAN_HOME=home.path, KESAN_READER="embedded"))
    texts = texts_of(100, runs * 5 + 1)
    times[f"keep, committed, {at}"] = timed(lambda run: kesan.notebook().keep(texts[run]), runs * 5)
    kesan.close()
    return times


def _cold(home: Home, runs: int) -> dict[str, Timing]:
    """A process of its own each time; the disk is warm."""
    command = [sys.executable, "-c", _COLD, str(home.path)]
    told = [subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True) for _ in range(runs)]
    opened, found = zip(*(map(float, one.stdout.split()) for one in told), strict=True)
    at = f"at {home.size:,}"
    return {f"cold open {at}": timing(opened), f"cold open to the first search {at}": timing(found)}


def _unlock(home: Home, folder: Path, runs: int) -> dict[str, Timing]:
    """From the passphrase to what a search over the vectors in memory found, the encoder being loaded."""
    shutil.copytree(home.path, folder)
    settings = Settings(KESAN_HOME=folder, KESAN_READER="embedded")
    passphrase.seal(folder, _WORDS)
    warm = Kesan.open(settings, passphrase.key_of(folder, _WORDS))
    warm.embedder.embed([_QUERY])

    def unlock(_run: int) -> None:
        kesan = Kesan(settings, passphrase.key_of(folder, _WORDS), embedder=warm.embedder)
        assert kesan.notebook().search(_QUERY)  # noqa: S101 else nothing was measured
        kesan.close()

    at = f"at {home.size:,}"
    times = {
        f"unlock to the first search {at}": timed(unlock, runs),
        "unlock: the key alone (Argon2id)": timed(lambda _run: passphrase.key_of(folder, _WORDS), runs),
    }
    warm.close()
    shutil.rmtree(folder)
    return times


def _bring_in(folder: Path, many: int) -> dict[str, Timing]:
    """A whole journal into an empty home: all rows in one transaction, then every text is encoded and indexed."""
    folder.mkdir(parents=True)
    file = folder / "rows.jsonl"
    rows = (
        json.dumps({"id": f"imported-{number}", "date": "2024-05-01", "text": f"{text} ({number})"})
        for number, text in enumerate(texts_of(_IMPORTED_WORDS, many))
    )
    file.write_text("\n".join(rows), encoding="utf-8")
    kesan = Kesan.open(Settings(KESAN_HOME=folder / "home", KESAN_READER="embedded"))
    kesan.embedder.embed([_QUERY])
    clock = Clock()
    kesan.notebook().import_file(file)
    seconds = clock.seconds
    kesan.close()
    shutil.rmtree(folder)
    return {
        f"import {many:,} rows of {_IMPORTED_WORDS} words, vectors and index included": once(seconds, "s"),
        "import: rows a second": once(many / seconds, "1/s"),
    }
