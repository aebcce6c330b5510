"""Turns texts into vectors whose nearness is nearness of meaning, in Indonesian and English.

The raw vectors of multilingual-e5-small tell first which language a text is in: in a journal
of both, an Indonesian question finds Indonesian notes before the right ones. `Centre` takes
that out. It needs no guess of the language, so it does for a sentence of both what it does for
a sentence of one.

A vector is the mean over the text's own pieces. The model was made with the prefix and the marks in the mean, where
they outweigh a question of three words: without them more is found (recall among five .37 to .40 on pairs that nothing
was trained on yet).
"""

import hashlib
import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from weakref import WeakValueDictionary

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from embedded.session import open_session
from embedded.words import Words

Vectors = NDArray[np.float32]

# Tokens in one run of the network, padding counted: more in one run bring nothing, and stay out of the cache.
_BATCH_TOKENS = 512
_PADDING = 0.05  # of a run at most: a token of padding costs as much as any other


@dataclass(frozen=True)
class Centre:
    """What all texts have in common, to be taken out of a vector.

    `mean` (384) is subtracted; of what remains, the part along each of the orthonormal
    `directions` (n, 384) is removed. The first direction leads from the mean of English to the
    mean of Indonesian, the others are those in which texts of one language differ most.
    """

    mean: Vectors
    directions: Vectors

    @classmethod
    def load(cls, path: Path) -> Self:
        """Returns the centre in a file whose first row is the mean, the others directions."""
        rows = np.load(path)
        return cls(rows[0], rows[1:])

    @classmethod
    def none(cls, dimensions: int) -> Self:
        """Returns the centre that changes nothing."""
        return cls(np.zeros(dimensions, np.float32), np.zeros((0, dimensions), np.float32))

    def removed(self, vectors: Vectors) -> Vectors:
        """Returns the vectors (n, 384) without it, as unit rows."""
        moved = vectors - self.mean
        return unit(moved - (moved @ self.directions.T) @ self.directions)


class Encoder:
    """The embedded encoder. One may be used from several threads at a time."""

    def __init__(
        self,
        words: Words,
        session: onnxruntime.InferenceSession,
        centre: Centre,
        *,
        prefix: str,
        longest: int,
        fingerprint: str,
    ) -> None:
        self.words = words
        self.fingerprint = fingerprint
        self.dimensions = len(centre.mean)
        self._session = session
        self._centre = centre
        self._before = [words.begin, *words.encode(prefix).ids]
        self._after = [words.end]
        self._room = longest - len(self._before) - len(self._after)

    @classmethod
    def load(cls, folder: Path, threads: int = 1, *, centre: Centre | None = None) -> "Encoder":
        """Returns the encoder that lies in `models/encoder`, the same one to all who use it at a time.

        Its fingerprint changes whenever its vectors would.

        Args:
            threads: the cores that one call may use.
            centre: taken in place of the folder's own, to train and to compare.

        Raises:
            OSError: a file is missing.
        """
        if centre is not None:
            return cls._read(folder, threads, centre)
        with _sharing:
            known = _shared.get((folder, threads))
            return known or _shared.setdefault((folder, threads), cls._read(folder, threads, None))

    @classmethod
    def _read(cls, folder: Path, threads: int, centre: Centre | None) -> Self:
        told = (folder / "encoder.json").read_bytes()
        facts = json.loads(told)
        return cls(
            Words.load(folder),
            open_session(folder / "encoder.onnx", threads),
            centre or Centre.load(folder / "centre.npy"),
            prefix=facts["prefix"],
            longest=facts["longest"],
            fingerprint=hashlib.sha256(told).hexdigest()[:12],
        )

    def token_count(self, text: str) -> int:
        """Returns the number of pieces of the text itself, not of what is put around it."""
        return len(self.words.encode(text).ids)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Returns one unit row per text, in their order: (n, 384).

        A text without a word (empty, white space, control characters) gets a row of zeros. One
        that is longer than the network can read is read in windows, and their vectors are
        averaged by length.
        """
        windows = [part for i, text in enumerate(texts) for part in self._windows(i, text)]
        sums = np.zeros((len(texts), self.dimensions), np.float32)
        for batch in _batches(windows):
            means = self._means([window.ids for window in batch])
            for window, mean in zip(batch, means, strict=True):
                sums[window.text] += mean * window.weight
        filled = sums.any(axis=1)
        sums[filled] = self._centre.removed(unit(sums[filled]))
        return sums

    def _windows(self, text_number: int, text: str) -> Iterator["_Window"]:
        ids = self.words.encode(text).ids
        for start in range(0, len(ids), self._room):
            own = ids[start : start + self._room]
            yield _Window(text_number, [*self._before, *own, *self._after], len(own))

    def _means(self, batch: list[list[int]]) -> Vectors:
        lengths = np.array([len(ids) for ids in batch], np.int32)
        rows = np.zeros((len(batch), lengths.max(), self.dimensions), np.float32)
        for row, ids in zip(rows, batch, strict=True):
            row[: len(ids)] = self.words.rows(ids)
        (states,) = self._session.run(["states"], {"rows": rows, "lengths": lengths})
        first, last = len(self._before), len(self._after)
        return np.stack([state[first : n - last].mean(axis=0) for state, n in zip(states, lengths, strict=True)])


_sharing = threading.Lock()
_shared: WeakValueDictionary[tuple[Path, int], Encoder] = WeakValueDictionary()


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Returns the rows at length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(lengths, np.finfo(np.float32).tiny)).astype(np.float32)
    return scaled


@dataclass(frozen=True)
class _Window:
    text: int
    ids: list[int]
    weight: int


def _batches(windows: list[_Window]) -> Iterator[list[_Window]]:
    """Windows of like length together, so that little of a batch is padding."""
    batch: list[_Window] = []
    filled = 0
    for window in sorted(windows, key=lambda window: len(window.ids)):
        filled += len(window.ids)
        room = (len(batch) + 1) * len(window.ids)
        if batch and (room > _BATCH_TOKENS or room - filled > _PADDING * room):
            yield batch
            batch, filled = [], len(window.ids)
        batch.append(window)
    if batch:
        yield batch
