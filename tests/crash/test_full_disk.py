"""A full disk, a folder that can not be written: a sentence says so, nothing is lost, and it goes on afterwards."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash.driving import Program, Said

SIZE = "40m"
ROOM = 100_000  # bytes: some notes, and not all
OURS = ("DiskFull", "HomeNotWritable")


def mounted(folder: Path, *arguments: str) -> Path:
    """A folder as a file system of its own, or a skipped test where this user may not mount."""
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root may mount")
    ran = subprocess.run(["mount", *arguments, str(folder)], check=False, capture_output=True)
    if ran.returncode != 0:
        pytest.skip("nothing may be mounted here")
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with little room."""
    folder = mounted(tmp_path / "disk", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """A file that takes all the room there is."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4_096))
        except OSError:
            return filler


def largest(home: Path) -> int:
    """The bytes of the largest file: an empty journal's is larger with every table."""
    return max(file.stat().st_size for file in home.rglob("*") if file.is_file())


def keep_until_it_fails(program: Program, seed: str) -> tuple[dict[str, str], Said]:
    """What was kept, by id, until an error came, and the error."""
    program.tell("keep", seed=seed, many=100_000, read_every=0)
    kept = {}
    while "error" not in (said := program.hear_until("kept")):
        kept[said["kept"]] = said["text"]
    return kept, said


def is_sound(folder: Path, home: Path, kept: dict[str, str]) -> bool:
    """Whether a fresh program finds everything kept and all well."""
    wanted = folder / "wanted.json"
    wanted.write_text(json.dumps(kept), encoding="utf-8")
    with Program(home) as program:
        found = program.opened().ask("check", wanted=str(wanted), look_for=list(kept)[:20])
        program.end()
    ill = [name for name in ("lost", "changed", "unsearched", "unlike_exact") if found[name]]
    return not ill and set(found["unwell"]) <= {"doctor.disk_low"} and found["words_match"]


def test_a_full_disk_is_told_and_it_goes_on_when_there_is_room(small_disk: Path, tmp_path: Path) -> None:
    home = small_disk / "home"
    with Program(home) as program:
        program.opened().ask("heal")
        program.finish("keep", seed="before", many=5, read_every=1)
        filler = fill(small_disk)
        kept, said = keep_until_it_fails(program, "into the full disk")
        assert said == {"error": "DiskFull"}
        text = next(iter(kept.values()), "pasar")
        assert "found" in program.ask("search", text=text)
        filler.unlink()
        program.tell("keep", seed="afterwards", many=1, read_every=1)
        more = program.hear_until("kept")
        kept[more["kept"]] = more["text"]
        program.hear_until("done")
        assert program.end() == 0
    assert is_sound(tmp_path, home, kept)


@pytest.mark.parametrize("wish", [{"do": "back_up", "paths": ["copy.db"]}, {"do": "reindex", "times": 1}], ids=str)
def test_on_a_full_disk_other_acts_fail_whole_or_do_without(
    small_disk: Path, tmp_path: Path, wish: dict[str, object]
) -> None:
    home = small_disk / "home"
    if "paths" in wish:
        wish = wish | {"paths": [str(small_disk / "copy.db")]}
    with Program(home) as program:
        program.opened().ask("heal")
        program.finish("keep", seed="before", many=20, read_every=1)
        filler = fill(small_disk)
        said = program.finish(**wish)  # type: ignore[arg-type]
        assert said.get("error", "DiskFull") == "DiskFull"
        assert not (small_disk / "copy.db").exists()
        assert "found" in program.ask("search", text="pasar")
        filler.unlink()
        assert program.ask("heal") == {"healed": "ready"}
    assert is_sound(tmp_path, home, {})


def test_a_file_that_may_not_grow_is_told_and_it_goes_on_when_it_may(home: Path, tmp_path: Path) -> None:
    with Program(home) as program:
        program.opened().ask("limit_files", size=largest(home) + ROOM)
        kept, said = keep_until_it_fails(program, "into the limit")
        assert kept
        assert said["error"] in OURS
        program.ask("limit_files", size=None)
        program.tell("keep", seed="afterwards", many=1, read_every=1)
        more = program.hear_until("kept")
        kept[more["kept"]] = more["text"]
        program.hear_until("done")
        assert program.end() == 0
    assert is_sound(tmp_path, home, kept)


@pytest.mark.parametrize("used", [True, False], ids=["used before", "new"])
def test_a_home_that_can_not_be_written_is_told(home: Path, tmp_path: Path, used: bool) -> None:
    home.mkdir()
    if used:
        with Program(home) as program:
            program.opened().finish("keep", seed="before", many=3, read_every=1)
    closed = mounted(tmp_path / "closed", "--bind", str(home))
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(closed)], check=True)
        with Program(closed) as program:
            assert program.hear_until("opened") == {"error": "HomeNotWritable"}
    finally:
        subprocess.run(["umount", "--lazy", str(closed)], check=True)
