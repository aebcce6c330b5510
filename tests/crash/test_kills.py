"""Whatever was acknowledged is there after the program was killed, wherever it was; what was begun is whole or not."""

import json
import random
import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.crash.driving import Program
from tests.crash.lives import Life

LONG = 210
OLD = Path(__file__).resolve().parents[1] / "homes" / "schema-0001"
UPGRADE_S = 0.6  # from the first word of the program until it is open, when it is quick


def live(folder: Path, seed: int, rounds: int, haste: float = 1.0) -> Life:
    """A life of so many kills, of which the table is printed."""
    life = Life(folder, seed, haste)
    acts = life.acts
    life.round("keep")
    for number in range(rounds - 1):
        life.round(acts[number % len(acts)])
    sys.stdout.write(json.dumps({"seed": seed, **life.tally.table()}) + "\n")
    return life


def test_nothing_is_lost_when_it_is_killed_in_any_act(tmp_path: Path, seed: int) -> None:
    life = live(tmp_path, seed, 9, haste=2.0)
    assert life.tally.acknowledged
    assert life.tally.faults() == {}


@pytest.mark.slow
def test_nothing_is_lost_in_hundreds_of_kills(tmp_path: Path, seed: int) -> None:
    life = live(tmp_path, seed, LONG)
    assert life.tally.acknowledged > LONG
    assert life.tally.faults() == {}


def upgrades(folder: Path, seed: int, rounds: int) -> list[str]:
    """Old homes that are killed while they are brought up to date; what is wrong with them afterwards."""
    pick = random.Random(seed)
    wanted = {
        row["id"]: row["text"] for row in map(json.loads, (OLD / "journal.jsonl").read_text("utf-8").splitlines())
    }
    (folder / "wanted.json").write_text(json.dumps(wanted), encoding="utf-8")
    wrong, cut_off = [], 0
    for number in range(rounds):
        home = folder / str(number)
        shutil.copytree(OLD, home)
        with Program(home) as program:
            program.hear()
            time.sleep(pick.uniform(0, UPGRADE_S))
            cut_off += not any("opened" in said for said in program.kill(group=True))
        with Program(home) as program:
            program.opened()
            found = program.ask("check", wanted=str(folder / "wanted.json"), look_for=[])
            program.end()
        wrong += [f"{number}: {name}" for name in ("lost", "changed", "reading", "unwell") if found[name]]
        wrong += [f"{number}: no copy"] if not list((home / "backups").glob("*.db")) else []
    sys.stdout.write(json.dumps({"upgrades": rounds, "cut off": cut_off, "wrong": len(wrong)}) + "\n")
    return wrong


def test_an_upgrade_that_is_killed_is_whole_afterwards(tmp_path: Path, seed: int) -> None:
    assert upgrades(tmp_path, seed, 2) == []


@pytest.mark.slow
def test_an_upgrade_is_whole_however_often_it_is_killed(tmp_path: Path, seed: int) -> None:
    assert upgrades(tmp_path, seed, 24) == []
