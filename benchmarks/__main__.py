"""`python -m benchmarks [--only pages] [--size 10000] [--runs 20]`: prints the times and writes them as JSON, as a
report and as a plot. With `--only` or `--size` the rows that were not measured stay as they were written before.
The user's own home is never used; homes are made in a folder that is deleted afterwards."""

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
from benchmarks import first_page, growth, hosted, keeping, model_reader, pages, peers, reading, report, safekeeping
from benchmarks.homes import OUT, Home, Making
from benchmarks.machine import describe
from benchmarks.texts import ROOT
from benchmarks.timing import Timing
from embedded import Encoder

RESULTS = Path(__file__).with_name("results.json")
SIZES = (0, 1_000, 10_000, 100_000)
PARTS = (
    "start",
    "reading",
    "model",
    "peers",
    "pages",
    "hosted",
    "memory",
    "journal",
)  # the last two add to the journal
_STARTED_WITH = (0, 10_000)
_HOSTED_WITH = 10_000


class Homes:
    """Homes of each size, each made once for all parts that need it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._making: Making | None = None
        self._made: dict[int, Home] = {}
        self.rows: dict[str, Timing] = {}

    def __getitem__(self, size: int) -> Home:
        """The home of so many reflections."""
        if size not in self._made:
            if self._making is None:
                self._making = Making.by(Encoder.load(ROOT / "models" / "encoder", threads=2), today())
            self._made[size] = self._making.home(self._folder / str(size), size)
            if size:
                self.rows |= _told(f"index of {size:,}", partial(keeping.build_index, self._made[size]))
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
        "peers": peers.measure,
    }
    for part in (part for part in parts if part in once):
        rows |= _told(part, once[part])
    for size in sizes:
        of_size = _parts_at(size, homes, runs)
        for name in (one for one in parts if one in of_size):
            rows |= _told(f"{name} at {size:,}", of_size[name])
        homes.drop(size)
    return rows | homes.rows


def _parts_at(size: int, homes: Homes, runs: int) -> dict[str, Callable[[], dict[str, Timing]]]:
    """What is measured in a home of this size, by part."""
    of_size: dict[str, Callable[[], dict[str, Timing]]] = {
        "pages": lambda: pages.measure(homes[size], runs),
        "journal": lambda: keeping.measure(homes[size], runs),
    }
    if size in _STARTED_WITH:
        of_size["start"] = lambda: first_page.measure(homes[size], max(3, runs // 4))
    if size == _HOSTED_WITH:
        of_size["hosted"] = lambda: hosted.measure(homes[size])
        of_size["memory"] = lambda: safekeeping.measure(homes[size], homes[size].path.with_name("memory"), runs)
    return of_size


def _told(name: str, part: Callable[[], dict[str, Timing]]) -> dict[str, Timing]:
    begun = time.monotonic()
    rows = part()
    print(f"# {name}: {time.monotonic() - begun:.0f} s", flush=True)
    return rows


def show(rows: Mapping[str, Timing]) -> str:
    """The times in columns."""
    width = max(len(name) for name in rows)
    lines = [f"{'':{width}}  {'p50':>9}  {'p95':>9}  {'best':>9}  {'CPU':>9}  runs"]
    lines += [
        f"{name:{width}}  {'  '.join(map(_cell, (one.p50, one.p95, one.best, one.cpu)))}  {one.runs:4} {one.unit}"
        for name, one in rows.items()
    ]
    return "\n".join(lines)


def _cell(value: float) -> str:
    return f"{'–':>9}" if math.isnan(value) else f"{value:9.1f}"


def as_json(rows: Mapping[str, Timing], machine: Mapping[str, str | int], before: Mapping[str, object]) -> str:
    """The times and the machine that they were taken on; of `before` what was not measured now."""
    told = {
        name: {
            "p50": round(one.p50, 2),
            "p95": _told_or_not(one.p95),
            "best": _told_or_not(one.best),
            "cpu": _told_or_not(one.cpu),
            "runs": one.runs,
            "unit": one.unit,
        }
        for name, one in rows.items()
    }
    return json.dumps({"machine": machine, "rows": {**before, **told}}, indent=1, ensure_ascii=False) + "\n"


def _told_or_not(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 2)


def _written_before(path: Path) -> dict[str, object]:
    rows: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))["rows"] if path.exists() else {}
    return rows


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
    before = _written_before(chosen.out) if chosen.only or chosen.size else {}
    chosen.out.write_text(as_json(rows, machine, before), encoding="utf-8")
    report.write(chosen.out, chosen.out.with_name("REPORT.md"))
    growth.draw(chosen.out, chosen.out.with_name("growth.png"))


if __name__ == "__main__":
    main()
