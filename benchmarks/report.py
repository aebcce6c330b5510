"""Writes benchmarks/REPORT.md from results.json: what was asked for beside what was measured, misses said as misses."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from evals.tables import render, table

Rows = Mapping[str, Mapping[str, Any]]
_OPENING = """# How fast Kesan is

Written by `python -m benchmarks`, which measures all of it; `--only PART` and `--size N` choose. Homes of 1,000,
10,000 and 100,000 reflections are made up from the training texts: about five vectors for each reflection, one more
person for every five. Their vectors are means of true sentence vectors with seeded noise; queries are encoded truly.
A page's time is its script's, from the wish to the last element, over a web socket without a browser.

The model reader asks four times where mem0 asks once, and sends fewer tokens in all. The calls stay four: what was
noticed is held against the text before it is weighed, so that no verdict ever sees a quote that does not stand there,
and a step is judged by a question that did not think of it. The step is thought of while the meeting is weighed where
the server answers two at once."""


class Goal(NamedTuple):
    """What a row's figure should be at most: `bound`, or the median of the peer's row that it names."""

    what: str
    row: str
    of: Literal["p50", "p95"]
    bound: float | str
    unit: str = "ms"


GOALS = (
    Goal("start to usable first page", "first page usable at 0, from the start of the process", "p50", 1_500),
    Goal("the same, 10,000", "first page usable at 10,000, from the start of the process", "p50", 2_000),
    *(
        Goal(f"page {page}, 10,000", f"page {page} at 10,000", "p95", 80)
        for page in ("journal", "people", "review", "settings", "reflection", "person")
    ),
    Goal("embedded reading, 120 words, one core", "read 120 words", "p50", 150),
    Goal("search, 10,000", "search at 10,000, Chroma", "p95", 25),
    Goal("search without Chroma, 10,000", "search at 10,000, exact", "p95", 25),
    Goal("search, 100,000", "search at 100,000, Chroma", "p95", 60),
    Goal("search without Chroma, 100,000", "search at 100,000, exact", "p95", 60),
    *(
        Goal(f"ask without a model, {kind}, 10,000", f"ask, {kind}, at 10,000", "p50", 150)
        for kind in ("reconnect", "promises", "recall")
    ),
    Goal("keep, 10,000", "keep at 10,000", "p50", 5),
    Goal("memory, app and keeper, 10,000", "memory at 10,000: app and keeper", "p50", 600, "MB"),
    Goal("rebuild the index, 10,000", "rebuild the index at 10,000", "p50", 15, "s"),
    Goal("passphrase unlock to what a search found, 10,000", "unlock to the first search at 10,000", "p50", 3_000),
    Goal("cold open to the first search, 10,000", "cold open to the first search at 10,000", "p50", 1_000),
    Goal("import, one transaction, 10,000", "import 10,000 rows of 60 words", "p50", 60, "s"),
    Goal("the same, with readings", "import 10,000 rows with readings and people", "p50", 60, "s"),
    Goal("model reader: own overhead (5 % and 50 ms)", "model reader: own overhead", "p50", 125),
    Goal(
        "model reader: calls a note (mem0's)",
        "model reader: calls a note",
        "p50",
        "peer: mem0, model calls a reflection",
        "calls",
    ),
    Goal(
        "model reader: prompt tokens a note (mem0's)",
        "model reader: prompt tokens a note",
        "p50",
        "peer: mem0, prompt tokens a reflection",
        "tokens",
    ),
    Goal("hosted: a page, 50 sessions", "hosted: a page of 50 sessions at 10,000", "p95", 1_000),
    Goal("hosted: errors", "hosted: errors of 50 sessions", "p50", 0, "errors"),
)


def write(results: Path, path: Path) -> None:
    """Writes the report of the results to `path`."""
    told = json.loads(results.read_text(encoding="utf-8"))
    rows: Rows = told["rows"]
    machine = ", ".join(f"{name} {value}" for name, value in told["machine"].items())
    goals = table("Asked for and measured", ("", "what", "goal", "p50", "p95", "best of", "CPU"), _goals(rows))
    every = table("Everything", ("what", "p50", "p95", "best", "CPU", "runs", "unit"), _every(rows))
    parts = (_OPENING, f"Measured on: {machine}.", render((goals, every), level=2), "![growth](growth.png)")
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _goals(rows: Rows) -> Iterator[tuple[str, ...]]:
    for goal in GOALS:
        row, most = rows.get(goal.row), _bound(goal, rows)
        bound = "" if most is None else f"{goal.of} ≤ {most:,.5g} {goal.unit}"
        if row is None or most is None:
            yield "not measured", goal.what, bound, "", "", "", ""
            continue
        reached = "reached" if row[goal.of] <= most else "**missed**"
        best = f"{_number(row['best'])} of {row['runs']}"
        yield reached, goal.what, bound, _number(row["p50"]), _number(row["p95"]), best, _number(row["cpu"])


def _bound(goal: Goal, rows: Rows) -> float | None:
    """The bound as a number; None where it is a peer's and the peer was not measured."""
    if not isinstance(goal.bound, str):
        return goal.bound
    peers: float | None = rows.get(goal.bound, {}).get("p50")
    return peers


def _every(rows: Rows) -> Iterator[tuple[str, ...]]:
    for name, row in rows.items():
        figures = (_number(row[one]) for one in ("p50", "p95", "best", "cpu"))
        yield (name, *figures, str(row["runs"]), row["unit"])


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}"
