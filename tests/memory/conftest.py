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


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    """An empty record."""
    with Record.open(url) as opened:
        yield opened


@pytest.fixture
def owned(record: Record) -> OwnedRecord:
    """The part of the one who uses Kesan alone."""
    return record.of(LOCAL_OWNER)
