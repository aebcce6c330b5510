"""Counts over many reflections, added up by the database: no text and no reading is fetched.

What one reading counts for stands in its reflection's row, kept in step by `memory.keeping`.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, extract, func, select

from journal.reading import Reading
from journal.reflection import Owner
from journal.signals import Lens, LensValue, Verdict
from journal.tally import Counts, Month, Tally
from memory.tables import reflections

Rows = Iterable[Row[Any]]
_ROWS = reflections.c
_YEAR, _MONTH = extract("year", _ROWS.on), extract("month", _ROWS.on)
_LENSES = {lens: _ROWS[lens.value] for lens in Lens}
_SUMS = (
    func.count().label("all"),
    func.count(_ROWS.curious).label("talks"),
    func.coalesce(func.sum(_ROWS.curious), 0).label("curious"),
    func.coalesce(func.sum(_ROWS.steering), 0).label("steering"),
)


def _times(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


_TOLD = [
    column
    for lens, value in _LENSES.items()
    for column in (
        _times(value == LensValue.YES.value).label(f"yes_{lens.value}"),
        _times(value != LensValue.UNKNOWN.value).label(f"told_{lens.value}"),
    )
]


def counted(reading: Reading | None) -> dict[str, object]:
    """The values of a reflection's row that say what its reading counts for; without one they are NULL."""
    return dict.fromkeys(Counts.model_fields) if reading is None else Counts.of(reading).model_dump(mode="json")


def tally(connection: Connection, owner: Owner, since: date, until: date) -> Tally:
    """What is counted over the read talks of these days, both included."""
    query = select(_ROWS.verdict, *_SUMS, *_TOLD).where(*_judged(owner), _ROWS.on.between(since, until))
    return _tally(connection.execute(query.group_by(_ROWS.verdict)).all())


def months(connection: Connection, owner: Owner, limit: int) -> tuple[Month, ...]:
    """The newest months, so many at most, in which a talk has a verdict, oldest first.

    A year's months are added up at once, from the newest day on; a gap is stepped over by an index.
    """
    found: list[Month] = []
    until = _newest_day(connection, owner)
    while until is not None and len(found) < limit:
        since = _months_before(until, limit - 1)
        found = [*_between(connection, owner, since, until), *found]
        until = _newest_day(connection, owner, since)
    return tuple(found[-limit:])


def _between(connection: Connection, owner: Owner, since: date, until: date) -> list[Month]:
    query = (
        select(_YEAR.label("year"), _MONTH.label("month"), _ROWS.verdict, *_SUMS, *_TOLD)
        .where(*_judged(owner), _ROWS.on.between(since, until))
        .group_by(_YEAR, _MONTH, _ROWS.verdict)
        .order_by(_YEAR, _MONTH, _ROWS.verdict)
    )
    by_month = groupby(connection.execute(query), key=lambda row: date(int(row.year), int(row.month), 1))
    return [_month(first, list(rows)) for first, rows in by_month]


def _judged(owner: Owner) -> tuple[ColumnElement[bool], ...]:
    return (_ROWS.owner == owner, _ROWS.verdict.is_not(None))


def _newest_day(connection: Connection, owner: Owner, before: date | None = None) -> date | None:
    query = select(_ROWS.on).where(*_judged(owner)).order_by(_ROWS.on.desc()).limit(1)
    return connection.execute(query if before is None else query.where(_ROWS.on < before)).scalar()


def _months_before(day: date, months: int) -> date:
    """The first day of the month so many months before a day's own."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)


def _month(first: date, rows: list[Row[Any]]) -> Month:
    return Month(first=first, verdicts={Verdict(row.verdict): row.all for row in rows}, tally=_tally(rows))


def _tally(rows: Iterable[Row[Any]]) -> Tally:
    sums, verdicts = Counter[str](), dict[Verdict, int]()
    for row in rows:
        told = row._asdict()
        verdict = Verdict(told.pop("verdict"))
        if row.talks:
            verdicts[verdict] = row.talks
        sums.update({name: int(value) for name, value in told.items()})
    return Tally(
        talks=sums["talks"],
        verdicts=verdicts,
        curious=sums["curious"],
        steering=sums["steering"],
        yes={lens: sums[f"yes_{lens.value}"] for lens in Lens if sums[f"yes_{lens.value}"]},
        told={lens: sums[f"told_{lens.value}"] for lens in Lens if sums[f"told_{lens.value}"]},
    )
