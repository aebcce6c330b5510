"""One model server: Chat Completions in a stream, its manners learned, its failures told as Kesan's errors.

The only module of `coach` that knows the OpenAI library, and only once something is asked: importing it takes half
a second. No vendor exception leaves here. Never trust a 200: it may carry an error, a log-in page or half an answer.
What is asked goes to the address that the user was shown and to no other: a redirection is not followed, and a
proxy is not asked to find this very machine.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, cast

from pydantic import BaseModel

from coach.model.addresses import Kind, api_of, is_on_this_machine, key_for, kind_of, shown
from coach.model.failures import Failure, Place, our_error, says_too_long, status_in
from coach.model.heard import Heard
from coach.model.manners import Forgetful, Manners, Remembered
from coach.model.server import Asked, Message, Reply
from journal.errors import (
    AnswerEmpty,
    BadAddress,
    ConnectionDropped,
    KesanError,
    KeyRefused,
    ModelTimedOut,
    NoModelChosen,
)

if TYPE_CHECKING:
    import openai
    from openai.types.chat import ChatCompletionMessageParam

__all__ = ["Asked", "Endpoint", "Message", "Reply"]  # all that a caller needs

CONNECT_S = 3.0
_LISTING, _SPEECH = "models", "speech"


class Endpoint:
    """A model on a server.

    Args:
        base_url: where the API is; a bare host gets `/v1`.
        key: the key, or "" for a server that needs none.
        model: the model's name, or "" for the first that the server lists.
        timeout_s: seconds to wait for the first or the next piece of an answer.
        max_retries: how often a failure of the moment is tried again before it is told.
        store: remembers the server's manners beyond the process.
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        model: str,
        timeout_s: float = 60.0,
        *,
        max_retries: int = 1,
        store: Remembered | None = None,
    ) -> None:
        self.base_url = base_url
        self.shown_url = shown(base_url)
        self.model = model
        self._key = key
        self._timeout_s = timeout_s
        self._max_retries = max_retries
        self._store = Forgetful() if store is None else store

    @property
    def kind(self) -> Kind:
        """The kind of server, by its address."""
        return kind_of(self.base_url)

    @cached_property
    def chosen(self) -> str:
        """The model that is asked: the one named, else the first that the server lists and that can talk.

        Raises:
            NoModelChosen: it lists none.
        """
        if self.model:
            return self.model
        talking = [name for name in self.models() if "embed" not in name.lower()]
        if not talking:
            raise NoModelChosen
        return talking[0]

    def models(self) -> tuple[str, ...]:
        """The names of the server's models, in its order.

        Raises:
            KesanError: it can't be asked; see `journal.errors`.
        """
        with self._translated(_LISTING):
            text = self._client.models.with_raw_response.list().text
        try:
            body = json.loads(text)
        except json.JSONDecodeError:
            raise BadAddress(url=self.shown_url) from None
        listed = body.get("data") if isinstance(body, dict) else None
        if not isinstance(listed, list):
            raise self._error_in(body, _LISTING)
        return tuple(str(one["id"]) for one in listed if isinstance(one, dict) and "id" in one)

    def open(self) -> None:
        """Loads the client, so that the first answer does not wait for it.

        Raises:
            BadAddress, KeyRefused: the address or the key can't be one.
        """
        assert self._client  # noqa: S101 - loads it

    def reply(self, asked: Asked, pulse: Callable[[], None]) -> Reply:
        """The answer's text. `pulse` is called between its pieces and may raise to stop it; the stream is closed.

        Raises:
            KesanError: there is no whole answer; see `journal.errors`.
        """
        model = self.chosen
        with self._translated(asked.prompt):
            heard = self._descend(model, asked, pulse)
        return Reply(heard.answer(asked.prompt), heard.prompt_tokens, heard.completion_tokens)

    def transcribe(self, recording: bytes, model: str) -> str:
        """The words of a recording (WAV), as the server's `model` for speech hears them.

        Raises:
            AnswerEmpty: it heard nothing.
            KesanError: it can't be asked, or has no such model; see `journal.errors`.
        """
        with self._translated(_SPEECH, model):
            heard = self._client.audio.transcriptions.with_raw_response.create(
                file=("speech.wav", recording, "audio/wav"), model=model
            )
        try:
            body = json.loads(heard.text)
        except json.JSONDecodeError:
            raise BadAddress(url=self.shown_url) from None
        text = body.get("text") if isinstance(body, dict) else None
        if not isinstance(text, str):
            raise self._error_in(body, _SPEECH)
        if not text.strip():
            raise AnswerEmpty(prompt=_SPEECH)
        return text.strip()

    def _descend(self, model: str, asked: Asked, pulse: Callable[[], None]) -> Heard:
        """What is heard with the highest manners that the server takes."""
        import openai

        key = f"manners {self.shown_url} {model}"
        manners = Manners.parse(self._store.get(key))
        while True:
            try:
                return self._stream(model, asked, manners, pulse)
            except openai.BadRequestError as refusal:
                lower = manners.after(_words_of(refusal))
                if lower is None:
                    raise
                manners = lower
                self._store.put(key, str(manners))

    @cached_property
    def _client(self) -> openai.OpenAI:
        import openai

        url = api_of(self.base_url)
        if url is None:
            raise BadAddress(url=self.shown_url)
        key = key_for(url, self._key.strip())
        if not key or not (key.isascii() and key.isprintable()):
            raise KeyRefused(url=self.shown_url)
        timeout = openai.Timeout(self._timeout_s, connect=min(CONNECT_S, self._timeout_s))
        direct = openai.DefaultHttpxClient(follow_redirects=False, trust_env=not is_on_this_machine(url))
        weakref.finalize(self, direct.close)
        return openai.OpenAI(
            base_url=url, api_key=key, timeout=timeout, max_retries=self._max_retries, http_client=direct
        )

    def _stream(self, model: str, asked: Asked, manners: Manners, pulse: Callable[[], None]) -> Heard:
        turns = cast("list[ChatCompletionMessageParam]", [turn._asdict() for turn in asked.turns])
        options = manners.options(asked.form, asked.schema)
        heard = Heard()
        completions = self._client.chat.completions
        with completions.create(model=model, messages=turns, stream=True, **options) as stream:
            content = stream.response.headers.get("content-type", "")
            if "html" in content:
                raise BadAddress(url=self.shown_url)
            if "application/json" in content:
                return self._whole(json.loads(stream.response.read()), asked.prompt)
            for chunk in stream:
                pulse()
                if isinstance(chunk, BaseModel):  # the library hands on whatever JSON it got
                    heard.take(chunk.model_dump(warnings=False))
                if heard.is_endless:
                    break
        return heard

    def _whole(self, body: object, prompt: str) -> Heard:
        """What a server said that answered at once though a stream was asked for."""
        if not isinstance(body, dict) or not body.get("choices"):
            raise self._error_in(body, prompt)
        heard = Heard()
        heard.take(body)
        return heard

    def _error_in(self, body: object, prompt: str) -> KesanError:
        """Our error for a good status with something else than an answer in it."""
        place = self._place(prompt)
        if isinstance(body, dict) and body.get("error"):
            error = body["error"] if isinstance(body["error"], dict) else {"message": body["error"]}
            code, told = error.get("code"), str(error.get("message"))
            return our_error(Failure(status_in(code), code=str(code or ""), too_long=says_too_long(told)), place)
        return BadAddress(url=place.url)

    def _place(self, prompt: str, model: str = "") -> Place:
        # where none is named, it is the first of the list
        model = model or (self.model if prompt in (_LISTING, _SPEECH) else self.chosen)
        return Place(url=self.shown_url, model=model, timeout_s=self._timeout_s, prompt=prompt)

    @contextmanager
    def _translated(self, prompt: str, model: str = "") -> Iterator[None]:
        """Tells vendor errors as ours, without their words: a server may quote what it was asked."""
        import httpx2
        import openai

        try:
            yield
        except openai.OpenAIError as error:
            raise our_error(_failure_of(error), self._place(prompt, model)) from None
        except (httpx2.InvalidURL, UnicodeError):
            raise BadAddress(url=self.shown_url) from None
        except httpx2.TimeoutException:
            raise ModelTimedOut(seconds=self._timeout_s) from None
        except (httpx2.TransportError, json.JSONDecodeError):
            raise ConnectionDropped from None


def _failure_of(error: openai.OpenAIError) -> Failure:
    import httpx2
    import openai

    cause = error.__cause__
    if isinstance(cause, (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.UnsupportedProtocol)):
        return Failure(unreached=True)
    if isinstance(error, openai.APITimeoutError):
        return Failure(timed_out=True)
    if isinstance(error, openai.APIStatusError):
        return Failure(
            status=error.status_code,
            code=error.code or "",
            in_json="json" in error.response.headers.get("content-type", ""),
            too_long=says_too_long(f"{error.code} {error.message}"),
            retry_after=error.response.headers.get("retry-after", ""),
        )
    if isinstance(error, openai.APIConnectionError):
        return Failure()
    code = error.code if isinstance(error, openai.APIError) else None
    return Failure(status_in(code), code=str(code or ""), too_long=says_too_long(str(error)))


def _words_of(refusal: openai.BadRequestError) -> str:
    return f"{refusal.param or ''} {refusal.message}"
