"""Draws how the times grow with the journal: both axes are logarithmic, so a flat line stays fast."""

import json
import re
from collections import defaultdict
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

_SIZED = re.compile(r"^(.*?),? at ([\d,]+)(.*)$")


def draw(results: Path, path: Path) -> None:
    """Draws the medians of all rows that were measured at several sizes."""
    rows = json.loads(results.read_text(encoding="utf-8"))["rows"]
    lines: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for name, row in rows.items():
        sized = _SIZED.match(name)
        if sized and row["unit"] == "ms":
            size = int(sized[2].replace(",", ""))
            lines[sized[1] + sized[3]].append((max(1, size), row["p50"]))
    figure = Figure(figsize=(11, 7), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for name, points in sorted(lines.items()):
        if len(points) > 1:
            axes.plot(*zip(*sorted(points), strict=True), marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel="reflections (none at the left edge)", ylabel="ms, median")
    axes.grid(alpha=0.3)
    if axes.lines:
        axes.legend(fontsize=7, loc="center left", bbox_to_anchor=(1, 0.5))
    figure.savefig(path, dpi=110)
