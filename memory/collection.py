"""One Chroma collection: the vectors of one embedder, by ids `owner-hash:reflection:chunk`, and no text.

Chroma's own embedding function is English and is fetched from the network; it is shut out both when a collection
is made and whenever it is got, and vectors are always given.
"""

import hashlib
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from journal.reflection import Owner
from memory.nearest import Near
from memory.vectors import Floats, Key

if TYPE_CHECKING:
    from chromadb.api.client import Client

_BATCH = 1_000  # Chroma refuses more than 5,461 at once
_PAGE = 30_000  # and reads of more than 32,766


def troubles() -> tuple[type[Exception], ...]:
    """What Chroma raises when it can't go on: its own errors, its server's, and plain ones when it is closed."""
    import httpx  # noqa: PLC0415 both come with chromadb, which takes 0.7 seconds
    from chromadb.errors import ChromaError  # noqa: PLC0415

    return (ChromaError, httpx.HTTPError, OSError, ValueError, KeyError, AttributeError, RuntimeError)


def chunk_id(owner: Owner, key: Key) -> str:
    """The id of an owner's chunk in Chroma."""
    return f"{_hash(owner)}:{key.reflection_id}:{key.chunk}"


class Collection:
    """An open collection. Its methods raise what `troubles` tells."""

    def __init__(self, client: "Client", fingerprint: str) -> None:
        self._client = client
        self._closing = threading.Lock()
        self.name = f"kesan-{re.sub(r'[^a-zA-Z0-9]', '-', fingerprint)}"
        client.get_or_create_collection(self.name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}})
        self._chroma = client.get_collection(self.name, embedding_function=None)

    def has_neighbours(self) -> bool:
        """Whether there are collections of other embedders beside it."""
        return any(collection.name != self.name for collection in self._client.list_collections())

    def ids(self) -> frozenset[str]:
        """The ids of all chunks in it."""
        pages = range(0, self._chroma.count(), _PAGE)
        return frozenset(
            one for first in pages for one in self._chroma.get(limit=_PAGE, offset=first, include=[])["ids"]
        )

    def put(self, owner: Owner, keys: Sequence[Key], matrix: Floats, go_on: Callable[[], None] = lambda: None) -> None:
        """Takes in chunks, or replaces them; `go_on` is called before each batch and may raise."""
        for first in range(0, len(keys), _BATCH):
            go_on()
            some = keys[first : first + _BATCH]
            self._chroma.upsert(
                ids=[chunk_id(owner, key) for key in some],
                embeddings=np.ascontiguousarray(matrix[first : first + _BATCH]),
                metadatas=[{"owner": _hash(owner)} for _ in some],
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Deletes chunks, whose bytes may stay in Chroma's files."""
        for first in range(0, len(ids), _BATCH):
            self._chroma.delete(ids=list(ids[first : first + _BATCH]))

    def nearest(self, owner: Owner, vector: Floats, limit: int, *, alone: bool) -> tuple[Near, ...]:
        """The owner's chunks nearest to the vector, nearest first.

        Args:
            alone: nobody else has chunks in it, so the search needs no filter, which takes five times as long.
        """
        with self._closing:
            found = self._chroma.query(
                query_embeddings=vector.reshape(1, -1).astype(np.float32),
                n_results=limit,
                where=None if alone else {"owner": _hash(owner)},
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        return tuple(_of_owner(owner, found["ids"][0], distances[0]))

    def close(self) -> None:
        """Closes the client, after whoever searches is done."""
        with self._closing:
            self._client.close()


def _of_owner(owner: Owner, ids: Sequence[str], distances: Sequence[float]) -> Iterator[Near]:
    prefix = f"{_hash(owner)}:"
    for one, distance in zip(ids, distances, strict=True):
        if one.startswith(prefix):
            reflection_id, _, chunk = one.removeprefix(prefix).rpartition(":")
            yield Near(reflection_id, int(chunk), 1.0 - float(distance))


def _hash(owner: Owner) -> str:
    return hashlib.sha256(owner.encode()).hexdigest()[:16]
