"""No page says a word that is not from `locale/`: with every sentence in brackets, nothing of ours stands outside."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

import app.words
from app.shown import Problem
from journal.errors import Locked
from journal.facts import FactKind
from journal.people import StepState
from journal.signals import Verdict
from tests.ui.conftest import Open
from tests.ui.fakes import PAYLOAD, TEXT, FakeKesan, fact, reading, step, suggestion
from tests.ui.screens import write

BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
TAGS = re.compile(r"<sup>.*?</sup>|<[^>]+>", re.DOTALL)
MARKUP = re.compile(r":[a-z_-]+\[|:material/\w+:|\]|\*\*")
SHOWN = ("label", "placeholder", "help", "body", "options", "captions", "caption", "title", "alt", "text")
EXPORT = "20/11/26 20.15 - Bu Ratna: Halo, Mas\n20/11/26 20.16 - Yudi: Halo Bu!"
SHORT = 60  # characters of a reflection in a list to choose from
NAMES = ("Kesan", "qwen3:8b", "gemma3", "http://localhost:11434/v1")


@pytest.fixture(autouse=True)
def _in_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    real = app.words._load
    monkeypatch.setattr(
        app.words, "_load", lambda language: {key: f"⟦{sentence}⟧" for key, sentence in real(language).items()}
    )
    for name in ("day", "weekday", "month"):
        monkeypatch.setattr(app.words.Words, name, lambda _say, _day: "⟦day⟧")


def shown(screen: AppTest) -> Iterator[str]:
    """All words on the page, as the browser gets them."""
    blocks = [screen.main, screen.sidebar]
    for element in (one for block in blocks for one in block):
        proto = getattr(element, "proto", None)
        if proto is None or not hasattr(proto, "DESCRIPTOR"):
            continue
        for name in SHOWN:
            said = getattr(proto, name, None)
            if said is not None:
                yield from [said] if isinstance(said, str) else (each for each in said if isinstance(each, str))


def outside(screen: AppTest, own: tuple[str, ...]) -> list[str]:
    """Words that are neither from `locale/` nor the user's or the reader's."""
    left: list[str] = []
    for said in shown(screen):
        if str(said).endswith(".css") or "[data-testid=" in str(said):
            continue
        words = unescape(TAGS.sub("", str(said)))
        for known in sorted((*own, *NAMES), key=len, reverse=True):
            words = words.replace(known, "")
        before = ""
        while before != words:
            before, words = words, BRACKETED.sub("", words)
        words = MARKUP.sub("", words)
        if re.search(r"[^\W\d_]", words):
            left.append(words.strip())
    return left


def own_words(kesan: FakeKesan) -> tuple[str, ...]:
    """What the fakes say in the user's and the reader's name."""
    found = reading()
    made = step()
    texts = [TEXT, PAYLOAD, found.because, found.their_side, *found.questions, made.action, made.message, made.because]
    texts += [move.quote for move in found.moves] + re.split(r"(?<=\.) |, ", TEXT)
    texts += [part for move in found.moves for part in TEXT.split(move.quote)]
    texts += ["Bu Ratna", "Ratna", "Yudi", "teman kantor lama", "kabar ibunya", "kirim nomor dokter"]
    texts += [reason.why for person in suggestion().people for reason in person.reasons] + [suggestion().answer]
    return tuple(
        text
        for text in (*texts, str(kesan.home), "Halo, Mas", "Halo Bu!", "Aku:", ". Lalu", " dan ", "[NAME_1]")
        if re.search(r"\w", text)
    )


def test_the_first_visit_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    assert outside(visit(), own_words(kesan)) == []


def test_a_sample_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    assert outside(visit().button(key="try_sample").click().run(), own_words(kesan)) == []


@pytest.mark.parametrize("page", ["journal", "people", "review", "settings"])
def test_a_full_page_says_nothing_of_its_own(visit: Open, kesan: FakeKesan, page: str) -> None:
    kesan.book.put(found=reading())
    kesan.book.put_person()
    kesan.book.decide_step("s1", StepState.ACCEPTED)
    kesan.book.put(on=date(2026, 10, 1))
    assert outside(visit(page), own_words(kesan)) == []


def test_a_reading_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put_person()
    assert outside(visit(reflection="r1"), own_words(kesan)) == []


def test_a_problem_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(problem=Problem("error.connection_dropped", {}))
    assert outside(visit(reflection="r1"), own_words(kesan)) == []


def test_a_person_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put(on=date(2026, 10, 1))
    person = kesan.book.put_person("Bu Ratna", ("r1", "r2"), facts=(fact(), fact(FactKind.CONFIDENCE, "demo", 2)))
    kesan.book.put_person("Bu Ratna")
    screen = visit("people", person=person)
    for menu in ("fact_menu_f1", "confidences", "who_menu"):
        screen.session_state[menu] = True
    parts = {part for one in (TEXT, TEXT[:SHORT]) for part in one.split("demo")} | {"demo"}
    assert outside(screen.run(), (*own_words(kesan), *parts)) == []


def test_a_question_on_who_is_who_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put_person()
    kesan.book.put_person("Yudi")
    kesan.book.who.pairs = (("p1", "p2"),)
    screen = visit("people")
    assert outside(screen, own_words(kesan)) == []
    assert outside(screen.button(key="who_yes").click().run(), own_words(kesan)) == []


def test_an_answer_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put_person()
    kesan.book.answer = suggestion()
    assert outside(visit("people").button(key="reconnect").click().run(), own_words(kesan)) == []


def test_a_chat_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    screen = write(visit(), EXPORT)
    assert outside(screen.selectbox(key="chat_me").set_value("Yudi").run(), own_words(kesan)) == []


def test_a_letter_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.writes_letters = True
    for every in ("week", "month"):
        assert (
            outside(visit("review").segmented_control(key="letter_every").set_value(every).run(), own_words(kesan))
            == []
        )


def test_who_would_name_the_user_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.names = suggestion()
    kesan.book.small = suggestion().people[0]
    screen = visit("review")
    screen.session_state["naming_shown"] = True
    assert outside(screen.run().button(key="likelier").click().run(), own_words(kesan)) == []


def test_figures_and_filters_say_nothing_of_their_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.put(found=reading(), on=date(2026, 10, 1))
    screen = visit("review")
    for menu in ("compare", "review_filters"):
        screen.session_state[menu] = True
    assert outside(screen.run(), own_words(kesan)) == []


def test_contacts_say_nothing_of_their_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    cards = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bu Ratna\r\nEND:VCARD\r\n"
    screen = visit("review").file_uploader(key="contacts_file").upload("contacts.vcf", cards).run()
    assert outside(screen, own_words(kesan)) == []
    assert outside(screen.button(key="contacts_start").click().run(), own_words(kesan)) == []


def test_an_offered_draft_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.keep_draft("0011223344556677", TEXT)
    assert outside(visit(), own_words(kesan)) == []


def test_a_corrected_reading_says_nothing_of_its_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    kesan.book.correct("r1", Verdict.SURFACE, TEXT)
    assert outside(visit(reflection="r1"), own_words(kesan)) == []


def test_settings_under_a_passphrase_say_nothing_of_their_own(visit: Open, kesan: FakeKesan) -> None:
    kesan.sealed = True
    assert outside(visit("settings"), own_words(kesan)) == []


def test_the_page_that_asks_for_a_passphrase_says_nothing_of_its_own(
    visit: Open, kesan: FakeKesan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> None:
        raise Locked

    monkeypatch.setattr("app.kesan.Kesan.open", locked)
    assert outside(visit(), own_words(kesan)) == []
