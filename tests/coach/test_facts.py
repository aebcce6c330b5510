"""What a reflection tells of each person: facts, each in a sentence of the user's own."""

from datetime import date

import pytest

from coach.facts import Called, facts_in, with_facts
from journal.facts import FactKind
from tests.memory.fakes import person, reading, step

ON = date(2026, 5, 4)
RATIH = Called("Bu Ratih", ("Bu Ratih",))
BAMS = Called("Pak Bams", ("Pak Bams",))


def told(text: str, *people: Called) -> set[tuple[str, FactKind]]:
    return {(fact.person, fact.kind) for fact in facts_in(text, ON, people)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Pak Bams ngenalin saya ke direktur rumah sakit.", FactKind.NAMED_ME),
        ('Pak Bams told his whole team, "talk to Damar."', FactKind.NAMED_ME),
        ("Pak Bams bilang jangan hubungi dia dulu.", FactKind.NO_CONTACT),
        ("Pak Bams needs to be quiet until June, no calls.", FactKind.NO_CONTACT),
        ("Pak Bams cerita matanya kabur, jangan bilang siapa-siapa.", FactKind.CONFIDENCE),
        ("Pak Bams: kalau ke Klungkung lagi langsung masuk lewat dapur.", FactKind.INVITED),
        ("Pak Bams moved to Melbourne last month.", FactKind.MOVED),
        ("Pak Bams lagi nunggu operasi katarak.", FactKind.GOING_ON),
        ("Pak Bams janji? Dia janji kirim bibit jambu.", FactKind.THEIR_PROMISE),
    ],
)
def test_a_sentence_tells_a_thing_of_the_one_whom_it_speaks_of(text: str, kind: FactKind) -> None:
    assert ("Pak Bams", kind) in told(text, BAMS)


def test_who_died_is_dead_and_who_was_there_grieves() -> None:
    found = told("Bu Ratih meninggal subuh tadi. Pak Bams duduk diam di teras.", RATIH, BAMS)
    assert {("Bu Ratih", FactKind.DIED), ("Pak Bams", FactKind.GRIEF)} <= found


def test_a_relatives_death_is_not_their_own() -> None:
    anneke = Called("Anneke", ("Anneke",))
    found = told("Anneke's mother died on Sunday.", anneke)
    assert ("Anneke", FactKind.GRIEF) in found
    assert ("Anneke", FactKind.DIED) not in found


def test_what_was_said_by_the_user_is_no_praise() -> None:
    assert ("Pak Bams", FactKind.NAMED_ME) not in told("Saya cerita ke Pak Bams soal kedai saya dulu.", BAMS)


def test_somebody_named_in_a_quote_who_speaks_there_named_me() -> None:
    goh = Called("Kevin Goh", ("Kevin Goh",))
    mine = Called("Charmaine", ("Charmaine",))
    text = 'Email from Charmaine: "Kevin Goh said we should talk to you first."'
    assert ("Kevin Goh", FactKind.NAMED_ME) in told(text, mine, goh)


def test_a_fact_carries_the_day_that_its_sentence_speaks_of() -> None:
    (fact, *_) = facts_in("Pak Bams lagi belajar, ujian 20 Juni.", ON, [BAMS])
    assert fact.about == date(2026, 6, 20)


@pytest.mark.parametrize(
    "text",
    ["Pak Bams tinggal di Makassar sekarang.", "Pak Bams lives in Penang now.", "Kantornya Pak Bams di Surabaya."],
)
def test_where_somebody_lives_or_works_is_a_fact(text: str) -> None:
    assert ("Pak Bams", FactKind.PLACE) in told(text, BAMS)


def test_what_the_user_does_is_nothing_that_they_are_in_the_middle_of() -> None:
    assert told("Lalu aku bilang kantornya pasti butuh aplikasi baru buat kerja.", BAMS) == set()


def secretive(message: str) -> str:
    """What is left of a message after a talk in which something was told in confidence."""
    text = "Pak Bams cerita matanya kabur sejak Lebaran, jangan bilang siapa-siapa."
    read = reading(person("Pak Bams")).model_copy(update={"step": step().model_copy(update={"message": message})})
    found = with_facts(read, text, ON, []).step
    return found.message if found else ""


def test_a_message_that_repeats_a_confidence_is_left_out() -> None:
    assert secretive("Pak, soal matanya kabur sejak Lebaran itu, sudah ke dokter?") == ""


def test_a_message_that_repeats_no_confidence_stays() -> None:
    assert secretive("Pak, apa kabar?") == "Pak, apa kabar?"


def test_what_matters_to_somebody_is_a_fact_only_in_the_users_own_words() -> None:
    read = reading(person("Pak Bams", cares_about=("operasi katarak", "kesehatannya")))
    found = with_facts(read, "Pak Bams takut operasi katarak.", ON, []).facts
    assert [fact.quote for fact in found if fact.kind is FactKind.CARES] == ["operasi katarak"]
