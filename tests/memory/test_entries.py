"""Reflections as they are kept, listed, read and corrected."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError

from journal.errors import ModelBusy, ModelTimedOut, UnknownReflection
from journal.reflection import LOCAL_OWNER, Correction, ReadingState
from journal.signals import Verdict
from memory.record import OwnedRecord, Problem, Record
from tests.memory.fakes import DAY, NOON, days_ago, person, reading, reflection

PITCH = Correction(verdict=Verdict.HIDDEN_PITCH, note="saya jualan", made_at=NOON)


def names(entries: tuple[object, ...]) -> str:
    """The ids of entries, in a row."""
    return " ".join(entry.reflection.id for entry in entries)  # type: ignore[attr-defined]


def test_a_kept_reflection_comes_back_as_it_was(owned: OwnedRecord) -> None:
    kept = reflection("a", "Kata 👋 dengan\n\n  spasi, ‘kutip’ dan שלום")
    owned.keep(kept)
    assert owned.entry("a").reflection == kept


def test_a_kept_reflection_is_not_read_yet(owned: OwnedRecord) -> None:
    owned.keep(reflection("a"))
    entry = owned.entry("a")
    assert (entry.state, entry.reading, entry.verdict) == (ReadingState.KEPT, None, None)


def test_a_moment_of_another_time_zone_is_kept_as_the_same_moment(owned: OwnedRecord) -> None:
    wib = datetime(2026, 11, 24, 19, tzinfo=timezone(timedelta(hours=7)))
    owned.keep(reflection("a", kept_at=wib))
    assert owned.entry("a").reflection.kept_at == wib
    assert owned.entry("a").reflection.kept_at.tzinfo is UTC


def test_an_id_is_kept_once(owned: OwnedRecord) -> None:
    owned.keep(reflection("a"))
    with pytest.raises(IntegrityError):
        owned.keep(reflection("a", "lain"))


def test_keeping_many_leaves_out_known_ids_and_known_texts_of_the_same_day(owned: OwnedRecord) -> None:
    owned.keep(reflection("a", "satu"))
    many = [
        reflection("a", "dua"),
        reflection("b", "satu"),
        reflection("c", "satu", days_ago(1)),
        reflection("d", "dua"),
        reflection("e", "dua"),
    ]
    assert owned.keep_all(many) == 2
    assert names(owned.entries()) == "d a c"


def test_keeping_many_keeps_all_or_none(owned: OwnedRecord) -> None:
    def broken() -> object:
        yield reflection("a")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        owned.keep_all(broken())  # type: ignore[arg-type]
    assert owned.count() == 0


def test_entries_are_listed_newest_first_by_day_then_by_moment(owned: OwnedRecord) -> None:
    owned.keep(reflection("old", on=days_ago(3)))
    owned.keep(reflection("new", on=DAY))
    owned.keep(reflection("later", on=days_ago(3), kept_at=NOON + timedelta(seconds=1)))
    assert names(owned.entries()) == "new later old"


def test_pages_follow_on_each_other_without_gap_or_overlap(owned: OwnedRecord) -> None:
    owned.keep_all(reflection(f"r{number:02}", on=days_ago(number % 3)) for number in range(25))
    listed, before = "", None
    while page := owned.entries(before=before, limit=4):
        listed += names(page) + " "
        before = page[-1].cursor
    assert listed.split() == names(owned.entries(limit=None)).split()


def test_entries_are_filtered_by_days_both_included(owned: OwnedRecord) -> None:
    owned.keep_all(reflection(f"r{number}", on=days_ago(number)) for number in range(5))
    assert names(owned.entries(since=days_ago(3), until=days_ago(1))) == "r1 r2 r3"


def test_entries_are_filtered_by_the_verdict_that_counts(owned: OwnedRecord) -> None:
    for name in ("read", "corrected"):
        owned.keep(reflection(name))
        owned.save_reading(name, reading(), NOON)
    owned.correct("corrected", PITCH)
    assert names(owned.entries(verdict=Verdict.HIDDEN_PITCH)) == "corrected"
    assert names(owned.entries(verdict=Verdict.REAL_CONNECTION)) == "read"


def test_entries_are_filtered_by_person(owned: OwnedRecord) -> None:
    owned.keep_all([reflection("with"), reflection("without")])
    owned.save_reading("with", reading(person("Bu Ani")), NOON)
    (tie,) = owned.people()
    assert names(owned.entries(person_id=tie.person.id)) == "with"


def test_entries_by_id_come_in_the_order_asked_and_leave_out_the_unknown(owned: OwnedRecord) -> None:
    owned.keep_all(reflection(name) for name in "abc")
    assert names(owned.entries_by_id(["c", "nobody", "a"])) == "c a"


def test_thousands_of_entries_can_be_asked_for_by_id(owned: OwnedRecord) -> None:
    ids = [f"r{number}" for number in range(1_200)]
    owned.keep_all(reflection(name) for name in ids)
    assert names(owned.entries_by_id(ids)).split() == ids


def test_an_unknown_reflection_is_said_to_be_unknown(owned: OwnedRecord) -> None:
    with pytest.raises(UnknownReflection):
        owned.entry("nobody")
    with pytest.raises(UnknownReflection):
        owned.begin_reading("nobody")
    with pytest.raises(UnknownReflection):
        owned.save_reading("nobody", reading(), NOON)
    with pytest.raises(UnknownReflection):
        owned.correct("nobody", PITCH)


def test_a_reading_comes_back_as_it_was(owned: OwnedRecord) -> None:
    owned.keep(reflection("a"))
    told = reading(person("Bu Ani", "kirim buku"))
    owned.save_reading("a", told, NOON)
    entry = owned.entry("a")
    assert (entry.reading, entry.read_at, entry.state) == (told, NOON, ReadingState.READ)


def test_the_newest_reading_counts(owned: OwnedRecord) -> None:
    owned.keep(reflection("a"))
    owned.save_reading("a", reading(verdict=Verdict.SURFACE), NOON)
    owned.save_reading("a", reading(verdict=Verdict.MIXED), NOON)
    assert owned.entry("a").verdict is Verdict.MIXED


def test_a_correction_wins_over_every_reading_until_it_is_withdrawn(owned: OwnedRecord) -> None:
    owned.keep(reflection("a"))
    owned.correct("a", PITCH)
    owned.save_reading("a", reading(), NOON)
    assert owned.entry("a").verdict is Verdict.HIDDEN_PITCH
    owned.withdraw_correction("a")
    assert owned.entry("a").verdict is Verdict.REAL_CONNECTION


def test_a_second_correction_replaces_the_first(owned: OwnedRecord) -> None:
    owned.keep(reflection("a"))
    owned.correct("a", PITCH)
    second = Correction(verdict=Verdict.MIXED, made_at=NOON)
    owned.correct("a", second)
    assert owned.entry("a").correction == second


def test_a_failed_reading_tells_its_problem_and_leaves_the_words(owned: OwnedRecord) -> None:
    owned.keep(reflection("a"))
    owned.begin_reading("a")
    owned.fail_reading("a", ModelBusy(seconds=None))
    entry = owned.entry("a")
    assert entry.state is ReadingState.FAILED
    assert entry.problem == Problem("error.model_busy", {"seconds": None})


def test_a_reading_that_succeeds_ends_the_problem(owned: OwnedRecord) -> None:
    owned.keep(reflection("a"))
    owned.fail_reading("a", ModelTimedOut(seconds=60.0))
    owned.save_reading("a", reading(), NOON)
    assert owned.entry("a").problem is None


def test_a_failed_second_reading_leaves_the_first(owned: OwnedRecord) -> None:
    owned.keep(reflection("a"))
    owned.save_reading("a", reading(), NOON)
    owned.fail_reading("a", Problem("error.cancelled", {}))
    assert owned.entry("a").verdict is Verdict.REAL_CONNECTION


def test_readings_that_a_crash_cut_off_stand_as_before(record: Record, owned: OwnedRecord) -> None:
    owned.keep_all(reflection(name) for name in ("first", "second", "idle"))
    owned.save_reading("second", reading(), NOON)
    owned.begin_reading("first")
    owned.begin_reading("second")
    assert record.interrupt_readings() == 2
    assert owned.entry("first").state is ReadingState.KEPT
    assert owned.entry("second").state is ReadingState.READ


def test_a_reading_that_another_process_is_at_keeps_its_mark_until_that_one_is_done(
    url: str, record: Record, owned: OwnedRecord
) -> None:
    owned.keep(reflection("a"))
    with Record.open(url) as other:
        with owned.at_reading("a"):
            owned.begin_reading("a")
            assert (other.interrupt_readings(), record.interrupt_readings()) == (0, 0)
            assert other.of(LOCAL_OWNER).interrupt_readings() == 0
            assert owned.entry("a").state is ReadingState.READING
        assert other.of(LOCAL_OWNER).interrupt_readings() == 1
    assert owned.entry("a").state is ReadingState.KEPT


def test_two_who_read_one_reflection_do_not_wait_for_each_other(url: str, owned: OwnedRecord) -> None:
    owned.keep(reflection("a"))
    with Record.open(url) as other, owned.at_reading("a"), other.of(LOCAL_OWNER).at_reading("a"):
        other.of(LOCAL_OWNER).save_reading("a", reading(), NOON)
    assert owned.entry("a").state is ReadingState.READ


def test_a_stopped_reading_stands_as_before(owned: OwnedRecord) -> None:
    owned.keep(reflection("a"))
    owned.begin_reading("a")
    owned.stop_reading("a")
    assert owned.entry("a").state is ReadingState.KEPT


def test_unread_are_those_without_a_reading_or_one_under_way_oldest_first(owned: OwnedRecord) -> None:
    days = {"new": 0, "old": 9, "failed": 5, "running": 1, "read": 2}
    owned.keep_all(reflection(name, on=days_ago(ago)) for name, ago in days.items())
    owned.fail_reading("failed", Problem("error.cancelled", {}))
    owned.begin_reading("running")
    owned.save_reading("read", reading(), NOON)
    assert owned.unread() == ("old", "failed", "new")
