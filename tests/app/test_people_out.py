"""People taken out as vCards, and how they can be reached by what the user wrote."""

import pytest
import vobject

from app.reaching import Reach, reach
from app.vcards import vcard
from app.words import Words
from journal.facts import Fact, FactKind
from journal.language import Language
from journal.people import Meeting, Person, Tie
from journal.reading import TieQuality
from journal.signals import Verdict
from tests.memory.fakes import DAY

BUDI = Person(id="p1", name="Pak Budi", aliases=("Budi; Santoso",))
ANI = Person(id="p2", name="Bu Ani")
SECRET = "Dia cerita anaknya sakit, jangan bilang siapa-siapa."


def tie(person: Person = BUDI) -> Tie:
    """Somebody met once, who told one thing openly and one in confidence."""
    told = Fact(
        id="f", reflection_id="a", person_id="p1", kind=FactKind.CONFIDENCE, quote=SECRET, words=SECRET, told_on=DAY
    )
    met = Meeting(
        reflection_id="a",
        on=DAY,
        role="guru, musik",
        verdict=Verdict.REAL_CONNECTION,
        cares_about=("sekolah alam", "anaknya sakit"),
        tie_quality=TieQuality(),
    )
    return Tie(person=person, meetings=(met,), facts=(told,))


def found(text: str, *there: Tie) -> Reach:
    return reach(there[0].person.id, [(text, [one.person for one in there])])


@pytest.mark.parametrize(
    "text",
    ["Nomor Pak Budi 0812-3456-7890.", "Telepon Pak Budi di +62 812 3456 7890 ya.", "Pak Budi (081234567890) ramah."],
)
def test_a_number_in_a_sentence_on_somebody_reaches_them(text: str) -> None:
    assert found(text, tie()).phones == ("+6281234567890",)


def test_a_number_in_a_sentence_on_two_is_nobodys() -> None:
    assert found("Pak Budi kasih nomor Bu Ani, 0812-3456-7890.", tie(), tie(ANI)) == Reach()


def test_a_price_is_no_number() -> None:
    assert found("Pak Budi bayar 1.500.000 untuk 20 kursi.", tie()) == Reach()


def test_an_address_reaches_them() -> None:
    assert found("Surel Pak Budi budi@sekolah.sch.id, katanya.", tie()).emails == ("budi@sekolah.sch.id",)


def test_a_vcard_reads_back_as_it_was() -> None:
    written = vcard(tie(), Reach(("+6281234567890",), ("budi@sekolah.sch.id",)), Words(Language.INDONESIAN))
    card = next(vobject.readComponents(written))
    read = (card.fn.value, card.nickname.value, card.title.value, card.tel.value, card.email.value)
    assert read == ("Pak Budi", "Budi; Santoso", "guru, musik", "+6281234567890", "budi@sekolah.sch.id")


def test_a_vcard_tells_what_matters_and_nothing_in_confidence() -> None:
    card = next(vobject.readComponents(vcard(tie(), Reach(), Words(Language.INDONESIAN))))
    assert "sekolah alam" in card.note.value
    assert "sakit" not in card.note.value
