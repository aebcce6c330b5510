"""`evaluate TASK FILE`: the figures of one task, on a labelled file.

The tasks are named by the modules that hold them, and those are imported when one is asked for: scikit-learn
takes a second to load and is installed for developers only.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from pydantic import SerializeAsAny

from app.home import trouble_with
from evals.cases import file_hash
from evals.tables import Table, render
from journal.errors import DeveloperPackagesMissing, UnknownTask
from journal.frozen import Frozen

if TYPE_CHECKING:
    from app.notebook import ReaderName
    from evals.parts import Parts

TASKS = (
    "verdict",
    "signals",
    "people",
    "guard",
    "pairs",
    "false-alarms",
    "calibration",
    "quotes",
    "finding",
    "ask",
    "identity",
    "ablation",
    "locomo",
)


class Task(Protocol):
    """What a task's module holds: the file that it is measured on by default, and two functions."""

    DEFAULT: Path

    def run(self, file: Path, parts: "Parts") -> Frozen:
        """The figures of a file."""

    def tables(self, figures: Any) -> tuple[Table, ...]:
        """The figures to look at."""


class Measured(Frozen):
    """A task's figures, with what they were measured on and with."""

    task: str
    file: str
    sha256: str
    made_by: dict[str, str]
    figures: SerializeAsAny[Frozen]


def evaluate(task: str, file: Path, reader: str, out: Path | None) -> int:
    """The exit code, after the figures were printed as tables or written to `out` as JSON.

    Raises:
        UnknownTask: there is no such task.
        FileNotFound, UnreadableImport: the file can't be used.
        HomeNotWritable, DiskFull: `out` can't be written.
        DeveloperPackagesMissing: scikit-learn is not installed.
    """
    measured = measure(task, file, reader)
    if out is None:
        sys.stdout.write(render(task_named(task).tables(measured.figures), level=2) + "\n")
        return 0
    try:
        out.write_text(measured.model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise trouble_with(out.parent, error) from error
    return 0


def measure(task: str, file: Path, reader: str) -> Measured:
    """A task's figures on a file; raises as `evaluate` does."""
    chosen = task_named(task)
    from evals.parts import Parts  # noqa: PLC0415 loads the models' run-times

    parts = Parts(cast("ReaderName", reader))
    figures = chosen.run(file, parts)
    return Measured(
        task=task,
        file=file.name,
        sha256=file_hash(file),
        made_by=parts.made_by,
        figures=figures,
    )


def task_named(task: str) -> Task:
    """The task's module; raises as `evaluate` does."""
    if task not in TASKS:
        raise UnknownTask(task=task, tasks=", ".join(TASKS))
    try:
        return cast("Task", import_module(f"evals.{task.replace('-', '_')}"))
    except ModuleNotFoundError as error:
        raise DeveloperPackagesMissing(package=str(error.name)) from error
