"""What corrections teach and export: the user's verdict, and only disagreements with the embedded reader."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.disagreeing import disagreements, move_disagreements
from app.exchange import export_cases
from coach.reader import Disagreement, MoveDisagreement
from evals.cases import ReflectionCase
from journal.correcting import MoveCorrection
from journal.errors import FileExists, UnknownFileKind
from journal.reading import MadeBy
from journal.reflection import LOCAL_OWNER, Correction, Reflection
from journal.signals import Signal, Verdict
from memory.record import OwnedRecord, Record
from tests.evals.fakes import reading

NOW = datetime(2026, 11, 24, tzinfo=UTC)
NOT_HELP = MoveCorrection(start=0, end=6, said=Signal.HELP_GIVEN, meant=Signal.CONTEXT, made_at=NOW)
TEXT = "Ketemu Bu Ani di pasar, aku cuma nyapa."


@pytest.fixture
def record(tmp_path: Path) -> Iterator[OwnedRecord]:
    """Three read reflections: one corrected, one read by a model and corrected, one left as it is."""
    with Record.open(f"sqlite:///{tmp_path / 'kesan.db'}") as opened:
        owned = opened.of(LOCAL_OWNER)
        for name, reader in (("r1", "embedded"), ("r2", "model"), ("r3", "embedded")):
            owned.keep(Reflection(id=name, text=f"{TEXT} {name}", on=date(2026, 11, 24), kept_at=NOW))
            owned.begin_reading(name)
            made_by = MadeBy.model_validate({"reader": reader, "model": "test"})
            owned.save_reading(name, reading(Verdict.MIXED).model_copy(update={"made_by": made_by}), NOW)
        for name in ("r1", "r2"):
            owned.correct(name, Correction(verdict=Verdict.SURFACE, note="cuma basa-basi", made_at=NOW))
        yield owned


def test_the_embedded_reader_learns_from_its_own_readings_alone(record: OwnedRecord) -> None:
    assert disagreements(record) == (Disagreement(said=Verdict.MIXED, meant=Verdict.SURFACE),)


def test_a_withdrawn_correction_teaches_nothing(record: OwnedRecord) -> None:
    record.withdraw_correction("r1")
    assert disagreements(record) == ()


def test_corrected_reflections_become_cases_with_the_users_verdict(record: OwnedRecord, tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    assert export_cases(record, path) == 2
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {row["id"]: (row["verdict"], row["read"]) for row in rows} == {
        "r1": ("surface", "mixed"),
        "r2": ("surface", "mixed"),
    }


def test_an_exported_case_is_one_that_evaluate_takes(record: OwnedRecord, tmp_path: Path) -> None:
    export_cases(record, tmp_path / "cases.jsonl")
    line = (tmp_path / "cases.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert ReflectionCase.model_validate_json(line).verdict is Verdict.SURFACE


def test_a_file_that_is_there_is_left_alone(record: OwnedRecord, tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text("mine")
    with pytest.raises(FileExists):
        export_cases(record, tmp_path / "cases.jsonl")


def test_cases_are_json_lines(record: OwnedRecord, tmp_path: Path) -> None:
    with pytest.raises(UnknownFileKind):
        export_cases(record, tmp_path / "cases.zip")


def test_moves_of_the_embedded_reader_teach_it(record: OwnedRecord) -> None:
    for name in ("r2", "r3"):
        record.correct_move(name, NOT_HELP)
    assert move_disagreements(record) == (MoveDisagreement(said=Signal.HELP_GIVEN, meant=Signal.CONTEXT),)


def test_a_corrected_move_is_in_a_case_as_evidence(record: OwnedRecord, tmp_path: Path) -> None:
    record.correct_move("r3", NOT_HELP)
    assert export_cases(record, tmp_path / "cases.jsonl") == 3
    lines = (tmp_path / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    case = next(case for case in map(ReflectionCase.model_validate_json, lines) if case.id == "r3")
    assert [(one.quote, one.signal) for one in case.evidence] == [("Ketemu", Signal.CONTEXT)]
