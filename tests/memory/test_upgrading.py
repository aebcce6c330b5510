"""A home of an earlier version opens, with all that was in it, and a copy of it as it was."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection

from journal.errors import RecordNewer
from journal.reflection import LOCAL_OWNER
from memory.database import HEAD
from memory.exchange import export_file
from memory.migrations import run
from memory.record import Record

HOMES = sorted((Path(__file__).resolve().parents[1] / "homes").glob("schema-*"))


@pytest.fixture(params=HOMES, ids=lambda home: home.name)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An old home, as its own version left it."""
    shutil.copytree(request.param, tmp_path / "home")
    return tmp_path / "home"


def opened(home: Path) -> Record:
    """The home's record, brought up to date."""
    return Record.open(f"sqlite:///{home / 'kesan.db'}")


def rows(file: Path) -> list[dict[str, object]]:
    """The reflections of an export."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_the_journal_is_the_same_after_the_upgrade(old: Path, tmp_path: Path) -> None:
    with opened(old) as record:
        owned = record.of(LOCAL_OWNER)
        export_file(owned, tmp_path / "now.jsonl")
        assert record.integrity() == ()
        assert owned.match_text(["pesantren"], 5) != ()
        assert owned.without_vectors(next(iter(fingerprints(record)))) == ()
    assert rows(tmp_path / "now.jsonl") == rows(old / "journal.jsonl")


def fingerprints(record: Record) -> set[str]:
    """Whose vectors are in the record."""
    with record._database.reading() as connection:
        return {row[0] for row in connection.exec_driver_sql("SELECT fingerprint FROM vectors")}


def test_a_copy_is_kept_from_before_the_upgrade(old: Path, tmp_path: Path) -> None:
    opened(old).close()
    (backup,) = (old / "backups").iterdir()
    (tmp_path / "again").mkdir()
    shutil.copy(backup, tmp_path / "again" / "kesan.db")
    with opened(tmp_path / "again") as record:
        assert record.of(LOCAL_OWNER).count() == len(rows(old / "journal.jsonl"))


def test_a_home_that_is_up_to_date_is_not_copied(old: Path) -> None:
    opened(old).close()
    opened(old).close()
    assert len(list((old / "backups").iterdir())) == 1


def test_a_crash_in_the_upgrade_leaves_the_old_home_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (done INTEGER)")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(run, "upgrade", crash)
        with pytest.raises(KeyboardInterrupt):
            opened(old)
    with opened(old) as record:
        assert record.of(LOCAL_OWNER).count() == len(rows(old / "journal.jsonl"))
        with record._database.reading() as connection:
            assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == HEAD


def test_a_backup_of_an_old_home_is_restored_and_brought_up_to_date(url: str, old: Path) -> None:
    with Record.open(url) as record:
        record.restore(old / "kesan.db")
        assert record.of(LOCAL_OWNER).count() == len(rows(old / "journal.jsonl"))


def test_a_backup_of_a_newer_kesan_is_refused(url: str, tmp_path: Path) -> None:
    with Record.open(url) as record:
        with record._database.writing() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        record.backup(tmp_path / "newer.db")
        with pytest.raises(RecordNewer):
            record.restore(tmp_path / "newer.db")
