"""`python -m benchmarks [--only pages] [--size 10000] [--runs 20]`: prints the times and writes them as JSON, as a
report and as a plot. The user's own home is never used; homes are made in a folder that is deleted afterwards."""

import argparse
import json
import math
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from app.clock import today
from benchmarks import first_page, growth, hosted, keeping, model_reader, pages, reading, report
from benchmarks.homes import OUT, Home, Making
from benchmarks.machine import describe
from benchmarks.texts import ROOT
from benchmarks.timing import Timing
from embedded import Encoder

RESULTS = Path(__file__).with_name("results.json")
SIZES = (0, 1_000, 10_000, 100_000)
PARTS = ("start", "reading", "model", "pages", "journal", "hosted")
_STARTED_WITH = (0, 10_000)
_HOSTED_WITH = 10_000


class Homes:
    """Homes of each size, each made once for all parts that need it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._making: Making | None = None
        self._made: dict[int, Home] = {}

    def __getitem__(self, size: int) -> Home:
        """The home of so many reflections."""
        if size not in self._made:
            if self._making is None:
                self._making = Making.by(Encoder.load(ROOT / "models" / "encoder", threads=2), today())
            self._made[size] = self._making.home(self._folder / str(size), size)
        return self._made[size]

    def drop(self, size: int) -> None:
        """Deletes a home that nobody needs any more: the largest fills a gigabyte."""
        if self._made.pop(size, None):
            shutil.rmtree(self._folder / str(size), ignore_errors=True)


def measure(parts: tuple[str, ...], sizes: tuple[int, ...], runs: int, folder: Path) -> dict[str, Timing]:
    """The times of the parts."""
    homes, rows = Homes(folder), dict[str, Timing]()
    once: Mapping[str, Callable[[], dict[str, Timing]]] = {
        "reading": lambda: reading.measure(runs),
        "model": lambda: model_reader.measure(folder / "model", max(3, runs // 3)),
    }
    for part in (part for part in parts if part in once):
        rows |= _told(part, once[part])
    for size in sizes:
        if "start" in parts and size in _STARTED_WITH:
            rows |= _told(f"start at {size:,}", partial(first_page.measure, homes[size], max(3, runs // 4)))
        if "pages" in parts:
            rows |= _told(f"pages at {size:,}", partial(pages.measure, homes[size], runs))
        if "hosted" in parts and size == _HOSTED_WITH:
            rows |= _told(f"hosted at {size:,}", partial(hosted.measure, homes[size]))
        if "journal" in parts:
            rows |= _told(f"journal at {size:,}", partial(keeping.measure, homes[size], runs))
        homes.drop(size)
    return rows


def _told(name: str, part: Callable[[], dict[str, Timing]]) -> dict[str, Timing]:
    begun = time.monotonic()
    rows = part()
    print(f"# {name}: {time.monotonic() - begun:.0f} s", flush=True)
    return rows


def show(rows: Mapping[str, Timing]) -> str:
    """The times in columns."""
    width = max(len(name) for name in rows)
    lines = [f"{'':{width}}  {'p50':>9}  {'p95':>9}  {'best':>9}  runs"]
    lines += [
        f"{name:{width}}  {_cell(one.p50)}  {_cell(one.p95)}  {_cell(one.best)}  {one.runs:4} {one.unit}"
        for name, one in rows.items()
    ]
    return "\n".join(lines)


def _cell(value: float) -> str:
    return f"{'–':>9}" if math.isnan(value) else f"{value:9.1f}"


def as_json(rows: Mapping[str, Timing], machine: Mapping[str, str | int]) -> str:
    """The times and the machine that they were taken on."""
    told = {
        name: {
            "p50": round(one.p50, 2),
            "p95": None if math.isnan(one.p95) else round(one.p95, 2),
            "best": round(one.best, 2),
            "runs": one.runs,
            "unit": one.unit,
        }
        for name, one in rows.items()
    }
    return json.dumps({"machine": machine, "rows": told}, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append")
    parser.add_argument("--size", type=int, action="append", help="reflections; several may be given")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--out", type=Path, default=RESULTS)
    chosen = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=OUT, ignore_cleanup_errors=True) as folder:
        sizes = tuple(chosen.size or SIZES)
        rows = measure(tuple(chosen.only or PARTS), sizes, chosen.runs, Path(folder))
    print(show(rows))
    machine = describe() | {"measured": today().isoformat()}
    chosen.out.write_text(as_json(rows, machine), encoding="utf-8")
    report.write(chosen.out, chosen.out.with_name("REPORT.md"))
    growth.draw(chosen.out, chosen.out.with_name("growth.png"))


if __name__ == "__main__":
    main()
