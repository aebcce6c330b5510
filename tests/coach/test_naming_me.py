"""Who would mention the user's name, by what they did."""

from datetime import date

import pytest

from coach.naming_me import ActKind, acts_of
from journal.facts import Fact, FactKind
from journal.people import Meeting, Person, Tie
from journal.reading import Move, TieQuality
from journal.signals import Known, Signal, Verdict

DAY = date(2026, 11, 20)
NAMED = Move(signal=Signal.THEY_NAMED_ME, quote="dia masih ingat namaku", start=0, end=22)


def fact(kind: FactKind, words: str, where: str = "r1") -> Fact:
    return Fact(id=words, reflection_id=where, person_id="p", kind=kind, quote=words, words=words, told_on=DAY)


def tie(*facts: Fact, remembers: Known = Known.UNKNOWN) -> Tie:
    meeting = Meeting(
        reflection_id="r9",
        on=DAY,
        role="",
        verdict=Verdict.REAL_CONNECTION,
        cares_about=(),
        tie_quality=TieQuality(remembers_me=remembers),
    )
    return Tie(person=Person(id="p", name="Bu Ani"), meetings=(meeting,), facts=facts)


@pytest.mark.parametrize(
    ("kind", "words", "act"),
    [
        (FactKind.NAMED_ME, "Bu Ani kenalin aku ke kakaknya.", ActKind.INTRODUCED),
        (FactKind.NAMED_ME, "She introduced me to her editor.", ActKind.INTRODUCED),
        (FactKind.NAMED_ME, "Bu Ani nyebut namaku di rapat.", ActKind.NAMED),
        (FactKind.THANKED, "Dia bilang makasih.", ActKind.THANKED),
    ],
)
def test_a_fact_is_an_act(kind: FactKind, words: str, act: ActKind) -> None:
    assert [one.kind for one in acts_of(tie(fact(kind, words)), {})] == [act]


def test_to_be_remembered_counts_with_the_words_that_tell_it() -> None:
    told = acts_of(tie(remembers=Known.YES), {"r9": [NAMED]})
    assert [(one.kind, one.quote) for one in told] == [(ActKind.REMEMBERED, "dia masih ingat namaku")]


def test_to_be_remembered_does_not_count_without_words() -> None:
    assert acts_of(tie(remembers=Known.YES), {"r9": []}) == ()


def test_what_was_told_in_confidence_does_not_come_up() -> None:
    words = "Jangan bilang siapa-siapa, dia nyebut namaku di rapat."
    assert acts_of(tie(fact(FactKind.NAMED_ME, words), fact(FactKind.CONFIDENCE, words)), {}) == ()


def test_to_be_named_comes_before_thanks() -> None:
    told = acts_of(tie(fact(FactKind.THANKED, "Makasih ya."), fact(FactKind.NAMED_ME, "Dia sebut namaku.", "r2")), {})
    assert [one.kind for one in told] == [ActKind.NAMED, ActKind.THANKED]
