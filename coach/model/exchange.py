"""One question to a model: the prompt, the form of the answer, one chance to mend it, and what it took.

The only way to a server: what a veil hides is hidden here, for every prompt, and put back in every answer.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from pydantic import BaseModel

from coach.answer_form import schema_of, sketch_of
from coach.model.parsing import NotTheForm, parse
from coach.model.server import Asked, Message, Server
from coach.model.veil import ABOUT, Veil
from coach.prompts import Prompt
from journal.errors import AnswerUnreadable
from journal.reading import Cost

Form = TypeVar("Form", bound=BaseModel)

_FORM = "## Your answer\nOne JSON object of this form, nothing before or after it, every field given:\n"
_NOT_PRIVATE = ("language", "today", "finding")
_REPAIR = "That answer can't be read:\n{faults}\nGive the whole answer again as one JSON object of the form asked for."


class Meter:
    """What a reading takes. Calls that overlap are waited for once; it may be used from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun = monotonic()
        self._calls = self._prompt_tokens = self._completion_tokens = 0
        self._open = 0
        self._opened = self._waited = 0.0

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Counts the time within as waiting for the server."""
        with self._lock:
            self._calls += 1
            self._open += 1
            if self._open == 1:
                self._opened = monotonic()
        try:
            yield
        finally:
            with self._lock:
                self._open -= 1
                if self._open == 0:
                    self._waited += monotonic() - self._opened

    def count(self, prompt_tokens: int, completion_tokens: int) -> None:
        """Adds a reply's tokens."""
        with self._lock:
            self._prompt_tokens += prompt_tokens
            self._completion_tokens += completion_tokens

    @property
    def cost(self) -> Cost:
        """What it has taken so far."""
        return Cost(
            calls=self._calls,
            prompt_tokens=self._prompt_tokens,
            completion_tokens=self._completion_tokens,
            seconds=monotonic() - self._begun,
            waited_seconds=self._waited,
        )


def turns_of(prompt: Prompt, form: type[BaseModel], veil: Veil | None, **inputs: str) -> tuple[Message, ...]:
    """The very words that are sent: first what is the same for every reading, so that providers cache it.

    Raises:
        PromptBroken: an input is missing or unknown.
    """
    hidden = inputs if veil is None else {name: _hidden(veil, name, text) for name, text in inputs.items()}
    filled = prompt.fill(**hidden)
    parts = [filled.system, *([] if veil is None else [ABOUT]), f"{_FORM}{sketch_of(form)}"]
    return (Message("system", "\n\n".join(parts)), Message("user", filled.user))


def _hidden(veil: Veil, name: str, text: str) -> str:
    return text if name in _NOT_PRIVATE else veil.hide(text)


class Exchange:
    """Asks one server on behalf of one reading, behind a veil where names stay home."""

    def __init__(self, server: Server, meter: Meter, veil: Veil | None = None) -> None:
        self._server = server
        self._meter = meter
        self._veil = veil

    def ask(self, prompt: Prompt, form: type[Form], pulse: Callable[[], None], **inputs: str) -> Form:
        """The answer to the prompt with these inputs.

        Raises:
            AnswerUnreadable: it had not the form, nor after one repair.
            KesanError: there was none; see `journal.errors`.
        """
        answer = self._answer(prompt, form, turns_of(prompt, form, self._veil, **inputs), pulse)
        return answer if self._veil is None else self._veil.revealed(answer)

    def _answer(self, prompt: Prompt, form: type[Form], turns: tuple[Message, ...], pulse: Callable[[], None]) -> Form:
        text = self._reply(prompt, form, turns, pulse)
        try:
            return parse(text, form)
        except NotTheForm as fault:
            turns = (*turns, Message("assistant", text), Message("user", _REPAIR.format(faults=fault.faults)))
        try:
            return parse(self._reply(prompt, form, turns, pulse), form)
        except NotTheForm:
            raise AnswerUnreadable(prompt=prompt.label) from None

    def _reply(self, prompt: Prompt, form: type[Form], turns: tuple[Message, ...], pulse: Callable[[], None]) -> str:
        asked = Asked(prompt=prompt.label, turns=turns, form=form.__name__.lower(), schema=schema_of(form))
        with self._meter.waiting():
            reply = self._server.reply(asked, pulse)
        self._meter.count(reply.prompt_tokens, reply.completion_tokens)
        return reply.text
