"""What was acknowledged is there, whatever happens to the process afterwards; copies are whole."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from journal.errors import FileExists, HomeNotWritable
from journal.reflection import LOCAL_OWNER
from memory.record import Record
from tests.memory.fakes import NOON, person, reading, reflection

WRITER = """
import sys
from datetime import UTC, date, datetime
from journal.reflection import LOCAL_OWNER, Reflection
from memory.record import Record
owned = Record.open(sys.argv[1]).of(LOCAL_OWNER)
for number in range(10_000):
    owned.keep(Reflection(id=f"r{number}", text="kata " * 50, on=date(2026, 11, 1), kept_at=datetime.now(UTC)))
    print(number, flush=True)
"""
THREADS, EACH = 4, 15


def kept_before_the_kill(url: str, many: int) -> int:
    """Keeps reflections in a process that is killed after `many` acknowledged ones; returns how many those were."""
    command = [sys.executable, "-c", WRITER, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        acknowledged = 0
        for line in child.stdout:
            acknowledged = int(line) + 1
            if acknowledged == many:
                child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    return acknowledged


def test_what_was_acknowledged_is_there_after_the_process_was_killed(url: str) -> None:
    acknowledged = kept_before_the_kill(url, 30)
    with Record.open(url) as record:
        kept = set(record.of(LOCAL_OWNER).ids())
        assert kept >= {f"r{number}" for number in range(acknowledged)}
        assert record.integrity() == ()


def test_many_threads_keep_and_read_at_once_and_lose_nothing(record: Record) -> None:
    owned = record.of(LOCAL_OWNER)

    def work(worker: int) -> None:
        for number in range(EACH):
            name = f"{worker}-{number}"
            owned.keep(reflection(name))
            owned.save_reading(name, reading(person("Bu Ani", "kirim buku")), NOON)
            owned.people()

    threads = [threading.Thread(target=work, args=[worker]) for worker in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (tie,) = owned.people()
    assert len(tie.meetings) == THREADS * EACH


def test_two_processes_that_make_one_record_at_once_make_one(url: str) -> None:
    code = "import sys; from memory.record import Record; Record.open(sys.argv[1]).close()"
    children = [subprocess.Popen([sys.executable, "-c", code, url]) for _ in range(2)]
    assert [child.wait() for child in children] == [0, 0]
    with Record.open(url) as record:
        assert record.integrity() == ()


def test_a_backup_is_a_record_with_everything_in_it(record: Record, tmp_path: Path) -> None:
    owned = record.of(LOCAL_OWNER)
    owned.keep(reflection("a"))
    owned.save_reading("a", reading(person("Bu Ani", "kirim buku")), NOON)
    record.backup(tmp_path / "copy.db")
    with Record.open(f"sqlite:///{tmp_path / 'copy.db'}") as copy:
        assert copy.of(LOCAL_OWNER).entries() == owned.entries()
        assert copy.of(LOCAL_OWNER).people() == owned.people()
        assert copy.integrity() == ()


def test_a_backup_goes_well_while_somebody_reads(record: Record, tmp_path: Path) -> None:
    record.of(LOCAL_OWNER).keep(reflection("a"))
    with record._database.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM reflections").scalar()
        record.backup(tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0


def test_a_backup_overwrites_nothing(record: Record, tmp_path: Path) -> None:
    there = tmp_path / "copy.db"
    there.write_text("precious")
    with pytest.raises(FileExists):
        record.backup(there)
    assert there.read_text() == "precious"


def test_a_backup_that_can_not_be_written_leaves_nothing_behind(record: Record, tmp_path: Path) -> None:
    with pytest.raises(HomeNotWritable):
        record.backup(tmp_path / "missing folder" / "copy.db")
    assert not (tmp_path / "missing folder").exists()


def test_a_backup_leaves_nothing_of_a_killed_one_behind(record: Record, tmp_path: Path) -> None:
    for name in (".copy.db.unfinished", ".copy.db.unfinished-journal"):
        (tmp_path / name).write_text("half")
    record.backup(tmp_path / "copy.db")
    assert sorted(path.name for path in tmp_path.glob("*copy*")) == ["copy.db"]
