"""A step that a reader worded on one day is told rightly on another; what the user wrote is left alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.current_steps import as_told_on
from journal.people import StepState
from journal.reading import Step
from journal.reflection import LOCAL_OWNER
from memory.record import OwnedRecord, Record
from tests.memory.fakes import NOON, person, reading, reflection

READ_ON = NOON.astimezone().date()
SUGGESTED = Step(
    person="Budi", action="Kirim pesan ke Budi.", message="Budi, cerita kamu kemarin seru.", because="", due=None
)


@pytest.fixture
def owned(tmp_path: Path) -> Iterator[OwnedRecord]:
    """A journal with a step for Budi."""
    with Record.open(f"sqlite:///{tmp_path / 'kesan.db'}") as record:
        owned = record.of(LOCAL_OWNER)
        owned.keep(reflection("a"))
        owned.save_reading("a", reading(person("Budi"), suggested=SUGGESTED), NOON)
        yield owned


def message(owned: OwnedRecord, days: int) -> str:
    """The message as it is told so many days after the reading."""
    return as_told_on(owned, owned.steps(), READ_ON + timedelta(days=days))[0].step.message


def test_a_day_later_it_is_no_longer_yesterday(owned: OwnedRecord) -> None:
    assert (message(owned, 0), message(owned, 1)) == (SUGGESTED.message, "Budi, cerita kamu waktu itu seru.")


def test_a_step_taken_on_as_it_was_is_told_rightly_too(owned: OwnedRecord) -> None:
    owned.decide_step(owned.steps()[0].id, StepState.ACCEPTED)
    assert message(owned, 3) == "Budi, cerita kamu waktu itu seru."


def test_what_the_user_wrote_stays(owned: OwnedRecord) -> None:
    own = SUGGESTED.model_copy(update={"message": "Budi, yang kemarin kubalas Jumat."})
    owned.decide_step(owned.steps()[0].id, StepState.ACCEPTED, step=own)
    assert message(owned, 3) == own.message
