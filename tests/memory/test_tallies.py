"""What is counted over talks: by the database, and always what the readings and corrections say now."""

from datetime import UTC, date, datetime

import pytest

from journal.correcting import MoveCorrection
from journal.reading import PersonRead, Reading, verbatim_moves
from journal.reflection import Correction
from journal.signals import Lens, LensValue, Signal, Verdict
from journal.tally import Tally
from memory.record import OwnedRecord
from tests.memory.fakes import NOON, reading, reflection

ASKED, STEERED = "Aku tanya kabarnya.", "Aku buka demo."
TEXT = f"{ASKED} {STEERED}"
PITCH = Correction(verdict=Verdict.HIDDEN_PITCH, made_at=NOON)
EVER = (date.min, date.max)


def noted(**changes: object) -> Reading:
    moves, _ = verbatim_moves(TEXT, [(Signal.CURIOUS_QUESTION, ASKED), (Signal.PRODUCT_STEERING, STEERED)])
    return reading(PersonRead(name="Bu Ani")).model_copy(update={"moves": moves, **changes})


def read(owned: OwnedRecord, name: str, on: date, found: Reading | None = None) -> None:
    owned.keep(reflection(name, f"{TEXT} {name}", on=on))
    owned.save_reading(name, found or noted(), NOON)


def test_verdicts_are_counted_by_month(owned: OwnedRecord) -> None:
    days = {"a": date(2026, 9, 30), "b": date(2026, 10, 1), "c": date(2026, 10, 31)}
    for name, day in days.items():
        read(owned, name, day)
    owned.keep(reflection("unread", on=date(2026, 10, 2)))
    owned.correct("a", PITCH)
    assert [(month.first, month.verdicts) for month in owned.months(12)] == [
        (date(2026, 9, 1), {Verdict.HIDDEN_PITCH: 1}),
        (date(2026, 10, 1), {Verdict.REAL_CONNECTION: 2}),
    ]


def test_only_the_newest_months_come(owned: OwnedRecord) -> None:
    for name, month in (("a", 7), ("b", 8), ("c", 9)):
        read(owned, name, date(2026, month, 3))
    assert [month.first.month for month in owned.months(2)] == [8, 9]


def test_years_without_a_talk_are_stepped_over(owned: OwnedRecord) -> None:
    for name, day in (("a", date(2019, 2, 3)), ("b", date(2021, 1, 31)), ("c", date(2026, 1, 1))):
        read(owned, name, day)
    assert [month.first for month in owned.months(12)] == [date(2019, 2, 1), date(2021, 1, 1), date(2026, 1, 1)]


def test_a_month_is_told_once_though_two_years_windows_meet_in_it(owned: OwnedRecord) -> None:
    for name, day in (("a", date(2025, 11, 2)), ("b", date(2025, 12, 31)), ("c", date(2026, 11, 30))):
        read(owned, name, day)
    assert [month.first for month in owned.months(12)] == [date(2025, 11, 1), date(2025, 12, 1), date(2026, 11, 1)]


def test_an_empty_journal_has_no_months(owned: OwnedRecord) -> None:
    assert owned.months(12) == ()


def test_averages_are_for_each_talk(owned: OwnedRecord) -> None:
    read(owned, "a", date(2026, 9, 1))
    read(owned, "b", date(2026, 9, 2), noted(moves=()))
    counted = owned.tally(*EVER)
    assert (counted.per_talk(counted.curious), counted.per_talk(counted.steering)) == (0.5, 0.5)


def test_no_talks_have_no_average() -> None:
    assert Tally().per_talk(0) == 0.0


def test_a_lens_that_tells_nothing_is_not_counted(owned: OwnedRecord) -> None:
    lenses = noted().lenses
    for name, value in (("a", LensValue.YES), ("b", LensValue.NO), ("c", LensValue.UNKNOWN)):
        found = noted(lenses=lenses.model_copy(update=dict.fromkeys(("felt", "connected", "patient"), value)))
        read(owned, name, date(2026, 9, 1), found)
    counted = owned.tally(*EVER)
    assert (counted.yes, counted.told) == (dict.fromkeys(Lens, 1), dict.fromkeys(Lens, 2))


def test_days_outside_are_not_counted(owned: OwnedRecord) -> None:
    for name, day in (("a", 1), ("b", 2), ("c", 3), ("d", 4)):
        read(owned, name, date(2026, 9, day))
    assert owned.tally(date(2026, 9, 2), date(2026, 9, 3)).talks == 2


def test_what_only_the_user_judged_is_no_talk_of_a_tally(owned: OwnedRecord) -> None:
    owned.keep(reflection("a", on=date(2026, 9, 1)))
    owned.correct("a", PITCH)
    (month,) = owned.months(12)
    assert (month.verdicts, month.tally) == ({Verdict.HIDDEN_PITCH: 1}, Tally())


def test_a_corrected_move_counts_as_what_was_meant(owned: OwnedRecord) -> None:
    read(owned, "a", date(2026, 9, 1))
    (asked, _) = noted().moves
    at = datetime(2026, 11, 24, tzinfo=UTC)
    owned.correct_move(
        "a", MoveCorrection(start=asked.start, end=asked.end, said=asked.signal, meant=Signal.PUSHING, made_at=at)
    )
    counted = owned.tally(*EVER)
    assert (counted.curious, counted.steering) == (0, 2)


def test_a_new_reading_counts_in_place_of_the_one_before(owned: OwnedRecord) -> None:
    read(owned, "a", date(2026, 9, 1))
    owned.save_reading("a", noted(moves=()), NOON)
    assert owned.tally(*EVER).curious == 0


def test_what_is_forgotten_is_not_counted(owned: OwnedRecord) -> None:
    read(owned, "a", date(2026, 9, 1))
    owned.forget_reflection("a")
    assert (owned.tally(*EVER), owned.months(12)) == (Tally(), ())


@pytest.mark.parametrize("of_each", [1, 2])
def test_so_many_of_each_day_come_newest_first(owned: OwnedRecord, of_each: int) -> None:
    days = {"a": date(2024, 9, 1), "b": date(2025, 9, 1), "c": date(2025, 9, 1), "d": date(2025, 9, 2)}
    owned.keep_all(reflection(name, on=day) for name, day in days.items())
    found = [one.reflection.id for one in owned.on_days([date(2024, 9, 1), date(2025, 9, 1)], of_each)]
    assert found == ["c", "b", "a"][2 - of_each :] if of_each == 2 else ["c", "a"]


def test_the_newest_day_is_that_of_the_newest_meeting(owned: OwnedRecord) -> None:
    owned.keep_all(reflection(name, on=date(2026, 9, day)) for name, day in (("a", 3), ("b", 9), ("c", 4)))
    assert owned.newest_day() == date(2026, 9, 9)


def test_a_journal_is_empty_until_something_is_kept(owned: OwnedRecord) -> None:
    before = owned.is_empty()
    owned.keep(reflection("a"))
    assert (before, owned.is_empty()) == (True, False)
