"""One database: its engine, its short transactions, its schema brought up to date at opening.

SQLite runs in WAL mode with `synchronous=FULL`: a committed row survives a kill and a power cut. Python's
driver would begin transactions by rules of its own (none before DDL, none before SELECT), so it is told to begin
none, and every transaction begins here: a writing one takes the write lock at once, so that it waits at its
begin rather than failing half way.
"""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from journal.errors import BadSetting, FileExists, KesanError, RecordBusy, RecordDamaged, RecordNewer
from memory.files import delete_with_journal, put_on_disk, translated_file
from memory.troubles import translated

HEAD = "0001"  # the newest migration's revision; a test compares it with memory/migrations
_BUSY_SECONDS = 5
_A_MOMENT = 0.01
_WRITES = {"kesan_writes": True}
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",  # no words of the journal in /tmp
)


class Database:
    """The record's database, safe to use from several threads."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self.place = place

    @classmethod
    def open(cls, url: str) -> Self:
        """The database at `url`, made or migrated where needed.

        Raises:
            BadSetting: `url` is no database URL, or its driver is not installed.
            RecordDamaged, RecordNewer, RecordBusy, HomeNotWritable, DiskFull: it can't be used.
        """
        try:
            parsed = make_url(url)
            engine = create_engine(parsed, **_engine_options(parsed.drivername))
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise BadSetting(name="KESAN_DATABASE_URL") from error
        place = parsed.render_as_string(hide_password=True)
        if engine.dialect.name == "sqlite":
            place = str(Path(parsed.database or "").absolute())
            _make_file(Path(place))
            event.listen(engine, "connect", _set_up)
            event.listen(engine, "begin", _begin)
        database = cls(engine, place)
        try:
            database._bring_up_to_date()
            with contextlib.suppress(KesanError):  # no room for it, or somebody reads: the next opening sees to it
                database._scrub_what_is_owed()
        except BaseException:
            engine.dispose()
            raise
        return database

    @property
    def on_sqlite(self) -> bool:
        """Whether it is SQLite, a file on this machine."""
        return self._engine.dialect.name == "sqlite"

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, and sees one state of the record."""
        with translated(self.place), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it is committed when the block ends, or nothing."""
        with translated(self.place), self._engine.connect() as raw:
            connection = raw.execution_options(**_WRITES)
            with connection.begin():
                yield connection

    @contextlib.contextmanager
    def erasing(self) -> Iterator[Connection]:
        """A writing transaction whose deleted rows leave no byte behind, once the block has ended. When that is cut
        off, the next opening sees to it: the wish is committed with the deleting, as SQLite's user version.

        Raises:
            RecordBusy: all is deleted, but somebody reads for so long that old pages can't be dropped yet.
        """
        with self.writing() as connection:
            if self.on_sqlite:
                owed = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                connection.exec_driver_sql(f"PRAGMA user_version = {owed + 1}")
            yield connection
        self.scrub()

    def scrub(self) -> None:
        """Leaves no byte of what was deleted in the database's files.

        Raises:
            RecordBusy: somebody reads for so long that old pages can't be dropped yet.
        """
        if not self.on_sqlite:
            return
        owed = self._owed()
        with self._alone() as driver:
            driver.execute("INSERT INTO reflections_fts(reflections_fts) VALUES('optimize')")
            driver.execute("VACUUM")
            (blocked, *_), *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if blocked:
            raise RecordBusy(path=self.place)
        with self.writing() as connection:
            # Another process may have deleted more meanwhile, which its own scrubbing has yet to erase.
            if connection.exec_driver_sql("PRAGMA user_version").scalar_one() == owed:
                connection.exec_driver_sql("PRAGMA user_version = 0")

    def _scrub_what_is_owed(self) -> None:
        if self.on_sqlite and self._owed():
            self.scrub()

    def _owed(self) -> int:
        with self.reading() as connection:
            return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())

    def backup(self, path: Path) -> None:
        """Writes a consistent copy to `path`, while reading and writing go on.

        Raises:
            FileExists: there is a file at `path`.
            HomeNotWritable, DiskFull: it can't be written.
        """
        if path.exists():
            raise FileExists(path=str(path))
        unfinished = path.with_name(f".{path.name}.unfinished")
        with translated_file(path.parent):
            delete_with_journal(unfinished)
            unfinished.touch(mode=0o600)
        try:
            with translated(str(path)), self._alone() as driver:
                driver.execute("VACUUM INTO ?", (str(unfinished),))
            with translated_file(path.parent):
                put_on_disk(unfinished)  # SQLite does not when it writes into another file
                unfinished.rename(path)
        finally:
            delete_with_journal(unfinished)

    def integrity(self) -> tuple[str, ...]:
        """What SQLite finds wrong with its file, in its own words; empty when all is well."""
        if not self.on_sqlite:
            return ()
        with self._alone() as driver:
            found = [row[0] for row in driver.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            found += [f"foreign key: {row[0]}" for row in driver.execute("PRAGMA foreign_key_check")]
        return tuple(found)

    def close(self) -> None:
        """Closes all connections; the database can't be used afterwards."""
        self._engine.dispose()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[sqlite3.Connection]:
        """The driver's own connection, outside any transaction."""
        with translated(self.place):
            raw = self._engine.raw_connection()
            try:
                driver = raw.driver_connection
                assert isinstance(driver, sqlite3.Connection)  # noqa: S101 only asked of SQLite
                yield driver
            finally:
                raw.close()

    def _bring_up_to_date(self) -> None:
        with self.reading() as connection:
            revision = _revision(connection)
        if revision == HEAD:
            return
        from memory.migrations.run import knows, upgrade  # noqa: PLC0415 alembic takes longer than opening may

        with self.writing() as connection:
            revision = _revision(connection)  # another process may have been faster
            if revision is None and inspect(connection).get_table_names():
                raise RecordDamaged(path=self.place)
            if revision is not None and not knows(revision):
                raise RecordNewer(path=self.place)
            if revision != HEAD:
                upgrade(connection)


def _engine_options(driver: str) -> dict[str, object]:
    private: dict[str, object] = {"hide_parameters": True}  # an error would quote the reflection's text
    if driver.startswith("sqlite"):
        return private | {"connect_args": {"timeout": _BUSY_SECONDS}}
    return private | {"pool_pre_ping": True}


def _make_file(path: Path) -> None:
    """Makes the file, closed to other users, before SQLite would make it open to all."""
    with translated_file(path.parent):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)


def _set_up(driver: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    driver.isolation_level = None
    cursor = driver.cursor()
    for pragma in _PRAGMAS:
        _insist(cursor, pragma)
    cursor.close()


def _insist(cursor: DBAPICursor | sqlite3.Cursor, pragma: str) -> None:
    """Runs a pragma, waiting for who makes the same record just now: SQLite itself does not wait (measured) when two
    connections turn a new file to WAL."""
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            cursor.execute(pragma)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_A_MOMENT)
        else:
            return


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("kesan_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(connection: Connection) -> str | None:
    """The schema's revision, or None when the database has no schema of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
