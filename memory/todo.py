"""Promises and steps: what was promised, what is to do, and what the user decided about each."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from journal.errors import UnknownStep
from journal.people import KeptStep, Promise, PromiseState, StepState
from journal.reading import Step
from journal.reflection import Owner
from memory.tables import promises, reflections, steps


def promises_made(
    connection: Connection,
    owner: Owner,
    *,
    state: PromiseState | None = None,
    person_ids: Collection[str] | None = None,
    reflection_id: str | None = None,
    limit: int | None = None,
) -> tuple[Promise, ...]:
    """The promises that fit, newest first; so many at most."""
    rows = promises.c
    same_reflection = (reflections.c.owner == rows.owner) & (reflections.c.id == rows.reflection_id)
    query = (
        select(promises, reflections.c.on)
        .select_from(promises.join(reflections, same_reflection))
        .where(rows.owner == owner)
        .order_by(reflections.c.on.desc(), reflections.c.kept_at.desc(), rows.id)
    )
    if state is not None:
        query = query.where(rows.state == state.value)
    if person_ids is not None:
        query = query.where(rows.person_id.in_(person_ids))
    if reflection_id is not None:
        query = query.where(rows.reflection_id == reflection_id)
    return tuple(_promise(row) for row in connection.execute(query.limit(limit)))


def kept_steps(
    connection: Connection,
    owner: Owner,
    *,
    state: StepState | None = None,
    due_until: date | None = None,
    person_ids: Collection[str] | None = None,
    reflection_id: str | None = None,
) -> tuple[KeptStep, ...]:
    """The steps that fit, those due first before those due later, those without a day last."""
    rows = steps.c
    query = select(steps).where(rows.owner == owner).order_by(rows.due.is_(None), rows.due, rows.id)
    if state is not None:
        query = query.where(rows.state == state.value)
    if due_until is not None:
        query = query.where(rows.due <= due_until)
    if person_ids is not None:
        query = query.where(rows.person_id.in_(person_ids))
    if reflection_id is not None:
        query = query.where(rows.reflection_id == reflection_id)
    return tuple(_kept_step(row) for row in connection.execute(query))


def add_promise(
    connection: Connection, owner: Owner, *, promise_id: str, reflection_id: str, person_id: str | None, text: str
) -> None:
    """Keeps an open promise; one whose id is there already stays as it is."""
    known = select(promises.c.id).where(promises.c.owner == owner, promises.c.id == promise_id)
    if connection.execute(known).first() is None:
        values = {"id": promise_id, "reflection_id": reflection_id, "person_id": person_id, "text": text}
        connection.execute(insert(promises).values(owner=owner, state=PromiseState.OPEN.value, **values))


def reopen(connection: Connection, owner: Owner, reflection_id: str) -> None:
    """Opens the promises again of which only this reflection tells that they were kept."""
    told_here = (promises.c.owner == owner, promises.c.kept_in == reflection_id)
    connection.execute(update(promises).where(*told_here).values(state=PromiseState.OPEN.value, kept_in=None))


def add_step(connection: Connection, owner: Owner, kept: KeptStep) -> None:
    """Keeps a step; one whose id is there already stays as it is."""
    known = select(steps.c.id).where(steps.c.owner == owner, steps.c.id == kept.id)
    if connection.execute(known).first() is None:
        connection.execute(
            insert(steps).values(
                owner=owner,
                id=kept.id,
                reflection_id=kept.reflection_id,
                person_id=kept.person_id,
                body=kept.step.model_dump_json(),
                due=kept.step.due,
                state=kept.state.value,
            )
        )


def decide_promise(
    connection: Connection, owner: Owner, promise_id: str, state: PromiseState, kept_in: str | None = None
) -> None:
    """Notes what became of a promise; `kept_in` is the reflection that tells it, None when the user says so.

    Raises:
        UnknownStep: this owner has no promise of this id.
    """
    one = update(promises).where(promises.c.owner == owner, promises.c.id == promise_id)
    if connection.execute(one.values(state=state.value, kept_in=kept_in)).rowcount == 0:
        raise UnknownStep(step_id=promise_id)


def decide_step(connection: Connection, owner: Owner, step_id: str, state: StepState, step: Step | None) -> None:
    """Notes what the user decided about a step, and how they edited it.

    Raises:
        UnknownStep: this owner has no step of this id.
    """
    values: dict[str, object] = {"state": state.value}
    if step is not None:
        values |= {"body": step.model_dump_json(), "due": step.due}
    one = update(steps).where(steps.c.owner == owner, steps.c.id == step_id)
    if connection.execute(one.values(**values)).rowcount == 0:
        raise UnknownStep(step_id=step_id)


def step_of(connection: Connection, owner: Owner, step_id: str) -> KeptStep:
    """One step.

    Raises:
        UnknownStep: this owner has no step of this id.
    """
    row = connection.execute(select(steps).where(steps.c.owner == owner, steps.c.id == step_id)).first()
    if row is None:
        raise UnknownStep(step_id=step_id)
    return _kept_step(row)


def tell_step(connection: Connection, owner: Owner, step_id: str, reflection_id: str) -> None:
    """Notes in which reflection the user wrote how a step went.

    Raises:
        UnknownStep: this owner has no step of this id.
    """
    one = update(steps).where(steps.c.owner == owner, steps.c.id == step_id)
    if connection.execute(one.values(told_in=reflection_id)).rowcount == 0:
        raise UnknownStep(step_id=step_id)


def untell(connection: Connection, owner: Owner, reflection_id: str) -> None:
    """Forgets that this reflection told how a step went."""
    told_here = (steps.c.owner == owner, steps.c.told_in == reflection_id)
    connection.execute(update(steps).where(*told_here).values(told_in=None))


def _promise(row: Row[Any]) -> Promise:
    return Promise(
        id=row.id,
        reflection_id=row.reflection_id,
        person_id=row.person_id,
        text=row.text,
        made_on=row.on,
        state=PromiseState(row.state),
        kept_in=row.kept_in,
    )


def _kept_step(row: Row[Any]) -> KeptStep:
    return KeptStep(
        id=row.id,
        reflection_id=row.reflection_id,
        person_id=row.person_id,
        step=Step.model_validate_json(row.body),
        state=StepState(row.state),
        told_in=row.told_in,
    )
