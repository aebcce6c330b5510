"""Words of a user or a model are never read as Markdown or HTML: a picture that they name would be fetched."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from journal.errors import KeyRefused
from journal.facts import FactKind
from journal.people import StepState, Tie
from journal.reading import MadeBy, Step
from journal.signals import Signal, Verdict
from tests.ui.conftest import Open
from tests.ui.fakes import PAYLOAD, TODAY, FakeKesan, fact, move, reading, suggestion
from tests.ui.screens import write

CARDS = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{PAYLOAD}\r\nEND:VCARD\r\n".encode()
CHAT = f"20/11/26 20.15 - {PAYLOAD.replace(':', '')}: {PAYLOAD}\n20/11/26 20.16 - Yudi: {PAYLOAD}"
SAFE = {"text", "code", "text_area", "text_input", "arrow_data_frame"}
MARKUP = ("<img", "<script", "<a ", 'onerror="')


@pytest.fixture
def hostile(kesan: FakeKesan) -> FakeKesan:
    """A journal in which every text, name, answer and setting is the payload."""
    found = reading().model_copy(
        update={
            "because": PAYLOAD,
            "their_side": PAYLOAD,
            "moves": (move(PAYLOAD, "![x](https://evil.example/p.png)", Signal.LISTENING),),
            "grounds": (0,),
            "lens_grounds": {},
            "questions": (PAYLOAD,),
            "people": tuple(
                one.model_copy(
                    update={"name": PAYLOAD, "role": PAYLOAD, "cares_about": (PAYLOAD,), "promises": (PAYLOAD,)}
                )
                for one in reading().people
            ),
            "step": Step(person=PAYLOAD, action=PAYLOAD, message=PAYLOAD, because=PAYLOAD, due=None),
            "made_by": MadeBy(reader="model", model=PAYLOAD),
        }
    )
    kesan.change_settings({"OPENAI_BASE_URL": PAYLOAD, "KESAN_MODEL": PAYLOAD})
    kesan.refuses_connection = KeyRefused(url=PAYLOAD)
    kesan.book.put(PAYLOAD, found)
    kesan.book.correct("r1", Verdict.MIXED, PAYLOAD)
    kesan.book.put(f"{PAYLOAD} {PAYLOAD}", found, on=TODAY.replace(year=TODAY.year - 1))
    told = tuple(fact(kind, PAYLOAD, number) for number, kind in enumerate(FactKind, 1))
    kesan.book.put_person(PAYLOAD, ("r1", "r2"), facts=told)
    kesan.book.put_person(f"{PAYLOAD}2", ("r1",))
    kesan.book.people = tuple(hostile_in_all(tie) for tie in kesan.book.people)
    kesan.book.who.pairs = (("p1", "p2"),)
    kesan.book.who.joined = {"gone": (PAYLOAD,)}
    kesan.book.answer = kesan.book.names = suggestion(PAYLOAD, PAYLOAD)
    kesan.book.small = suggestion(PAYLOAD, PAYLOAD).people[0]
    kesan.book.writes_letters = True
    kesan.book.keep_draft("0011223344556677", PAYLOAD)
    kesan.book.decide_step("s1", StepState.ACCEPTED)
    return kesan


def hostile_in_all(tie: Tie) -> Tie:
    """Somebody whose every name, role, care and promise is the payload."""
    return tie.model_copy(
        update={
            "person": tie.person.model_copy(update={"aliases": (PAYLOAD,)}),
            "meetings": tuple(
                one.model_copy(update={"role": PAYLOAD, "cares_about": (PAYLOAD,)}) for one in tie.meetings
            ),
            "promises": tuple(one.model_copy(update={"text": PAYLOAD}) for one in tie.promises),
        }
    )


def opened(screen: AppTest, *menus: str) -> AppTest:
    """The screen with these menus folded out."""
    for menu in menus:
        screen.session_state[menu] = True
    return screen.run()


def screens(visit: Open) -> Iterator[AppTest]:
    """Every page and state that shows somebody's words."""
    yield visit()
    yield visit(reflection="r1")
    yield visit(reflection=PAYLOAD)
    yield visit("people").button(key="reconnect").click().run()
    yield visit("people", person="p1")
    yield visit("people", person=PAYLOAD)
    yield opened(visit("people", person="p1"), "confidences", "who_menu", "fact_menu_f1", "forget_person_asked")
    yield visit("people", person="p1").button(key="likelier").click().run()
    yield visit(reflection="r1", fact="f1")
    yield visit("people")
    yield visit("people").button(key="who_yes").click().run()
    yield visit("review")
    yield opened(visit("review"), "naming_shown", "compare", "review_filters").button(key="likelier").click().run()
    yield visit("review").segmented_control(key="letter_every").set_value("month").run()
    yield visit("review").file_uploader(key="contacts_file").upload("contacts.vcf", CARDS).run()
    yield visit("review").file_uploader(key="contacts_file").upload(f"{PAYLOAD}.vcf", PAYLOAD.encode()).run()
    yield write(visit(), CHAT).selectbox(key="chat_me").set_value("Yudi").run()
    yield opened(visit("settings"), "names_shown")
    yield visit("settings").button(key="test_connection").click().run()


@pytest.mark.usefixtures("hostile")
def test_no_markdown_and_no_label_holds_the_words_of_a_user(visit: Open) -> None:
    leaking = []
    for screen in screens(visit):
        assert not screen.exception
        for element in screen.main.children.values():
            leaking += [shown for shown in markdown_of(element) if "evil.example" in shown]
    assert leaking == []


@pytest.mark.usefixtures("hostile")
def test_the_words_of_a_user_bring_no_tag_of_their_own(visit: Open) -> None:
    html = [str(element.value) for screen in screens(visit) for element in screen.html]
    assert any("evil.example" in one for one in html)
    assert [one for one in html for mark in MARKUP if mark in one] == []


def markdown_of(node: object) -> Iterator[str]:
    """What an element, or those in a block, would have read as Markdown: its body, its label, its help."""
    children = getattr(node, "children", None)
    if children:
        for child in children.values():
            yield from markdown_of(child)
    proto = getattr(node, "proto", None)
    kind = str(getattr(node, "type", ""))
    names = ("label", "help", "title") if kind in SAFE or kind == "html" else ("label", "help", "body", "text", "title")
    for name in names:
        value = getattr(proto, name, "")
        yield value if isinstance(value, str) else str(getattr(value, "label", ""))
