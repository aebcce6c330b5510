"""The demo's journal fills every page."""

from collections.abc import Iterator

import pytest

from app.clock import today
from app.demo import fill
from app.kesan import Kesan
from app.notebook import Notebook
from app.settings import load_settings
from journal.people import PromiseState, StepState
from journal.signals import Verdict


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    """A home that was filled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KESAN_HOME", str(tmp_path_factory.mktemp("demo")))
        kesan = Kesan(load_settings())
        fill(kesan)
        yield kesan.notebook()
        kesan.close()


def test_all_of_the_demo_is_read(book: Notebook) -> None:
    assert book.count() > 20
    assert book.unread() == ()


def test_the_demo_ends_close_to_today(book: Notebook) -> None:
    assert (today() - book.entries(limit=1)[0].reflection.on).days <= 1


def test_the_demo_has_every_judging_verdict(book: Notebook) -> None:
    assert {entry.verdict for entry in book.entries(limit=None)} >= set(Verdict) - {Verdict.UNCLEAR}


def test_the_demo_has_people_met_more_than_once(book: Notebook) -> None:
    assert sum(len(tie.meetings) > 1 for tie in book.people_met_last(99)[0]) >= 5


def test_the_demo_has_something_to_do_and_something_done(book: Notebook) -> None:
    assert book.steps(StepState.ACCEPTED)
    assert book.steps(StepState.DONE)
    assert book.promises(PromiseState.OPEN)
    assert book.promises(PromiseState.KEPT)


def test_the_demo_says_whom_to_reconnect_with(book: Notebook) -> None:
    assert book.ask("Siapa yang sebaiknya kusapa lagi?").people
