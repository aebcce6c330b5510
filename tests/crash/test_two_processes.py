"""Two programs on one home at once: each sees what the other did, one has the index, and nothing is lost."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.crash.driving import Program, Said
from tests.crash.texts import texts

EACH = 15
SOON = 20  # seconds, on a machine that has other work too


@pytest.fixture
def first(home: Path) -> Iterator[Program]:
    """A program that has the index."""
    with Program(home) as program:
        program.opened()
        program.ask("keep", seed="first", many=5, read_every=1)
        program.hear_until("done")
        assert program.ask("heal") == {"healed": "ready"}
        yield program


@pytest.fixture
def second(home: Path, first: Program) -> Iterator[Program]:
    """Another one, which does not have it."""
    del first
    with Program(home) as program:
        program.opened()
        assert program.ask("heal") == {"healed": "elsewhere"}
        yield program


def keep_one(program: Program, seed: str) -> tuple[str, str]:
    """The id and the text of a reflection that a program kept and read."""
    program.tell("keep", seed=seed, many=1, read_every=1)
    kept = program.hear_until("kept")
    program.hear_until("done")
    return kept["kept"], kept["text"]


def test_each_sees_at_once_what_the_other_kept(first: Program, second: Program) -> None:
    for keeper, reader in ((first, second), (second, first)):
        one, text = keep_one(keeper, f"by {keeper.pid}")
        assert reader.ask("entry", one=one)["text"] == text
        assert reader.ask("search", text=text)["found"][0] == one


def test_the_doctor_names_the_process_that_has_the_index(first: Program, second: Program) -> None:
    holder = str(first.pid)
    assert first.ask("doctor") == {"words": "doctor.index.ready", "process": holder}
    assert second.ask("doctor") == {"words": "doctor.index.elsewhere", "process": holder}


def test_both_find_the_same(first: Program, second: Program) -> None:
    keep_one(first, "one more")
    first.ask("heal")
    for text in texts("queries", 5):
        through, exactly = first.ask("search", text=text), second.ask("search", text=text)
        assert (through["state"], exactly["state"]) == ("ready", "elsewhere")
        assert through["found"] == exactly["found"]


@pytest.mark.parametrize("group", [True, False], ids=["with its keeper", "alone"])
def test_who_is_left_takes_over_the_index_of_the_one_that_was_killed(
    first: Program, second: Program, group: bool
) -> None:
    _, text = keep_one(second, "kept")
    first.kill(group=group)
    until = time.monotonic() + SOON
    while (said := second.ask("search", text=text))["state"] != "ready" and time.monotonic() < until:
        time.sleep(0.05)
    assert said["state"] == "ready"


def test_what_one_forgets_the_other_finds_no_more(first: Program, second: Program) -> None:
    one, text = keep_one(first, "to forget")
    first.ask("heal")
    second.finish("forget", ids=[one])
    assert one not in first.ask("search", text=text, limit=100)["found"]


def hear_all(program: Program) -> list[Said]:
    """What it says until it is done."""
    said = [program.hear()]
    while said[-1] and "done" not in said[-1]:
        said.append(program.hear())
    return said


def live_together(folder: Path, home: Path, number: int, acknowledged: dict[str, str]) -> list[str]:
    """Two programs that write at once, the one an app, the other an app, a command or an import; what went wrong."""
    kind = ("app", "command", "import")[number % 3]
    rows = {f"import-{number}-{place}": text for place, text in enumerate(texts(f"import {number}", 4 * EACH))}
    file = folder / f"{number}.jsonl"
    lines = (json.dumps({"id": one, "date": "2026-11-02", "text": text}) for one, text in rows.items())
    file.write_text("\n".join(lines), encoding="utf-8")
    with ExitStack() as stack:
        both = [stack.enter_context(Program(home)) for _ in range(2)]  # on the first round they make the home together
        for program in both:
            program.opened()
        both[0].ask("warm")
        if kind == "app":
            both[1].ask("warm")
        both[0].tell("keep", seed=f"a {number}", many=EACH, read_every=2)
        if kind == "import":
            both[1].tell("bring_in", files=[str(file)])
        else:
            both[1].tell("keep", seed=f"b {number}", many=EACH, read_every=3)
        said = [one for program in both for one in hear_all(program)]
        acknowledged |= {one["kept"]: one["text"] for one in said if "kept" in one}
        acknowledged |= rows if any("imported" in one for one in said) else {}
        wrong = [f"{kind}: {one['error']}" for one in said if "error" in one]
        for program in both:
            program.ask("heal")  # jobs may be embedding still
        some = list(acknowledged.values())[-3:]
        found = [[program.ask("search", text=text)["found"] for text in some] for program in both]
        wrong += [f"{kind}: found {found}"] if found[0] != found[1] else []
        codes = [program.end() for program in both]
        wrong += [f"{kind}: ended with {codes}"] if codes != [0, 0] else []
    return wrong + looked_at(folder, home, acknowledged)


def looked_at(folder: Path, home: Path, acknowledged: dict[str, str]) -> list[str]:
    """What a third program finds wrong afterwards."""
    wanted = folder / "wanted.json"
    wanted.write_text(json.dumps(acknowledged), encoding="utf-8")
    with Program(home) as program:
        found = program.opened().ask("check", wanted=str(wanted), look_for=list(acknowledged)[-100:])
        program.end()
    faults = ("lost", "changed", "reading", "unwell", "unsearched", "unlike_exact", "unlike_index")
    wrong = [f"{name}: {one}" for name in faults for one in found[name]]
    return wrong + ([] if found["index"] == "ready" else [f"index: {found['index']}"])


def test_two_that_write_at_once_lose_nothing(tmp_path: Path, home: Path) -> None:
    acknowledged: dict[str, str] = {}
    assert [fault for number in range(3) for fault in live_together(tmp_path, home, number, acknowledged)] == []
    assert len(acknowledged) == 9 * EACH


@pytest.mark.slow
def test_two_that_write_at_once_lose_nothing_however_often(tmp_path: Path, home: Path) -> None:
    acknowledged: dict[str, str] = {}
    rounds = 24
    faults = [fault for number in range(rounds) for fault in live_together(tmp_path, home, number, acknowledged)]
    sys.stdout.write(json.dumps({"rounds": rounds, "acknowledged": len(acknowledged), "faults": len(faults)}) + "\n")
    assert faults == []
