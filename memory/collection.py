"""What an open collection of vectors is asked for, wherever Chroma runs: in a process of its own, or on a server.

Ids are `owner-key:reflection:chunk`. An owner's key is a hash, so that not even a name lies in Chroma's files.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from journal.reflection import Owner
from memory.places import Floats, Key, Near

BATCH = 5_000  # chunks put at once; Chroma refuses more than 5,461, and fewer take longer (measured)


class IndexTrouble(Exception):
    """Chroma can't go on: its files are damaged, its process or its server is gone."""


class Reach(NamedTuple):
    """What was found out of a graph when each of `checked` chunks was searched for by its own vector: the ids of those
    that no search finds. Chroma's graph loses its way to some, 1 in 2,500 of a new one (measured)."""

    checked: int = 0
    unreached: tuple[str, ...] = ()


class Collection(Protocol):
    """The vectors of one embedder. Every method raises IndexTrouble when Chroma can't go on."""

    def ids(self) -> frozenset[str]:
        """The ids of all chunks in it."""

    def has_neighbours(self) -> bool:
        """Whether there are collections of other embedders beside it."""

    def put(self, owner_key: str, keys: Sequence[Key], matrix: Floats) -> None:
        """Takes in chunks, or replaces them; at most `BATCH` at once."""

    def delete(self, ids: Sequence[str]) -> None:
        """Deletes chunks, whose bytes may stay in Chroma's files."""

    def nearest(self, owner_key: str, vector: Floats, limit: int, *, alone: bool) -> tuple[Near, ...]:
        """The owner's chunks nearest to the vector, nearest first.

        Args:
            alone: nobody else has chunks in it, so the search needs no filter, which takes five times as long.
        """

    def unreached(self, owner_key: str, keys: Sequence[Key], matrix: Floats, *, alone: bool) -> tuple[Key, ...]:
        """Which of the owner's chunks are not found by their own vectors, a row each; `alone` as in `nearest`."""

    def reach(self) -> Reach:
        """What was noted of its graph last."""

    def note_reach(self, reach: Reach) -> None:
        """Notes what was found out of its graph, in the collection itself, so that it goes where that goes."""

    def close(self) -> None:
        """Lets go of it, after whoever searches is done."""


def owner_key(owner: Owner) -> str:
    """What stands for an owner in Chroma."""
    return hashlib.sha256(owner.encode()).hexdigest()[:16]


def chunk_id(key_of_owner: str, key: Key) -> str:
    """A chunk's id in Chroma."""
    return f"{key_of_owner}:{key.reflection_id}:{key.chunk}"


def key_of_chunk(key_of_owner: str, chunk: str) -> Key | None:
    """What an id stands for, or None when it is another owner's."""
    reflection_id, _, number = chunk.removeprefix(f"{key_of_owner}:").rpartition(":")
    return Key(reflection_id, int(number)) if chunk.startswith(f"{key_of_owner}:") else None


def put_all(
    collection: Collection, key_of_owner: str, keys: Sequence[Key], matrix: Floats, go_on: Callable[[], None]
) -> None:
    """Takes in any number of chunks; `go_on` is called before each batch, and may raise."""
    for first in range(0, len(keys), BATCH):
        go_on()
        collection.put(key_of_owner, keys[first : first + BATCH], matrix[first : first + BATCH])
