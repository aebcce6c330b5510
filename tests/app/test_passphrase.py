"""A journal under a passphrase: nothing readable on disk, nothing lost on the way, and no quick guessing."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import passphrase
from app.kesan import Kesan
from app.settings import load_settings
from journal.errors import (
    Locked,
    PassphraseTooShort,
    PassphraseTooSoon,
    PassphraseUnavailable,
    RecordBusy,
    RecordDamaged,
    WrongPassphrase,
)
from memory import sealing
from memory.index import IndexState
from tests.app.fakes import Reads, readers_of
from tests.memory.fakes import WordEmbedder

pytest.importorskip("sqlcipher3")
RIGHT = "kopi tubruk di teras"
MARKER = "Zyxomarkantara"
ROOT = Path(__file__).resolve().parents[2]
OLD = ROOT / "tests" / "homes" / "schema-0001"
CHILD = """
import sys
from pathlib import Path
from app import passphrase
passphrase.MEMORY_KIB = 32
home, right = Path(sys.argv[1]), sys.argv[2]
print("ready", flush=True)
while True:
    passphrase.unseal(home, right) if passphrase.is_sealed(home) else passphrase.seal(home, right)
    print("turned", flush=True)
"""


@pytest.fixture(autouse=True)
def _cheap_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a key takes a third of a second on purpose."""
    monkeypatch.setattr(passphrase, "MEMORY_KIB", 32)


Open = Callable[..., Kesan]


@pytest.fixture
def opened() -> Iterator[Open]:
    """Opens Kesan on this test's home."""
    running: list[Kesan] = []

    def open_home(key: bytes | None = None) -> Kesan:
        running.append(Kesan(load_settings(), key, readers=readers_of(Reads()), embedder=WordEmbedder()))
        return running[-1]

    yield open_home
    for kesan in running:
        kesan.close()


@pytest.fixture
def sealed(opened: Open, home: Path) -> bytes:
    """The key of a home with one read reflection, under a passphrase."""
    kesan = opened()
    book = kesan.notebook()
    book.read(book.keep(f"Ketemu {MARKER} di pasar.").reflection.id)
    kesan.close()
    (home / "index").mkdir()
    (home / "index" / "vectors").write_text(MARKER)
    return passphrase.seal(home, RIGHT)


def files_with(folder: Path, *markers: bytes) -> list[str]:
    """The files that hold any of the markers, in any letter case."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if any(one.lower() in path.read_bytes().lower() for one in markers)]


def test_nothing_readable_is_left_on_disk(sealed: bytes, opened: Open, home: Path) -> None:
    kesan = opened(sealed)
    book = kesan.notebook()
    book.read(book.keep(f"{MARKER} datang lagi.").reflection.id)
    assert len(book.search(MARKER)) == 2
    assert kesan.index.state is IndexState.EXACT
    assert files_with(home, MARKER.encode(), b"SQLite format 3", sealed, sealed.hex().encode()) == []
    kesan.close()
    assert files_with(home, MARKER.encode(), b"SQLite format 3", RIGHT.encode()) == []
    assert not (home / "index").exists()


def test_without_the_passphrase_it_is_locked(sealed: bytes, opened: Open) -> None:
    del sealed
    with pytest.raises(Locked):
        opened()


def test_the_right_passphrase_opens_it(sealed: bytes, opened: Open, home: Path) -> None:
    assert passphrase.key_of(home, RIGHT) == sealed
    assert opened(sealed).notebook().count() == 1


def test_taking_it_off_makes_it_readable_again(sealed: bytes, opened: Open, home: Path) -> None:
    del sealed
    passphrase.unseal(home, RIGHT)
    assert [entry.reflection.text for entry in opened().notebook().entries()] == [f"Ketemu {MARKER} di pasar."]
    assert sorted(path.name for path in home.glob("*seal*")) == []


def test_what_was_forgotten_in_a_sealed_journal_is_forgotten(sealed: bytes, opened: Open, home: Path) -> None:
    kesan = opened(sealed)
    kesan.notebook().forget_everything()
    assert kesan.record.integrity() == ()
    kesan.close()
    passphrase.unseal(home, RIGHT)
    assert files_with(home, MARKER.encode()) == []


def test_a_backup_of_a_sealed_journal_is_sealed_and_can_be_restored(
    sealed: bytes, opened: Open, home: Path, tmp_path: Path
) -> None:
    kesan = opened(sealed)
    kesan.backup(tmp_path / "copy.db")
    kesan.notebook().forget_everything()
    assert files_with(tmp_path, b"SQLite format 3", MARKER.encode()) == []
    kesan.restore(tmp_path / "copy.db")
    assert kesan.notebook().count() == 1
    assert files_with(home, MARKER.encode()) == []


def test_a_sealed_backup_is_restored_on_another_machine_with_its_passphrase_alone(
    sealed: bytes, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(sealed).backup(tmp_path / "copy.db")
    monkeypatch.setenv("KESAN_HOME", str(tmp_path / "another"))
    kesan = opened()
    kesan.notebook().keep("Yang di sini.")
    for wrong, error in ((None, Locked), ("salah semua", WrongPassphrase)):
        with pytest.raises(error):
            kesan.restore(tmp_path / "copy.db", wrong)
        assert kesan.notebook().entries()[0].reflection.text == "Yang di sini."
    before = kesan.restore(tmp_path / "copy.db", RIGHT)
    assert [entry.reflection.text for entry in kesan.notebook().entries()] == [f"Ketemu {MARKER} di pasar."]
    assert before is not None
    assert [path.name for path in (tmp_path / "another").glob(".restoring*")] == []


def test_the_copy_from_before_an_upgrade_is_restored_with_its_passphrase_alone(
    opened: Open, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(OLD, home)
    key = passphrase.seal(home, RIGHT)
    there = opened(key).notebook().count()
    (copy,) = (home / "backups").iterdir()
    assert "before-upgrade" in copy.name
    monkeypatch.setenv("KESAN_HOME", str(tmp_path / "another"))
    kesan = opened()
    kesan.restore(copy, RIGHT)
    assert there > 0
    assert kesan.notebook().count() == there


def test_a_backup_under_another_passphrase_goes_under_the_journals_own(
    sealed: bytes, opened: Open, home: Path, tmp_path: Path
) -> None:
    kesan = opened(sealed)
    kesan.backup(tmp_path / "copy.db")
    kesan.notebook().forget_everything()
    kesan.close()
    passphrase.unseal(home, RIGHT)
    key = passphrase.seal(home, "teh poci di beranda")
    kesan = opened(key)
    with pytest.raises(Locked):
        kesan.restore(tmp_path / "copy.db")
    kesan.restore(tmp_path / "copy.db", RIGHT)
    assert kesan.notebook().count() == 1
    assert files_with(home, MARKER.encode(), b"SQLite format 3") == []


def test_a_readable_backup_is_not_restored_into_a_sealed_journal(sealed: bytes, opened: Open) -> None:
    old = ROOT / "tests" / "homes" / "schema-0001" / "kesan.db"
    kesan = opened(sealed)
    with pytest.raises(RecordDamaged):
        kesan.restore(old)
    assert kesan.notebook().count() == 1


def test_wrong_tries_are_refused_and_wait_longer_and_longer(
    sealed: bytes, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2026, 11, 25, tzinfo=UTC)
    monkeypatch.setattr(passphrase, "now", lambda: moment)
    waits: list[int] = []
    for _ in range(6):
        with pytest.raises(WrongPassphrase) as caught:
            passphrase.key_of(home, "salah semua")
        waits.append(int(str(caught.value.context["seconds"])))
        with pytest.raises(PassphraseTooSoon) if waits[-1] else pytest.raises(WrongPassphrase):
            passphrase.key_of(home, RIGHT if waits[-1] else "salah lagi")
        moment += timedelta(seconds=waits[-1])
    assert waits == sorted(waits)
    assert waits[-1] >= 32
    assert passphrase.key_of(home, RIGHT) == sealed
    assert json.loads((home / "seal.json").read_text())["failures"] == 0


def test_a_short_passphrase_is_refused(opened: Open, home: Path) -> None:
    opened().close()
    with pytest.raises(PassphraseTooShort):
        passphrase.seal(home, "pendek")
    assert not passphrase.is_sealed(home)


def test_without_sqlcipher_it_is_said_so_and_nothing_changes(
    opened: Open, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened().close()
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    with pytest.raises(PassphraseUnavailable):
        passphrase.seal(home, RIGHT)
    assert opened().notebook().count() == 0


def test_a_journal_that_another_program_has_open_is_not_converted(opened: Open, home: Path) -> None:
    opened().close()
    hold = "import sys, sqlite3; c = sqlite3.connect(sys.argv[1]); c.execute('BEGIN'); "
    hold += "c.execute('SELECT count(*) FROM reflections').fetchall(); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(home / "kesan.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        with pytest.raises(RecordBusy):
            passphrase.seal(home, RIGHT)
        other.stdin.close()
    assert not passphrase.is_sealed(home)
    passphrase.seal(home, RIGHT)


@pytest.mark.parametrize("step", ["_export", "put_on_disk", "erase"])
@pytest.mark.parametrize("turn", ["on", "off"])
@pytest.mark.usefixtures("sealed")
def test_a_crash_at_any_step_leaves_one_whole_journal(
    opened: Open, home: Path, monkeypatch: pytest.MonkeyPatch, step: str, turn: str
) -> None:
    if turn == "on":
        passphrase.unseal(home, RIGHT)

    def crash(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(passphrase if step == "erase" else sealing, step, crash)
        with pytest.raises(KeyboardInterrupt):
            (passphrase.seal if turn == "on" else passphrase.unseal)(home, RIGHT)
    key = passphrase.key_of(home, RIGHT) if passphrase.is_sealed(home) else None
    assert opened(key).notebook().count() == 1
    if key is not None:
        assert files_with(home, MARKER.encode()) == []
    else:
        assert not (home / "kesan.sealed.db").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_killed_again_and_again_while_it_is_turned_on_and_off_it_loses_nothing(
    sealed: bytes, opened: Open, home: Path
) -> None:
    del sealed
    for number in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", CHILD, str(home), RIGHT],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        ) as child:
            assert child.stdout is not None
            for _ in range(2 + number % 3):
                child.stdout.readline()
            try:
                child.wait(0.004 * number)
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
        key = passphrase.key_of(home, RIGHT) if passphrase.is_sealed(home) else None
        kesan = opened(key)
        assert kesan.notebook().count() == 1
        assert kesan.record.integrity() == ()
        kesan.close()
