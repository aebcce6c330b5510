"""Forgetting is erasing: afterwards no file holds the bytes."""

import sqlite3
from pathlib import Path

import pytest

from journal.contacts import Contact
from journal.correcting import MoveCorrection
from journal.draft import Draft
from journal.errors import RecordBusy, UnknownPerson, UnknownReflection
from journal.people import PromiseState, StepState
from journal.reflection import LOCAL_OWNER, Correction
from journal.signals import Signal, Verdict
from memory import database
from memory.forgetting import Placeholder
from memory.record import Chunk, OwnedRecord, Record
from tests.memory.fakes import NOON, WordEmbedder, person, reading, reflection, step

MARKER = "Zyxomarkantara"


def files_with(folder: Path, marker: str) -> list[str]:
    """The files that hold the marker, in any letter case."""
    wanted = marker.lower().encode()
    return [path.name for path in folder.rglob("*") if path.is_file() and wanted in path.read_bytes().lower()]


def keep_marked(owned: OwnedRecord, name: str = "marked") -> None:
    """A reflection whose marker stands in every table."""
    owned.keep(reflection(name, f"Ketemu {MARKER} di pasar, {MARKER} cerita soal warungnya. " * 40))
    told = reading(person(MARKER, f"kirim {MARKER}", cares_about=(MARKER,)), suggested=step(f"sapa {MARKER}", MARKER))
    owned.save_reading(name, told, NOON)
    owned.correct(name, Correction(verdict=Verdict.MIXED, note=MARKER, made_at=NOON))
    vectors = WordEmbedder().embed([MARKER])
    owned.put_vectors(name, "words", [Chunk(0, 0, 10, vectors[0])])


@pytest.fixture
def marked(owned: OwnedRecord, tmp_path: Path) -> OwnedRecord:
    """A record with a marked reflection among hundreds of others."""
    owned.keep_all(reflection(f"r{number}", f"Catatan {number} tentang pasar. " * 20) for number in range(150))
    keep_marked(owned)
    assert files_with(tmp_path, MARKER)
    return owned


def test_a_forgotten_reflection_is_in_no_file(marked: OwnedRecord, tmp_path: Path) -> None:
    marked.forget_reflection("marked")
    assert files_with(tmp_path, MARKER) == []


def test_a_forgotten_person_is_in_no_file(marked: OwnedRecord, tmp_path: Path) -> None:
    found = marked.find_person(MARKER)
    assert found is not None
    assert marked.forget_person(found.id).erased == ("marked",)
    assert files_with(tmp_path, MARKER) == []


def test_everything_forgotten_is_in_no_file(marked: OwnedRecord, tmp_path: Path) -> None:
    assert len(marked.forget_everything()) == 151
    assert files_with(tmp_path, MARKER) + files_with(tmp_path, "Catatan") == []


def test_what_was_kept_beside_it_is_all_there_and_found(record: Record, marked: OwnedRecord) -> None:
    marked.forget_reflection("marked")
    assert marked.count() == 150
    assert len(marked.match_text(["pasar"], 500)) == 150
    assert record.integrity() == ()


def test_words_of_a_forgotten_reflection_find_nothing(marked: OwnedRecord) -> None:
    marked.forget_reflection("marked")
    assert marked.match_text([MARKER], 5) == ()


def test_a_forgotten_id_can_be_kept_anew(marked: OwnedRecord) -> None:
    marked.forget_reflection("marked")
    marked.keep(reflection("marked", "lain sama sekali"))
    assert [match.reflection_id for match in marked.match_text(["sama"], 5)] == ["marked"]


def test_a_forgotten_reflection_takes_along_what_was_decided_about_it(owned: OwnedRecord) -> None:
    keep_marked(owned)
    owned.decide_promise(owned.promises()[0].id, PromiseState.KEPT)
    owned.decide_step(owned.steps()[0].id, StepState.DONE)
    owned.forget_reflection("marked")
    assert (owned.promises(), owned.steps(), owned.people()) == ((), (), ())


def test_a_name_that_only_a_forgotten_reflection_had_is_in_no_file(owned: OwnedRecord, tmp_path: Path) -> None:
    for name, called in {"a": f"Pak {MARKER}", "b": MARKER}.items():
        owned.keep(reflection(name))
        owned.save_reading(name, reading(person(called)), NOON)
    owned.forget_reflection("a")
    assert [tie.person.name for tie in owned.people()] == [MARKER]
    assert files_with(tmp_path, f"Pak {MARKER}") == []


HOLE = "[nama dihapus]"


def keep_shared(owned: OwnedRecord) -> str:
    """Reflections about somebody and others: one of each kind of trace; returns the person's id."""
    both = f"Aku dengar {MARKER}. Aku janji kirim buku {MARKER} ke Budi."
    owned.keep_all(
        [
            reflection("alone", f"Ngobrol sama {MARKER}."),
            reflection("both", both),
            reflection("unread", f"Besok ketemu {MARKER} lagi."),
            reflection("other", "Budi cerita soal kebunnya."),
        ]
    )
    owned.save_reading("alone", reading(person(MARKER, "kirim foto")), NOON)
    told = reading(
        person(MARKER, cares_about=("ketemu",)),
        person("Budi", f"kirim buku {MARKER}", cares_about=(f"soal {MARKER}",)),
        person(f"istri {MARKER}"),
        promised=(both, f"janji kirim buku {MARKER}"),
        suggested=step(f"tanya soal {MARKER}", "Budi"),
    )
    owned.save_reading("both", reading(person(MARKER, f"dulu {MARKER}")), NOON)
    owned.save_reading("both", told, NOON)
    owned.save_reading("other", reading(person("Budi")), NOON)
    owned.correct("both", Correction(verdict=Verdict.MIXED, note=f"menurut {MARKER}", made_at=NOON))
    vectors = WordEmbedder().embed([MARKER])
    owned.put_vectors("both", "words", [Chunk(0, 0, 10, vectors[0])])
    found = owned.find_person(MARKER)
    assert found is not None
    return found.id


def test_the_traces_of_a_person_are_all_reflections_that_name_them(owned: OwnedRecord) -> None:
    traces = owned.traces(keep_shared(owned))
    assert (traces.about_them, set(traces.about_others)) == (("alone",), {"both", "unread"})


def test_reflections_about_others_can_be_erased_with_them(owned: OwnedRecord, tmp_path: Path) -> None:
    person_id = keep_shared(owned)
    assert set(owned.forget_person(person_id).erased) == {"alone", "both", "unread"}
    assert (owned.ids(), files_with(tmp_path, MARKER)) == (("other",), [])


def test_reflections_about_others_can_stay_without_the_name(record: Record, owned: OwnedRecord, tmp_path: Path) -> None:
    forgotten = owned.forget_person(keep_shared(owned), lambda _: HOLE)
    assert (forgotten.erased, set(forgotten.redacted)) == (("alone",), {"both", "unread"})
    assert files_with(tmp_path, MARKER) == []
    assert owned.entry("both").reflection.text == f"Aku dengar {HOLE}. Aku janji kirim buku {HOLE} ke Budi."
    assert owned.match_text(["dengar"], 5)[0].reflection_id == "both"
    assert (record.integrity(), owned.vector_keys("words")) == ((), frozenset())


def test_who_is_not_forgotten_keeps_all_that_was_told_of_them(owned: OwnedRecord) -> None:
    owned.forget_person(keep_shared(owned), lambda _: HOLE)
    told = {tie.person.name: tie for tie in owned.people()}
    assert set(told) == {"Budi", f"istri {HOLE}"}
    budi = told["Budi"]
    assert {meeting.reflection_id for meeting in budi.meetings} == {"both", "other"}
    assert [one.text for one in budi.promises] == [f"kirim buku {HOLE}"]
    assert [one.step.action for one in budi.steps] == [f"tanya soal {HOLE}"]


def test_what_was_decided_stays_decided_when_a_name_is_taken_out(owned: OwnedRecord) -> None:
    person_id = keep_shared(owned)
    (promise,) = (one for one in owned.promises() if one.reflection_id == "both")
    owned.decide_promise(promise.id, PromiseState.KEPT)
    owned.decide_step(owned.steps()[0].id, StepState.DONE)
    owned.forget_person(person_id, lambda _: HOLE)
    left = owned.entry("both").reading
    assert left is not None
    owned.save_reading("both", left, NOON)
    assert [one.state for one in owned.promises()] == [PromiseState.KEPT]
    assert [one.state for one in owned.steps()] == [StepState.DONE]


def test_what_is_not_there_can_not_be_forgotten(owned: OwnedRecord) -> None:
    with pytest.raises(UnknownReflection):
        owned.forget_reflection("nobody")
    with pytest.raises(UnknownPerson):
        owned.forget_person("nobody")


def test_a_reader_in_the_way_is_said_to_be_so_and_later_forgetting_erases_it(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    other = sqlite3.connect(tmp_path / "kesan.db", isolation_level=None)
    with Record.open(url) as record:
        owned = record.of(LOCAL_OWNER)
        keep_marked(owned)
        owned.keep(reflection("b"))
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM reflections").fetchone()
        with pytest.raises(RecordBusy):
            owned.forget_reflection("marked")
        other.execute("ROLLBACK")
        owned.forget_reflection("b")
        assert files_with(tmp_path, MARKER) == []
    other.close()


def test_what_a_crash_kept_from_being_erased_is_erased_at_the_next_opening(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_: database.Database) -> None:
        raise KeyboardInterrupt

    with Record.open(url) as record, monkeypatch.context() as patched:
        keep_marked(record.of(LOCAL_OWNER))
        patched.setattr(database.Database, "scrub", crash)
        with pytest.raises(KeyboardInterrupt):
            record.of(LOCAL_OWNER).forget_reflection("marked")
    assert files_with(tmp_path, MARKER)
    with Record.open(url) as record:
        assert record.of(LOCAL_OWNER).count() == 0
        assert files_with(tmp_path, MARKER) == []


def test_what_is_being_read_too_long_to_be_erased_at_opening_does_not_keep_it_from_opening(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    other = sqlite3.connect(tmp_path / "kesan.db", isolation_level=None)
    with Record.open(url) as record:
        keep_marked(record.of(LOCAL_OWNER))
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM reflections").fetchone()
        with pytest.raises(RecordBusy):
            record.of(LOCAL_OWNER).forget_reflection("marked")
    Record.open(url).close()
    other.execute("ROLLBACK")
    other.close()
    Record.open(url).close()
    assert files_with(tmp_path, MARKER) == []


def test_a_corrected_move_stands_where_its_words_stand_when_a_name_is_taken_out(owned: OwnedRecord) -> None:
    person_id = keep_shared(owned)
    promise = f"janji kirim buku {MARKER}"
    at = owned.entry("both").reflection.text.index(promise)
    end = at + len(promise)
    said, meant = Signal.PROMISE, Signal.HELP_GIVEN
    owned.correct_move("both", MoveCorrection(start=at, end=end, said=said, meant=meant, made_at=NOON))
    owned.forget_person(person_id, lambda _: HOLE)
    left = owned.entry("both").seen
    assert left is not None
    assert [(move.signal, move.quote) for move in left.moves] == [(Signal.HELP_GIVEN, f"janji kirim buku {HOLE}")]


@pytest.mark.parametrize(("placeholder", "left"), [(lambda _: HOLE, [f"Besok {HOLE} lagi"]), (None, [])])
def test_a_forgotten_person_is_in_no_draft_and_no_contact(
    owned: OwnedRecord, tmp_path: Path, placeholder: Placeholder | None, left: list[str]
) -> None:
    person_id = keep_shared(owned)
    owned.keep_draft(Draft(device="phone", text=f"Besok {MARKER} lagi", saved_at=NOON))
    owned.add_contacts([Contact(name=MARKER)])
    owned.forget_person(person_id, placeholder)
    assert [draft.text for draft in owned.drafts()] == left
    assert (owned.contacts(), files_with(tmp_path, MARKER)) == ((), [])


def test_everything_forgotten_takes_drafts_and_contacts_along(owned: OwnedRecord, tmp_path: Path) -> None:
    owned.keep_draft(Draft(device="phone", text=f"Besok {MARKER} lagi", saved_at=NOON))
    owned.add_contacts([Contact(name=MARKER)])
    owned.forget_everything()
    assert (owned.drafts(), owned.contacts(), files_with(tmp_path, MARKER)) == ((), (), [])
