"""What keeping a journal safe costs: unlocking it, opening it cold, bringing a whole one in, keeping a reflection."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from app import passphrase
from app.clock import today
from app.exchange import import_file
from app.kesan import Kesan
from app.settings import Settings
from benchmarks.homes import Home
from benchmarks.made_up import MadeUp, journal
from benchmarks.texts import ROOT, texts_of
from benchmarks.timing import Clock, Timing, once, timed, timing
from journal.reflection import LOCAL_OWNER, ReadingState
from memory.chunking import chunks_of_text
from memory.copies import Copy
from memory.embedders import EmbeddedEmbedder

_WORDS = "kopi tubruk di teras"
_QUERY = "siapa yang ibunya sakit?"
_IMPORTED_WORDS = 60  # of a reflection that is brought in; most that people write are shorter
_EMBEDDED = 100
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
print(opened - begun, time.perf_counter() - begun, time.process_time())
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
    opened, found, cpu = zip(*(map(float, one.stdout.split()) for one in told), strict=True)
    at = f"at {home.size:,}"
    return {f"cold open {at}": timing(opened), f"cold open to the first search {at}": timing(found, sum(cpu))}


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
    """A whole journal into an empty home, in one transaction, and apart from it what makes it findable by meaning: at
    some hundred embeddings a second, the first core of most machines is busy with that for minutes."""
    folder.mkdir(parents=True)
    texts = texts_of(_IMPORTED_WORDS, many)
    bare = (
        {"id": f"r{number}", "date": "2024-05-01", "text": f"{text} ({number})"} for number, text in enumerate(texts)
    )
    times = _kept(folder / "bare", f"import {many:,} rows of {_IMPORTED_WORDS} words", map(json.dumps, bare))
    read = (_copy(made).model_dump_json() for made in journal(many, today()))
    times |= _kept(folder / "read", f"import {many:,} rows with readings and people", read)
    shutil.rmtree(folder)
    return times | _embedded(texts[:_EMBEDDED])


def _kept(folder: Path, name: str, lines: Iterable[str]) -> dict[str, Timing]:
    folder.mkdir()
    file = folder / "rows.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    kesan = Kesan.open(Settings(KESAN_HOME=folder / "home", KESAN_READER="embedded"))
    record = kesan.record.of(LOCAL_OWNER)
    clock, before = Clock(), time.process_time()
    import_file(record, file)
    row = once(clock.seconds, "s", time.process_time() - before)
    kesan.close()
    return {name: row}


def _copy(made: MadeUp) -> Copy:
    return Copy(
        id=made.id,
        date=made.on,
        text=made.text,
        kept_at=made.kept_at,
        state=ReadingState.READ,
        reading=made.reading,
        read_at=made.kept_at,
    )


def _embedded(texts: list[str]) -> dict[str, Timing]:
    """How many texts, whole and in windows, the encoder embeds in a second of one core."""
    embedder = EmbeddedEmbedder(ROOT / "models" / "encoder")
    embedder.embed(texts[:1])
    chunks = [text[span.start : span.end] for text in texts for span in chunks_of_text(text)]
    clock, before = Clock(), time.process_time()
    embedder.embed(chunks)
    seconds, cpu = clock.seconds, time.process_time() - before
    return {
        f"embeddings a second of one core, texts of {_IMPORTED_WORDS} words": once(len(chunks) / seconds, "1/s"),
        "the same, by the processor's time": once(len(chunks) / cpu, "1/s"),
        "reflections made findable a second of one core": once(len(texts) / cpu, "1/s"),
    }
