"""Whatever was acknowledged is there after the program was killed, wherever it was; what was begun is whole or not."""

import json
import sys
from pathlib import Path

import pytest

from tests.crash.lives import Life

LONG = 208


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
    life = live(tmp_path, seed, 7, haste=2.0)
    assert life.tally.acknowledged
    assert life.tally.faults() == {}


@pytest.mark.slow
def test_nothing_is_lost_in_hundreds_of_kills(tmp_path: Path, seed: int) -> None:
    life = live(tmp_path, seed, LONG)
    assert life.tally.acknowledged > LONG
    assert life.tally.faults() == {}
