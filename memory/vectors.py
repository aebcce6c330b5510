"""Vectors in the record: one row a chunk, under the fingerprint of the embedder that made it.

Whatever changes an owner's vectors raises the owner's change number in the same transaction, so an index or a
cache that remembers the number knows whether it is stale.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, delete, exists, func, insert, select, update

from journal.reflection import Owner
from memory.places import Chunk, Floats, Key
from memory.tables import changes, reflections, vectors

_MANY = 500
_TOGETHER = 5_000  # rows: as Python's own objects they weigh twice what their vectors do


@dataclass(frozen=True, slots=True)
class Vectors:
    """All of an owner's vectors: row i of `matrix` (n, dimensions; float32) belongs to `keys[i]`.

    `sequence` is the owner's change number as of these vectors.
    """

    keys: tuple[Key, ...]
    matrix: Floats
    sequence: int


def put(connection: Connection, owner: Owner, reflection_id: str, fingerprint: str, chunks: Iterable[Chunk]) -> None:
    """Replaces this embedder's vectors of a reflection."""
    sequence = note_change(connection, owner)
    of_reflection = (vectors.c.owner == owner, vectors.c.fingerprint == fingerprint)
    connection.execute(delete(vectors).where(*of_reflection, vectors.c.reflection_id == reflection_id))
    rows = [
        {
            "owner": owner,
            "reflection_id": reflection_id,
            "fingerprint": fingerprint,
            "chunk": chunk.number,
            "start": chunk.start,
            "end": chunk.end,
            "vector": np.ascontiguousarray(chunk.vector, dtype="<f4").tobytes(),
            "sequence": sequence,
        }
        for chunk in chunks
    ]
    if rows:
        connection.execute(insert(vectors), rows)


def all_of(connection: Connection, owner: Owner, fingerprint: str, after: int = -1) -> Vectors:
    """This embedder's vectors of this owner's reflections, those only that changed after change number `after`."""
    query = (
        select(vectors.c.reflection_id, vectors.c.chunk, vectors.c.vector)
        .where(vectors.c.owner == owner, vectors.c.fingerprint == fingerprint, vectors.c.sequence > after)
        .order_by(vectors.c.reflection_id, vectors.c.chunk)
    )
    keys: list[Key] = []
    parts: list[Floats] = []
    with connection.execution_options(stream_results=True).execute(query) as rows:
        for some in rows.partitions(_TOGETHER):
            keys += (Key(reflection_id, chunk) for reflection_id, chunk, _ in some)
            flat = np.frombuffer(b"".join(vector for _, _, vector in some), dtype="<f4")
            parts.append(flat.reshape(len(some), -1).astype(np.float32, copy=False))
    matrix = np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)
    return Vectors(tuple(keys), matrix, change_number(connection, owner))


def count(connection: Connection, owner: Owner, fingerprint: str) -> int:
    """How many chunks have a vector of this embedder."""
    query = select(func.count()).select_from(vectors)
    return connection.execute(query.where(vectors.c.owner == owner, vectors.c.fingerprint == fingerprint)).scalar_one()


def keys_of(connection: Connection, owner: Owner, fingerprint: str) -> frozenset[Key]:
    """Which chunks have a vector of this embedder."""
    query = select(vectors.c.reflection_id, vectors.c.chunk)
    rows = connection.execute(query.where(vectors.c.owner == owner, vectors.c.fingerprint == fingerprint))
    return frozenset(Key(*row) for row in rows.all())


def chunks_of(
    connection: Connection, owner: Owner, fingerprint: str, ids: Sequence[str]
) -> dict[str, tuple[Chunk, ...]]:
    """The chunks of these reflections, by reflection."""
    found: dict[str, tuple[Chunk, ...]] = {}
    for first in range(0, len(ids), _MANY):
        query = (
            select(vectors)
            .where(vectors.c.owner == owner, vectors.c.fingerprint == fingerprint)
            .where(vectors.c.reflection_id.in_(ids[first : first + _MANY]))
            .order_by(vectors.c.reflection_id, vectors.c.chunk)
        )
        for row in connection.execute(query).all():
            chunk = Chunk(row.chunk, row.start, row.end, np.frombuffer(row.vector, dtype="<f4"))
            found[row.reflection_id] = (*found.get(row.reflection_id, ()), chunk)
    return found


def without(connection: Connection, owner: Owner, fingerprint: str) -> tuple[str, ...]:
    """The ids of reflections that this embedder has not embedded, newest first."""
    has = exists().where(
        vectors.c.owner == reflections.c.owner,
        vectors.c.fingerprint == fingerprint,
        vectors.c.reflection_id == reflections.c.id,
    )
    query = select(reflections.c.id).where(reflections.c.owner == owner, ~has)
    return tuple(connection.execute(query.order_by(reflections.c.on.desc(), reflections.c.id.desc())).scalars())


def drop_others(connection: Connection, owner: Owner, fingerprint: str) -> None:
    """Deletes the vectors of all embedders but this one."""
    others = delete(vectors).where(vectors.c.owner == owner, vectors.c.fingerprint != fingerprint)
    if connection.execute(others).rowcount:
        note_change(connection, owner)


def note_change(connection: Connection, owner: Owner) -> int:
    """Raises the owner's change number, and returns it."""
    mine = changes.c.owner == owner
    raised = update(changes).where(mine).values(sequence=changes.c.sequence + 1)
    if connection.execute(raised).rowcount == 0:
        connection.execute(insert(changes).values(owner=owner, sequence=1))
    return change_number(connection, owner)


def change_number(connection: Connection, owner: Owner) -> int:
    """How often the owner's vectors have changed."""
    return connection.execute(select(changes.c.sequence).where(changes.c.owner == owner)).scalar() or 0
