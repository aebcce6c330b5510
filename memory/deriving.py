"""What a reading tells of people, promises and a step, kept in rows of their own.

A new reading replaces what the one before had derived, except what the user has decided already. Ids of
promises and steps are made from what they say, so the same promise read twice is one promise, here and after
an export.
"""

import hashlib

from sqlalchemy import Connection, delete, exists, insert

from journal.names import fold_name
from journal.people import Person, PromiseState, StepState
from journal.quotes import find_quote
from journal.reading import PersonRead, Reading, Step
from journal.reflection import Owner
from journal.signals import Signal
from memory.tables import aliases, mentions, promises, steps
from memory.ties import drop_the_unmentioned, find, find_or_add, folded_key
from memory.todo import kept_steps, promises_made


def derive(connection: Connection, owner: Owner, reflection_id: str, reading: Reading) -> None:
    """Replaces what an earlier reading of this reflection had derived by what this one tells."""
    _delete_undecided(connection, owner, reflection_id)
    told_of = _people_told_of(connection, owner, reflection_id, reading)
    _delete_old_names(connection, owner, reflection_id, reading)
    for person, told in told_of:
        _insert_mention(connection, owner, reflection_id, person, told)
        for promise in told.promises:
            _insert_promise(connection, owner, reflection_id, promise, person)
    for promise in _promises_to_nobody(reading):
        _insert_promise(connection, owner, reflection_id, promise, None)
    if reading.step is not None:
        _insert_step(connection, owner, reflection_id, reading.step)
    drop_the_unmentioned(connection, owner)


def _delete_undecided(connection: Connection, owner: Owner, reflection_id: str) -> None:
    undecided = ((promises, PromiseState.OPEN.value), (steps, StepState.SUGGESTED.value))
    for table, state in undecided:
        of_reflection = (table.c.owner == owner, table.c.reflection_id == reflection_id)
        connection.execute(delete(table).where(*of_reflection, table.c.state == state))
    of_reflection = (mentions.c.owner == owner, mentions.c.reflection_id == reflection_id)
    connection.execute(delete(mentions).where(*of_reflection))


def _delete_old_names(connection: Connection, owner: Owner, reflection_id: str, reading: Reading) -> None:
    """Deletes the names that an earlier reading saw and this one does not, but never a person's last one."""
    other = aliases.alias("other")
    same_person = (other.c.owner == owner, other.c.person_id == aliases.c.person_id)
    another_name = (other.c.folded != aliases.c.folded) | (other.c.reflection_id != reflection_id)
    seen = [folded_key(one.name) for one in reading.people]
    of_reflection = (aliases.c.owner == owner, aliases.c.reflection_id == reflection_id)
    old = delete(aliases).where(*of_reflection, aliases.c.folded.not_in(seen))
    connection.execute(old.where(exists().where(*same_person, another_name)))


def _people_told_of(
    connection: Connection, owner: Owner, reflection_id: str, reading: Reading
) -> list[tuple[Person, PersonRead]]:
    """The people of the reading, each once, though the text may call them by two names."""
    told: dict[str, tuple[Person, PersonRead]] = {}
    for one in reading.people:
        if not folded_key(one.name):
            continue
        person = find_or_add(connection, owner, one.name.strip(), reflection_id)
        known = told.get(person.id)
        told[person.id] = (person, one if known is None else _joined(known[1], one))
    return list(told.values())


def _joined(first: PersonRead, other: PersonRead) -> PersonRead:
    return first.model_copy(
        update={
            "role": first.role or other.role,
            "cares_about": tuple(dict.fromkeys(first.cares_about + other.cares_about)),
            "promises": tuple(dict.fromkeys(first.promises + other.promises)),
        }
    )


def _promises_to_nobody(reading: Reading) -> tuple[str, ...]:
    """Promises that the reading noticed and gave to no person."""
    given = [promise for person in reading.people for promise in person.promises]
    quotes = [move.quote for move in reading.moves if move.signal is Signal.PROMISE]
    return tuple(
        quote for quote in quotes if not any(find_quote(quote, one) or find_quote(one, quote) for one in given)
    )


def _insert_mention(connection: Connection, owner: Owner, reflection_id: str, person: Person, told: PersonRead) -> None:
    connection.execute(
        insert(mentions).values(
            owner=owner,
            reflection_id=reflection_id,
            person_id=person.id,
            role=told.role,
            verdict=told.verdict.value,
            cares_about=list(told.cares_about),
            tie_quality=told.tie_quality.model_dump(mode="json"),
        )
    )


def _insert_promise(connection: Connection, owner: Owner, reflection_id: str, text: str, person: Person | None) -> None:
    promise_id = _id("promise", reflection_id, "" if person is None else fold_name(person.name), text)
    known = {promise.id for promise in promises_made(connection, owner, reflection_id=reflection_id)}
    if promise_id in known:
        return
    values = {
        "id": promise_id,
        "reflection_id": reflection_id,
        "person_id": None if person is None else person.id,
        "text": text,
    }
    connection.execute(insert(promises).values(owner=owner, state=PromiseState.OPEN.value, **values))


def _insert_step(connection: Connection, owner: Owner, reflection_id: str, step: Step) -> None:
    step_id = _id("step", reflection_id, step.action, step.message)
    if step_id in {kept.id for kept in kept_steps(connection, owner, reflection_id=reflection_id)}:
        return
    person = find(connection, owner, step.person) if step.person else None
    values = {
        "id": step_id,
        "reflection_id": reflection_id,
        "person_id": None if person is None else person.id,
        "body": step.model_dump_json(),
        "due": step.due,
    }
    connection.execute(insert(steps).values(owner=owner, state=StepState.SUGGESTED.value, **values))


def _id(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
