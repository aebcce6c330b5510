"""Words of a user or a model are never read as Markdown or HTML: a picture that they name would be fetched."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from journal.errors import KeyRefused
from journal.reading import MadeBy, Step
from journal.signals import Signal, Verdict
from tests.ui.conftest import Open
from tests.ui.fakes import PAYLOAD, FakeKesan, move, reading, suggestion

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
    kesan.book.put_person(PAYLOAD)
    kesan.book.answer = suggestion(PAYLOAD, PAYLOAD)
    return kesan


def screens(visit: Open) -> Iterator[AppTest]:
    """Every page and state that shows somebody's words."""
    yield visit()
    yield visit(reflection="r1")
    yield visit(reflection=PAYLOAD)
    yield visit("people").button(key="reconnect").click().run()
    yield visit("people", person="p1")
    yield visit("people", person=PAYLOAD)
    yield visit("review")
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
