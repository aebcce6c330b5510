"""What only a server has: the second wall between owners, writers at once, and a server that is gone or hangs."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from journal.errors import BadSetting, OnServer, RecordBusy
from journal.reflection import LOCAL_OWNER, Owner
from memory import chroma
from memory.index import IndexState, open_index
from memory.record import OwnedRecord, Record
from memory.tables import metadata, reflections
from tests.memory.fakes import NOON, WordEmbedder, person, reading, reflection, step

pytestmark = pytest.mark.hosted
MINE, THEIRS = Owner("https://sign.in/ani"), Owner("https://sign.in/budi")
WORDS = WordEmbedder()


@pytest.fixture
def theirs(record: Record) -> OwnedRecord:
    """Another owner's part, with a row in every table."""
    owned = record.of(THEIRS)
    owned.keep(reflection("secret", "Rahasia Citra tentang kliniknya"))
    owned.save_reading("secret", reading(person("Citra", "kirim obat"), suggested=step(who="Citra")), NOON)
    owned.put_vectors("secret", "words", [])
    return owned


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_a_query_that_forgets_to_name_the_owner_sees_no_other_owners_rows(
    record: Record, theirs: OwnedRecord, table: str
) -> None:
    del theirs
    with record._database.reading(MINE) as connection:
        assert connection.execute(select(metadata.tables[table])).all() == []


def test_a_transaction_that_says_nothing_sees_no_rows_at_all(record: Record, theirs: OwnedRecord) -> None:
    del theirs
    with record._database._engine.connect() as connection:
        assert connection.execute(select(reflections)).all() == []


def test_nobody_writes_under_another_owners_name(record: Record, theirs: OwnedRecord) -> None:
    with record._database.writing(MINE) as connection:
        connection.execute(reflections.update().values(text="punyaku"))
        connection.execute(reflections.delete())
    assert theirs.entry("secret").reflection.text == "Rahasia Citra tentang kliniknya"


def test_the_tests_role_is_bound_by_the_wall(record: Record) -> None:
    with record._database.reading() as connection:
        assert connection.execute(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).scalar() is False


def test_every_table_is_behind_the_wall(record: Record) -> None:
    query = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
    with record._database.reading() as connection:
        walled = set(connection.execute(text(query)).scalars())
    assert walled >= set(metadata.tables)


def test_the_migrations_make_the_tables_that_the_code_describes(record: Record) -> None:
    options = {"include_name": lambda name, kind, _: kind != "index" or name != "reflections_by_words"}
    with record._database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_many_who_write_at_once_lose_nothing_and_make_nobody_twice(record: Record) -> None:
    owned = record.of(MINE)

    def keep(number: int) -> None:
        owned.keep(reflection(f"r{number}"))
        owned.save_reading(f"r{number}", reading(person("Bu Ani")), NOON)
        owned.put_vectors(f"r{number}", "words", [])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(keep, range(24)))
    assert (owned.count(), len(owned.people()), owned.change_number()) == (24, 1, 24)


def test_two_replicas_that_open_a_new_database_at_once_both_open_it(url: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        opened = list(pool.map(lambda _: Record.open(url), range(3)))
    for record in opened:
        assert record.of(MINE).count() == 0
        record.close()


def test_a_server_s_backups_are_made_by_its_own_tools(record: Record, tmp_path: Path) -> None:
    for act in (record.backup, record.restore):
        with pytest.raises(OnServer):
            act(tmp_path / "copy.db")


def test_words_are_found_whatever_their_accents_and_quotes(record: Record) -> None:
    owned = record.of(LOCAL_OWNER)
    owned.keep(reflection("a", "Kafé milik Ibu O'Brien"))
    assert [match.reflection_id for match in owned.match_text(["KAFE"], 5)] == ["a"]
    assert [match.reflection_id for match in owned.match_text(["o'brien", "' | '"], 5)] == ["a"]


def test_a_password_is_not_shown(url: str) -> None:
    with Record.open(url) as record:
        assert ":kesan@" not in record.place


def test_a_server_that_is_not_there_is_said_to_be_busy() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(RecordBusy):
        Record.open(f"postgresql://kesan@127.0.0.1:{port}/kesan")


@pytest.fixture
def hanging() -> Iterator[str]:
    """The address of a server that takes connections and never answers."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        yield f"http://127.0.0.1:{deaf.getsockname()[1]}"


def test_a_chroma_server_that_hangs_blocks_no_search(
    owned: OwnedRecord, record: Record, hanging: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chroma, "PATIENCE", 0.2)
    owned.keep(reflection("a"))
    index = open_index(tmp_path, record, "words", hanging)
    healing = threading.Thread(target=index.heal)
    healing.start()
    assert index.nearest(LOCAL_OWNER, WORDS.embed(["a"])[0], 3) == ()
    healing.join(10)
    assert (healing.is_alive(), index.state) == (False, IndexState.BROKEN)
    index.close()


def test_a_chroma_address_that_is_none_is_a_bad_setting(record: Record, tmp_path: Path) -> None:
    with pytest.raises(BadSetting):
        open_index(tmp_path, record, "words", "localhost:8000")
