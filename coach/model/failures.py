"""A server's failure in plain terms, and which of Kesan's errors it is."""

import re
from dataclasses import dataclass

from journal.errors import (
    AnswerRefused,
    BadAddress,
    ConnectionDropped,
    CreditUsedUp,
    KesanError,
    KeyRefused,
    ModelBusy,
    ModelFailed,
    ModelNotFound,
    ModelTimedOut,
    NoModelServer,
    RequestRefused,
    TextTooLongForModel,
)

_OK = 200
_KEY = (401, 403)
_PAYMENT = 402
_NOT_FOUND = 404
_TOO_LARGE = 413
_BUSY = 429
_OF_THE_MOMENT = (408, 409, 425)
_NO_CREDIT = ("insufficient_quota", "billing_hard_limit_reached", "insufficient_balance")
_TOO_LONG = re.compile(
    r"context[ _](?:length|size|window)|maximum context|prompt is too long|too many (?:input )?tokens",
    re.IGNORECASE,
)


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
    word for it; `in_json` whether it told the error as a model server does; `too_long` whether it says that it was
    asked more than it can take in; `unreached` whether nothing took the call.
    """

    status: int | None = None
    code: str = ""
    in_json: bool = True
    too_long: bool = False
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


def says_too_long(words: str) -> bool:
    """Whether a server's words say that it was asked more than it can take in."""
    return bool(_TOO_LONG.search(words))


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
    if failure.too_long or status == _TOO_LARGE:
        return TextTooLongForModel(model=place.model)
    if status == _PAYMENT or failure.code in _NO_CREDIT:
        return CreditUsedUp(url=place.url)
    if failure.code == "content_filter":
        return AnswerRefused(prompt=place.prompt)
    if failure.code == "model_not_found" or (status == _NOT_FOUND and failure.in_json):
        return ModelNotFound(model=place.model, url=place.url)
    return _of_status(status, place, failure)


def _of_status(status: int, place: Place, failure: Failure) -> KesanError:
    if status in _KEY:
        return KeyRefused(url=place.url)
    if status == _BUSY:
        return ModelBusy(seconds=_seconds(failure.retry_after))
    if status in range(300, 400) or status == _NOT_FOUND or (status in range(400, 500) and not failure.in_json):
        return BadAddress(url=place.url)
    if status in range(400, 500) and status not in _OF_THE_MOMENT:
        return RequestRefused(url=place.url, status=status)
    return ModelFailed(status=status)


def _seconds(retry_after: str) -> int | None:
    try:
        return max(0, round(float(retry_after)))
    except (ValueError, OverflowError):
        return None
