"""A letter: each sentence rests on reflections of its days."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.letters import Letter, Topic, before, compose, month_of, week_of, written
from app.words import Words
from coach.answers import LetterLine, LetterTopic, LetterWritten
from journal.language import Language
from journal.people import PromiseState
from journal.reading import PersonRead, verbatim_moves
from journal.reflection import LOCAL_OWNER, Correction
from journal.signals import Signal, Verdict
from memory.record import OwnedRecord, Record
from tests.coach.model.scripted import ScriptedServer
from tests.memory.fakes import NOON, reading, reflection

SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 30)
SAY = Words(Language.ENGLISH)


@pytest.fixture
def owned(tmp_path: Path) -> Iterator[OwnedRecord]:
    """An empty journal."""
    with Record.open(f"sqlite:///{tmp_path / 'kesan.db'}") as record:
        yield record.of(LOCAL_OWNER)


def keep(
    owned: OwnedRecord,
    name: str,
    text: str,
    *noted: tuple[Signal, str],
    day: int = 10,
    month: int = 11,
    verdict: Verdict = Verdict.REAL_CONNECTION,
    promise: str = "",
) -> None:
    owned.keep(reflection(name, text, on=date(2026, month, day)))
    moves, _ = verbatim_moves(text, noted)
    who = PersonRead(name="Bu Ani", verdict=verdict, promises=(promise,) if promise else ())
    owned.save_reading(name, reading(who, verdict=verdict).model_copy(update={"moves": moves}), NOON)


def sentences(letter: Letter, topic: Topic) -> list[str]:
    return [one.sentence for one in letter.paragraphs if one.topic is topic]


def cited(letter: Letter, topic: Topic) -> list[tuple[str, str]]:
    return [(cite.reflection_id, cite.quote) for one in letter.paragraphs if one.topic is topic for cite in one.cites]


def test_a_stretch_without_a_note_says_so(owned: OwnedRecord) -> None:
    assert sentences(compose(owned, SAY, SINCE, UNTIL), Topic.WROTE) == [SAY("letter.nothing")]


def test_real_connections_are_counted_beside_those_before(owned: OwnedRecord) -> None:
    keep(owned, "a", "Halo.")
    keep(owned, "b", "Jualan.", verdict=Verdict.HIDDEN_PITCH, month=10)
    told = sentences(compose(owned, SAY, SINCE, UNTIL), Topic.CHANGED)[0]
    assert told == "Read as real connection: 1 of 1. In the span before: 0 of 1."


def test_the_users_own_verdict_counts(owned: OwnedRecord) -> None:
    keep(owned, "a", "Halo.")
    owned.correct("a", Correction(verdict=Verdict.SURFACE, made_at=NOON))
    assert sentences(compose(owned, SAY, SINCE, UNTIL), Topic.CHANGED)[0].startswith("Read as real connection: 0 of 1")


def test_with_whom_it_went_better_is_told_with_the_words_that_show_it(owned: OwnedRecord) -> None:
    keep(owned, "a", "Aku jualan.", verdict=Verdict.HIDDEN_PITCH, month=9)
    keep(owned, "b", "Aku cuma dengar.", (Signal.LISTENING, "Aku cuma dengar."))
    assert cited(compose(owned, SAY, SINCE, UNTIL), Topic.CHANGED) == [("b", "Aku cuma dengar.")]


def test_a_promise_that_was_kept_in_these_days_is_told(owned: OwnedRecord) -> None:
    keep(owned, "a", "Aku janji kirim buku.", month=9, promise="Aku janji kirim buku.")
    keep(owned, "b", "Buku sudah sampai.")
    owned.decide_promise(owned.promises()[0].id, PromiseState.KEPT, "b")
    assert sentences(compose(owned, SAY, SINCE, UNTIL), Topic.PROMISE) == ["Promises that you kept in these days: 1."]


def test_an_older_open_promise_is_no_news_of_these_days(owned: OwnedRecord) -> None:
    keep(owned, "a", "Aku janji kirim buku.", month=9, promise="Aku janji kirim buku.")
    keep(owned, "b", "Halo.")
    assert sentences(compose(owned, SAY, SINCE, UNTIL), Topic.PROMISE) == []


def test_whom_the_user_lifted_is_told_with_what_was_given(owned: OwnedRecord) -> None:
    keep(owned, "a", "Kubantu Bu Ani pindahan.", (Signal.HELP_GIVEN, "Kubantu Bu Ani pindahan."))
    letter = compose(owned, SAY, SINCE, UNTIL)
    assert cited(letter, Topic.LIFTED) == [("a", "Kubantu Bu Ani pindahan.")]
    assert "Bu Ani" in sentences(letter, Topic.LIFTED)[0]


def test_one_pitch_is_told_as_one(owned: OwnedRecord) -> None:
    keep(owned, "a", "Kami hening. Aku buka demo.", (Signal.PRODUCT_STEERING, "Aku buka demo."))
    told = sentences(compose(owned, SAY, SINCE, UNTIL), Topic.TRIGGER)
    assert told[0].startswith("The pull to sell shows in 1 of 1 notes, with no pattern")


def test_every_quote_of_a_letter_stands_in_the_reflection_it_cites(owned: OwnedRecord) -> None:
    for number in range(2):
        steered = (Signal.PRODUCT_STEERING, "Aku buka demo.")
        keep(owned, str(number), f"Kami hening, ke-{number}. Aku buka demo. Aku dengar.", steered, day=number + 1)
    letter = compose(owned, SAY, SINCE, UNTIL)
    cites = [cite for one in letter.paragraphs for cite in one.cites]
    assert cites
    assert all(cite.quote in owned.entry(cite.reflection_id).reflection.text for cite in cites)


def test_a_models_letter_keeps_what_its_quotes_bear_out(owned: OwnedRecord) -> None:
    keep(owned, "a", "Aku cuma dengar.")
    lines = [
        LetterLine(cites="a", quote=quote, topic=LetterTopic.CHANGED, sentence=quote)
        for quote in ("Aku cuma dengar", "Aku jualan")
    ]
    server = ScriptedServer(LetterWritten(lines=tuple(lines)))
    letter = written(owned, server, (SINCE, UNTIL), Language.INDONESIAN)
    assert letter is not None
    assert (letter.made_by, [one.sentence for one in letter.paragraphs]) == ("model", ["Aku cuma dengar"])


def test_a_models_letter_of_which_nothing_holds_is_none(owned: OwnedRecord) -> None:
    keep(owned, "a", "Aku cuma dengar.")
    assert written(owned, ScriptedServer(LetterWritten(lines=())), (SINCE, UNTIL), Language.INDONESIAN) is None


def test_the_month_before_a_month_is_whole() -> None:
    assert before(*month_of(date(2026, 3, 15))) == (date(2026, 2, 1), date(2026, 2, 28))


def test_the_week_before_a_week_ends_where_it_begins() -> None:
    monday, sunday = week_of(date(2026, 11, 25))
    assert (monday, sunday) == (date(2026, 11, 23), date(2026, 11, 29))
    assert before(monday, sunday) == (monday - timedelta(days=7), sunday - timedelta(days=7))
