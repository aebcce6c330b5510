"""Every command serves the one user of this machine, whoever else has a journal in the same record; those that serve
the record as a whole, for who keeps it, are named here."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from app.settings import load_settings
from journal.reflection import Owner
from memory.record import Record
from tests.cli.conftest import Run
from tests.memory.fakes import DAY, NOON, person, reading, reflection, step

THEIRS = Owner("https://sign.in/budi")
SECRET = "Zyxomarkantara"
TEXT = f"Ngopi sama Citra {SECRET} soal kliniknya. Dia cerita {SECRET} mau pindah ke Bandung."
FILE = Path("written.jsonl")  # in this test's folder
COMMANDS: dict[str, tuple[str, ...]] = {
    "reflect": ("--on", "2026-11-01"),
    "ask": ("siapa yang cerita soal klinik?",),
    "search": ("Citra kliniknya",),
    "import": ("rows.jsonl", "--read"),
    "named": (),
    "steps": (),
    "step": ("of-nobody", "--action", "Tanya kabar Citra."),
    "letter": ("--every", "month", "--of", "2026-11-20"),
    "export": (str(FILE),),
    "forget": ("--reflection", "secret"),
    "reindex": (),
    "doctor": (),
}
MORE_WAYS = (
    ("forget", "--person", f"Citra {SECRET}"),
    ("named", "--person", f"Citra {SECRET}"),
    ("who",),
    ("who", "merge", f"Citra {SECRET}", "Dewi"),
    ("who", "undo", f"Citra {SECRET}"),
    ("forget", "--everything"),
    ("export", "cases.jsonl", "--cases"),
    ("export", "pages.zip"),
    ("import", "rows.jsonl", "--dry-run"),
)
NO_RECORD = {"read", "guard", "evaluate", "mcp", "fill-demo"}  # mcp's tools: tests/app/test_two_owners.py
THE_WHOLE_RECORD = {"backup", "restore", "passphrase"}


@pytest.fixture(params=["a file", pytest.param("a server", marks=pytest.mark.hosted)])
def theirs(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """A record in which somebody else has a journal."""
    monkeypatch.chdir(tmp_path)
    Path("rows.jsonl").write_text('{"id": "new", "date": "2026-10-01", "text": "Rapat sama Eko."}', encoding="utf-8")
    if request.param == "a server":
        monkeypatch.setenv("KESAN_DATABASE_URL", request.getfixturevalue("server_url"))
    with Record.open(load_settings().record_url) as record:
        owned = record.of(THEIRS)
        owned.keep(reflection("secret", TEXT))
        told = reading(person(f"Citra {SECRET}", TEXT[:30]), suggested=step("tanya", f"Citra {SECRET}", DAY))
        owned.save_reading("secret", told, NOON)
        yield record


def test_every_command_is_known_here() -> None:
    known = {
        command.name or command.callback.__name__.replace("_", "-")
        for command in cli.commands.registered_commands
        if command.callback is not None
    }
    assert known == COMMANDS.keys() | NO_RECORD | THE_WHOLE_RECORD


@pytest.mark.parametrize("words", [(name, *words) for name, words in COMMANDS.items()] + list(MORE_WAYS), ids=" ".join)
def test_a_command_tells_and_changes_nothing_of_another_owner(run: Run, theirs: Record, words: tuple[str, ...]) -> None:
    owned = theirs.of(THEIRS)
    before = owned.entries(limit=None), owned.people(), owned.steps()
    ran = run(*words, given="Ketemu Dewi lagi." if words[0] == "reflect" else "")
    assert ran.exception is None or isinstance(ran.exception, SystemExit)
    told = ran.stdout + ran.stderr.replace(f"Citra {SECRET}", "")  # which the command line named itself
    assert SECRET not in told
    written = [path for path in Path().iterdir() if path.is_file() and os.fspath(path) != "rows.jsonl"]
    assert not [path for path in written if SECRET.encode() in path.read_bytes()]
    assert (owned.entries(limit=None), owned.people(), owned.steps()) == before
