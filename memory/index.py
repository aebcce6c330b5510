"""The Chroma index: derived from the record's vectors, held by one process, mended or made anew at any time.

Until it is open, while it is mended, when another process holds it and when it breaks, searches compare with all
vectors of the record instead: they are never wrong for it, and never fail.
"""

import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from journal.errors import KesanError
from journal.reflection import Owner
from memory.collection import Collection, IndexTrouble, chunk_id, owner_key, put_all
from memory.nearest import ExactIndex, Index, IndexState
from memory.places import Chunk, Floats, Key, Near
from memory.record import Record
from memory.shelves import FolderShelf, ServerShelf, Shelf
from memory.unreached import checked, must_be_checked, vectors_of, with_those_beside
from memory.vectors import Vectors

__all__ = ["ChromaIndex", "ExactIndex", "Index", "IndexState", "Near", "open_index"]

_PROBES = 20
_TOGETHER = 1_000  # reflections
_THE_SAME = 0.999  # a cosine: the third nearest is as near as this only where vectors are there several times
_TOO_MANY = 0.01  # of all: the graph is made anew
_A_REST = 0.05  # seconds between two questions of a check that nobody waits for
_PROBES_TO_FIND = 0.8  # about 1 in 2,500 vectors can't be reached in a sound graph; in a lost one nearly none can


class _Interrupted(Exception):
    """The upkeep was asked to stop."""


def open_index(folder: Path, record: Record, fingerprint: str, url: str | None = None) -> Index:
    """The index in `folder`, or on the Chroma server at `url`, for one embedder's vectors.

    This returns at once, without Chroma; it is opened by `heal`, in whatever thread that is called.

    Raises:
        BadSetting: `url` is no http address.
    """
    shelf = ServerShelf(url) if url else FolderShelf(folder)
    return ChromaIndex(shelf, record, fingerprint)


class ChromaIndex:
    """Finds through Chroma what it has, and exactly what it has not."""

    def __init__(self, shelf: Shelf, record: Record, fingerprint: str) -> None:
        self._shelf = shelf
        self._record = record
        self._fingerprint = fingerprint
        self._exact = ExactIndex(record, fingerprint)
        self._collection: Collection | None = None
        self._synced: dict[Owner, int] = {}
        self._beside: dict[Owner, Vectors] = {}
        self._made_anew_for_reach = False
        self._state = IndexState.CLOSED
        self._upkeep = threading.RLock()
        self._stop = threading.Event()
        self._mending = threading.Lock()
        self._wanted = threading.Event()

    @property
    def state(self) -> IndexState:
        """How it stands now."""
        return self._state

    def add(self, owner: Owner, reflection_id: str, chunks: Iterable[Chunk]) -> None:
        """Takes in a reflection's chunks. Where it can't just now, it notices later that it lacks them."""
        if not self._upkeep.acquire(blocking=False):
            return
        try:
            number = self._record.of(owner).change_number()
            if self._collection is None or self._synced.get(owner, 0) != number - 1:
                return
            given = tuple(chunks)
            matrix = np.array([chunk.vector for chunk in given], np.float32)
            keys = [Key(reflection_id, chunk.number) for chunk in given]
            put_all(self._collection, owner_key(owner), keys, matrix, self._go_on)
            self._synced[owner] = number
        except (IndexTrouble, _Interrupted):
            self._heal_soon()
        finally:
            self._upkeep.release()

    def remove(self, owner: Owner, reflection_ids: Sequence[str]) -> None:
        """Erases all traces of reflections that the record has forgotten: the folder is thrown away and made anew
        in the background; of a server's collection only they are deleted.

        Raises:
            HomeNotWritable: the traces could not be erased.
        """
        self._exact.remove(owner, reflection_ids)
        self._stop.set()
        with self._upkeep:
            self._stop.clear()
            was_open = self._collection is not None
            if self._shelf.keeps_what_was_deleted:
                self._set_aside(IndexState.CLOSED)
                self._shelf.wipe()
                if was_open:
                    self._heal_soon()
            else:
                self.heal()

    def nearest(self, owner: Owner, vector: Floats, limit: int) -> tuple[Near, ...]:
        """The owner's chunks nearest to a unit vector, nearest first."""
        collection = self._collection
        if collection is None or limit < 1:
            if self._state is IndexState.ELSEWHERE and self._shelf.is_free():
                self._heal_soon()
            return self._exact.nearest(owner, vector, limit)
        if self._is_stale(owner):
            self._heal_soon()
            return self._exact.nearest(owner, vector, limit)
        try:
            near = collection.nearest(owner_key(owner), vector, limit, alone=len(self._synced) == 1)
            return with_those_beside(near, self._beside.get(owner), vector, limit)
        except IndexTrouble:
            self._state = IndexState.CLOSED
            self._heal_soon()
            return self._exact.nearest(owner, vector, limit)

    def heal(self) -> None:
        """Opens it where it is not open, and mends it where it differs from the record; what can't be mended is
        opened once more, then made anew. When that fails too, searches stay exact."""
        with self._upkeep:
            try:
                if self._collection is None or not self._mended_in_place():
                    self._open_and_mend()
            except _Interrupted:
                self._set_aside(IndexState.CLOSED)
            except KesanError:
                self._set_aside(IndexState.BROKEN)
            except IndexTrouble:
                self.rebuild()

    def rebuild(self) -> None:
        """Throws it away and makes it anew from the record."""
        with self._upkeep:
            self._set_aside(IndexState.CLOSED)
            try:
                self._shelf.wipe()
                self._open_and_mend()
            except _Interrupted:
                self._set_aside(IndexState.CLOSED)
            except (KesanError, IndexTrouble):
                self._set_aside(IndexState.BROKEN)

    def close(self) -> None:
        """Stops the upkeep and closes Chroma."""
        self._stop.set()
        with self._upkeep:
            self._set_aside(IndexState.CLOSED)
            self._exact.close()

    def _mended_in_place(self) -> bool:
        """Whether the open collection could be mended: a keeper may have died, with its folder still sound."""
        try:
            self._open_and_mend()
        except IndexTrouble:
            return False
        return True

    def _open_and_mend(self) -> None:
        self._go_on()
        if self._shelf.must_be_erased:
            self._set_aside(IndexState.CLOSED)
            self._shelf.wipe()
        opened = self._collection or self._shelf.open(self._fingerprint)
        self._collection = None  # searches are exact while it is mended
        if opened is None:
            self._set_aside(IndexState.ELSEWHERE)
            return
        try:
            self._synced = self._mend(opened)
            reach, many = opened.reach(), self._count(self._synced)
            self._beside = vectors_of(self._record, self._fingerprint, reach.unreached)
        except BaseException:
            opened.close()
            raise
        self._collection = opened
        self._state = IndexState.READY
        if must_be_checked(reach, many):
            threading.Thread(target=self._check_reach, args=(opened,), name="reach", daemon=True).start()
        self._exact.close()  # what searches compared with meanwhile: 75 MB for 10,000 reflections

    def _mend(self, collection: Collection) -> dict[Owner, int]:
        """Adds what is missing and deletes what is too much; returns the change numbers that it stands for.

        Raises:
            IndexTrouble: it can't be mended in place.
        """
        have = collection.ids()  # before the record is asked: what another process adds meanwhile is no surplus
        owned = [self._record.of(owner) for owner in self._record.owners()]
        numbers = {one.owner: one.change_number() for one in owned}
        wanted = {one.owner: self._ids(one.owner) for one in owned}
        surplus = have.difference(*wanted.values())
        if self._shelf.keeps_what_was_deleted and (surplus or collection.has_neighbours()):
            raise IndexTrouble("it holds what was forgotten")
        if surplus:
            collection.delete(sorted(surplus))
        for owner, ids in wanted.items():
            self._go_on()
            if not ids <= have:
                self._add_missing(collection, owner, have)
        if have and not self._finds_what_it_has(collection, tuple(numbers)):
            raise IndexTrouble("it does not find what it has")
        return numbers

    def _count(self, owners: Iterable[Owner]) -> int:
        return sum(self._record.of(owner).count_vectors(self._fingerprint) for owner in owners)

    def _ids(self, owner: Owner) -> frozenset[str]:
        keys = self._record.of(owner).vector_keys(self._fingerprint)
        return frozenset(chunk_id(owner_key(owner), key) for key in keys)

    def _add_missing(self, collection: Collection, owner: Owner, have: frozenset[str]) -> None:
        """Some reflections at a time: all vectors of a long journal at once would weigh more than Chroma itself."""
        record, mine = self._record.of(owner), owner_key(owner)
        keys = record.vector_keys(self._fingerprint)
        missing = sorted({key.reflection_id for key in keys if chunk_id(mine, key) not in have})
        for first in range(0, len(missing), _TOGETHER):
            chunks = record.chunks(self._fingerprint, missing[first : first + _TOGETHER])
            new = {
                key: chunk.vector
                for one, theirs in chunks.items()
                for chunk in theirs
                if chunk_id(mine, key := Key(one, chunk.number)) not in have
            }
            put_all(collection, mine, list(new), np.array(list(new.values()), np.float32), self._go_on)

    def _finds_what_it_has(self, collection: Collection, owners: Sequence[Owner]) -> bool:
        """Whether some vectors are found by themselves: a lost graph counts right and finds nothing."""
        found = asked = 0
        for owner in owners:
            for key, vector in self._probes(owner):
                near = collection.nearest(owner_key(owner), vector, 3, alone=len(owners) == 1)
                asked += 1
                found += any((one.reflection_id, one.chunk) == key for one in near)
                found += bool(near) and near[-1].score > _THE_SAME
            if asked >= _PROBES:
                break
        return found >= asked * _PROBES_TO_FIND

    def _probes(self, owner: Owner) -> list[tuple[Key, Floats]]:
        """Some of the owner's chunks, spread over all."""
        record = self._record.of(owner)
        keys = sorted(record.vector_keys(self._fingerprint))
        chosen = keys[:: max(1, len(keys) // _PROBES)]
        chunks = record.chunks(self._fingerprint, sorted({key.reflection_id for key in chosen}))
        vectors = {Key(one, chunk.number): chunk.vector for one, theirs in chunks.items() for chunk in theirs}
        return [(key, vectors[key]) for key in chosen if key in vectors]

    def _is_stale(self, owner: Owner) -> bool:
        """Whether another process has changed the record since, or this one could not follow."""
        number = self._record.of(owner).change_number()
        return self._synced.get(owner, 0) != number or self._shelf.must_be_erased

    def _set_aside(self, state: IndexState) -> None:
        collection, self._collection = self._collection, None
        self._synced = {}
        self._beside = {}
        self._state = state
        if collection is not None:
            collection.close()

    def _check_reach(self, collection: Collection) -> None:
        """Finds out what the graph does not reach, without haste, while it is searched; a graph that has lost its way
        to many is made anew, once."""

        def go_on() -> None:
            time.sleep(_A_REST)
            if self._stop.is_set() or self._collection is not collection:
                raise _Interrupted

        with suppress(_Interrupted, IndexTrouble, KesanError):  # whatever it is, the next opening checks again
            reach = checked(collection, self._record, self._fingerprint, go_on)
            too_many = len(reach.unreached) > reach.checked * _TOO_MANY and self._shelf.keeps_what_was_deleted
            if too_many and not self._made_anew_for_reach:
                self._made_anew_for_reach = True
                self.rebuild()
                return
            with self._upkeep:
                go_on()
                collection.note_reach(reach)
                self._beside = vectors_of(self._record, self._fingerprint, reach.unreached)

    def _heal_soon(self) -> None:
        """Mends it in a thread of its own, one at a time."""
        self._wanted.set()
        if self._mending.acquire(blocking=False):
            threading.Thread(target=self._heal_in_background, name="index", daemon=True).start()

    def _heal_in_background(self) -> None:
        try:
            while self._wanted.is_set():
                self._wanted.clear()
                self.heal()
        finally:
            self._mending.release()
        if self._wanted.is_set():
            self._heal_soon()

    def _go_on(self) -> None:
        if self._stop.is_set():
            raise _Interrupted
