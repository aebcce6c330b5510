"""What is done daily takes no longer in a journal ten times as long: ratios of two times, never a time alone."""

import time
from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import pytest

from benchmarks.homes import Making
from benchmarks.made_up import pool
from journal.people import StepState
from journal.reflection import LOCAL_OWNER
from memory.record import OwnedRecord, Record

SMALL, LARGE = 100, 1_000
FLAT = 5.0  # linear would be ten: halfway is room for a busy machine
RUNS = 9
TODAY = date(2026, 11, 24)
DAILY: dict[str, Callable[[OwnedRecord], object]] = {
    "the first page's entries": lambda owned: owned.entries(limit=6),
    "people met last": lambda owned: owned.people_met_last(12),
    "steps that are due": lambda owned: owned.steps(StepState.ACCEPTED, TODAY),
    "unread": lambda owned: owned.unread(),
    "a week's tally": lambda owned: owned.tally(date(2026, 11, 16), date(2026, 11, 22)),
    "the newest day": lambda owned: owned.newest_day(),
    "on this day": lambda owned: owned.on_days([date(year, 11, 24) for year in range(2016, 2026)], 3),
    "how rare a word is": lambda owned: owned.count_having("hujan", 3),
    "a rare word": lambda owned: owned.match_text(["zamrud"], 10),
    "who is who of a new name": lambda owned: owned.find_person("Bu Zubaedah"),
    "one reflection": lambda owned: owned.entries_by_id([owned.entries(limit=1)[0].reflection.id]),
}


@pytest.fixture(scope="module")
def journals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OwnedRecord, OwnedRecord]]:
    """A short journal and one ten times as long."""
    rows = np.random.default_rng(1).standard_normal((len(pool().sentences), 8), dtype=np.float32)
    making = Making("growth", rows, TODAY)
    homes = [making.home(tmp_path_factory.mktemp("home"), size) for size in (SMALL, LARGE)]
    with Record.open(homes[0].url) as small, Record.open(homes[1].url) as large:
        yield small.of(LOCAL_OWNER), large.of(LOCAL_OWNER)


@pytest.mark.parametrize("what", DAILY)
def test_what_is_done_daily_does_not_grow_with_the_journal(
    journals: tuple[OwnedRecord, OwnedRecord], what: str
) -> None:
    small, large = (best(DAILY[what], owned) for owned in journals)
    assert large / small <= FLAT


def best(act: Callable[[OwnedRecord], object], owned: OwnedRecord) -> float:
    """The shortest of several times, after one that does not count."""
    act(owned)
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        act(owned)
        times.append(time.perf_counter() - begun)
    return min(times)
