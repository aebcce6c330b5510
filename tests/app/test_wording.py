"""A model's wording of an answer: it may say less, never more than the reflections."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.wording import worded
from coach.answers import Answered, Told
from coach.asking import Answer, SuggestedPerson
from journal.errors import Cancelled, KeyRefused
from journal.language import Language
from journal.reading import Step
from journal.reflection import LOCAL_OWNER, Reflection
from memory.record import OwnedRecord, Record
from tests.coach.model.scripted import ScriptedServer

FOUND = Answer(found=True, answer="Kamu menulis ini.", reflections=("r1", "r2"))
STEP = Step(person="Bu Ani", action="Sapa.", message="Halo.", because="", due=None)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[OwnedRecord]:
    with Record.open(f"sqlite:///{tmp_path / 'kesan.db'}") as opened:
        owned = opened.of(LOCAL_OWNER)
        for name in ("r1", "r2"):
            kept = datetime(2026, 11, 24, tzinfo=UTC)
            owned.keep(Reflection(id=name, text=f"Ketemu Bu Ani, {name}.", on=date(2026, 11, 24), kept_at=kept))
        yield owned


def word(answer: Answer, record: OwnedRecord, server: ScriptedServer) -> Answer:
    return worded(answer, "Apa kata Bu Ani?", record, server, Language.INDONESIAN)


def test_the_reflections_that_the_model_cites_come_first(record: OwnedRecord) -> None:
    answered = Answered(told=(Told(cites=("r2",), sentence="Bu Ani datang."),), not_told="")
    assert word(FOUND, record, ScriptedServer(answered)).reflections == ("r2", "r1")


def test_a_sentence_that_cites_nothing_is_cut(record: OwnedRecord) -> None:
    told = (Told(cites=("r1",), sentence="Bu Ani datang."), Told(cites=(), sentence="Ia kaya."))
    assert word(FOUND, record, ScriptedServer(Answered(told=told, not_told=""))).answer == "Bu Ani datang."


def test_what_the_model_does_not_find_told_is_not_told(record: OwnedRecord) -> None:
    answered = Answered(told=(), not_told="Jurnalmu tidak menceritakan namanya.")
    assert not word(FOUND, record, ScriptedServer(answered)).found


def test_whom_to_write_to_stays_when_the_model_tells_nothing(record: OwnedRecord) -> None:
    ranked = FOUND.model_copy(
        update={"people": (SuggestedPerson(name="Bu Ani", person_id="p", reasons=(), step=STEP),)}
    )
    assert word(ranked, record, ScriptedServer(Answered(told=(), not_told=""))) == ranked


def test_an_answer_stays_as_it_was_when_the_model_fails(record: OwnedRecord) -> None:
    server = ScriptedServer(fails={"answered": KeyRefused(url="http://127.0.0.1")})
    assert word(FOUND, record, server) == FOUND


def test_a_model_is_not_asked_when_nothing_was_found(record: OwnedRecord) -> None:
    server = ScriptedServer()
    word(Answer(found=False, answer="Tidak diceritakan."), record, server)
    assert server.asked == []


def test_an_answer_that_is_waited_for_can_be_stopped(record: OwnedRecord) -> None:
    server = ScriptedServer(fails={"answered": Cancelled()})
    with pytest.raises(Cancelled):
        word(FOUND, record, server)
