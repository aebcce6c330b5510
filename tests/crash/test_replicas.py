"""Two app processes on one record: who starts, or is left, knows the readings of the living from the dead's."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.driving import Program

SOON = 10  # seconds for a database server to notice that a process is gone


@pytest.fixture(params=["a file", pytest.param("a server", marks=pytest.mark.hosted)])
def settings(request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings of a record on this machine, and of one on a PostgreSQL server."""
    return {} if request.param == "a file" else {"KESAN_DATABASE_URL": request.getfixturevalue("server_url")}


@pytest.fixture
def reading(home: Path, settings: dict[str, str]) -> Iterator[tuple[Program, str]]:
    """An app process in the middle of a reading, and what it reads."""
    with Program(home / "one", **settings) as program:
        program.opened().tell("keep", seed="replicas", many=1, read_every=0)
        kept: str = program.hear_until("kept")["kept"]
        program.hear_until("done")
        program.tell("hang", one=kept)
        assert "hanging" in program.hear_until("hanging")
        yield program, kept


@pytest.fixture
def other(home: Path, settings: dict[str, str], reading: tuple[Program, str]) -> Iterator[Program]:
    """Another one, started meanwhile."""
    del reading
    with Program(home / ("other" if settings else "one"), **settings) as program:
        program.opened().ask("warm")
        yield program


def test_who_starts_leaves_the_readings_of_the_living_alone(reading: tuple[Program, str], other: Program) -> None:
    found = other.ask("entry", one=reading[1])
    assert (found["state"], found["unread"]) == ("reading", False)


def test_when_one_is_killed_in_a_reading_the_other_sees_it_kept_and_reads_it(
    reading: tuple[Program, str], other: Program
) -> None:
    program, kept = reading
    program.kill()
    until = time.monotonic() + SOON
    while (found := other.ask("entry", one=kept))["state"] == "reading" and time.monotonic() < until:
        time.sleep(0.05)
    assert (found["state"], found["unread"]) == ("kept", True)
    other.finish("read", ids=[kept])
    assert other.ask("entry", one=kept)["state"] == "read"
