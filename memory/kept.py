"""A collection that a process of its own keeps (`memory.keeper`), as the program that started it sees it."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np

from memory.collection import IndexTrouble, Reach
from memory.places import Floats, Key, Near

_ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 10  # seconds for the keeper to end by itself
_LONGEST = 60.0  # seconds for one answer; a thousand vectors take one or two
# No key or setting of the user's goes there: what is in its memory may end in a file.
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "LANG", "HOME", "USERPROFILE")


class KeptCollection:
    """An open collection (`memory.collection`), whose wishes are done one after the other."""

    def __init__(self, keeper: subprocess.Popen[bytes]) -> None:
        self._keeper = keeper
        self._asking = threading.Lock()

    @classmethod
    def open(cls, folder: Path, fingerprint: str) -> Self | None:
        """The collection in a folder, or None when another process keeps it.

        Raises:
            IndexTrouble: it can't be opened.
        """
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        try:
            keeper = subprocess.Popen(  # noqa: S603 our own program
                [sys.executable, "-m", "memory.keeper", str(folder.absolute()), fingerprint],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env=environment | {"PYTHONPATH": str(_ROOT)},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise IndexTrouble(type(error).__name__) from error
        collection = cls(keeper)
        try:
            opened = collection._hear()["opened"]
        except IndexTrouble:
            collection.close()
            raise
        if not opened:
            collection.close()
            return None
        return collection

    def has_neighbours(self) -> bool:
        """Whether there are collections of other embedders beside it."""
        return bool(self._ask({"do": "has_neighbours"}))

    def ids(self) -> frozenset[str]:
        """The ids of all chunks in it."""
        return frozenset(self._ask({"do": "ids"}))

    def put(self, owner_key: str, keys: Sequence[Key], matrix: Floats) -> None:
        """Takes in chunks, or replaces them."""
        self._ask({"do": "put", "owner": owner_key, "keys": keys}, matrix)

    def delete(self, ids: Sequence[str]) -> None:
        """Deletes chunks."""
        self._ask({"do": "delete", "ids": ids})

    def nearest(self, owner_key: str, vector: Floats, limit: int, *, alone: bool) -> tuple[Near, ...]:
        """The owner's chunks nearest to the vector, nearest first."""
        found = self._ask({"do": "nearest", "owner": owner_key, "limit": limit, "alone": alone}, vector)
        return tuple(Near(*place) for place in found)

    def unreached(self, owner_key: str, keys: Sequence[Key], matrix: Floats, *, alone: bool) -> tuple[Key, ...]:
        """Which of the owner's chunks are not found by their own vectors."""
        found = self._ask({"do": "unreached", "owner": owner_key, "keys": keys, "alone": alone}, matrix)
        return tuple(Key(*key) for key in found)

    def reach(self) -> Reach:
        """What was noted of its graph last."""
        checked, unreached = self._ask({"do": "reach"})
        return Reach(checked, tuple(unreached))

    def note_reach(self, reach: Reach) -> None:
        """Notes what was found out of its graph."""
        self._ask({"do": "note_reach", "checked": reach.checked, "unreached": reach.unreached})

    def close(self) -> None:
        """Ends the keeper, after whoever searches is done."""
        with self._asking:
            assert self._keeper.stdin is not None  # noqa: S101 both are pipes
            assert self._keeper.stdout is not None  # noqa: S101
            try:
                self._keeper.stdin.close()
            except OSError:
                self._keeper.kill()  # it is dead or deaf already
            try:
                self._keeper.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._keeper.kill()
                self._keeper.wait()
            self._keeper.stdout.close()

    def _ask(self, wish: dict[str, object], vectors: Floats | None = None) -> Any:
        data = b"" if vectors is None else np.ascontiguousarray(vectors, dtype="<f4").tobytes()
        line = json.dumps(wish | {"size": len(data)}).encode() + b"\n"
        with self._asking:
            stdin = self._keeper.stdin
            if stdin is None or stdin.closed:
                raise IndexTrouble("closed")
            try:
                stdin.write(line + data)
                stdin.flush()
            except OSError as error:
                raise IndexTrouble(type(error).__name__) from error
            return self._hear()["answer"]

    def _hear(self) -> dict[str, Any]:
        stdout = self._keeper.stdout
        deaf = threading.Timer(_LONGEST, self._keeper.kill)  # damaged files may send Chroma round in circles
        deaf.daemon = True
        deaf.start()
        line = b"" if stdout is None else stdout.readline()
        deaf.cancel()
        if not line:
            raise IndexTrouble("the keeper has ended")
        said: dict[str, Any] = json.loads(line)
        if "trouble" in said:
            raise IndexTrouble(said["trouble"])
        return said
