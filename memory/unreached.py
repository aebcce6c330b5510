"""What Chroma's graph does not reach: found out by asking for each vector by itself, and compared exactly afterwards.

A search of the graph finds no way to some vectors, 1 in 2,500 of a new graph and more after many deletions. They are
few, so each search compares with them beside what Chroma says.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from journal.reflection import Owner
from memory.collection import Collection, Reach, chunk_id, key_of_chunk, owner_key
from memory.places import Floats, Key, Near
from memory.record import Record
from memory.vectors import Vectors

GRAPH_FROM = 1_000  # vectors: of fewer Chroma makes no graph that could lose any
_CHANGED = 0.1  # so much more or less than when it was checked last
_TOGETHER = 50  # reflections: some hundred vectors, for which a search waits a tenth of a second at most


def must_be_checked(reach: Reach, many: int) -> bool:
    """Whether a graph of so many vectors was never checked, or has changed much since."""
    return many >= GRAPH_FROM and abs(many - reach.checked) > reach.checked * _CHANGED


def checked(collection: Collection, record: Record, fingerprint: str, go_on: Callable[[], None]) -> Reach:
    """What the graph does not reach of what the record has; `go_on` is called between two questions, and may raise.

    Raises:
        IndexTrouble: Chroma can't go on.
    """
    owners, many, unreached = record.owners(), 0, list[str]()
    for owner in owners:
        mine = owner_key(owner)
        for keys, matrix in _some(record, owner, fingerprint):
            go_on()
            lost = collection.unreached(mine, keys, matrix, alone=len(owners) == 1)
            unreached += (chunk_id(mine, key) for key in lost)
            many += len(keys)
    return Reach(many, tuple(unreached))


def _some(record: Record, owner: Owner, fingerprint: str) -> Iterator[tuple[list[Key], Floats]]:
    owned = record.of(owner)
    ids = sorted({key.reflection_id for key in owned.vector_keys(fingerprint)})
    for first in range(0, len(ids), _TOGETHER):
        chunks = owned.chunks(fingerprint, ids[first : first + _TOGETHER])
        rows = {Key(one, chunk.number): chunk.vector for one, theirs in chunks.items() for chunk in theirs}
        if rows:
            yield list(rows), np.array(list(rows.values()), np.float32)


def vectors_of(record: Record, fingerprint: str, unreached: Sequence[str]) -> dict[Owner, Vectors]:
    """The vectors of what is not reached, by owner; what the record has forgotten meanwhile is left out."""
    found: dict[Owner, Vectors] = {}
    for owner in record.owners() if unreached else ():
        keys = {key for one in unreached if (key := key_of_chunk(owner_key(owner), one)) is not None}
        chunks = record.of(owner).chunks(fingerprint, sorted({key.reflection_id for key in keys}))
        rows = {Key(one, chunk.number): chunk.vector for one, theirs in chunks.items() for chunk in theirs}
        there = [key for key in rows if key in keys]
        if there:
            found[owner] = Vectors(tuple(there), np.array([rows[key] for key in there], np.float32), 0)
    return found


def with_those_beside(near: tuple[Near, ...], beside: Vectors | None, vector: Floats, limit: int) -> tuple[Near, ...]:
    """What the graph found with what it does not reach, nearest first."""
    if beside is None:
        return near
    scores = beside.matrix @ vector.astype(np.float32, copy=False)
    found = {Key(one.reflection_id, one.chunk): one for one in near}
    found |= {key: Near(*key, float(score)) for key, score in zip(beside.keys, scores, strict=True)}
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one))[:limit])
