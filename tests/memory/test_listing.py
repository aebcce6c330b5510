"""People in a list: their order, who fits, and pages that begin where the last one ended."""

from datetime import timedelta

import pytest

from journal.people import PromiseState
from journal.reflection import Correction
from journal.signals import Verdict
from memory.listing import Order, Place, Sieve
from memory.record import OwnedRecord
from tests.memory.fakes import DAY, NOON, days_ago, person, reading, reflection


def meet(owned: OwnedRecord, name: str, days: int, *who: str, promise: str = "", warmth: float = 0.0) -> None:
    """A reflection `name` of so many days ago that tells of these people."""
    owned.keep(reflection(name, on=days_ago(days)))
    told = [person(one, *([promise] if promise else [])).model_copy(update={"warmth": warmth}) for one in who]
    owned.save_reading(name, reading(*told), NOON)


@pytest.fixture
def known(owned: OwnedRecord) -> OwnedRecord:
    """Budi (often, lately), Ani (once, warmly), Citra (once, a promise), Dewi (long ago)."""
    meet(owned, "a", 1, "Budi")
    meet(owned, "b", 5, "Budi", "Ani", warmth=0.5)
    meet(owned, "c", 6, "Budi")
    meet(owned, "d", 8, "Citra", promise="kirim buku")
    meet(owned, "e", 90, "Dewi")
    owned.correct("e", Correction(verdict=Verdict.SURFACE, note="", made_at=NOON))
    return owned


def names(owned: OwnedRecord, order: Order = Order.LAST_MET, sieve: Sieve | None = None, limit: int = 9) -> list[str]:
    """The names of all pages of so many people."""
    found: list[str] = []
    after: Place | None = None
    while True:
        page = owned.people_page(order, sieve or Sieve(), after, limit)
        found += [tie.person.name for tie in page.ties]
        if page.following is None:
            assert page.in_all == len(found)
            return found
        after = page.following


@pytest.mark.parametrize("limit", [1, 2, 3, 9])
def test_those_met_last_come_first_whatever_the_page_holds(known: OwnedRecord, limit: int) -> None:
    assert names(known, limit=limit) == ["Budi", "Ani", "Citra", "Dewi"]


@pytest.mark.parametrize("limit", [1, 3])
def test_names_are_in_order_whatever_the_page_holds(known: OwnedRecord, limit: int) -> None:
    assert names(known, Order.NAME, limit=limit) == ["Ani", "Budi", "Citra", "Dewi"]


@pytest.mark.parametrize("limit", [1, 2])
def test_two_met_in_one_reflection_stand_on_one_page_each(owned: OwnedRecord, limit: int) -> None:
    meet(owned, "a", 1, "Budi", "Ani", "Citra")
    assert sorted(names(owned, limit=limit)) == ["Ani", "Budi", "Citra"]


@pytest.mark.parametrize("limit", [1, 9])
def test_of_whom_no_meeting_is_told_comes_last(known: OwnedRecord, limit: int) -> None:
    known.keep(reflection("f", on=DAY))
    known.save_reading("f", reading(person("Eko", "kirim surat")), NOON)
    known.save_reading("f", reading(), NOON)
    eko = known.find_person("Eko")
    expected = ["Budi", "Ani", "Citra", "Dewi", *(["Eko"] if eko else [])]
    assert names(known, limit=limit) == expected


@pytest.mark.parametrize(
    ("sieve", "fit"),
    [
        (Sieve(met_at_most=2), ["Ani", "Citra", "Dewi"]),
        (Sieve(met_more_than=2), ["Budi"]),
        (Sieve(warm_from=0.35), ["Budi", "Ani"]),
        (Sieve(not_since=DAY - timedelta(days=60)), ["Dewi"]),
        (Sieve(promised=True), ["Citra"]),
        (Sieve(verdict=Verdict.SURFACE), ["Dewi"]),
        (Sieve(called="ANI"), ["Ani"]),
        (Sieve(met_at_most=2, not_since=DAY - timedelta(days=7)), ["Citra", "Dewi"]),
    ],
)
@pytest.mark.parametrize("order", Order)
def test_who_does_not_fit_is_left_out(known: OwnedRecord, order: Order, sieve: Sieve, fit: list[str]) -> None:
    expected = fit if order is Order.LAST_MET else sorted(fit)
    assert names(known, order, sieve, limit=1) == expected
    assert known.people_who(sieve) == {one.id for one in known.everybody() if one.name in fit}


def test_a_promise_that_was_kept_is_open_no_more(known: OwnedRecord) -> None:
    known.decide_promise(known.promises()[0].id, PromiseState.KEPT)
    assert names(known, sieve=Sieve(promised=True)) == []


def test_a_meeting_kept_meanwhile_puts_nobody_on_two_pages(known: OwnedRecord) -> None:
    first = known.people_page(Order.LAST_MET, Sieve(), None, 2)
    meet(known, "g", 0, "Fajar")
    second = known.people_page(Order.LAST_MET, Sieve(), first.following, 2)
    assert [tie.person.name for tie in second.ties] == ["Citra", "Dewi"]
