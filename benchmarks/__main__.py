"""`python -m benchmarks [--only reading] [--out FILE]`: prints the times and writes them as JSON."""

import argparse
import json
import math
from pathlib import Path

from benchmarks import first_page, keeping, reading
from benchmarks.machine import describe
from benchmarks.timing import Timing

RESULTS = Path(__file__).with_name("results.json")
GROUPS = ("first-page", "reading", "keeping")


def run(group: str, *, runs: int, size: int) -> dict[str, Timing]:
    """One group's times."""
    if group == "first-page":
        return first_page.measure(max(3, runs // 4))
    return reading.measure(runs) if group == "reading" else keeping.measure(size, runs)


def show(rows: dict[str, Timing]) -> str:
    """The times in columns."""
    width = max(len(name) for name in rows)
    lines = [f"{'':{width}}  {'p50':>9}  {'p95':>9}  runs"]
    lines += [
        f"{name:{width}}  {_cell(one.p50)}  {_cell(one.p95)}  {one.runs:4} {one.unit}" for name, one in rows.items()
    ]
    return "\n".join(lines)


def _cell(value: float) -> str:
    return f"{'–':>9}" if math.isnan(value) else f"{value:9.1f}"


def as_json(rows: dict[str, Timing], machine: dict[str, str | int]) -> str:
    """The times and the machine that they were taken on."""
    told = {
        name: {
            "p50": round(one.p50, 2),
            "p95": None if math.isnan(one.p95) else round(one.p95, 2),
            "runs": one.runs,
            "unit": one.unit,
        }
        for name, one in rows.items()
    }
    return json.dumps({"machine": machine, "rows": told}, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=GROUPS, action="append")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--size", type=int, default=1000, help="reflections in the journal that is searched")
    parser.add_argument("--out", type=Path, default=RESULTS)
    chosen = parser.parse_args()
    rows: dict[str, Timing] = {}
    for group in chosen.only or GROUPS:
        rows |= run(group, runs=chosen.runs, size=chosen.size)
    print(show(rows))
    chosen.out.write_text(as_json(rows, describe()), encoding="utf-8")


if __name__ == "__main__":
    main()
