"""Taking somebody's name out of a reflection that stays, and out of all that became of it.

What the user decided stays decided: promises and steps are known by what they say, so their ids change with it.
"""

from sqlalchemy import Connection, delete, insert, select, update

from journal.reading import Reading, Step
from journal.redaction import Redaction
from journal.reflection import Owner
from memory.deriving import derive, promise_id, step_id
from memory.entries import Entry, entry
from memory.facts import redact_facts
from memory.keeping import set_moves
from memory.tables import aliases, corrections, people, promises, readings, reflections, steps, vectors
from memory.ties import bare_key, folded_key
from memory.vectors import note_change


def redact(connection: Connection, owner: Owner, reflection_id: str, redaction: Redaction) -> None:
    """Puts the placeholder wherever the reflection, its reading, its correction, its promises and its steps name
    them; other readings than the current one go, and so do the vectors, which were made of the name too.

    Raises:
        UnknownReflection: this owner has none of this id.
    """
    old = entry(connection, owner, reflection_id)
    mine = (reflections.c.owner == owner, reflections.c.id == reflection_id)
    connection.execute(update(reflections).where(*mine).values(text=redaction.text(old.reflection.text)))
    set_moves(connection, owner, reflection_id, redaction.corrections(old.reflection.text, old.moves))
    _redact_correction(connection, owner, old, redaction)
    _redact_names_of_others(connection, owner, redaction)
    left = None if old.reading is None else redaction.reading(old.reflection.text, old.reading)
    _redact_promises(connection, owner, reflection_id, _new_promise_ids(old, redaction), redaction)
    _redact_steps(connection, owner, reflection_id, old.reading, redaction)
    redact_facts(connection, owner, reflection_id, redaction)
    _replace_readings(connection, owner, reflection_id, left)
    of_reflection = (vectors.c.owner == owner, vectors.c.reflection_id == reflection_id)
    connection.execute(delete(vectors).where(*of_reflection))
    note_change(connection, owner)


def _replace_readings(connection: Connection, owner: Owner, reflection_id: str, left: Reading | None) -> None:
    current = select(reflections.c.reading).where(reflections.c.owner == owner, reflections.c.id == reflection_id)
    number = connection.execute(current).scalar()
    of_reflection = (readings.c.owner == owner, readings.c.reflection_id == reflection_id)
    connection.execute(delete(readings).where(*of_reflection, readings.c.number != (number or 0)))
    if left is not None:
        connection.execute(update(readings).where(*of_reflection).values(body=left.model_dump_json()))
        derive(connection, owner, reflection_id, entry(connection, owner, reflection_id).seen or left)


def _redact_correction(connection: Connection, owner: Owner, old: Entry, redaction: Redaction) -> None:
    if old.correction is not None:
        of_reflection = (corrections.c.owner == owner, corrections.c.reflection_id == old.reflection.id)
        note = redaction.text(old.correction.note)
        connection.execute(update(corrections).where(*of_reflection).values(note=note))


def _redact_names_of_others(connection: Connection, owner: Owner, redaction: Redaction) -> None:
    """Somebody may be called by whose they are: "istri Pak Andi"."""
    for row in connection.execute(select(people).where(people.c.owner == owner)).all():
        name = redaction.text(row.name)
        if name != row.name:
            mine = (people.c.owner == owner, people.c.id == row.id)
            connection.execute(update(people).where(*mine).values(name=name))
    for row in connection.execute(select(aliases).where(aliases.c.owner == owner)).all():
        name = redaction.text(row.name)
        if name != row.name:
            mine = (aliases.c.owner == owner, aliases.c.person_id == row.person_id)
            same = (aliases.c.reflection_id == row.reflection_id, aliases.c.folded.in_([row.folded, folded_key(name)]))
            connection.execute(delete(aliases).where(*mine, *same))
            known = {"owner": owner, "person_id": row.person_id, "reflection_id": row.reflection_id}
            values = {"folded": folded_key(name), "bare": bare_key(name), "name": name}
            connection.execute(insert(aliases).values(**known, **values))


def _new_promise_ids(old: Entry, redaction: Redaction) -> dict[str, str]:
    """The ids that the reading's promises have, and those that they will have."""
    if old.reading is None:
        return {}
    one = old.reflection.id
    given = [(person, redaction.person(person)) for person in old.reading.people]
    to_people = {
        promise_id(one, person.name, before): promise_id(one, left.name, after)
        for person, left in given
        for before, after in zip(person.promises, left.promises, strict=True)
    }
    left = redaction.reading(old.reflection.text, old.reading)
    quotes = zip(old.reading.moves, left.moves, strict=True)
    return {promise_id(one, "", move.quote): promise_id(one, "", new.quote) for move, new in quotes} | to_people


def _redact_promises(
    connection: Connection, owner: Owner, reflection_id: str, new_ids: dict[str, str], redaction: Redaction
) -> None:
    mine = (promises.c.owner == owner, promises.c.reflection_id == reflection_id)
    rows = connection.execute(select(promises).where(*mine)).all()
    left = {new_ids.get(row.id, row.id): row._asdict() for row in rows}
    connection.execute(delete(promises).where(*mine))
    for one, row in left.items():
        connection.execute(insert(promises).values(**{**row, "id": one, "text": redaction.text(row["text"])}))


def _redact_steps(
    connection: Connection, owner: Owner, reflection_id: str, reading: Reading | None, redaction: Redaction
) -> None:
    mine = (steps.c.owner == owner, steps.c.reflection_id == reflection_id)
    suggested = None if reading is None else reading.step
    ids = {} if suggested is None else {step_id(reflection_id, suggested): redaction.step(suggested)}
    for row in connection.execute(select(steps).where(*mine)).all():
        body = redaction.step(Step.model_validate_json(row.body)).model_dump_json()
        one = step_id(reflection_id, ids[row.id]) if row.id in ids else row.id
        same = (steps.c.owner == owner, steps.c.id == row.id)
        connection.execute(update(steps).where(*same).values(id=one, body=body))
