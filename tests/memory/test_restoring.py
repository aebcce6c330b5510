"""A backup is put back whole, while others read, or nothing changes."""

import os
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from journal.errors import FileNotFound, RecordBusy, RecordDamaged
from journal.reflection import LOCAL_OWNER
from memory import database
from memory.index import ExactIndex
from memory.record import Chunk, OwnedRecord, Record
from tests.memory.fakes import WordEmbedder, reflection

WORDS = WordEmbedder()


def keep(owned: OwnedRecord, name: str, text: str) -> None:
    """A reflection with a vector."""
    owned.keep(reflection(name, text))
    owned.put_vectors(name, "words", [Chunk(0, 0, len(text), WORDS.embed([text])[0])])


@pytest.fixture
def backup(record: Record, owned: OwnedRecord, tmp_path: Path) -> Path:
    """A backup of one reflection, after which the record went on."""
    keep(owned, "old", "kebun jamur")
    record.backup(tmp_path / "backup.db")
    owned.forget_reflection("old")
    keep(owned, "new", "biola tua")
    return tmp_path / "backup.db"


def test_all_is_as_it_was_at_the_backup(record: Record, owned: OwnedRecord, backup: Path) -> None:
    record.restore(backup)
    assert owned.ids() == ("old",)
    assert [match.reflection_id for match in owned.match_text(["jamur"], 5)] == ["old"]
    assert record.integrity() == ()


def test_what_was_restored_over_is_in_no_file(record: Record, backup: Path, tmp_path: Path) -> None:
    record.restore(backup)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and b"biola" in path.read_bytes()] == []


def test_a_search_that_knew_the_record_from_before_finds_what_was_restored(
    record: Record, owned: OwnedRecord, backup: Path
) -> None:
    exact = ExactIndex(record, "words")
    asked = WORDS.embed(["kebun jamur"])[0]
    assert [near.reflection_id for near in exact.nearest(LOCAL_OWNER, asked, 1)] == ["new"]
    number = owned.change_number()
    record.restore(backup)
    assert owned.change_number() > number
    assert [near.reflection_id for near in exact.nearest(LOCAL_OWNER, asked, 1)] == ["old"]


def test_another_process_s_connection_sees_what_was_restored(url: str, record: Record, backup: Path) -> None:
    with Record.open(url) as other:
        assert other.of(LOCAL_OWNER).ids() == ("new",)
        record.restore(backup)
        assert other.of(LOCAL_OWNER).ids() == ("old",)


@pytest.mark.parametrize("content", [b"", b"a shopping list" * 400, os.urandom(9_000)])
def test_what_is_no_backup_is_refused_and_nothing_changes(
    record: Record, owned: OwnedRecord, backup: Path, content: bytes
) -> None:
    backup.write_bytes(content)
    with pytest.raises(RecordDamaged):
        record.restore(backup)
    assert owned.ids() == ("new",)


def test_a_damaged_backup_is_refused_and_nothing_changes(record: Record, owned: OwnedRecord, backup: Path) -> None:
    with backup.open("r+b") as file:
        file.seek(5 * 4096)
        file.write(os.urandom(20 * 4096))
    with pytest.raises(RecordDamaged):
        record.restore(backup)
    assert owned.ids() == ("new",)


def test_a_backup_that_is_not_there_is_told_of(record: Record, tmp_path: Path) -> None:
    with pytest.raises(FileNotFound):
        record.restore(tmp_path / "missing.db")


def test_who_writes_in_the_way_is_not_waited_for_without_end(
    url: str, owned: OwnedRecord, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    with Record.open(url) as record:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordBusy):
            record.restore(backup)
    other.close()
    assert owned.ids() == ("new",)


def test_a_rehearsal_keeps_nothing(owned: OwnedRecord) -> None:
    keep(owned, "there", "ada")
    rehearsed = owned.rehearsal().keep_all([reflection("there", "ada"), reflection("new"), reflection("new")])
    assert (rehearsed, owned.ids()) == (1, ("there",))
    assert np.array_equal(owned.vectors("words").matrix, WORDS.embed(["ada"]))
