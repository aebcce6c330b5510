"""Opening a record: a new one, a known one, and every kind that can't be used."""

import contextlib
import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from journal.errors import BadSetting, DiskFull, HomeNotWritable, RecordBusy, RecordDamaged, RecordNewer
from journal.reflection import LOCAL_OWNER
from memory import database
from memory.migrations.run import revisions
from memory.record import Record
from memory.tables import metadata
from tests.memory.fakes import reflection

CHILD = """
import os, sys
import memory.migrations.run
from journal.errors import KesanError
from memory.record import Record
if os.geteuid() == 0:
    os.setuid(65534)  # rights do not bind root
try:
    Record.open(sys.argv[1]).close()
except KesanError as error:
    print(type(error).__name__)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the record's file lies."""
    return tmp_path / "kesan.db"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may look into; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def test_what_was_kept_is_there_after_closing_and_opening(url: str) -> None:
    with Record.open(url) as record:
        record.of(LOCAL_OWNER).keep(reflection("a"))
    with Record.open(url) as record:
        assert record.of(LOCAL_OWNER).count() == 1


def test_a_new_record_is_closed_to_other_users(url: str, place: Path) -> None:
    with Record.open(url) as record:
        record.of(LOCAL_OWNER).keep(reflection("a"))
        files = list(place.parent.glob("kesan.db*"))
        assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in files} == {0}


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    with Record.open(f"sqlite:///{tmp_path / 'new' / 'home' / 'kesan.db'}") as record:
        assert record.integrity() == ()


def test_every_commit_is_on_disk_before_it_returns(record: Record) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    with record._database.reading() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert found == wanted


def test_the_migrations_make_the_tables_that_the_code_describes(record: Record) -> None:
    options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("reflections_fts")}
    with record._database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []


def test_the_newest_migration_is_the_one_that_opening_looks_for() -> None:
    assert revisions()[0] == database.HEAD


def test_a_current_record_is_opened_without_loading_the_migrations(url: str) -> None:
    Record.open(url).close()
    code = "import sys; from memory.record import Record; Record.open(sys.argv[1]); print('alembic' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


@pytest.mark.parametrize("content", [b"this is a shopping list, not a database\n" * 200, os.urandom(9_000)])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(url: str, place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(RecordDamaged):
        Record.open(url)
    assert place.read_bytes() == content


def test_a_database_of_something_else_is_refused(url: str, place: Path) -> None:
    with sqlite3.connect(place) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    with pytest.raises(RecordDamaged):
        Record.open(url)


def test_a_damaged_page_is_said_to_be_damage(url: str, place: Path) -> None:
    with Record.open(url) as record:
        record.of(LOCAL_OWNER).keep_all(reflection(f"r{number}", "kata " * 300) for number in range(200))
    size = place.stat().st_size
    with place.open("r+b") as file:
        file.seek(size // 4)
        file.write(os.urandom(size // 2))
    with pytest.raises(RecordDamaged), Record.open(url) as record:
        record.of(LOCAL_OWNER).entries(limit=None)


def test_a_record_of_a_newer_kesan_is_refused_and_left_as_it_is(url: str, place: Path) -> None:
    Record.open(url).close()
    with sqlite3.connect(place) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    with pytest.raises(RecordNewer):
        Record.open(url)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
@pytest.mark.parametrize("there_already", [True, False])
def test_a_folder_that_can_not_be_written_is_said_to_be_so(open_folder: Path, there_already: bool) -> None:
    url = f"sqlite:///{open_folder / 'kesan.db'}"
    if there_already:
        Record.open(url).close()
        (open_folder / "kesan.db").chmod(0o444)
    open_folder.chmod(0o555)
    ran = subprocess.run([sys.executable, "-c", CHILD, url], capture_output=True, text=True, check=True)
    open_folder.chmod(0o755)
    assert ran.stdout.strip() == "HomeNotWritable"


def test_a_folder_that_is_a_file_is_said_to_be_not_writable(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(HomeNotWritable):
        Record.open(f"sqlite:///{tmp_path / 'home' / 'kesan.db'}")


def test_a_full_disk_is_said_to_be_full_and_what_was_kept_stays(record: Record) -> None:
    owned = record.of(LOCAL_OWNER)
    owned.keep(reflection("a"))
    with record._database.reading() as connection:  # SQLite calls its own limit by the name of a full disk
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull):
        owned.keep_all(reflection(f"r{number}", f"kata{number} " * 2_000) for number in range(20))
    assert [entry.reflection.id for entry in owned.entries()] == ["a"]


def test_a_record_that_another_program_writes_to_is_said_to_be_busy(
    url: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    with Record.open(url) as record:
        other = sqlite3.connect(place, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordBusy):
            record.of(LOCAL_OWNER).keep(reflection("a"))
        other.execute("ROLLBACK")
        other.close()
        record.of(LOCAL_OWNER).keep(reflection("a"))


def test_reading_goes_on_while_another_program_writes(url: str, place: Path) -> None:
    with Record.open(url) as record:
        record.of(LOCAL_OWNER).keep(reflection("a"))
        other = sqlite3.connect(place, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        assert record.of(LOCAL_OWNER).count() == 1
        other.close()


@pytest.mark.parametrize("url", ["not a url", "nosuchdatabase://here/there"])
def test_a_database_url_that_can_not_be_used_is_a_bad_setting(url: str) -> None:
    with pytest.raises(BadSetting):
        Record.open(url)


def test_an_error_tells_nothing_of_the_text(record: Record) -> None:
    with record._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull) as caught:
        record.of(LOCAL_OWNER).keep(reflection("a", "rahasia besar " * 3_000))
    assert "rahasia" not in str(caught.value)
    assert "rahasia" not in str(caught.value.__cause__)


class BusyAtFirst(sqlite3.Cursor):
    """A cursor that meets somebody who makes the same record, as often as told."""

    def __init__(self, connection: sqlite3.Connection, times: int) -> None:
        super().__init__(connection)
        self.times = times

    def execute(self, sql: str, parameters: object = ()) -> "BusyAtFirst":
        """Runs a statement once nobody is in the way."""
        del parameters
        if self.times:
            self.times -= 1
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error
        super().execute(sql)
        return self


@pytest.mark.parametrize(("times", "patience", "opened"), [(3, 5, True), (10**9, 0.05, False)])
def test_two_that_make_one_record_wait_for_each_other_but_not_forever(
    monkeypatch: pytest.MonkeyPatch, times: int, patience: float, opened: bool
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", patience)
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        cursor = BusyAtFirst(connection, times)
        with contextlib.nullcontext() if opened else pytest.raises(sqlite3.OperationalError):
            database._insist(cursor, "PRAGMA journal_mode=WAL")
        assert (cursor.times == 0) == opened


RACERS, HOMES = 3, 4
RACER = f"""
import sys, time
from pathlib import Path
import memory.migrations.run
from memory.record import Record
me, folder = sys.argv[1], Path(sys.argv[2])
for number in range({HOMES}):
    (folder / f"{{number}}-{{me}}").touch()
    while len(list(folder.glob(f"{{number}}-*"))) < {RACERS}:
        time.sleep(0.001)
    record = Record.open(f"sqlite:///{{folder / str(number)}}/kesan.db")
    record.interrupt_readings()
    record.close()
"""


def test_programs_that_make_an_empty_home_at_the_very_same_time_all_open_it(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(me), str(tmp_path)], cwd=root, stderr=subprocess.PIPE, text=True
        )
        for me in range(RACERS)
    ]
    assert [racer.communicate(timeout=60)[1] for racer in racers] == [""] * RACERS
