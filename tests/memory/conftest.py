"""A record of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.reflection import LOCAL_OWNER
from memory.record import OwnedRecord, Record


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a record that is not there yet."""
    return f"sqlite:///{tmp_path / 'kesan.db'}"


@pytest.fixture(scope="session")
def new_record(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of an empty record: copying it is faster than making one for each test."""
    place = tmp_path_factory.mktemp("new") / "kesan.db"
    Record.open(f"sqlite:///{place}").close()
    return place.read_bytes()


@pytest.fixture
def record(url: str, new_record: bytes) -> Iterator[Record]:
    """An empty record."""
    Path(url.removeprefix("sqlite:///")).write_bytes(new_record)
    with Record.open(url) as opened:
        yield opened


@pytest.fixture
def owned(record: Record) -> OwnedRecord:
    """The part of the one who uses Kesan alone."""
    return record.of(LOCAL_OWNER)
