"""Chunks of reflections and their vectors, as values: light enough for a process that knows no record."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Key(NamedTuple):
    """One chunk of one reflection."""

    reflection_id: str
    chunk: int


class Chunk(NamedTuple):
    """A chunk's number, where it stands in the text, and its vector."""

    number: int
    start: int
    end: int
    vector: Floats


class Near(NamedTuple):
    """A chunk near the vector that was asked for; `score` is the cosine, 1 for the same direction."""

    reflection_id: str
    chunk: int
    score: float
