"""Asking a journal: who is loaded by bound is who a look at everybody would give, and a question may follow another."""

import random
from datetime import date, timedelta

import pytest

from app.answering import Answering, Asked, likelier, would_name
from app.answering.conditions import Conditions
from app.answering.patterns import strength
from app.answering.reconnecting import Reconnecting
from app.answering.recounting import FITS
from app.answering.sources import Sources
from app.words import Words
from coach.asking import Answer, Pattern, parse
from coach.bounds import most_in_pattern, most_score
from coach.ranking import rank, until
from journal.facts import FactKind, FactRead
from journal.language import Language
from journal.people import PromiseState
from journal.reading import PersonRead, TieQuality
from journal.reflection import LOCAL_OWNER
from journal.signals import Known, Verdict
from memory.finding import Found, Memory
from memory.record import OwnedRecord, Record
from tests.app.fakes import LetsPass
from tests.memory.fakes import DAY, NOON, reading, reflection

TODAY = DAY + timedelta(days=3)
GIVEN = ("Ani", "Budi", "Citra", "Dewi", "Eko", "Fajar", "Gita", "Hadi")
KINDS = (FactKind.NAMED_ME, FactKind.INVITED, FactKind.GOING_ON, FactKind.I_PITCHED, FactKind.GRIEF, FactKind.REPAIRED)
QUESTIONS = (
    "Siapa yang sebaiknya kusapa?",
    "Siapa yang baru sekali ketemu tapi hangat, yang sudah lama tidak kusapa?",
    "Siapa yang sudah lama tidak kusapa?",
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> OwnedRecord:
    """A journal of 60 people met 150 times, each told of in every way that counts."""
    choose = random.Random(7)
    place = tmp_path_factory.mktemp("full") / "kesan.db"
    owned = Record.open(f"sqlite:///{place}").of(LOCAL_OWNER)
    names = [f"{first} {last}" for first in GIVEN for last in GIVEN if first != last]
    for number in range(150):
        who = choose.choice(names)
        told = f"Ketemu {who}."
        owned.keep(reflection(f"r{number}", told, on=DAY - timedelta(days=choose.randrange(500))))
        read = PersonRead(
            name=who,
            verdict=choose.choice(tuple(Verdict)),
            warmth=choose.choice((-0.6, -0.1, 0.0, 0.2, 0.5, 0.9)),
            cares_about=choose.choice(((), (told,))),
            promises=(told,) if choose.random() < 0.15 else (),
            tie_quality=TieQuality(remembers_me=choose.choice(tuple(Known))),
        )
        facts = [FactRead(person=who, kind=choose.choice(KINDS), quote=told)] if choose.random() < 0.4 else []
        owned.save_reading(f"r{number}", reading(read).model_copy(update={"facts": tuple(facts)}), NOON)
    for promise in owned.promises()[::3]:
        owned.decide_promise(promise.id, PromiseState.KEPT)
    return owned


class FindsNothing(Memory):
    """A memory in which nothing is near anything."""

    def __init__(self) -> None:
        """Has nothing."""

    def search(self, *_: object, **__: object) -> tuple[Found, ...]:
        return ()

    def nearness(self, *_: object) -> dict[str, float]:
        return {}


def sources(owned: OwnedRecord, as_of: date = TODAY) -> Sources:
    return Sources(owned, FindsNothing(), LetsPass(), Words(Language.INDONESIAN), as_of)


def ask(owned: OwnedRecord, question: str, *before: Asked) -> Answer:
    return Answering(owned, FindsNothing(), LetsPass(), Words(Language.INDONESIAN), TODAY).answer(question, before)


def names(answer: Answer) -> list[str]:
    return [one.name for one in answer.people]


@pytest.mark.parametrize("days_before", [0, 90, 300])
def test_nobody_scores_more_than_their_bound(full: OwnedRecord, days_before: int) -> None:
    as_of = TODAY - timedelta(days=days_before)
    bounds = {one.person_id: most_score(one, as_of, 1.0) for one in full.standings(as_of)}
    everybody = [tie for tie in full.people() if any(one.on <= as_of for one in tie.meetings)]
    ranked = rank(everybody, as_of, {tie.person.id: 1.0 for tie in everybody})
    assert ranked
    assert all(one.score <= bounds[one.person.id] + 1e-9 for one in ranked)


@pytest.mark.parametrize("days_before", [0, 200])
def test_who_is_loaded_by_bound_is_whom_a_look_at_everybody_gives(full: OwnedRecord, days_before: int) -> None:
    as_of = TODAY - timedelta(days=days_before)
    found = Reconnecting(sources(full, as_of), ()).answer(parse(QUESTIONS[0]), ())
    assert names(found) == [one.person.name for one in rank(full.people(), as_of)][:3]


@pytest.mark.parametrize("question", QUESTIONS[1:])
def test_with_a_condition_too_it_is_whom_a_look_at_everybody_gives(full: OwnedRecord, question: str) -> None:
    asked, here = parse(question), sources(full)
    ties = list(until(full.people(), TODAY))
    fits = {tie.person.id: Conditions(here, asked).fit(tie) for tie in ties}
    ranked = rank(ties, TODAY, fits)
    best = max(fits[one.person.id] for one in ranked)
    close = [one.person.name for one in ranked if fits[one.person.id] >= FITS * best]
    assert names(Reconnecting(here, ()).answer(asked, ())) == close[:3]


@pytest.mark.parametrize("pattern", [one for one in Pattern if one is not Pattern.TRIGGER])
def test_nobody_belongs_to_a_pattern_more_than_their_bound(full: OwnedRecord, pattern: Pattern) -> None:
    bounds = {one.person_id: most_in_pattern(pattern, one) for one in full.standings(TODAY)}
    strong = {tie.person.id: strength(pattern, tie) for tie in full.people()}
    assert any(one is not None for one in strong.values())
    assert all(one is None or one <= bounds[person] + 1e-9 for person, one in strong.items())


def test_who_else_asks_for_others_than_those_named_already(full: OwnedRecord) -> None:
    first = ask(full, QUESTIONS[0])
    second = ask(full, "Siapa lagi?", Asked(QUESTIONS[0], first))
    third = ask(full, "Siapa lagi?", Asked(QUESTIONS[0], first), Asked("Siapa lagi?", second))
    assert len({*names(first), *names(second), *names(third)}) == 9


def test_she_is_whoever_the_answer_before_named_first(full: OwnedRecord) -> None:
    first = ask(full, QUESTIONS[0])
    assert names(ask(full, "Apa dia sebaiknya kusapa?", Asked(QUESTIONS[0], first))) == names(first)[:1]


def test_a_question_that_names_somebody_stands_by_itself(full: OwnedRecord) -> None:
    first = ask(full, QUESTIONS[0])
    name = next(one.person.name for one in rank(full.people(), TODAY) if one.person.name not in names(first))
    assert names(ask(full, f"Apa {name} sebaiknya kusapa, bukan dia?", Asked(QUESTIONS[0], first))) == [name]


def test_and_how_about_asks_the_same_of_another_condition(full: OwnedRecord) -> None:
    first = ask(full, QUESTIONS[0])
    assert names(ask(full, "Kalau yang sudah lama?", Asked(QUESTIONS[0], first))) == names(ask(full, QUESTIONS[2]))


def test_who_has_named_the_user_comes_up_with_the_sentence_that_tells_it(full: OwnedRecord) -> None:
    found = would_name(sources(full))
    named = {tie.person.name for tie in full.people() if tie.told(FactKind.NAMED_ME)}
    assert found.found
    assert set(names(found)) <= named | {tie.person.name for tie in full.people() if tie.told(FactKind.THANKED)}
    assert all(reason.quote.startswith("Ketemu") for one in found.people for reason in one.reasons)


def test_of_whom_nothing_is_told_that_is_said(full: OwnedRecord) -> None:
    silent = next(tie.person for tie in full.people() if not tie.told(FactKind.NAMED_ME, FactKind.THANKED))
    answer = would_name(sources(full), silent)
    assert (answer.found, answer.people) == (False, ())
    assert silent.name in answer.answer


def test_what_makes_it_likelier_is_a_step_for_whoever_comes_first(full: OwnedRecord) -> None:
    small = likelier(sources(full))
    assert small is not None
    assert small.step is not None
    assert small.name == rank(full.people(), TODAY)[0].person.name
