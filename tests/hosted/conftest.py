"""The record on a PostgreSQL server: a schema for each test, in the database that `KESAN_TEST_POSTGRES` names.

.ci/run starts a server and sets it. The role in it must be no superuser, whom row-level security does not bind.
"""

import os
import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, make_url, text

from journal.reflection import LOCAL_OWNER
from memory.record import OwnedRecord, Record

SERVER = os.environ.get("KESAN_TEST_POSTGRES", "")


@pytest.fixture
def url() -> Iterator[str]:
    """The URL of a record that is not there yet, in a schema of its own."""
    if not SERVER:
        pytest.skip("KESAN_TEST_POSTGRES names no server")
    server = make_url(SERVER).set(drivername="postgresql+psycopg")
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield server.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    """An empty record."""
    with Record.open(url) as opened:
        yield opened


@pytest.fixture
def owned(record: Record) -> OwnedRecord:
    """One owner's part."""
    return record.of(LOCAL_OWNER)
