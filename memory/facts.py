"""Facts in the record: what a reading tells replaces what the one before told; what the user made of one stays."""

import hashlib
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from journal.errors import UnknownStep
from journal.facts import Fact, FactKind, FactRead
from journal.redaction import Redaction
from journal.reflection import Owner
from memory.tables import facts, reflections


def delete_untouched(connection: Connection, owner: Owner, reflection_id: str) -> None:
    """Deletes the facts of an earlier reading that the user has not touched."""
    rows = facts.c
    untouched = (rows.words.is_(None), rows.ended.is_(None), rows.hidden.is_(False))
    connection.execute(delete(facts).where(rows.owner == owner, rows.reflection_id == reflection_id, *untouched))


def add_facts(
    connection: Connection, owner: Owner, reflection_id: str, told_facts: Collection[tuple[str, FactRead]]
) -> None:
    """Keeps what a reading tells, each with its person's id; what is there already stays as it is."""
    if not told_facts:
        return
    known = select(facts.c.id).where(facts.c.owner == owner, facts.c.reflection_id == reflection_id)
    there = set(connection.execute(known).scalars())
    new: dict[str, tuple[str, FactRead]] = {}
    for person_id, told in told_facts:
        new.setdefault(fact_key(reflection_id, person_id, told.kind, told.quote), (person_id, told))
    rows = [
        {
            "owner": owner,
            "id": fact_id,
            "reflection_id": reflection_id,
            "person_id": person_id,
            "kind": told.kind.value,
            "quote": told.quote,
            "about": told.about,
            "hidden": False,
        }
        for fact_id, (person_id, told) in new.items()
        if fact_id not in there
    ]
    if rows:
        connection.execute(insert(facts), rows)


def known_facts(connection: Connection, owner: Owner, person_ids: Collection[str] | None = None) -> tuple[Fact, ...]:
    """The facts that the user has not hidden, newest first."""
    rows = facts.c
    same_reflection = (reflections.c.owner == rows.owner) & (reflections.c.id == rows.reflection_id)
    query = (
        select(facts, reflections.c.on)
        .select_from(facts.join(reflections, same_reflection))
        .where(rows.owner == owner, rows.hidden.is_(False))
        .order_by(reflections.c.on.desc(), reflections.c.kept_at.desc(), rows.id)
    )
    if person_ids is not None:
        query = query.where(rows.person_id.in_(person_ids))
    return tuple(_fact(row) for row in connection.execute(query))


def facts_about(connection: Connection, owner: Owner, since: date, until: date | None, limit: int) -> tuple[Fact, ...]:
    """So many facts that still hold and speak of a day from `since` to `until` (None: any), soonest first."""
    rows = facts.c
    same_reflection = (reflections.c.owner == rows.owner) & (reflections.c.id == rows.reflection_id)
    query = (
        select(facts, reflections.c.on)
        .select_from(facts.join(reflections, same_reflection))
        .where(rows.owner == owner, rows.about >= since, rows.hidden.is_(False), rows.ended.is_(None))
        .order_by(rows.about, rows.id)
        .limit(limit)
    )
    if until is not None:
        query = query.where(rows.about <= until)
    return tuple(_fact(row) for row in connection.execute(query))


def fact_of(connection: Connection, owner: Owner, fact_id: str) -> Fact:
    """One fact.

    Raises:
        UnknownStep: this owner has no fact of this id.
    """
    rows = facts.c
    same_reflection = (reflections.c.owner == rows.owner) & (reflections.c.id == rows.reflection_id)
    query = select(facts, reflections.c.on).select_from(facts.join(reflections, same_reflection))
    row = connection.execute(query.where(rows.owner == owner, rows.id == fact_id)).first()
    if row is None:
        raise UnknownStep(step_id=fact_id)
    return _fact(row)


def cares_changed(
    connection: Connection, owner: Owner, person_ids: Collection[str] | None = None
) -> dict[tuple[str, str, str], str]:
    """What the user made of what matters to somebody: the words, empty when it is to be forgotten or no longer true,
    by reflection, person and quote."""
    rows = facts.c
    touched = rows.words.is_not(None) | rows.ended.is_not(None) | rows.hidden
    query = select(facts).where(rows.owner == owner, rows.kind == FactKind.CARES.value, touched)
    if person_ids is not None:
        query = query.where(rows.person_id.in_(person_ids))
    return {
        (row.reflection_id, row.person_id, row.quote): "" if row.hidden or row.ended else row.words
        for row in connection.execute(query)
    }


def told(
    connection: Connection, owner: Owner, kinds: Collection[FactKind], since: date, until: date
) -> tuple[Fact, ...]:
    """The facts of these kinds that hold, told in these days (both included), newest first."""
    rows = facts.c
    same_reflection = (reflections.c.owner == rows.owner) & (reflections.c.id == rows.reflection_id)
    query = (
        select(facts, reflections.c.on)
        .select_from(facts.join(reflections, same_reflection))
        .where(rows.owner == owner, rows.hidden.is_(False), rows.ended.is_(None))
        .where(rows.kind.in_([kind.value for kind in kinds]), reflections.c.on.between(since, until))
        .order_by(reflections.c.on.desc(), reflections.c.kept_at.desc(), rows.id)
    )
    return tuple(_fact(row) for row in connection.execute(query))


def in_trust(connection: Connection, owner: Owner, reflection_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The sentences of these reflections that were told in confidence, by reflection."""
    rows = facts.c
    query = select(rows.reflection_id, rows.quote).where(
        rows.owner == owner,
        rows.reflection_id.in_(reflection_ids),
        rows.kind == FactKind.CONFIDENCE.value,
        rows.hidden.is_(False),
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(query.order_by(rows.id)):
        found[row.reflection_id] = (*found.get(row.reflection_id, ()), row.quote)
    return found


def change_fact(
    connection: Connection,
    owner: Owner,
    fact_id: str,
    *,
    words: str | None = None,
    ended: date | None = None,
    hidden: bool = False,
) -> None:
    """Notes what the user made of a fact: other words, the day it ended, or that it is to be forgotten.

    Raises:
        UnknownStep: this owner has no fact of this id.
    """
    values: dict[str, object] = {"hidden": hidden, "ended": ended}
    if words is not None:
        values["words"] = words
    one = update(facts).where(facts.c.owner == owner, facts.c.id == fact_id)
    if connection.execute(one.values(**values)).rowcount == 0:
        raise UnknownStep(step_id=fact_id)


def _fact(row: Row[Any]) -> Fact:
    return Fact(
        id=row.id,
        reflection_id=row.reflection_id,
        person_id=row.person_id,
        kind=FactKind(row.kind),
        quote=row.quote,
        words=row.words or row.quote,
        told_on=row.on,
        about=row.about,
        ended=row.ended,
    )


def fact_key(reflection_id: str, person_id: str, kind: FactKind, quote: str) -> str:
    """The id of a fact: the same thing read twice is one fact, here and after an export."""
    return hashlib.sha256(f"fact\0{reflection_id}\0{person_id}\0{kind.value}\0{quote}".encode()).hexdigest()[:32]


def redact_facts(connection: Connection, owner: Owner, reflection_id: str, redaction: Redaction) -> None:
    """Puts the placeholder into what a reflection's facts say; those that the user has not touched are derived anew."""
    rows = facts.c
    for row in connection.execute(select(facts).where(rows.owner == owner, rows.reflection_id == reflection_id)).all():
        quote = redaction.text(row.quote)
        words = None if row.words is None else redaction.text(row.words)
        key = fact_key(reflection_id, row.person_id, FactKind(row.kind), quote)
        mine = (rows.owner == owner, rows.id == row.id)
        connection.execute(update(facts).where(*mine).values(id=key, quote=quote, words=words))
