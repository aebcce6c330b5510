"""Readings and answers in the background: they outlive the page that asked for them, and a double click is one job.

A worker thread touches no page; it writes to its `Job` and to the record, and the page looks at both.
"""

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from enum import StrEnum

from app.defects import told
from coach.reader import SoFar, Stage
from journal.errors import Cancelled, KesanError
from journal.reflection import Owner

_LOG = logging.getLogger(__name__)
_LAST_WORDS_S = 5.0


class JobState(StrEnum):
    """How a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job:
    """One reading or answer under way, which is the watch that its reader reports to, and what came of it."""

    def __init__(self, key: str, owner: Owner, reflection_id: str) -> None:
        self.key = key
        self.owner = owner
        self.reflection_id = reflection_id
        self.state = JobState.WAITING
        self.stages: tuple[Stage, ...] = ()
        self.so_far = SoFar()
        self.done: tuple[int, int] = 0, 0
        self.problem: KesanError | None = None
        self.outcome: object = None
        self._stage_began = time.monotonic()
        self._stop = threading.Event()
        self._over = threading.Event()

    def stage(self, stage: Stage) -> None:
        """A stage has begun.

        Raises:
            Cancelled: the user stopped it.
        """
        self.go_on()
        if not self.stages or self.stages[-1] is not stage:
            self.stages = (*self.stages, stage)
            self._stage_began = time.monotonic()

    def came_to(self, so_far: SoFar) -> None:
        """What the page may show of it already."""
        self.so_far = so_far

    def go_on(self) -> None:
        """Does nothing while nobody stopped it.

        Raises:
            Cancelled: the user did.
        """
        if self._stop.is_set():
            raise Cancelled

    def progress(self, done: int, of: int = 0) -> None:
        """So much is done, of so much (0: it is not known).

        Raises:
            Cancelled: the user stopped it.
        """
        self.done = done, of
        self.go_on()

    def cancel(self) -> None:
        """Asks the job to stop at its next chance."""
        self._stop.set()

    @property
    def stage_seconds(self) -> float:
        """How long the newest stage, or the wait before the first, has taken."""
        return time.monotonic() - self._stage_began

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    @property
    def busy(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (JobState.WAITING, JobState.RUNNING)

    def wait(self, seconds: float | None = None) -> bool:
        """Whether it was over within `seconds` (None: however long it takes)."""
        return self._over.wait(seconds)

    def run(self, work: Callable[["Job"], object]) -> None:
        """Does the work and notes how it ended; a defect of ours is raised after it is noted."""
        if self.stopping:
            self.never_run()
            return
        self.state = JobState.RUNNING
        ended = JobState.FAILED
        try:
            self.outcome = work(self)
            ended = JobState.DONE
        except Cancelled:
            ended = JobState.CANCELLED
        except KesanError as error:
            self.problem = error
        finally:
            self.state = ended
            self._over.set()

    def never_run(self) -> None:
        """Notes that it was stopped before it began."""
        self.state = JobState.CANCELLED
        self._over.set()


class Jobs:
    """The process's jobs, newest for each reflection."""

    def __init__(self, at_once: int = 2) -> None:
        self._pool = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="reading")
        self._jobs: dict[tuple[Owner, str], Job] = {}
        self._lock = threading.Lock()

    def start(self, key: str, owner: Owner, reflection_id: str, work: Callable[[Job], object]) -> Job:
        """The job that does `work`; the one under way already when its key is the same. Another one of the same
        reflection is stopped: the newer wish counts."""
        with self._lock:
            known = self._jobs.get((owner, reflection_id))
            if known is not None and known.busy:
                if known.key == key and not known.stopping:
                    return known
                known.cancel()
            job = Job(key, owner, reflection_id)
            self._jobs[owner, reflection_id] = job
            self._pool.submit(job.run, work).add_done_callback(lambda future: _note_end(job, future))
        return job

    def of(self, owner: Owner, reflection_id: str) -> Job | None:
        """The newest job of this owner's reflection since the program began."""
        return self._jobs.get((owner, reflection_id))

    def forget(self, owner: Owner, reflection_id: str) -> None:
        """Stops and drops a reflection's job."""
        self._drop([(owner, reflection_id)])

    def forget_all(self, owner: Owner) -> None:
        """Stops and drops an owner's jobs."""
        with self._lock:
            theirs = [key for key in self._jobs if key[0] == owner]
        self._drop(theirs)

    def _drop(self, keys: list[tuple[Owner, str]]) -> None:
        with self._lock:
            dropped = [job for key in keys if (job := self._jobs.pop(key, None)) is not None]
        for job in dropped:
            job.cancel()
        for job in dropped:
            if job.state is JobState.RUNNING:
                job.wait(_LAST_WORDS_S)

    def close(self) -> None:
        """Asks all jobs to stop and waits for them."""
        with self._lock:
            running = tuple(self._jobs.values())
        for job in running:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _note_end(job: Job, future: Future[None]) -> None:
    if future.cancelled():
        job.never_run()
    elif (defect := future.exception()) is not None:
        _LOG.error("A reading broke off: %s", told(type(defect), defect.__traceback__))
