"""Who is who over all reflections, and what the user says of it."""

import pytest

from memory.record import OwnedRecord
from tests.memory.fakes import NOON, person, reading, reflection


def read(owned: OwnedRecord, name: str, *people: str) -> None:
    owned.keep(reflection(name, f"Ketemu {' dan '.join(people)}"))
    owned.save_reading(name, reading(*(person(one) for one in people)), NOON)


def names(owned: OwnedRecord) -> set[str]:
    return {tie.person.name for tie in owned.people()}


def test_who_is_called_by_a_part_of_the_name_later_is_the_same(owned: OwnedRecord) -> None:
    read(owned, "a", "Dr. Priya Nair")
    read(owned, "b", "Dr. Nair")
    assert names(owned) == {"Dr. Priya Nair"}


def test_who_is_called_by_the_fuller_name_later_goes_by_it(owned: OwnedRecord) -> None:
    read(owned, "a", "Bu Dewi")
    read(owned, "b", "Bu Dewi Anggraini")
    assert names(owned) == {"Bu Dewi Anggraini"}


def test_a_name_that_two_bear_is_kept_apart_and_asked_about(owned: OwnedRecord) -> None:
    read(owned, "a", "Kevin Goh")
    read(owned, "b", "Kevin Prasetyo")
    read(owned, "c", "Kevin")
    asked = {frozenset(one.name for one in pair) for pair in owned.doubtful_people()}
    assert asked == {frozenset({"Kevin", "Kevin Goh"}), frozenset({"Kevin", "Kevin Prasetyo"})}


def test_those_whom_the_user_keeps_apart_are_not_asked_about_again(owned: OwnedRecord) -> None:
    read(owned, "a", "Kevin Goh")
    read(owned, "b", "Kevin Prasetyo")
    read(owned, "c", "Kevin")
    for one, other in owned.doubtful_people():
        owned.keep_apart(one.id, other.id)
    assert owned.doubtful_people() == ()


def test_merged_people_are_one_with_all_reflections_and_names(owned: OwnedRecord) -> None:
    read(owned, "a", "Nurul")
    read(owned, "b", "Ojan")
    first, second = sorted(owned.people(), key=lambda tie: tie.person.name)
    owned.merge_people(first.person.id, second.person.id)
    (tie,) = owned.people()
    assert (tie.person.aliases, {one.reflection_id for one in tie.meetings}) == (("Ojan",), {"a", "b"})


def test_a_later_reading_goes_by_a_merge(owned: OwnedRecord) -> None:
    read(owned, "a", "Nurul")
    read(owned, "b", "Ojan")
    first, second = owned.people()
    owned.merge_people(first.person.id, second.person.id)
    read(owned, "c", "Ojan")
    assert len(owned.people()) == 1


@pytest.mark.parametrize("name", ["Dr. Nair", "dr nair"])
def test_a_split_takes_the_reflections_that_call_them_so(owned: OwnedRecord, name: str) -> None:
    read(owned, "a", "Dr. Priya Nair")
    read(owned, "b", "Dr. Nair")
    (tie,) = owned.people()
    new = owned.split_person(tie.person.id, [name])
    assert new is not None
    assert [one.reflection_id for one in owned.tie(new).meetings] == ["b"]
    assert [one.reflection_id for one in owned.tie(tie.person.id).meetings] == ["a"]


def test_a_split_that_would_leave_nobody_is_refused(owned: OwnedRecord) -> None:
    read(owned, "a", "Ani")
    assert owned.split_person(owned.people()[0].person.id, ["Ani"]) is None
