"""Two owners in one record: not a row, vector, count or name of one reaches the other."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from journal.contacts import Contact
from journal.correcting import MoveCorrection
from journal.draft import Draft
from journal.errors import UnknownPerson, UnknownReflection, UnknownStep
from journal.facts import FactKind, FactRead
from journal.people import PromiseState, StepState
from journal.reflection import Correction, Owner
from journal.signals import Signal, Verdict
from memory.listing import Order, Sieve
from memory.record import Chunk, OwnedRecord, Problem, Record
from tests.memory.fakes import DAY, NOON, person, reading, reflection, step

MINE, THEIRS = Owner("https://sign.in/ani"), Owner("https://sign.in/budi")
NOT_CONTEXT = MoveCorrection(start=0, end=7, said=Signal.CONTEXT, meant=None, made_at=NOON)
Act = Callable[[OwnedRecord], object]


@pytest.fixture
def mine(record: Record) -> OwnedRecord:
    """The empty part of one owner, beside the full one of another."""
    theirs = record.of(THEIRS)
    theirs.keep(reflection("secret", "Rahasia Citra tentang kliniknya"))
    theirs.save_reading("secret", reading(person("Citra", "kirim obat"), suggested=step(who="Citra")), NOON)
    theirs.correct("secret", Correction(verdict=Verdict.MIXED, made_at=NOON))
    theirs.put_vectors("secret", "words", [Chunk(0, 0, 7, np.ones(3, np.float32))])
    theirs.correct_move("secret", NOT_CONTEXT)
    theirs.add_contacts([Contact(name="Citra Dewi")])
    theirs.keep_draft(Draft(device="phone", text="Rahasia Citra", saved_at=NOON))
    theirs.keep(reflection("unread"))
    return record.of(MINE)


@pytest.fixture
def theirs(record: Record, mine: OwnedRecord) -> OwnedRecord:  # noqa: ARG001 it is filled there
    """The full part."""
    return record.of(THEIRS)


LISTS: dict[str, Act] = {
    "entries": lambda owned: owned.entries(limit=None),
    "entries_by_id": lambda owned: owned.entries_by_id(["secret"]),
    "corrected": lambda owned: owned.corrected(),
    "with_corrected_moves": lambda owned: owned.with_corrected_moves(),
    "having_signal": lambda owned: owned.having_signal(Signal.PROMISE),
    "contacts": lambda owned: owned.contacts(),
    "contacts_named_in": lambda owned: owned.contacts_named_in("Kata Citra begitu"),
    "count_contacts": lambda owned: owned.count_contacts(),
    "drafts": lambda owned: owned.drafts(),
    "days": lambda owned: owned.days(["secret"]),
    "ids": lambda owned: owned.ids(),
    "count": lambda owned: owned.count(),
    "unread": lambda owned: owned.unread(),
    "months": lambda owned: owned.months(12),
    "newest_day": lambda owned: owned.newest_day(),
    "on_days": lambda owned: owned.on_days([DAY], 3),
    "tally": lambda owned: owned.tally(date.min, date.max).talks,
    "is_empty": lambda owned: not owned.is_empty(),
    "people": lambda owned: owned.people(),
    "told_of": lambda owned: owned.told_of("secret"),
    "told_in": lambda owned: owned.told_in(["secret"]),
    "told_lately": lambda owned: owned.told_lately("somebody", 5),
    "ties_of": lambda owned: owned.ties_of([]),
    "everybody": lambda owned: owned.everybody(),
    "doubtful_people": lambda owned: owned.doubtful_people(),
    "facts_about": lambda owned: owned.facts_about(DAY, None, 5),
    "apart_count": lambda owned: owned.apart_count(),
    "merged_into": lambda owned: owned.merged_into("somebody"),
    "people_page": lambda owned: owned.people_page(Order.NAME, Sieve(), None, 5)[0],
    "met_last": lambda owned: owned.met_last(5),
    "gatherings": lambda owned: owned.gatherings(date.min, 5),
    "people_who": lambda owned: owned.people_who(Sieve()),
    "in_trust": lambda owned: owned.in_trust(["secret"]),
    "people_met_last": lambda owned: owned.people_met_last(5)[1],
    "people_named_in": lambda owned: owned.people_named_in("Kata Citra begitu"),
    "people_of": lambda owned: owned.people_of(owned.people_names()),
    "people_with": lambda owned: owned.people_with({"citra"}),
    "standings": lambda owned: owned.standings(date(2026, 11, 30)),
    "facts_told": lambda owned: owned.facts_told(tuple(FactKind), date.min, date.max),
    "people_names": lambda owned: owned.people_names(),
    "people_count": lambda owned: owned.people_count(),
    "find_person": lambda owned: owned.find_person("Citra"),
    "name_words": lambda owned: owned.name_words(),
    "promises": lambda owned: owned.promises(),
    "steps": lambda owned: owned.steps(),
    "vectors": lambda owned: owned.vectors("words").keys,
    "count_vectors": lambda owned: owned.count_vectors("words"),
    "vector_keys": lambda owned: owned.vector_keys("words"),
    "chunks": lambda owned: owned.chunks("words", ["secret"]),
    "without_vectors": lambda owned: owned.without_vectors("words"),
    "change_number": lambda owned: owned.change_number(),
    "match_text": lambda owned: owned.match_text(["rahasia"], 5),
    "count_having": lambda owned: owned.count_having("rahasia", 5),
    "interrupt_readings": lambda owned: owned.interrupt_readings(),
    "forget_everything": lambda owned: owned.forget_everything(),
}
CHANGES: dict[str, Act] = {
    "correct_move": lambda owned: owned.correct_move("secret", NOT_CONTEXT),
    "tell_anew": lambda owned: owned.tell_anew("secret", reading()),
    "entry": lambda owned: owned.entry("secret"),
    "extend": lambda owned: owned.extend("secret", "lain"),
    "begin_reading": lambda owned: owned.begin_reading("secret"),
    "stop_reading": lambda owned: owned.stop_reading("secret"),
    "save_reading": lambda owned: owned.save_reading("secret", reading(), NOON),
    "fail_reading": lambda owned: owned.fail_reading("secret", Problem("error.unknown", {})),
    "correct": lambda owned: owned.correct("secret", Correction(verdict=Verdict.MIXED, made_at=NOON)),
    "withdraw_correction": lambda owned: owned.withdraw_correction("secret"),
    "put_vectors": lambda owned: owned.put_vectors("secret", "words", []),
    "forget_reflection": lambda owned: owned.forget_reflection("secret"),
}


@pytest.mark.parametrize("name", LISTS)
def test_what_another_owner_has_is_not_listed(mine: OwnedRecord, name: str) -> None:
    assert not LISTS[name](mine)


@pytest.mark.parametrize("name", CHANGES)
def test_what_another_owner_has_is_unknown_and_stays_as_it_is(
    mine: OwnedRecord, theirs: OwnedRecord, name: str
) -> None:
    before = theirs.entries(limit=None), theirs.vectors("words").keys
    with pytest.raises(UnknownReflection):
        CHANGES[name](mine)
    assert (theirs.entries(limit=None), theirs.vectors("words").keys) == before


def test_another_owners_person_can_be_neither_seen_nor_forgotten(mine: OwnedRecord, theirs: OwnedRecord) -> None:
    (tie,) = theirs.people()
    mine.keep(reflection("own"))
    mine.save_reading("own", reading(person("Dewi")), NOON)
    own = mine.people()[0].person.id
    for act in (
        mine.tie,
        mine.traces,
        mine.forget_person,
        lambda one: mine.merge_people(own, one),
        lambda one: mine.split_person(one, ["Citra"]),
        lambda one: mine.keep_apart(own, one),
        lambda one: mine.unmerge_person(own, one),
    ):
        with pytest.raises(UnknownPerson):
            act(tie.person.id)
    assert mine.entries(person_id=tie.person.id) == ()
    assert mine.ties_of([tie.person.id]) == ()
    assert theirs.people() == (tie,)


def test_another_owners_promise_and_step_can_not_be_decided(mine: OwnedRecord, theirs: OwnedRecord) -> None:
    with pytest.raises(UnknownStep):
        mine.decide_promise(theirs.promises()[0].id, PromiseState.KEPT)
    with pytest.raises(UnknownStep):
        mine.decide_step(theirs.steps()[0].id, StepState.DONE)
    mine.keep(reflection("own"))
    with pytest.raises(UnknownStep):
        mine.step(theirs.steps()[0].id)
    with pytest.raises(UnknownStep):
        mine.tell_step(theirs.steps()[0].id, "own")


def test_another_owners_fact_can_not_be_changed(mine: OwnedRecord, theirs: OwnedRecord) -> None:
    told = FactRead(person="Citra", kind=FactKind.INVITED, quote="Rahasia Citra tentang kliniknya")
    citra = reading(person("Citra")).model_copy(update={"facts": (told,)})
    theirs.save_reading("secret", citra, NOON)
    with pytest.raises(UnknownStep):
        mine.change_fact(theirs.people()[0].facts[0].id, hidden=True)
    with pytest.raises(UnknownStep):
        mine.fact(theirs.people()[0].facts[0].id)
    assert theirs.people()[0].facts


def test_forgetting_everything_of_one_owner_leaves_the_other_as_they_were(
    mine: OwnedRecord, theirs: OwnedRecord
) -> None:
    before = theirs.entries(limit=None), theirs.people(), theirs.vectors("words").keys
    mine.keep(reflection("secret", "punyaku"))
    assert mine.forget_everything() == ("secret",)
    assert (theirs.entries(limit=None), theirs.people(), theirs.vectors("words").keys) == before


def test_contacts_and_drafts_of_one_owner_are_their_own(mine: OwnedRecord, theirs: OwnedRecord) -> None:
    before = theirs.contacts(), theirs.drafts()
    assert mine.add_contacts([Contact(name="Citra Dewi", also=("Cit",))]) == 1
    mine.keep_draft(Draft(device="phone", text="", saved_at=NOON))
    mine.forget_contacts()
    assert (theirs.contacts(), theirs.drafts()) == before


def test_vectors_of_another_owners_reflection_are_left_out(mine: OwnedRecord, theirs: OwnedRecord) -> None:
    before = theirs.vectors("words").keys
    mine.put_many_vectors("words", {"secret": [Chunk(1, 0, 1, np.ones(3, np.float32))]})
    assert (mine.vector_keys("words"), theirs.vectors("words").keys) == (frozenset(), before)


def test_two_owners_can_use_the_same_id(mine: OwnedRecord, theirs: OwnedRecord) -> None:
    mine.keep(reflection("secret", "punyaku"))
    mine.forget_reflection("secret")
    assert theirs.entry("secret").reflection.text == "Rahasia Citra tentang kliniknya"


def test_every_way_to_an_owners_rows_is_tested_here() -> None:
    tested = {*LISTS, *CHANGES, "tie", "traces", "forget_person", "decide_promise", "decide_step"}
    tested |= {"change_fact", "fact", "merge_people", "split_person", "keep_apart", "add_contacts", "forget_contacts"}
    tested |= {"keep_draft", "unmerge_person", "step", "tell_step"}
    writes_only_under_the_own_name = {
        "at_reading",
        "keep",
        "keep_all",
        "take_in",
        "put_many_vectors",
        "drop_other_vectors",
        "rehearsal",
    }
    ways = {name for name in vars(OwnedRecord) if not name.startswith("_")}
    assert ways == tested | writes_only_under_the_own_name
