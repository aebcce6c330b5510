"""What a command reads and writes at a terminal."""

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from app.settings import save_settings
from app.terminal import STDIN, day_of, show, spoken_words, text_of, write_rows
from journal.errors import FileExists, FileNotFound, HomeNotWritable, NotADate
from journal.language import Language


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("kopi ☕".encode(), "kopi ☕"),
        (b"\xef\xbb\xbfkopi", "kopi"),
        ("kopi ☕".encode("utf-16"), "kopi ☕"),
        ("caf\u00e9".encode("cp1252"), "café"),
        (b"", ""),
    ],
)
def test_a_file_is_read_as_it_was_written(content: bytes, text: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(content)
    assert text_of(tmp_path / "note.txt") == text


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("kopi ☕".encode()), encoding="ascii"))
    assert text_of(STDIN) == "kopi ☕"


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_what_can_not_be_read_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFound) as caught:
        text_of(tmp_path / name)
    assert caught.value.context == {"path": str(tmp_path / name)}


def test_a_day_is_an_iso_date() -> None:
    assert day_of(" 2026-11-24 ") == date(2026, 11, 24)


@pytest.mark.parametrize("given", ["", "kemarin", "24-11-2026", "2026-02-30"])
def test_anything_else_is_no_day(given: str) -> None:
    with pytest.raises(NotADate):
        day_of(given)


@pytest.mark.parametrize(
    ("system", "language"),
    [("id_ID.UTF-8", Language.INDONESIAN), ("en_US.UTF-8", Language.ENGLISH), ("C.UTF-8", Language.ENGLISH)],
)
def test_the_terminal_speaks_the_system_s_language(
    system: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", system)
    assert spoken_words().language is language


def test_a_chosen_language_wins(home: Path) -> None:
    save_settings(home, {"KESAN_LANGUAGE": "id"})
    assert spoken_words().language is Language.INDONESIAN


def test_broken_settings_do_not_take_the_words_away(home: Path) -> None:
    home.mkdir()
    (home / "settings.json").write_text("{")
    assert spoken_words().language is Language.ENGLISH


def test_json_keeps_letters_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    show({"quote": "“kopi ☕”"}, [], as_json=True)
    assert "“kopi ☕”" in capsys.readouterr().out


def test_rows_are_one_line_each(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    write_rows(iter([{"id": "1", "text": "a\nb"}, {"id": "2"}]), out, tmp_path / "in.jsonl")
    assert [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()] == ["1", "2"]


def test_the_source_is_never_written_over(tmp_path: Path) -> None:
    source = tmp_path / "rows.jsonl"
    source.write_text("precious")
    with pytest.raises(FileExists):
        write_rows(iter([{"id": "1"}]), source, source)
    assert source.read_text() == "precious"


def test_a_place_that_can_not_be_written_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(HomeNotWritable):
        write_rows(iter([{"id": "1"}]), tmp_path / "no" / "such" / "out.jsonl", tmp_path)
