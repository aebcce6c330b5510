"""A Chroma collection, through Chroma's own client.

Chroma's own embedding function is English and is fetched from the network; it is shut out both when a collection
is made and whenever it is got, and vectors are always given. What Chroma raises leaves here as IndexTrouble.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

import numpy as np

from memory.collection import IndexTrouble, Reach, chunk_id, key_of_chunk
from memory.places import Floats, Key, Near

if TYPE_CHECKING:
    import httpx
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration

PATIENCE = 5.0  # seconds for a server's answer; meanwhile searches are exact
_PAGE = 30_000  # Chroma refuses reads of more than 32,766
# Of 50,000 vectors, the 60 nearest at .992 (Chroma's own 100 and 100: .994), made in two thirds of the time.
_GRAPH: "CreateHNSWConfiguration" = {"space": "cosine", "ef_construction": 60, "ef_search": 150}
_NEAR = 3
_CHECKED, _UNREACHED = "checked", "unreached"
_THE_SAME = 0.001  # a distance: where vectors are there several times, another may be found for one
_creating = threading.Lock()  # two clients made at once break each other (measured)


class ChromaCollection:
    """An open collection (`memory.collection`)."""

    def __init__(self, client: "Client", fingerprint: str) -> None:
        self._client = client
        self._closing = threading.Lock()
        self._name = f"kesan-{re.sub(r'[^a-zA-Z0-9]', '-', fingerprint)}"
        try:
            client.get_or_create_collection(self._name, embedding_function=None, configuration={"hnsw": _GRAPH})
            self._chroma = client.get_collection(self._name, embedding_function=None)
        except BaseException:
            _close(client)
            raise

    @classmethod
    def in_folder(cls, folder: Path, fingerprint: str) -> Self:
        """The collection in a folder that no other process may have open.

        Raises:
            IndexTrouble: it can't be opened.
        """
        with _chroma_troubles():
            import chromadb  # noqa: PLC0415 0.7 seconds
            from chromadb.config import Settings  # noqa: PLC0415

            with _creating:
                client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
                return cls(cast("Client", client), fingerprint)

    @classmethod
    def on_server(cls, host: str, port: int, fingerprint: str, *, tls: bool) -> Self:
        """The collection on a server.

        Raises:
            IndexTrouble: it can't be reached.
        """
        with _chroma_troubles():
            import chromadb  # noqa: PLC0415
            from chromadb.config import Settings  # noqa: PLC0415

            _knock(f"{'https' if tls else 'http'}://{host}:{port}")
            with _creating:
                settings = Settings(anonymized_telemetry=False)
                client = cast("Client", chromadb.HttpClient(host=host, port=port, ssl=tls, settings=settings))
                _limit_waiting(client)
                return cls(client, fingerprint)

    def has_neighbours(self) -> bool:
        """Whether there are collections of other embedders beside it."""
        with _chroma_troubles():
            return any(collection.name != self._name for collection in self._client.list_collections())

    def ids(self) -> frozenset[str]:
        """The ids of all chunks in it."""
        with _chroma_troubles():
            pages = range(0, self._chroma.count(), _PAGE)
            return frozenset(
                one for first in pages for one in self._chroma.get(limit=_PAGE, offset=first, include=[])["ids"]
            )

    def put(self, owner_key: str, keys: Sequence[Key], matrix: Floats) -> None:
        """Takes in chunks, or replaces them."""
        with _chroma_troubles():
            self._chroma.upsert(
                ids=[chunk_id(owner_key, key) for key in keys],
                embeddings=np.ascontiguousarray(matrix),
                metadatas=[{"owner": owner_key} for _ in keys],
            )

    def delete(self, ids: Sequence[str]) -> None:
        """Deletes chunks."""
        with _chroma_troubles():
            for first in range(0, len(ids), _PAGE // 10):
                self._chroma.delete(ids=list(ids[first : first + _PAGE // 10]))

    def nearest(self, owner_key: str, vector: Floats, limit: int, *, alone: bool) -> tuple[Near, ...]:
        """The owner's chunks nearest to the vector, nearest first."""
        with _chroma_troubles(), self._closing:
            found = self._chroma.query(
                query_embeddings=vector.reshape(1, -1).astype(np.float32),
                n_results=limit,
                where=None if alone else {"owner": owner_key},
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        places = zip(found["ids"][0], distances, strict=True)
        known = ((key_of_chunk(owner_key, one), 1.0 - float(distance)) for one, distance in places)
        return tuple(Near(key.reflection_id, key.chunk, score) for key, score in known if key is not None)

    def unreached(self, owner_key: str, keys: Sequence[Key], matrix: Floats, *, alone: bool) -> tuple[Key, ...]:
        """Which of the owner's chunks are not found by their own vectors."""
        with _chroma_troubles(), self._closing:
            found = self._chroma.query(
                query_embeddings=np.ascontiguousarray(matrix),
                n_results=_NEAR,
                where=None if alone else {"owner": owner_key},
                include=["distances"],
            )
        places = zip(keys, found["ids"], found["distances"] or [], strict=True)
        return tuple(
            key
            for key, ids, distances in places
            if chunk_id(owner_key, key) not in ids and (not distances or distances[-1] > _THE_SAME)
        )

    def reach(self) -> Reach:
        """What was noted of its graph last."""
        noted = self._chroma.metadata or {}
        return Reach(int(str(noted.get(_CHECKED, 0))), tuple(str(noted.get(_UNREACHED, "")).split()))

    def note_reach(self, reach: Reach) -> None:
        """Notes what was found out of its graph, in the collection's metadata."""
        with _chroma_troubles():
            self._chroma.modify(metadata={_CHECKED: reach.checked, _UNREACHED: " ".join(reach.unreached)})

    def close(self) -> None:
        """Closes the client, after whoever searches is done."""
        with self._closing:
            _close(self._client)


def _knock(url: str) -> None:
    """Waits a few seconds for a sign of life: Chroma's client itself, while it is made, would wait without end."""
    import httpx  # noqa: PLC0415 as below

    httpx.get(f"{url}/api/v2/heartbeat", timeout=PATIENCE).raise_for_status()


def _limit_waiting(client: "Client") -> None:
    """Chroma's client has no time limit, and no setting for one (1.5.9: `httpx.Client(timeout=None)`)."""
    for session in _sessions(client):
        session.timeout = PATIENCE


def _close(client: "Client") -> None:
    """Closes a client and what its own `close` leaves open on a server (1.5.9): two connections, its own and its admin
    client's, and the register's hold on them, which would last as long as the process."""
    from chromadb.api.shared_system_client import SharedSystemClient  # noqa: PLC0415 as below

    sessions, systems = _sessions(client), SharedSystemClient._identifier_to_system  # noqa: SLF001
    system = systems.get(client._identifier)  # noqa: SLF001
    client.close()
    for left in [name for name, known in systems.items() if sessions and known is system]:
        systems.pop(left)
    for session in sessions:
        session.close()


def _sessions(client: "Client") -> "tuple[httpx.Client, ...]":
    """The HTTP connections that a client holds; none where Chroma runs in this process."""
    from chromadb.api.fastapi import FastAPI  # noqa: PLC0415 as below

    servers = (client._server, client._admin_client._server)  # type: ignore[attr-defined]  # noqa: SLF001
    return tuple(server._session for server in servers if isinstance(server, FastAPI))  # noqa: SLF001


@contextmanager
def _chroma_troubles() -> Iterator[None]:
    """Raises IndexTrouble for what Chroma raises: its own errors, its server's, and plain ones of a closed client."""
    import httpx  # noqa: PLC0415 both come with chromadb
    from chromadb.errors import ChromaError  # noqa: PLC0415

    try:
        yield
    except (ChromaError, httpx.HTTPError, OSError, ValueError, KeyError, AttributeError, RuntimeError) as error:
        raise IndexTrouble(type(error).__name__) from error
