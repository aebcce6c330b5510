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
from functools import partial
from itertools import count
from pathlib import Path
from typing import Self, cast

from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, inspect, make_url, select, text, update
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from journal.errors import (
    BadSetting,
    FileExists,
    FileNotFound,
    KesanError,
    OnServer,
    PackageMissing,
    RecordBusy,
    RecordDamaged,
    RecordNewer,
)
from memory.at_work import AtWork, AtWorkBeside, AtWorkOnServer
from memory.files import delete_with_journal, put_on_disk, translated_file
from memory.sealing import sqlcipher, unlock
from memory.tables import changes, vectors
from memory.troubles import raised_by_sqlite, translated

HEAD = "0008"  # the newest migration's revision; a test compares it with memory/migrations
BEFORE_UPGRADES = "backups"  # beside the record
AT_WORK = "reading"
_BUSY_SECONDS = 5
_A_MOMENT = 0.01
_WRITES = {"kesan_writes": True}
ALL = "*"  # upkeep that serves every owner
_WHOSE = text("SELECT set_config('kesan.owner', :owner, true)")
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:owner, 0))")
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",  # no words of the journal in /tmp
)


class Database:
    """The record's database, safe to use from several threads."""

    def __init__(self, engine: Engine, place: str, key: bytes | None = None, seal: bytes = b"") -> None:
        self._engine = engine
        self._key = key
        self._seal = seal
        self.place = place
        self.at_work: AtWork = AtWorkBeside(Path(place).parent / AT_WORK) if self.on_sqlite else AtWorkOnServer(engine)

    @classmethod
    def open(cls, url: str, key: bytes | None = None, seal: bytes = b"") -> Self:
        """The database at `url`, made or migrated where needed; with a `key` (`memory.sealing`), under it. `seal` is
        written after the last page of every backup, those before an upgrade too.

        Raises:
            BadSetting: `url` is no database URL.
            PackageMissing, PassphraseUnavailable: its driver is not installed.
            RecordDamaged, RecordNewer, RecordBusy, HomeNotWritable, DiskFull: it can't be used.
        """
        try:
            parsed = make_url(url)
            if parsed.drivername in ("postgres", "postgresql"):
                parsed = parsed.set(drivername="postgresql+psycopg")
            engine = create_engine(parsed, **_engine_options(parsed.drivername, key))
        except ModuleNotFoundError as error:
            raise PackageMissing(package=str(error.name), file="requirements-hosted.txt") from error
        except (ArgumentError, NoSuchModuleError) as error:
            raise BadSetting(name="KESAN_DATABASE_URL") from error
        place = parsed.render_as_string(hide_password=True)
        if engine.dialect.name == "sqlite":
            place = str(Path(parsed.database or "").absolute())
            _make_file(Path(place))
            event.listen(engine, "connect", partial(_set_up, key=key))
            event.listen(engine, "begin", _begin)
        database = cls(engine, place, key, seal)
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
    def reading(self, owner: str = ALL) -> Iterator[Connection]:
        """A transaction that only reads, and sees one state of the record; `owner` is whose rows it may see."""
        with translated(self.place), self._engine.connect() as raw:
            connection = raw if self.on_sqlite else raw.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                self._wall_off(connection, owner)
                yield connection

    @contextlib.contextmanager
    def writing(self, owner: str = ALL, *, rehearsal: bool = False) -> Iterator[Connection]:
        """A transaction that writes: all of it is committed when the block ends, or nothing. One owner's writes wait
        for each other. What was only a `rehearsal` is undone at the end."""
        with translated(self.place), self._engine.connect() as raw:
            connection = raw.execution_options(**_WRITES)
            with connection.begin() as transaction:
                self._wall_off(connection, owner)
                if not self.on_sqlite:
                    connection.execute(_ONE_AT_A_TIME, {"owner": owner})
                yield connection
                if rehearsal:
                    transaction.rollback()

    @contextlib.contextmanager
    def erasing(self, owner: str = ALL) -> Iterator[Connection]:
        """A writing transaction whose deleted rows leave no byte behind, once the block has ended. When that is cut
        off, the next opening sees to it: the wish is committed with the deleting, as SQLite's user version. A
        database server reuses the place of what was deleted when it sees fit.

        Raises:
            RecordBusy: all is deleted, but somebody reads for so long that old pages can't be dropped yet.
        """
        with self.writing(owner) as connection:
            if self.on_sqlite:
                owed = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                connection.exec_driver_sql(f"PRAGMA user_version = {owed + 1}")
            yield connection
        self.scrub()

    def of(self, owner: str) -> "OwnedDatabase":
        """The database as one owner's transactions see it."""
        return OwnedDatabase(self, owner)

    def _wall_off(self, connection: Connection, owner: str) -> None:
        """Tells a database server whose rows this transaction may see."""
        if not self.on_sqlite:
            connection.execute(_WHOSE, {"owner": owner})

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
        """Writes a consistent copy to `path`, while reading and writing go on, and the seal after its last page.

        Raises:
            FileExists: there is a file at `path`.
            HomeNotWritable, DiskFull: it can't be written.
            OnServer: it is a database server, whose own tools make its backups.
        """
        if not self.on_sqlite:
            raise OnServer(place=self.place)
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
                with unfinished.open("ab") as copy:
                    copy.write(self._seal)
                put_on_disk(unfinished)  # SQLite does not when it writes into another file
                unfinished.rename(path)
        finally:
            delete_with_journal(unfinished)

    def restore(self, path: Path) -> None:
        """Puts a backup's content in place of all there is, in one step that a crash undoes; other processes that
        have the record open see it at once.

        Raises:
            FileNotFound: there is no file at `path`.
            RecordDamaged, RecordNewer: it is no sound backup, or a newer Kesan's; nothing was changed.
            RecordBusy, HomeNotWritable, DiskFull: nothing was changed.
            OnServer: it is a database server, whose own tools restore its backups.
        """
        if not self.on_sqlite:
            raise OnServer(place=self.place)
        if not path.is_file():
            raise FileNotFound(path=str(path))
        with self.reading() as connection:
            numbers = _change_numbers(connection)
        with self._opened_beside(path) as backup:
            _refuse_unsound(backup, path)
            with self._alone() as driver:
                self._copy(backup, driver)
        self._bring_up_to_date()
        with self.writing() as connection:
            _go_on_counting(connection, numbers)
        self.scrub()

    def _copy(self, source: sqlite3.Connection, target: sqlite3.Connection) -> None:
        """Copies all pages in one transaction; SQLite itself would wait without end for who reads or writes."""
        until = time.monotonic() + _BUSY_SECONDS

        def go_on(status: int, _left: int, _all: int) -> None:
            if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
                raise RecordBusy(path=self.place)

        source.backup(target, progress=go_on, sleep=_A_MOMENT)

    @contextlib.contextmanager
    def _opened_beside(self, path: Path) -> Iterator[sqlite3.Connection]:
        """Another database file, only to be read."""
        with translated(str(path)):
            driver = sqlite3 if self._key is None else sqlcipher()
            backup: sqlite3.Connection = driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            try:
                if self._key is not None:
                    unlock(backup, self._key)
                yield backup
            finally:
                backup.close()

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
        self.at_work.close()
        self._engine.dispose()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[sqlite3.Connection]:
        """The driver's own connection, outside any transaction."""
        with translated(self.place):
            raw = self._engine.raw_connection()
            try:
                yield cast("sqlite3.Connection", raw.driver_connection)  # only asked of SQLite, or SQLCipher
            finally:
                raw.close()

    def _bring_up_to_date(self) -> None:
        with self.reading() as connection:
            revision = _revision(connection)
        if revision == HEAD:
            return
        from memory.migrations.run import knows, upgrade  # noqa: PLC0415 alembic takes longer than opening may

        with self.reading() as connection:
            if revision is None and inspect(connection).get_table_names():
                revision = _revision(connection)  # another process may have made them just now
                if revision is None:
                    raise RecordDamaged(path=self.place)
        if revision is not None and not knows(revision):
            raise RecordNewer(path=self.place)
        if revision is not None and revision != HEAD and self.on_sqlite:
            self.backup(_free_name(Path(self.place).parent / BEFORE_UPGRADES, revision))
        with self.writing() as connection:
            if _revision(connection) != HEAD:
                upgrade(connection)


class OwnedDatabase:
    """A database as one owner's transactions see it: a server shows them that owner's rows alone."""

    def __init__(self, database: Database, owner: str, *, rehearsal: bool = False) -> None:
        self._database = database
        self._owner = owner
        self._rehearsal = rehearsal

    @property
    def at_work(self) -> AtWork:
        """The readings that somebody is at, in whatever process."""
        return self._database.at_work

    def rehearsal(self) -> "OwnedDatabase":
        """The same, whose writes are undone."""
        return OwnedDatabase(self._database, self._owner, rehearsal=True)

    def reading(self) -> contextlib.AbstractContextManager[Connection]:
        """As `Database.reading`."""
        return self._database.reading(self._owner)

    def writing(self) -> contextlib.AbstractContextManager[Connection]:
        """As `Database.writing`."""
        return self._database.writing(self._owner, rehearsal=self._rehearsal)

    def erasing(self) -> contextlib.AbstractContextManager[Connection]:
        """As `Database.erasing`."""
        return self._database.erasing(self._owner)


def _refuse_unsound(backup: sqlite3.Connection, path: Path) -> None:
    from memory.migrations.run import knows  # noqa: PLC0415 as above

    if backup.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise RecordDamaged(path=str(path))
    try:
        row = backup.execute("SELECT version_num FROM alembic_version").fetchone()
    except raised_by_sqlite() as error:  # no such table
        raise RecordDamaged(path=str(path)) from error
    if row is None:
        raise RecordDamaged(path=str(path))
    if not knows(row[0]):
        raise RecordNewer(path=str(path))


def _change_numbers(connection: Connection) -> dict[str, int]:
    rows = connection.execute(select(changes.c.owner, changes.c.sequence))
    return {row.owner: row.sequence for row in rows}


def _go_on_counting(connection: Connection, numbers: dict[str, int]) -> None:
    """Makes every owner's change number one that no index and no cache has seen, and every vector newer than them."""
    known = _change_numbers(connection)
    connection.execute(delete(changes))
    for owner in {*numbers, *known}:
        sequence = max(numbers.get(owner, 0), known.get(owner, 0)) + 1
        connection.execute(insert(changes).values(owner=owner, sequence=sequence))
        connection.execute(update(vectors).where(vectors.c.owner == owner).values(sequence=sequence))


def _free_name(folder: Path, revision: str) -> Path:
    """A name for the backup before an upgrade that no file has yet."""
    with translated_file(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    names = (folder / f"before-upgrade-of-{revision}{'' if number == 1 else f'-{number}'}.db" for number in count(1))
    return next(path for path in names if not path.exists())


def _engine_options(driver: str, key: bytes | None) -> dict[str, object]:
    private: dict[str, object] = {"hide_parameters": True}  # an error would quote the reflection's text
    if key is not None:
        private["module"] = sqlcipher()
    if driver.startswith("sqlite"):
        return private | {"connect_args": {"timeout": _BUSY_SECONDS}}
    return private | {"pool_pre_ping": True, "pool_timeout": _BUSY_SECONDS, "connect_args": {"connect_timeout": 5}}


def _make_file(path: Path) -> None:
    """Makes the file, closed to other users, before SQLite would make it open to all."""
    with translated_file(path.parent):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)


def _set_up(driver: DBAPIConnection, _entry: ConnectionPoolEntry, *, key: bytes | None) -> None:
    driver.isolation_level = None
    if key is not None:
        unlock(cast("sqlite3.Connection", driver), key)
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
        except raised_by_sqlite() as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
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
