"""The record on a PostgreSQL server: a schema for each test."""

from collections.abc import Iterator

import pytest

from journal.reflection import LOCAL_OWNER
from memory.record import OwnedRecord, Record


@pytest.fixture
def url(server_url: str) -> str:
    """The URL of a record that is not there yet."""
    return server_url


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    """An empty record."""
    with Record.open(url) as opened:
        yield opened


@pytest.fixture
def owned(record: Record) -> OwnedRecord:
    """One owner's part."""
    return record.of(LOCAL_OWNER)
