"""After forgetting no file of the home holds a byte of it, whoever has the index, and whoever was killed meanwhile."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.driving import Program
from tests.crash.texts import files_with

MARKER = "Zyxomarkantara"
SOON = 10


@pytest.fixture
def marked(home: Path, tmp_path: Path) -> Path:
    """A home in whose every table the marker stands, in ids too, among other reflections."""
    file = tmp_path / "marked.jsonl"
    text = f"Aku ketemu Bu {MARKER} di pasar soal {MARKER}. Ia cerita. Aku dengar. {MARKER} senang."
    correction = {"verdict": "mixed", "note": MARKER, "made_at": "2026-11-03T08:00:00Z"}
    row = {"id": f"id-{MARKER}", "date": "2026-11-02", "text": text, "correction": correction}
    file.write_text(json.dumps(row), encoding="utf-8")
    with Program(home) as program:
        program.opened()
        program.finish("keep", seed="others", many=12, read_every=1)
        program.finish("bring_in", files=[str(file)])
        program.finish("read", ids=[f"id-{MARKER}"])
        program.ask("heal")
        assert program.end() == 0
    assert files_with(home, MARKER)
    return home


@pytest.fixture
def holder(marked: Path) -> Iterator[Program]:
    """Another program, which has the index and found something in it."""
    with Program(marked) as program:
        program.opened()
        assert program.ask("heal") == {"healed": "ready"}
        program.ask("search", text="pasar")
        yield program


WAYS = [
    ("forget", {"ids": [f"id-{MARKER}"]}),
    ("forget_person", {"name": f"Bu {MARKER}"}),
    ("forget_everything", {}),
]
NAMES = [way for way, _ in WAYS]


@pytest.mark.parametrize(("way", "wish"), WAYS, ids=NAMES)
def test_what_was_forgotten_is_in_no_file_though_another_program_has_the_index(
    marked: Path, holder: Program, way: str, wish: dict[str, object]
) -> None:
    with Program(marked) as program:
        assert "done" in program.opened().finish(way, **wish)
        assert files_with(marked, MARKER) == []
    assert files_with(marked, MARKER) == []
    assert f"id-{MARKER}" not in holder.ask("search", text=MARKER, limit=50)["found"]
    assert holder.end() == 0
    assert files_with(marked, MARKER) == []


def test_what_was_forgotten_by_one_that_was_killed_in_it_is_erased_by_the_next(marked: Path) -> None:
    with Program(marked) as program:
        program.opened().tell("forget", ids=[f"id-{MARKER}"])
        until = time.monotonic() + SOON
        with Program(marked) as watcher:
            watcher.opened()
            while "error" not in watcher.ask("entry", one=f"id-{MARKER}"):
                assert time.monotonic() < until
        program.kill(group=True)
    with Program(marked) as program:
        program.opened().ask("heal")
        assert files_with(marked, MARKER) == []
