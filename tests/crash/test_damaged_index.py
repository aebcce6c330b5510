"""Whatever becomes of the index's files or its keeper: search answers, and the index is whole again soon."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash.driving import Program
from tests.crash.stores import DAMAGES, flipped_bytes, half_a_graph, opened_by_itself
from tests.crash.texts import texts

MANY = 520  # of two to five vectors each: Chroma writes its graph at a thousand
SOON = 30  # seconds
SOME = (half_a_graph, flipped_bytes)


@pytest.fixture(scope="session")
def whole_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose index is whole, and closed; to be copied."""
    folder = tmp_path_factory.mktemp("whole")
    file = folder / "rows.jsonl"
    rows = (f'{{"id":"r{number}","date":"2026-11-02","text":"{text}"}}' for number, text in enumerate(all_texts()))
    file.write_text("\n".join(rows), encoding="utf-8")
    with Program(folder / "home") as program:
        program.opened().finish("bring_in", files=[str(file)])
        assert program.ask("state") == {"state": "ready"}
        assert program.end() == 0
    return folder / "home"


@pytest.fixture
def whole(whole_home: Path, home: Path) -> Path:
    """A home whose index is whole."""
    shutil.copytree(whole_home, home)
    return home


def all_texts() -> list[str]:
    """What is kept on it."""
    return list(texts("damaged", MANY))


def finds_all(program: Program) -> bool:
    """Whether the index and the exact search find the same reflection for each of some texts."""
    asked = all_texts()[:: MANY // 20]
    found = [program.ask("search", text=text, limit=1)["found"] for text in asked]
    return found == [[f"r{number}"] for number in range(0, MANY, MANY // 20)]


def is_ready_soon(program: Program) -> bool:
    """Whether the index is whole before long, without being asked for anything but searches."""
    until = time.monotonic() + SOON
    while program.ask("search", text="pasar")["state"] != "ready" and time.monotonic() < until:
        time.sleep(0.1)
    return bool(program.ask("state") == {"state": "ready"})


def heals(home: Path, damage: Callable[[Path], None]) -> None:
    """Search answers before the damaged index is opened, while it is mended, and afterwards."""
    damage(home / "index")
    with Program(home) as program:
        assert finds_all(program.opened())
        program.ask("warm")
        assert finds_all(program)
        assert program.ask("heal") == {"healed": "ready"}
        assert finds_all(program)
        assert program.end() == 0


@pytest.mark.parametrize("damage", SOME, ids=lambda damage: str(damage.__name__))
def test_search_goes_on_over_a_damaged_index_until_it_is_mended(whole: Path, damage: Callable[[Path], None]) -> None:
    heals(whole, damage)


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: str(damage.__name__))
def test_search_goes_on_whatever_the_damage(whole: Path, damage: Callable[[Path], None]) -> None:
    heals(whole, damage)


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: str(damage.__name__))
def test_search_goes_on_when_it_is_damaged_while_it_is_open(whole: Path, damage: Callable[[Path], None]) -> None:
    with Program(whole) as program:
        program.opened().ask("heal")
        damage(whole / "index")
        assert finds_all(program)
        assert is_ready_soon(program)
        assert finds_all(program)
        program.finish("keep", seed="after the damage", many=3, read_every=1)
        (text, *_) = texts("after the damage", 1)
        assert program.ask("search", text=text)["found"]
        assert program.end() == 0
    with Program(whole) as program:
        program.opened()
        assert program.ask("heal") == {"healed": "ready"}
        assert finds_all(program)


@pytest.mark.slow
def test_a_damaged_store_kills_whoever_opens_it_by_itself(whole: Path) -> None:
    flipped_bytes(whole / "index")
    assert opened_by_itself(whole / "index") == -signal.SIGSEGV


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP], ids=lambda how: str(how.name))
def test_a_keeper_that_dies_or_hangs_takes_no_search_with_it(whole: Path, how: signal.Signals) -> None:
    with Program(whole) as program:
        program.opened().ask("be_patient", seconds=3)
        program.ask("heal")
        before = program.ask("keeper")["keeper"]
        os.kill(before, how)
        assert finds_all(program)
        assert is_ready_soon(program)
        assert program.ask("keeper")["keeper"] != before
        assert finds_all(program)
