"""The data folder: private, whole, and honest about what stops it."""

import errno
import stat
import sys
from pathlib import Path

import pytest

from app.home import make_home, trouble_with, write_privately
from journal.errors import DiskFull, HomeNotWritable, KesanError

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")


@posix
def test_a_new_home_is_closed_to_other_users(tmp_path: Path) -> None:
    home = make_home(tmp_path / "deep" / "home")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_an_old_home_keeps_its_files(tmp_path: Path) -> None:
    (tmp_path / "kesan.db").write_text("words")
    make_home(tmp_path)
    assert (tmp_path / "kesan.db").read_text() == "words"


def test_a_home_under_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeNotWritable):
        make_home(tmp_path / "file" / "home")


@posix
def test_a_private_file_is_closed_to_other_users(tmp_path: Path) -> None:
    write_privately(tmp_path / "settings.json", "{}")
    assert stat.S_IMODE((tmp_path / "settings.json").stat().st_mode) == 0o600


def test_a_private_file_is_replaced_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_privately(tmp_path / "settings.json", "old")
    write_privately(tmp_path / "settings.json", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("settings.json", "new")]


def test_an_old_file_stays_when_the_new_one_can_not_be_finished(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    write_privately(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_privately(path, "\ud800")
    assert [(left.name, left.read_text()) for left in tmp_path.iterdir()] == [("settings.json", "old")]


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EACCES, HomeNotWritable)]
)
def test_an_error_of_the_disk_becomes_one_of_ours(number: int, kind: type[KesanError], tmp_path: Path) -> None:
    assert isinstance(trouble_with(tmp_path, OSError(number, "")), kind)
