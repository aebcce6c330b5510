"""How everybody stands, counted by the database in three statements: no meeting, promise or fact is loaded."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import CTE, Connection, Text, and_, case, cast, func, or_, select

from journal.facts import FactKind
from journal.people import PromiseState
from journal.reflection import Owner
from journal.signals import Verdict
from journal.standing import AROUND, STILL_GOING_ON, Standing
from memory.tables import corrections, facts, mentions, people, promises, reflections

_COUNTED = ("named_me", "invited", "going_on", "i_pitched", "thanked")


def standings(connection: Connection, owner: Owner, as_of: date) -> tuple[Standing, ...]:
    """How everybody who was met by `as_of` stands on that day, in no order."""
    rows = mentions.c
    counts = func.coalesce(corrections.c.verdict, rows.verdict)
    of_nothing = or_(
        and_(counts == Verdict.UNCLEAR.value, rows.warmth == 0), and_(counts == Verdict.SURFACE.value, rows.warmth < 0)
    )
    day = _days(owner, as_of)
    corrected = (corrections.c.owner == rows.owner) & (corrections.c.reflection_id == rows.reflection_id)

    quality = cast(rows.tie_quality, Text)
    remembers = or_(*(quality.like(f'%"{one}": "yes"%') for one in ("remembers_me", "at_ease_recommending_me")))

    def times(having: Any) -> Any:
        return func.sum(case((having, 1), else_=0))

    counted = (
        select(
            rows.person_id,
            func.count().label("meetings"),
            times(~of_nothing).label("certain"),
            func.min(day.c.on).label("met_first"),
            func.max(case((~of_nothing, day.c.on))).label("met_last"),
            func.max(day.c.on).label("told_last"),
            func.max(rows.warmth).label("warmest"),
            func.min(rows.warmth).label("coldest"),
            func.sum(case((rows.warmth > 0, rows.warmth), else_=0)).label("warmth"),
            times(counts == Verdict.REAL_CONNECTION.value).label("connected"),
            times(counts == Verdict.MIXED.value).label("mixed"),
            times(func.length(cast(rows.cares_about, Text)) > len("[]")).label("cares"),
            times(remembers).label("remembers"),
            times(and_(counts.in_((Verdict.HIDDEN_PITCH.value, Verdict.SURFACE.value)), rows.warmth < 0)).label("cold"),
        )
        .select_from(mentions.join(day, day.c.id == rows.reflection_id).outerjoin(corrections, corrected))
        .where(rows.owner == owner)
        .group_by(rows.person_id)
        .subquery()
    )
    query = select(counted, people.c.name).join(
        people, and_(people.c.owner == owner, people.c.id == counted.c.person_id)
    )
    promised, told = _promised(connection, owner, as_of), _told(connection, owner, as_of)
    return tuple(
        Standing(
            person_id,
            name,
            meetings,
            certain,
            _day(met_first),
            None if met_last is None else _day(met_last),
            _day(told_last),
            warmest,
            coldest,
            warmth,
            connected > 0,
            mixed > 0,
            cares > 0,
            remembers > 0,
            cold,
            promised.get(person_id),
            told.get(person_id, {}),
        )
        for (
            person_id,
            meetings,
            certain,
            met_first,
            met_last,
            told_last,
            warmest,
            coldest,
            warmth,
            connected,
            mixed,
            cares,
            remembers,
            cold,
            name,
        ) in connection.execute(query)
    )


def _days(owner: Owner, as_of: date) -> CTE:
    """The days of the reflections until `as_of`, from their index alone: to look up each one's row, past its text,
    takes twice as long."""
    days = select(reflections.c.id, reflections.c.on).where(reflections.c.owner == owner, reflections.c.on <= as_of)
    return days.cte("days").prefix_with("MATERIALIZED")


def _promised(connection: Connection, owner: Owner, as_of: date) -> dict[str, date]:
    rows = promises.c
    same_reflection = (reflections.c.owner == rows.owner) & (reflections.c.id == rows.reflection_id)
    query = (
        select(rows.person_id, func.min(reflections.c.on).label("on"))
        .select_from(promises.join(reflections, same_reflection))
        .where(rows.owner == owner, rows.state == PromiseState.OPEN.value, rows.person_id.is_not(None))
        .where(reflections.c.on <= as_of)
        .group_by(rows.person_id)
    )
    return {row.person_id: _day(row.on) for row in connection.execute(query)}


def _told(connection: Connection, owner: Owner, as_of: date) -> dict[str, dict[str, int]]:
    rows, day = facts.c, _days(owner, as_of)
    going_on = (day.c.on >= as_of - STILL_GOING_ON, rows.about.between(as_of - AROUND, as_of + AROUND))
    query = (
        select(rows.person_id, rows.kind, func.count().label("times"))
        .select_from(facts.join(day, day.c.id == rows.reflection_id))
        .where(rows.owner == owner, rows.hidden.is_(False), rows.ended.is_(None), rows.kind.in_(_COUNTED))
        .where(or_(rows.kind != FactKind.GOING_ON.value, *going_on))
        .group_by(rows.person_id, rows.kind)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for person_id, kind, times in connection.execute(query):
        found[person_id][kind] = times
    return found


def _day(found: date | str) -> date:
    """SQLite's `min` of a day is a word."""
    return date.fromisoformat(found) if isinstance(found, str) else found
