"""The library of steps: every step that can come of it is allowed, and the one chosen fits."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from coach.embedded.register import Register, register_towards, you
from coach.embedded.steps import Situation, choose_step, fill
from coach.embedded.word_lists import pattern_file
from coach.reader import Guard
from coach.step_rules import broken_rule
from journal.language import Language
from journal.reading import PersonRead
from journal.signals import Lens, LensValue, Signal, Verdict

TUESDAY = date(2026, 11, 24)
VOICES = {
    Language.INDONESIAN: ("gue ketemu dia", "aku ketemu dia", "saya bertemu beliau"),
    Language.ENGLISH: ("I met her",),
}
PEOPLE = {Language.INDONESIAN: ("Pak Oei", "Ojan", "mbak rani"), Language.ENGLISH: ("Noreen", "Mr Abara")}
OWN_WORDS = {
    Language.INDONESIAN: ("anaknya takut ke sekolah", "Sabtu malam saya ke rumah sakit"),
    Language.ENGLISH: ("his pigeons in Aleppo", "I'll do his gutters Saturday"),
}

TOPIC_WORDS = {
    "": "dia cerita soal gerobaknya",
    "grief": "ibunya meninggal",
    "illness": "bapaknya stroke",
    "birth": "istrinya baru melahirkan",
    "child": "anaknya pendiam",
    "parent": "ibunya tinggal sendiri",
    "partner": "suaminya jauh",
    "fear": "takut gelap",
    "study": "skripsi belum kelar",
    "work": "kena phk",
    "joy": "hobi burung",
}


def situation(
    text: str,
    person: PersonRead | None,
    verdict: Verdict = Verdict.REAL_CONNECTION,
    *signals: Signal,
    language: Language = Language.INDONESIAN,
    on: date = TUESDAY,
) -> Situation:
    return Situation(text, verdict, person, frozenset(signals), language, TUESDAY, on)


def every_step(language: Language) -> Iterator[tuple[str, str]]:
    detail, promise = OWN_WORDS[language]
    for pattern in pattern_file(language):
        for text in VOICES[language]:
            for name in PEOPLE[language]:
                person = PersonRead(name=name, cares_about=(detail,), promises=(promise,))
                step = fill(pattern, situation(text, person, language=language))
                yield pattern["id"], f"{step.action}\n{step.message}"


@pytest.mark.parametrize("language", list(Language))
def test_no_step_of_the_library_breaks_a_rule(language: Language) -> None:
    assert [(name, words) for name, words in every_step(language) if broken_rule(words, language)] == []


@pytest.mark.parametrize("language", list(Language))
def test_every_step_of_the_library_passes_the_guard(language: Language, embedded_guard: Guard) -> None:
    refused = [name for name, words in every_step(language) if embedded_guard.judge(words, language).transactional]
    assert refused == []


@pytest.mark.parametrize("language", list(Language))
def test_no_placeholder_is_left(language: Language) -> None:
    assert [words for _, words in every_step(language) if re.search(r"[{}]", words)] == []


def test_both_languages_have_the_same_patterns() -> None:
    indonesian, english = (
        [(pattern["id"], pattern["when"], pattern["days"]) for pattern in pattern_file(language)]
        for language in Language
    )
    assert indonesian == english


@pytest.mark.parametrize("language", list(Language))
def test_the_library_has_sixty_patterns_and_more(language: Language) -> None:
    assert len({pattern["id"] for pattern in pattern_file(language)}) >= 60


@pytest.mark.parametrize("pattern", pattern_file(Language.INDONESIAN), ids=lambda pattern: str(pattern["id"]))
def test_a_pattern_can_be_chosen(pattern: dict[str, Any]) -> None:
    """Some situation meets its conditions, its topic, signals and lenses being what it names."""
    when = pattern["when"]
    has = set(when.get("needs", ()))
    words = TOPIC_WORDS[(when.get("topics") or [""])[0]]
    person = PersonRead(
        name="Ojan" if "person" in has else "",
        cares_about=(words,) if "detail" in has else (),
        promises=("aku bawain obatnya",) if "promise" in has else (),
    )
    told = situation(words, person, Verdict(when["verdicts"][0]), *map(Signal, when.get("any", ())[:1]))
    lenses = {Lens(name): LensValue(fit[0]) for name, fit in when.get("lenses", {}).items()}
    only = fill(pattern, told)
    assert choose_step(told._replace(lenses=lenses), lambda step, _: step == f"{only.action}\n{only.message}") == only


@pytest.mark.parametrize(("answer", "chosen"), [(LensValue.NO, True), (LensValue.YES, False)])
def test_a_lens_decides_where_a_pattern_asks_for_it(answer: LensValue, chosen: bool) -> None:
    told = situation("aku", PersonRead(name="Ojan"), Verdict.SURFACE)._replace(lenses={Lens.FELT: answer})
    step = choose_step(told, lambda _step, _language: True)
    assert step is not None
    assert ("simpan HP" in step.action) is chosen


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.UNCLEAR])
@pytest.mark.parametrize("person", [None, PersonRead(name="Ojan"), PersonRead(name="Ojan", cares_about=("ibunya",))])
def test_every_situation_has_a_step(language: Language, verdict: Verdict, person: PersonRead | None) -> None:
    assert choose_step(situation("gue", person, verdict, language=language), lambda _step, _language: True) is not None


def test_an_open_promise_comes_first() -> None:
    person = PersonRead(name="Bu Sum", cares_about=("matanya katarak",), promises=("saya janji bawain foto ibu",))
    step = choose_step(situation("saya", person), lambda _step, _language: True)
    assert step is not None
    assert '"saya janji bawain foto ibu"' in step.action


def test_the_day_that_a_promise_names_is_the_day() -> None:
    person = PersonRead(name="Bu Sum", promises=("saya janji bawain foto ibu, hari Kamis",))
    step = choose_step(situation("saya", person), lambda _step, _language: True)
    assert step is not None
    assert step.due == date(2026, 11, 26)


def test_who_grieves_is_left_in_peace_after_a_pitch() -> None:
    person = PersonRead(name="Mas Yoga")
    told = situation("Almarhum bapaknya, saya tanya polis", person, Verdict.HIDDEN_PITCH, Signal.LOADED_QUESTION)
    step = choose_step(told, lambda _step, _language: True)
    assert step is not None
    assert (step.message, step.due) == ("", None)


def test_a_refused_pattern_gives_way_to_the_next() -> None:
    person = PersonRead(name="Ojan", cares_about=("bapaknya stroke",))
    first = choose_step(situation("gue", person), lambda _step, _language: True)
    assert first is not None
    second = choose_step(situation("gue", person), lambda step, _language: first.action not in step)
    assert second is not None
    assert second.action != first.action


def test_nothing_is_suggested_when_nothing_passes() -> None:
    assert choose_step(situation("gue", PersonRead(name="Ojan")), lambda _step, _language: False) is None


def test_the_same_situation_gives_the_same_step() -> None:
    told = situation("gue", PersonRead(name="Ojan", cares_about=("dia suka bola",)))
    assert choose_step(told, lambda _s, _l: True) == choose_step(told, lambda _s, _l: True)


@pytest.mark.parametrize(
    ("name", "register"), [("Pak Oei", Register.SAYA), ("Mbak Rini", Register.AKU), ("Ojan", Register.GUE)]
)
def test_nobody_says_gue_to_their_elders(name: str, register: Register) -> None:
    assert register_towards(name, Register.GUE) is register


def test_an_honorific_is_the_word_for_you() -> None:
    assert you("pak Oei", Register.SAYA, Language.INDONESIAN) == "Bapak"


@pytest.mark.parametrize(("days", "when"), [(0, "tadi"), (1, "kemarin"), (9, "waktu itu")])
def test_a_message_names_the_day_of_the_meeting_as_it_lies_behind(days: int, when: str) -> None:
    person = PersonRead(name="Rina", promises=("kirim resep",))
    met = situation("aku ketemu Rina", person, on=TUESDAY - timedelta(days=days))
    assert when in fill(pattern_file(Language.INDONESIAN)[0], met).message


@pytest.mark.parametrize("language", list(Language))
def test_no_message_says_yesterday_of_an_older_meeting(language: Language) -> None:
    person = PersonRead(name="Rina", cares_about=("anaknya sakit",), promises=("kirim resep",))
    met = situation("aku ketemu Rina", person, language=language, on=TUESDAY - timedelta(days=30))
    messages = [fill(pattern, met).message for pattern in pattern_file(language)]
    assert [one for one in messages if "kemarin" in one or "yesterday" in one] == []
