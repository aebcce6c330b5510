"""The journal into files and back: the same, whole, or not at all."""

import io
import json
import stat
import zipfile
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from journal.contacts import Contact
from journal.correcting import MoveCorrection
from journal.errors import (
    Cancelled,
    EmptyText,
    FileExists,
    FileNotFound,
    HomeNotWritable,
    UnknownFileKind,
    UnreadableImport,
)
from journal.people import PromiseState, StepState
from journal.reflection import Correction, Owner, Reflection, clean_text
from journal.signals import Signal, Verdict
from memory.copies import copies
from memory.exchange import export_file, import_file
from memory.jsonl import from_lines, to_lines
from memory.markdown import read_pages, write_pages
from memory.record import OwnedRecord, Problem, Record
from memory.rows import Clock
from tests.memory.fakes import DAY, NOON, person, reading, reflection, step

CLOCK = Clock(NOON, date(2026, 11, 24))
OTHER = Owner("other")
GOOD = {"id": "a", "date": "2026-11-20", "text": "Ketemu Bu Ani."}


def write_rows(path: Path, *rows: object) -> Path:
    """A file of JSON lines."""
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def fill(owned: OwnedRecord) -> None:
    """Everything that can become of reflections."""
    text = "Ketemu Pak Budi.\n---\nAku janji kirim buku."
    owned.keep_all([reflection("full", text), reflection("failed"), reflection("Kept?/ü"), reflection("running")])
    told = reading(person("Pak Budi", "kirim kue"), suggested=step("telepon", "Budi", DAY), promised=(text, text[21:]))
    owned.save_reading("full", told, NOON)
    owned.decide_promise(owned.promises()[0].id, PromiseState.KEPT)
    owned.decide_step(owned.steps()[0].id, StepState.ACCEPTED, step=step("mampir", "Budi"))
    owned.save_reading("full", reading(person("Pak Budi", "kirim kopi"), suggested=step("tulis")), NOON)
    owned.correct("full", Correction(verdict=Verdict.MIXED, note="bukan: begitu", made_at=NOON))
    owned.correct_move("full", MoveCorrection(start=0, end=6, said=Signal.CONTEXT, meant=None, made_at=NOON))
    owned.fail_reading("failed", Problem("error.model_busy", {"seconds": None}))
    owned.begin_reading("running")


@pytest.mark.parametrize("ending", ["jsonl", "zip"])
def test_out_and_in_again_is_the_same(record: Record, owned: OwnedRecord, tmp_path: Path, ending: str) -> None:
    fill(owned)
    other = record.of(OTHER)
    file = tmp_path / f"journal.{ending}"
    assert export_file(owned, file) == 4
    assert import_file(other, file, CLOCK) == 4
    owned.stop_reading("running")
    assert other.entries() == owned.entries()
    assert [(one.text, one.state) for one in other.promises()] == [(one.text, one.state) for one in owned.promises()]
    assert [(one.step, one.state) for one in other.steps()] == [(one.step, one.state) for one in owned.steps()]
    assert list(copies(other)) == list(copies(owned))


def _reflections() -> st.SearchStrategy[list[Reflection]]:
    days = st.dates(date(1990, 1, 1), date(2026, 11, 24))
    moments = st.integers(0, 10**15).map(lambda moment: NOON - timedelta(microseconds=moment))
    texts = st.text(min_size=1, max_size=200).map(_cleaned).filter(bool)
    ids = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40)
    one = st.builds(Reflection, id=ids, text=texts, on=days, kept_at=moments)
    return st.lists(one, max_size=5, unique_by=(lambda each: each.id, lambda each: (each.text, each.on)))


def _cleaned(text: str) -> str:
    try:
        return clean_text(text)
    except EmptyText:
        return ""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=_reflections())
@example(kept=[reflection("a\x85\u2028b", "baris\u2028lain")])
def test_whatever_was_kept_comes_back_the_same(record: Record, kept: list[Reflection]) -> None:
    before, lines_after, pages_after = (record.of(Owner(uuid4().hex)) for _ in range(3))
    assert before.keep_all(kept) == len(kept)
    lines = list(to_lines(copies(before)))
    lines_after.take_in(from_lines(lines, CLOCK))
    assert list(to_lines(copies(lines_after))) == lines
    pages = io.BytesIO()
    write_pages(copies(before), pages)
    pages_after.take_in(read_pages(pages, CLOCK))
    assert list(to_lines(copies(pages_after))) == lines


def test_rows_of_three_fields_are_kept_under_their_ids(owned: OwnedRecord, tmp_path: Path) -> None:
    file = write_rows(tmp_path / "in.jsonl", GOOD, "", {**GOOD, "id": 7, "text": " lain ", "language": "id"})
    assert import_file(owned, file, CLOCK) == 2
    assert {entry.reflection.id: entry.reflection.text for entry in owned.entries()} == {"a": GOOD["text"], "7": "lain"}
    assert owned.entry("a").reflection.kept_at == NOON


def test_a_row_without_an_id_gets_one(owned: OwnedRecord, tmp_path: Path) -> None:
    import_file(owned, write_rows(tmp_path / "in.jsonl", {"date": "2026-11-20", "text": "Halo"}), CLOCK)
    assert len(owned.ids()[0]) == 32


def test_what_is_there_already_is_left_out(owned: OwnedRecord, tmp_path: Path) -> None:
    file = write_rows(tmp_path / "in.jsonl", GOOD, {**GOOD, "id": "same text and day"})
    assert import_file(owned, file, CLOCK) == 1
    assert import_file(owned, file, CLOCK) == 0


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{not json", "JSON"),
        ("[1, 2]", "JSON"),
        ("null", "JSON"),
        ("[" * 100_000, "JSON"),
        ({"id": "b", "date": "2026-11-20"}, "text"),
        ({"id": "b", "date": "2026-11-20", "text": " \n "}, "text"),
        ({"id": "b", "date": "2026-11-20", "text": 5}, "text"),
        ({"id": "b", "date": "2026-11-20", "text": "a" * 50_001}, "text"),
        ({"id": "b", "text": "Halo"}, "date"),
        ({"id": "b", "date": "20 November", "text": "Halo"}, "date"),
        ({"id": "b", "date": "2026-11-25", "text": "Halo"}, "date"),
        ({"id": ["b"], "date": "2026-11-20", "text": "Halo"}, "id"),
        ({"id": "b" * 201, "date": "2026-11-20", "text": "Halo"}, "id"),
        ({"id": "b", "date": "2026-11-20", "text": "Halo", "reading": {"verdict": "great"}}, "reading"),
        ({"id": "b", "date": "2026-11-20", "text": "Halo", "state": "lost"}, "state"),
    ],
)
def test_a_broken_line_is_named_and_nothing_is_imported(
    owned: OwnedRecord, tmp_path: Path, row: object, reason: str
) -> None:
    file = write_rows(tmp_path / "in.jsonl", GOOD, row)
    with pytest.raises(UnreadableImport) as caught:
        import_file(owned, file, CLOCK)
    assert caught.value.context == {"line": 2, "reason": reason}
    assert owned.count() == 0


def test_a_reading_whose_quotes_do_not_stand_in_the_text_is_refused(owned: OwnedRecord, tmp_path: Path) -> None:
    told = reading(promised=("Aku janji kirim buku.", "janji kirim buku")).model_dump(mode="json")
    file = write_rows(tmp_path / "in.jsonl", {**GOOD, "reading": told})
    with pytest.raises(UnreadableImport, match="reading"):
        import_file(owned, file, CLOCK)


def test_bytes_that_are_no_text_are_refused_by_line(owned: OwnedRecord, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(json.dumps(GOOD).encode() + b"\n\xff\xfe\n")
    with pytest.raises(UnreadableImport) as caught:
        import_file(owned, tmp_path / "in.jsonl", CLOCK)
    assert caught.value.context == {"line": 2, "reason": "UTF-8"}


def test_a_refusal_tells_nothing_of_the_text(owned: OwnedRecord, tmp_path: Path) -> None:
    file = write_rows(tmp_path / "in.jsonl", {"id": "b", "date": "rahasia", "text": "rahasia"})
    with pytest.raises(UnreadableImport) as caught:
        import_file(owned, file, CLOCK)
    assert "rahasia" not in f"{caught.value} {caught.value.__cause__}"


def test_pages_have_the_text_below_its_front_matter(owned: OwnedRecord, tmp_path: Path) -> None:
    owned.keep(reflection("a", "Ketemu Bu Ani."))
    export_file(owned, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as pages:
        page = pages.read("2026-11-20-a.md").decode()
    assert page.startswith("---\nid: a\ndate: 2026-11-20\n")
    assert page.endswith("\n---\nKetemu Bu Ani.\n")


def test_other_peoples_pages_come_in_by_the_day_in_their_name(owned: OwnedRecord, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "vault.zip", "w") as pages:
        pages.writestr("Jurnal/2026-11-20 kopi.md", "# Kopi\r\nKetemu Bu Ani.")
        pages.writestr("Jurnal/foto.png", b"\x89PNG")
    assert import_file(owned, tmp_path / "vault.zip", CLOCK) == 1
    assert owned.entries()[0].reflection.text == "# Kopi\nKetemu Bu Ani."


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("Tanpa tanggal.", "b.md: date"),
        ("---\ndate: [\n---\nHalo", "b.md: YAML"),
        ("---\ndate: 2026-11-20\n---\n", "b.md: text"),
        (b"\xff\xfe", "b.md: UTF-8"),
        (b"a" * 4_000_001, "b.md: text"),
    ],
)
def test_a_broken_page_is_named_and_nothing_is_imported(
    owned: OwnedRecord, tmp_path: Path, page: str | bytes, reason: str
) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as pages:
        pages.writestr("a.md", "---\ndate: 2026-11-20\n---\nHalo")
        pages.writestr("b.md", page)
    with pytest.raises(UnreadableImport) as caught:
        import_file(owned, tmp_path / "in.zip", CLOCK)
    assert caught.value.context == {"line": 2, "reason": reason}
    assert owned.count() == 0


def test_a_zip_that_is_none_is_refused(owned: OwnedRecord, tmp_path: Path) -> None:
    (tmp_path / "in.zip").write_bytes(b"PK not really")
    with pytest.raises(UnreadableImport, match="ZIP"):
        import_file(owned, tmp_path / "in.zip", CLOCK)


def test_a_file_that_is_not_there_or_of_another_kind_is_said_to_be_so(owned: OwnedRecord, tmp_path: Path) -> None:
    with pytest.raises(FileNotFound):
        import_file(owned, tmp_path / "missing.jsonl", CLOCK)
    with pytest.raises(UnknownFileKind):
        import_file(owned, tmp_path / "journal.docx", CLOCK)
    with pytest.raises(UnknownFileKind):
        export_file(owned, tmp_path / "journal.docx")


def test_an_export_overwrites_nothing(owned: OwnedRecord, tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("precious")
    with pytest.raises(FileExists):
        export_file(owned, tmp_path / "out.jsonl")
    assert (tmp_path / "out.jsonl").read_text() == "precious"


def test_an_export_is_closed_to_other_users(owned: OwnedRecord, tmp_path: Path) -> None:
    export_file(owned, tmp_path / "out.jsonl")
    assert stat.S_IMODE((tmp_path / "out.jsonl").stat().st_mode) & 0o077 == 0


def test_an_export_that_can_not_be_written_is_said_to_be_so(owned: OwnedRecord, tmp_path: Path) -> None:
    with pytest.raises(HomeNotWritable):
        export_file(owned, tmp_path / "missing" / "out.jsonl")


def test_a_thousand_rows_come_in_as_one(owned: OwnedRecord, tmp_path: Path) -> None:
    rows = [{"id": f"r{number}", "date": "2026-11-20", "text": f"Catatan {number}"} for number in range(1_000)]
    assert import_file(owned, write_rows(tmp_path / "in.jsonl", *rows), CLOCK) == 1_000


def test_each_person_has_a_page_that_links_what_tells_of_them(owned: OwnedRecord, tmp_path: Path) -> None:
    fill(owned)
    export_file(owned, tmp_path / "journal.zip")
    with zipfile.ZipFile(tmp_path / "journal.zip") as pages:
        page = pages.read("people/Pak Budi.md").decode()
    assert "name: Pak Budi" in page
    assert "- [[2026-11-20-full]]" in page


def test_the_vault_out_and_in_and_out_again_is_the_same(record: Record, owned: OwnedRecord, tmp_path: Path) -> None:
    fill(owned)
    owned.stop_reading("running")
    other = record.of(OTHER)
    export_file(owned, tmp_path / "first.zip")
    import_file(other, tmp_path / "first.zip", CLOCK)
    export_file(other, tmp_path / "second.zip")
    with zipfile.ZipFile(tmp_path / "first.zip") as first, zipfile.ZipFile(tmp_path / "second.zip") as second:
        assert {name: first.read(name) for name in first.namelist()} == {
            name: second.read(name) for name in second.namelist()
        }


def test_somebody_who_has_a_page_alone_is_a_known_name(owned: OwnedRecord, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "vault.zip", "w") as pages:
        pages.writestr("Vault/people/Ratna Sari.md", "Teman kantor lama.")
        pages.writestr("Vault/2026-11-20.md", "Ketemu Tomas.")
    assert import_file(owned, tmp_path / "vault.zip", CLOCK) == 1
    assert owned.contacts() == (Contact(name="Ratna Sari"),)


def test_an_import_that_is_stopped_keeps_nothing(owned: OwnedRecord, tmp_path: Path) -> None:
    def stop_at_two(count: int) -> None:
        if count == 2:
            raise Cancelled

    rows = [GOOD, GOOD | {"id": "b", "text": "Ketemu Bu Sri."}]
    with pytest.raises(Cancelled):
        import_file(owned, write_rows(tmp_path / "journal.jsonl", *rows), CLOCK, stop_at_two)
    assert owned.count() == 0
