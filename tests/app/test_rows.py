"""Rows read and judged one by one: a broken file is refused before the first, a failing row stops nothing."""

import json
import traceback
from datetime import date
from pathlib import Path

import pytest

from app.rows import guard_rows, read_rows, text_rows
from app.words import Words
from coach.reader import Judgement, ToRead, Watch
from journal.errors import FileNotFound, ModelBusy, UnreadableImport
from journal.language import Language
from journal.reading import Lenses, MadeBy, Reading
from journal.signals import LensValue, Verdict

SAY = Words(Language.ENGLISH)
SIGNED = MadeBy(reader="embedded", model="fake")
UNKNOWN = LensValue.UNKNOWN


class FakeReader:
    """Answers with the text it was asked to read; refuses one that says "busy"."""

    made_by = SIGNED

    def __init__(self) -> None:
        self.asked: list[ToRead] = []

    def read(self, asked: ToRead, watch: Watch) -> Reading:  # noqa: ARG002 it has no stages
        self.asked.append(asked)
        if asked.text == "busy":
            raise ModelBusy(seconds=3)
        return Reading(
            verdict=Verdict.UNCLEAR,
            because=asked.text,
            their_side="",
            lenses=Lenses(felt=UNKNOWN, connected=UNKNOWN, patient=UNKNOWN),
            moves=(),
            language=asked.language,
            made_by=SIGNED,
        )


class FakeGuard:
    """Takes every step that says "buy" for transactional."""

    def judge(self, step: str, language: Language) -> Judgement:
        return Judgement(why=language.value, transactional="buy" in step)


def written(folder: Path, *lines: str) -> Path:
    """A file of these lines."""
    path = folder / "rows.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def row(identifier: str, text: str, **more: str) -> str:
    """One line."""
    return json.dumps({"id": identifier, "text": text, **more}, ensure_ascii=False)


def test_rows_come_in_order_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, row("a", "satu"), "", row("b", "dua"))
    assert [one.id for one in text_rows(path)] == ["a", "b"]


def test_a_line_separator_within_a_text_is_no_new_row(tmp_path: Path) -> None:
    assert len(text_rows(written(tmp_path, row("a", "satu\u2028dua\u0085tiga")))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "{broken",
        "[]",
        '"text"',
        "null",
        "[" * 100_000,
        '{"id": "x"}',
        '{"text": "x"}',
        '{"id": "x", "text": 1}',
        '{"id": "", "text": "x"}',
        r'{"id": "\ud800", "text": "x"}',
        '{"id": "x", "text": "x", "date": "kemarin"}',
    ],
)
def test_a_broken_line_is_named_by_its_number(line: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableImport) as caught:
        text_rows(written(tmp_path, row("a", "satu"), line))
    assert caught.value.context["line"] == 2


def test_a_line_that_is_not_utf_8_is_named_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(row("a", "satu").encode() + b'\n{"id": "b", "text": "caf\xe9"}\n')
    with pytest.raises(UnreadableImport) as caught:
        text_rows(path)
    assert caught.value.context["line"] == 2


def test_a_day_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableImport) as caught:
        text_rows(written(tmp_path, row("a", "satu", date="kemarin")))
    assert caught.value.context["reason"] == "date"


def test_a_broken_line_s_words_are_not_told(tmp_path: Path) -> None:
    path = written(tmp_path, '{"id": "x", "text": ["rahasia"]}')
    with pytest.raises(UnreadableImport) as caught:
        text_rows(path)
    assert "rahasia" not in "".join(traceback.format_exception(caught.value))


def test_a_missing_file_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(FileNotFound):
        text_rows(tmp_path / "missing.jsonl")


def test_each_row_gets_its_reading(tmp_path: Path) -> None:
    rows = text_rows(written(tmp_path, row("a", "satu")))
    [read] = read_rows(rows, FakeReader(), SAY)
    assert (read["id"], json.loads(json.dumps(read["reading"]))["because"]) == ("a", "satu")


def test_a_row_that_fails_gets_its_problem_and_the_next_is_read(tmp_path: Path) -> None:
    rows = text_rows(written(tmp_path, row("a", "busy"), row("b", " "), row("c", "tiga")))
    read = list(read_rows(rows, FakeReader(), SAY))
    assert [sorted(one) for one in read] == [["id", "problem"], ["id", "problem"], ["id", "reading"]]


def test_a_row_is_read_only_when_it_is_asked_for(tmp_path: Path) -> None:
    reader = FakeReader()
    rows = read_rows(text_rows(written(tmp_path, row("a", "satu"), row("b", "dua"))), reader, SAY)
    next(rows)
    assert len(reader.asked) == 1


def test_a_row_s_own_day_and_language_are_passed_on(tmp_path: Path) -> None:
    reader = FakeReader()
    rows = text_rows(written(tmp_path, row("a", "She told me about her son.", date="2026-03-02")))
    list(read_rows(rows, reader, SAY))
    assert (reader.asked[0].on, reader.asked[0].language) == (date(2026, 3, 2), Language.ENGLISH)


def test_each_step_is_judged(tmp_path: Path) -> None:
    rows = text_rows(written(tmp_path, row("a", "ask him to buy the plan"), row("b", "tanya kabar anaknya")))
    assert list(guard_rows(rows, FakeGuard(), SAY)) == [
        {"id": "a", "transactional": True, "why": "en"},
        {"id": "b", "transactional": False, "why": "id"},
    ]


def test_an_empty_step_gets_its_problem(tmp_path: Path) -> None:
    rows = text_rows(written(tmp_path, row("a", "")))
    assert [sorted(one) for one in guard_rows(rows, FakeGuard(), SAY)] == [["id", "problem"]]
