"""Tables in Markdown that a terminal shows straight."""

from collections.abc import Iterable, Sequence

from journal.frozen import Frozen


class Table(Frozen):
    """A table with its heading; `note` is said below it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def table(title: str, head: Iterable[object], rows: Iterable[Iterable[object]], note: str = "") -> Table:
    """The table of these cells, as text."""
    return Table(
        title=title,
        head=tuple(str(cell) for cell in head),
        rows=tuple(tuple(str(cell) for cell in row) for row in rows),
        note=note,
    )


def render(tables: Iterable[Table], level: int = 3) -> str:
    """The tables below headings of this level."""
    return "\n\n".join(_rendered(one, level) for one in tables)


def _rendered(one: Table, level: int) -> str:
    cells = [one.head, *one.rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(one.head))]
    lines = [_line(one.head, widths), "| " + " | ".join("-" * max(width, 3) for width in widths) + " |"]
    lines += [_line(row, widths) for row in one.rows]
    parts = [f"{'#' * level} {one.title}", "\n".join(lines), one.note]
    return "\n\n".join(part for part in parts if part)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell.ljust(max(width, 3)) for cell, width in zip(cells, widths, strict=True)]
    return "| " + " | ".join(padded) + " |"
