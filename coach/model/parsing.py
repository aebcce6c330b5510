"""From what a model wrote to an answer in its form: fences, thoughts and prose around the JSON set aside."""

import json
import re
from collections.abc import Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError

Form = TypeVar("Form", bound=BaseModel)

_FAULTS_SHOWN = 8
_DECODER = json.JSONDecoder(strict=False)
_OBJECT = re.compile(r"\{")
_THOUGHT = "</think>"


class NotTheForm(Exception):
    """The text holds no answer in the form asked for; `faults` tells the model what to mend."""

    def __init__(self, faults: str) -> None:
        super().__init__()
        self.faults = faults


def parse(text: str, form: type[Form]) -> Form:
    """The first JSON object of the text that has the form.

    Raises:
        NotTheForm: none has; the faults are those of the first object.
    """
    faults = ""
    for found in _objects(_after_thinking(text)):
        try:
            return form.model_validate(found)
        except ValidationError as error:
            faults = faults or _told(error)
    raise NotTheForm(faults or "There is no JSON object in it.")


def _after_thinking(text: str) -> str:
    """What follows the last thought; all of it when nothing does."""
    return text.rpartition(_THOUGHT)[2].strip() or text


def _objects(text: str) -> Iterator[dict[str, object]]:
    """The text's JSON objects, outermost only."""
    at = 0
    while opening := _OBJECT.search(text, at):
        try:
            found, at = _DECODER.raw_decode(text, opening.start())
        except (json.JSONDecodeError, RecursionError):
            at = opening.end()
        else:
            yield found


def _told(error: ValidationError) -> str:
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    lines = [f"- {'.'.join(map(str, fault['loc'])) or 'the object'}: {fault['msg']}" for fault in faults]
    return "\n".join(lines[:_FAULTS_SHOWN])
