"""Background readings: they run once, can be stopped, tell how they ended, and keep owners apart."""

import threading
from collections.abc import Iterator

import pytest

from app.jobs import Job, Jobs, JobState
from coach.reader import Stage, Watch
from journal.errors import AnswerEmpty
from journal.reflection import Owner

ANI, BUDI = Owner("ani"), Owner("budi")


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs(at_once=1)
    yield made
    made.close()


class Work:
    """Work that begins, waits to be let go, and then goes through the stages."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.let_go = threading.Event()
        self.times = 0

    def __call__(self, watch: Watch) -> None:
        self.times += 1
        self.begun.set()
        assert self.let_go.wait(10)
        for stage in Stage:
            watch.stage(stage)


def at_once(watch: Watch) -> None:
    """Work that is done as soon as it begins."""
    watch.stage(Stage.NOTICE)


def test_a_job_that_ends_well_is_done(jobs: Jobs) -> None:
    job = jobs.start("key", ANI, "r1", at_once)
    assert job.wait(10)
    assert (job.state, job.stages, job.busy) == (JobState.DONE, (Stage.NOTICE,), False)


def test_a_double_click_is_one_job(jobs: Jobs) -> None:
    work = Work()
    first = jobs.start("key", ANI, "r1", work)
    second = jobs.start("key", ANI, "r1", work)
    work.let_go.set()
    second.wait(10)
    assert first is second
    assert work.times == 1


def test_another_key_is_another_job(jobs: Jobs) -> None:
    work = Work()
    work.let_go.set()
    assert jobs.start("key", ANI, "r1", work) is not jobs.start("other", ANI, "r1", work)


def test_what_is_done_can_be_done_again(jobs: Jobs) -> None:
    first = jobs.start("key", ANI, "r1", at_once)
    first.wait(10)
    assert jobs.start("key", ANI, "r1", at_once) is not first


def test_a_problem_is_kept_with_the_job(jobs: Jobs) -> None:
    problem = AnswerEmpty(prompt="weigh")

    def fail(_watch: Watch) -> None:
        raise problem

    job = jobs.start("key", ANI, "r1", fail)
    job.wait(10)
    assert (job.state, job.problem) == (JobState.FAILED, problem)


def test_a_job_is_stopped_at_its_next_stage(jobs: Jobs) -> None:
    work = Work()
    job = jobs.start("key", ANI, "r1", work)
    assert work.begun.wait(10)
    job.cancel()
    work.let_go.set()
    job.wait(10)
    assert (job.state, job.stages, job.problem) == (JobState.CANCELLED, (), None)


def test_a_defect_ends_its_job_and_shows_no_word_of_the_text(
    jobs: Jobs, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    def break_off(_watch: Watch) -> None:
        raise ValueError("Bu Ani cerita")

    job = jobs.start("key", ANI, "r1", break_off)
    assert job.wait(10)
    jobs.close()
    assert job.state is JobState.FAILED
    assert "ValueError, test_jobs.py:" in caplog.text
    assert "Bu Ani" not in caplog.text + capfd.readouterr().err


def test_a_newer_wish_stops_the_older_job(jobs: Jobs) -> None:
    work = Work()
    first = jobs.start("key", ANI, "r1", work)
    assert work.begun.wait(10)
    second = jobs.start("other", ANI, "r1", at_once)
    work.let_go.set()
    assert second.wait(10)
    assert (first.state, second.state) == (JobState.CANCELLED, JobState.DONE)


def test_what_is_being_stopped_can_be_begun_again(jobs: Jobs) -> None:
    work = Work()
    first = jobs.start("key", ANI, "r1", work)
    assert work.begun.wait(10)
    first.cancel()
    second = jobs.start("key", ANI, "r1", at_once)
    work.let_go.set()
    assert second.wait(10)
    assert second.state is JobState.DONE


def test_a_job_stopped_in_the_queue_never_begins(jobs: Jobs) -> None:
    work, never = Work(), Work()
    jobs.start("key", ANI, "r1", work)
    second = jobs.start("key", ANI, "r2", never)
    second.cancel()
    work.let_go.set()
    assert second.wait(10)
    assert (second.state, never.times) == (JobState.CANCELLED, 0)


def test_closing_leaves_nobody_waiting() -> None:
    jobs = Jobs(at_once=1)
    work = Work()
    jobs.start("key", ANI, "r1", work)
    assert work.begun.wait(10)
    second = jobs.start("key", ANI, "r2", at_once)
    threading.Timer(0.05, work.let_go.set).start()
    jobs.close()
    assert second.wait(10)


def test_all_of_an_owner_s_jobs_are_forgotten_and_nobody_else_s(jobs: Jobs) -> None:
    work = Work()
    jobs.start("key", ANI, "r1", work)
    jobs.start("key", BUDI, "r1", at_once)
    threading.Timer(0.05, work.let_go.set).start()
    jobs.forget_all(ANI)
    assert (jobs.of(ANI, "r1"), jobs.of(BUDI, "r1") is None) == (None, False)


def test_a_job_in_the_queue_waits(jobs: Jobs) -> None:
    work = Work()
    jobs.start("key", ANI, "r1", work)
    second = jobs.start("key", ANI, "r2", at_once)
    assert (second.state, second.busy) == (JobState.WAITING, True)
    work.let_go.set()
    assert second.wait(10)


def test_the_newest_job_is_found_again(jobs: Jobs) -> None:
    job = jobs.start("key", ANI, "r1", at_once)
    assert jobs.of(ANI, "r1") is job


def test_nobody_finds_another_s_job(jobs: Jobs) -> None:
    jobs.start("key", ANI, "r1", at_once)
    assert jobs.of(BUDI, "r1") is None


def test_two_owners_do_not_share_a_job(jobs: Jobs) -> None:
    work = Work()
    work.let_go.set()
    assert jobs.start("key", ANI, "r1", work) is not jobs.start("key", BUDI, "r1", work)


def test_a_forgotten_job_is_stopped_and_gone(jobs: Jobs) -> None:
    work = Work()
    job = jobs.start("key", ANI, "r1", work)
    assert work.begun.wait(10)
    threading.Timer(0.05, work.let_go.set).start()
    jobs.forget(ANI, "r1")
    assert (job.state, jobs.of(ANI, "r1")) == (JobState.CANCELLED, None)


def test_a_stage_told_twice_is_one_stage() -> None:
    job = Job("key", ANI, "r1")
    job.stage(Stage.NOTICE)
    job.stage(Stage.NOTICE)
    assert job.stages == (Stage.NOTICE,)
