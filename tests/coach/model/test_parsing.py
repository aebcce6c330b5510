"""From what models write to an answer."""

import pytest
from pydantic import Field

from coach.model.parsing import NotTheForm, parse
from journal.frozen import Frozen


class Said(Frozen):
    """A small form."""

    word: str = Field(description="One word.")


def faults(text: str) -> str:
    with pytest.raises(NotTheForm) as raised:
        parse(text, Said)
    return raised.value.faults


@pytest.mark.parametrize(
    "text",
    [
        '{"word": "a"}',
        '```json\n{"word": "a"}\n```',
        '```\n{"word": "a"}',
        'Sure {ok}: {"word": "a"} {"word": "b"}',
        '<think>{"word": "no"}</think>{"word": "a"}',
        'thinking {"word": "no"} </think>\n{"word": "a"}',
        '[{"word": "a"}]',
        '{"other": 1} then {"word": "a"}',
        '{"word": "a"} {"word": ',
    ],
)
def test_the_first_object_of_the_form_is_the_answer(text: str) -> None:
    assert parse(text, Said).word == "a"


def test_a_line_break_inside_a_string_is_taken() -> None:
    assert parse('{"word": "a\nb"}', Said).word == "a\nb"


def test_an_answer_that_is_all_thought_is_read_from_the_thought() -> None:
    assert parse('<think>{"word": "a"}</think>', Said).word == "a"


@pytest.mark.parametrize("text", ["", "no object", "{", '{"word": }', "[" * 5_000, '{"a":' * 5_000])
def test_a_text_without_an_object_says_so(text: str) -> None:
    assert faults(text) == "There is no JSON object in it."


def test_a_fault_names_its_field() -> None:
    assert faults('{"word": 5}').startswith("- word: ")


def test_a_field_too_many_is_a_fault() -> None:
    assert "more" in faults('{"word": "a", "more": 1}')


def test_a_fault_does_not_repeat_what_was_given() -> None:
    assert "rahasia" not in faults('{"word": ["rahasia"]}')
