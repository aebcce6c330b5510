"""One piece of work that runs beside another and is stopped when it is not needed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from types import TracebackType
from typing import Generic, Self, TypeVar

from journal.errors import Cancelled

Result = TypeVar("Result")
_LOOK_EVERY_S = 0.05


class Alongside(Generic[Result]):
    """Work that is given a pulse to call; begun on entering when `at_once`, else when its result is asked for."""

    def __init__(self, work: Callable[[Callable[[], None]], Result], *, at_once: bool) -> None:
        self._work = work
        self._at_once = at_once
        self._left = Event()
        self._pool: ThreadPoolExecutor | None = None
        self._future: Future[Result] | None = None

    def __enter__(self) -> Self:
        if self._at_once:
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="next-step")
            self._future = self._pool.submit(self._work, self._stop_when_left)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._left.set()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def result(self, pulse: Callable[[], None]) -> Result:
        """What the work gives; `pulse` is called while it is waited for and may raise to stop it.

        Raises:
            Exception: whatever the work raised.
        """
        if self._future is None:
            return self._work(pulse)
        while not self._future.done():
            pulse()
            wait([self._future], timeout=_LOOK_EVERY_S)
        return self._future.result()

    def _stop_when_left(self) -> None:
        if self._left.is_set():
            raise Cancelled
