"""A server's failure in plain terms, and which of Kesan's errors it is."""

from dataclasses import dataclass

from journal.errors import (
    AnswerRefused,
    BadAddress,
    ConnectionDropped,
    KesanError,
    KeyRefused,
    ModelBusy,
    ModelFailed,
    ModelNotFound,
    ModelTimedOut,
    NoModelServer,
)

_KEY = (401, 403)
_NOT_FOUND = 404
_BUSY = 429
_OK = 200


@dataclass(frozen=True)
class Place:
    """Where it was asked, and what."""

    url: str
    model: str
    timeout_s: float
    prompt: str


@dataclass(frozen=True)
class Failure:
    """What went wrong.

    `status` is the HTTP status (200: an error inside a good answer), None without an answer; `code` the server's own
    word for it; `in_json` whether it told the error as a model server does; `unreached` whether nothing took the call.
    """

    status: int | None = None
    code: str = ""
    in_json: bool = True
    retry_after: str = ""
    timed_out: bool = False
    unreached: bool = False


def status_in(code: object) -> int:
    """The HTTP status that a server writes into an error inside a good answer; 200 when it writes none."""
    try:
        status = int(str(code))
    except ValueError:
        return _OK
    return status if status in range(400, 600) else _OK


def our_error(failure: Failure, place: Place) -> KesanError:
    """Kesan's error for a failure at a place."""
    if failure.unreached:
        return NoModelServer(url=place.url)
    if failure.timed_out:
        return ModelTimedOut(seconds=place.timeout_s)
    if failure.status is None:
        return ConnectionDropped()
    return _of_answer(failure, failure.status, place)


def _of_answer(failure: Failure, status: int, place: Place) -> KesanError:
    if status in _KEY:
        return KeyRefused(url=place.url)
    if status == _BUSY:
        return ModelBusy(seconds=_seconds(failure.retry_after))
    if failure.code == "content_filter":
        return AnswerRefused(prompt=place.prompt)
    if failure.code == "model_not_found" or (status == _NOT_FOUND and failure.in_json):
        return ModelNotFound(model=place.model, url=place.url)
    if status == _NOT_FOUND or not (failure.in_json or status >= 500):  # noqa: PLR2004 - the server's own faults
        return BadAddress(url=place.url)
    return ModelFailed(status=status)


def _seconds(retry_after: str) -> int | None:
    try:
        return max(0, round(float(retry_after)))
    except (ValueError, OverflowError):
        return None
