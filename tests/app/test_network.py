"""The network that reflections tell: who is in it, how they are linked, and what is kept out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.network import MOST_PEOPLE, Network, network
from coach.acquaintance import Bond
from journal.facts import FactKind, FactRead
from journal.reflection import LOCAL_OWNER
from memory.record import OwnedRecord, Record
from tests.memory.fakes import NOON, days_ago, person, reading, reflection

TODAY = date(2026, 11, 24)


@pytest.fixture
def owned(tmp_path: Path) -> Iterator[OwnedRecord]:
    """An empty record."""
    record = Record.open(f"sqlite:///{tmp_path / 'kesan.db'}")
    yield record.of(LOCAL_OWNER)
    record.close()


def tell(owned: OwnedRecord, name: str, text: str, *who: str, days: int = 1, secret: str = "") -> None:
    """A reflection of so many days ago that tells of these people, a sentence of it in confidence."""
    facts = (FactRead(person=who[0], kind=FactKind.CONFIDENCE, quote=secret),) if secret else ()
    owned.keep(reflection(name, text, on=days_ago(days)))
    owned.save_reading(name, reading(*map(person, who)).model_copy(update={"facts": facts}), NOON)


def linked(found: Network) -> list[tuple[Bond, str, str]]:
    """The links, by names."""
    names = {one.person_id: one.name for one in found.people}
    return [(one.bond, names[one.source], names[one.target]) for one in found.links]


def test_who_introduced_whom_is_told_before_who_stands_together(owned: OwnedRecord) -> None:
    tell(owned, "a", "Makan sama Ani dan Citra.", "Ani", "Citra")
    tell(owned, "b", "Budi mengenalkan aku ke Ani.", "Budi", "Ani", days=9)
    found = linked(network(owned, TODAY))
    assert found[0] == (Bond.INTRODUCED, "Budi", "Ani")
    assert [bond for bond, _, _ in found] == [Bond.INTRODUCED, Bond.TOGETHER]


def test_what_is_said_of_two_is_not_told_once_more_as_standing_together(owned: OwnedRecord) -> None:
    tell(owned, "a", "Budi mengenalkan aku ke Ani.", "Budi", "Ani")
    tell(owned, "b", "Rapat sama Ani dan Budi.", "Budi", "Ani")
    assert [bond for bond, _, _ in linked(network(owned, TODAY))] == [Bond.INTRODUCED]


def test_who_links_the_others_is_known(owned: OwnedRecord) -> None:
    tell(owned, "a", "Budi mengenalkan aku ke Ani.", "Budi", "Ani")
    tell(owned, "b", "Budi mengenalkan aku ke Citra.", "Budi", "Citra")
    assert {one.name for one in network(owned, TODAY).people if one.bridges} == {"Budi"}


def test_a_name_in_a_sentence_told_in_confidence_links_nobody(owned: OwnedRecord) -> None:
    said = "Budi cerita soal Ani dan cerainya."
    tell(owned, "a", f"Ngopi. {said}", "Budi", "Ani", secret=said)
    assert network(owned, TODAY) == Network()


def test_what_is_older_than_two_years_is_left_out(owned: OwnedRecord) -> None:
    tell(owned, "a", "Budi mengenalkan aku ke Ani.", "Budi", "Ani", days=900)
    assert network(owned, TODAY) == Network()


def test_a_picture_holds_no_more_people_than_a_phone(owned: OwnedRecord) -> None:
    for number in range(10):
        one, other = f"Ani{chr(97 + number)}", f"Budi{chr(97 + number)}"
        tell(owned, f"n{number}", f"Makan sama {one} dan {other}.", one, other)
    found = network(owned, TODAY)
    assert len(found.people) == MOST_PEOPLE
    assert len({one.group for one in found.people}) == MOST_PEOPLE // 2
