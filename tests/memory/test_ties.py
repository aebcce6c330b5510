"""People, promises and steps: derived from readings, kept apart, decided about."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from journal.errors import UnknownPerson, UnknownStep
from journal.people import PromiseState, StepState
from journal.reflection import Correction
from journal.signals import Verdict
from memory.record import OwnedRecord
from tests.memory.fakes import DAY, NOON, days_ago, person, reading, reflection, step


def read(owned: OwnedRecord, name: str, *people: object, ago: int = 0, **more: object) -> None:
    """Keeps a reflection and a reading of it."""
    owned.keep(reflection(name, on=days_ago(ago)))
    owned.save_reading(name, reading(*people, **more), NOON)  # type: ignore[arg-type]


def test_one_person_under_two_spellings_is_one_tie_shown_by_the_first(owned: OwnedRecord) -> None:
    read(owned, "a", person("Pak Budi"))
    read(owned, "b", person("BUDI"))
    (tie,) = owned.people()
    assert (tie.person.name, tie.person.aliases, len(tie.meetings)) == ("Pak Budi", ("BUDI",), 2)


def test_two_full_names_are_two_people(owned: OwnedRecord) -> None:
    read(owned, "a", person("Budi Santoso"), person("Budi Hartono"))
    assert {tie.person.name for tie in owned.people()} == {"Budi Santoso", "Budi Hartono"}


def test_one_person_named_twice_in_a_reading_met_once(owned: OwnedRecord) -> None:
    read(owned, "a", person("Bu Ani", "kirim buku"), person("Ani", "kenalkan Rina", role="guru"))
    (tie,) = owned.people()
    assert [meeting.role for meeting in tie.meetings] == ["guru"]
    assert {promise.text for promise in tie.promises} == {"kirim buku", "kenalkan Rina"}


def test_a_person_is_found_by_any_name_the_user_has_for_them(owned: OwnedRecord) -> None:
    read(owned, "a", person("Pak Budi"))
    found = owned.find_person("  mas budi ")
    assert found is not None
    assert found.name == "Pak Budi"


def test_a_person_is_found_by_the_other_name_that_a_reading_gave_them(owned: OwnedRecord) -> None:
    read(owned, "a", person("Rahmat").model_copy(update={"aliases": ("Mamat",)}))
    found = owned.find_person("mamat")
    assert found is not None
    assert (found.name, found.aliases) == ("Rahmat", ("Mamat",))


def test_another_name_that_is_somebody_elses_stays_theirs(owned: OwnedRecord) -> None:
    read(owned, "a", person("Mamat"))
    read(owned, "b", person("Rahmat").model_copy(update={"aliases": ("Mamat",)}))
    found = owned.find_person("Mamat")
    assert found is not None
    assert found.name == "Mamat"


@pytest.mark.parametrize("name", ["Bu Budi", "Budi Santoso", "", "  ", "Pak"])
def test_nobody_is_found_by_a_name_that_is_somebody_elses(owned: OwnedRecord, name: str) -> None:
    read(owned, "a", person("Pak Budi"))
    assert owned.find_person(name) is None


def test_ties_are_ordered_by_the_last_meeting_and_meetings_newest_first(owned: OwnedRecord) -> None:
    read(owned, "a", person("Ani"), ago=9)
    read(owned, "b", person("Budi"), ago=5)
    read(owned, "c", person("Ani"), ago=1)
    ani, budi = owned.people()
    assert (ani.person.name, ani.last_met, budi.last_met) == ("Ani", days_ago(1), days_ago(5))
    assert [meeting.reflection_id for meeting in ani.meetings] == ["c", "a"]


def test_a_correction_counts_for_the_people_of_its_reflection(owned: OwnedRecord) -> None:
    read(owned, "a", person("Ani"))
    owned.correct("a", Correction(verdict=Verdict.HIDDEN_PITCH, made_at=NOON))
    assert owned.people()[0].meetings[0].verdict is Verdict.HIDDEN_PITCH


def test_all_ties_take_the_same_few_statements_however_many_there_are(owned: OwnedRecord) -> None:
    for number in range(30):
        read(owned, f"r{number}", person(f"Orang {number}", "kirim buku"), suggested=step())
    statements: list[str] = []
    event.listen(owned._database._database._engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    assert len(owned.people()) == 30
    assert len([one for one in statements if "FROM" in one]) == 7


def test_one_tie_is_the_same_as_among_all(owned: OwnedRecord) -> None:
    read(owned, "a", person("Ani", "kirim buku"), person("Budi"), suggested=step(who="Ani"))
    assert all(owned.tie(tie.person.id) == tie for tie in owned.people())


def test_an_unknown_person_is_said_to_be_unknown(owned: OwnedRecord) -> None:
    with pytest.raises(UnknownPerson):
        owned.tie("nobody")


def test_a_new_reading_replaces_what_the_one_before_had_told(owned: OwnedRecord) -> None:
    read(owned, "a", person("Ani", "kirim buku"), suggested=step("telepon"))
    owned.save_reading("a", reading(person("Budi", "kirim foto"), suggested=step("tulis surat")), NOON)
    assert [tie.person.name for tie in owned.people()] == ["Budi"]
    assert [promise.text for promise in owned.promises()] == ["kirim foto"]
    assert [kept.step.action for kept in owned.steps()] == ["tulis surat"]


def test_what_the_user_decided_stays_when_it_is_read_again(owned: OwnedRecord) -> None:
    read(owned, "a", person("Ani", "kirim buku", "kirim foto"), suggested=step("telepon", "Ani"))
    kept = next(promise for promise in owned.promises() if promise.text == "kirim buku")
    owned.decide_promise(kept.id, PromiseState.KEPT)
    owned.decide_step(owned.steps()[0].id, StepState.ACCEPTED)
    owned.save_reading("a", reading(person("Budi")), NOON)
    assert [(one.text, one.state) for one in owned.promises()] == [("kirim buku", PromiseState.KEPT)]
    assert [one.state for one in owned.steps()] == [StepState.ACCEPTED]
    assert {tie.person.name for tie in owned.people()} == {"Ani", "Budi"}


def test_the_same_promise_and_step_read_again_are_not_there_twice(owned: OwnedRecord) -> None:
    read(owned, "a", person("Ani", "kirim buku"), suggested=step("telepon"))
    owned.decide_step(owned.steps()[0].id, StepState.DONE, step=step("telepon besok"))
    before = owned.people(), owned.steps()
    owned.save_reading("a", reading(person("Ani", "kirim buku"), suggested=step("telepon")), NOON)
    assert (owned.people(), owned.steps()) == before


def test_a_name_that_a_new_reading_does_not_see_is_no_alias_any_more(owned: OwnedRecord) -> None:
    read(owned, "a", person("Pak Budi"))
    read(owned, "b", person("Mas Budi"))
    owned.save_reading("b", reading(person("Budi")), NOON)
    assert owned.people()[0].person.aliases == ("Budi",)


def test_a_promise_that_no_person_was_given_is_kept_without_one(owned: OwnedRecord) -> None:
    text = "Aku janji kirim materinya ke panitia."
    owned.keep(reflection("a", text))
    owned.save_reading("a", reading(promised=(text, text)), NOON)
    assert [(promise.text, promise.person_id) for promise in owned.promises()] == [(text, None)]


def test_a_promise_to_a_person_is_not_kept_once_more_without_one(owned: OwnedRecord) -> None:
    text = "Aku janji kirim buku itu ke Ani."
    owned.keep(reflection("a", text))
    owned.save_reading("a", reading(person("Ani", "kirim buku"), promised=(text, text)), NOON)
    assert [promise.text for promise in owned.promises()] == ["kirim buku"]


def test_promises_are_filtered_by_state_newest_first(owned: OwnedRecord) -> None:
    read(owned, "a", person("Ani", "kirim buku"), ago=5)
    read(owned, "b", person("Ani", "kirim foto"))
    assert [promise.made_on for promise in owned.promises(PromiseState.OPEN)] == [DAY, days_ago(5)]
    owned.decide_promise(owned.promises()[0].id, PromiseState.LET_GO)
    assert [promise.text for promise in owned.promises(PromiseState.OPEN)] == ["kirim buku"]


def test_a_step_knows_its_person_and_keeps_the_users_wording(owned: OwnedRecord) -> None:
    read(owned, "a", person("Pak Budi"), suggested=step("telepon", "Budi", DAY))
    (kept,) = owned.steps()
    assert kept.person_id == owned.people()[0].person.id
    edited = step("mampir ke warungnya", "Budi", DAY + timedelta(days=3))
    owned.decide_step(kept.id, StepState.ACCEPTED, step=edited)
    assert owned.steps(StepState.ACCEPTED)[0].step == edited
    assert owned.steps(due_until=DAY) == ()


def test_steps_are_listed_by_the_day_they_are_due_those_without_one_last(owned: OwnedRecord) -> None:
    for name, due in {"none": None, "late": DAY, "soon": days_ago(3)}.items():
        read(owned, name, suggested=step(name, due=due))
    assert [kept.step.action for kept in owned.steps()] == ["soon", "late", "none"]
    assert [kept.step.action for kept in owned.steps(due_until=days_ago(1))] == ["soon"]


def test_an_unknown_promise_or_step_is_said_to_be_unknown(owned: OwnedRecord) -> None:
    with pytest.raises(UnknownStep):
        owned.decide_promise("nobody", PromiseState.KEPT)
    with pytest.raises(UnknownStep):
        owned.decide_step("nobody", StepState.DONE)


def test_those_met_last_come_first_and_their_number_is_told(owned: OwnedRecord) -> None:
    for ago, name in enumerate(("Ani", "Budi", "Citra", "Ani")):
        read(owned, f"r{ago}", person(name), ago=ago)
    ties, in_all = owned.people_met_last(2)
    assert ([tie.person.name for tie in ties], in_all) == (["Ani", "Budi"], 3)


def test_somebody_of_whom_no_meeting_is_told_comes_last(owned: OwnedRecord) -> None:
    read(owned, "a", person("Ani", "kirim buku"), ago=1)
    owned.decide_promise(owned.promises()[0].id, PromiseState.KEPT)
    owned.save_reading("a", reading(), NOON)  # the promise stays, the meeting goes
    read(owned, "b", person("Budi"), ago=9)
    assert [tie.person.name for tie in owned.people_met_last(5)[0]] == ["Budi", "Ani"]


def test_people_are_found_by_part_of_a_name_or_alias(owned: OwnedRecord) -> None:
    read(owned, "a", person("Pak Budi"), person("Citra"))
    read(owned, "b", person("BUDI"))
    ties, in_all = owned.people_met_last(5, "bud")
    assert ([tie.person.name for tie in ties], in_all) == (["Pak Budi"], 1)


@pytest.mark.parametrize("text", ["Tadi pak  BUDI datang.", "budi?", 'Kata Pak Budi: "ya"'])
def test_somebody_is_named_in_a_text_whatever_the_case_and_the_spaces(owned: OwnedRecord, text: str) -> None:
    read(owned, "a", person("Pak Budi"), person("Citra"))
    read(owned, "b", person("Budi"))
    assert [tie.person.name for tie in owned.people_named_in(text)] == ["Pak Budi"]


@pytest.mark.parametrize("text", ["", "Pak siapa?", "Budiman lewat.", "Kita bicara soal pak lurah."])
def test_nobody_is_named_in_a_text_that_has_part_of_their_name(owned: OwnedRecord, text: str) -> None:
    read(owned, "a", person("Pak Budi"))
    assert owned.people_named_in(text) == ()
