"""Who is who over all reflections, and what the user says of it."""

import pytest

from journal.errors import UnknownPerson
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


def two_merged(owned: OwnedRecord) -> tuple[str, str]:
    """The ids of Nurul and of Ojan, who was made one with her; both are told of in one reflection too."""
    read(owned, "a", "Nurul")
    read(owned, "b", "Ojan")
    read(owned, "c", "Nurul", "Ojan")
    first, second = sorted(owned.people(), key=lambda tie: tie.person.name)
    owned.merge_people(first.person.id, second.person.id)
    return first.person.id, second.person.id


def test_a_merge_undone_gives_each_their_own_reflections_back(owned: OwnedRecord) -> None:
    nurul, ojan = two_merged(owned)
    owned.unmerge_person(nurul, ojan)
    met = {tie.person.name: sorted(one.reflection_id for one in tie.meetings) for tie in owned.people()}
    assert met == {"Nurul": ["a", "c"], "Ojan": ["b", "c"]}


def test_a_merge_is_remembered_with_the_names(owned: OwnedRecord) -> None:
    nurul, ojan = two_merged(owned)
    assert owned.merged_into(nurul) == {ojan: ("Ojan",)}


def test_a_merge_undone_twice_is_refused(owned: OwnedRecord) -> None:
    nurul, ojan = two_merged(owned)
    owned.unmerge_person(nurul, ojan)
    with pytest.raises(UnknownPerson):
        owned.unmerge_person(nurul, ojan)


def test_a_merge_into_somebody_who_is_merged_in_turn_can_be_undone_step_by_step(owned: OwnedRecord) -> None:
    nurul, ojan = two_merged(owned)
    read(owned, "d", "Zainab")
    zainab = next(tie.person.id for tie in owned.people() if tie.person.name == "Zainab")
    owned.merge_people(zainab, nurul)
    owned.unmerge_person(zainab, nurul)
    owned.unmerge_person(nurul, ojan)
    assert names(owned) == {"Nurul", "Ojan", "Zainab"}


def test_those_kept_apart_from_one_of_two_are_kept_apart_from_both(owned: OwnedRecord) -> None:
    read(owned, "a", "Kevin Goh")
    read(owned, "b", "Kevin Prasetyo")
    read(owned, "c", "Kevin")
    ids = {tie.person.name: tie.person.id for tie in owned.people()}
    owned.keep_apart(ids["Kevin"], ids["Kevin Goh"])
    owned.merge_people(ids["Kevin Prasetyo"], ids["Kevin"])
    assert owned.doubtful_people() == ()


def test_two_of_the_same_name_are_split_by_their_reflections(owned: OwnedRecord) -> None:
    read(owned, "a", "Budi")
    read(owned, "b", "Budi")
    (tie,) = owned.people()
    new = owned.split_person(tie.person.id, reflection_ids=["b"])
    assert new is not None
    assert [one.reflection_id for one in owned.tie(new).meetings] == ["b"]


def test_a_reflection_read_again_stays_with_whom_it_was_given_to(owned: OwnedRecord) -> None:
    read(owned, "a", "Budi")
    read(owned, "b", "Budi")
    new = owned.split_person(owned.people()[0].person.id, reflection_ids=["b"])
    owned.save_reading("b", reading(person("Budi", "kirim buku")), NOON)
    assert [one.reflection_id for one in owned.tie(str(new)).meetings] == ["b"]


def test_forgetting_a_reflection_forgets_that_it_was_merged(owned: OwnedRecord) -> None:
    nurul, _ = two_merged(owned)
    owned.forget_reflection("b")
    owned.forget_reflection("c")
    assert owned.merged_into(nurul) == {}


def test_only_those_are_asked_about_who_are_asked_for(owned: OwnedRecord) -> None:
    read(owned, "a", "Kevin Goh")
    read(owned, "b", "Kevin Prasetyo")
    read(owned, "c", "Kevin")
    ids = {tie.person.name: tie.person.id for tie in owned.people()}
    assert len(owned.doubtful_people([ids["Kevin Goh"]])) == 1
