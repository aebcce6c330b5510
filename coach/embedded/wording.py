"""What the mere wording says: linear models over words, pairs of words and letters, beside the network.

The network reads a sentence in its context but blurs single words; counted words know no context but blur nothing.
They err in different places, so their log-odds are added. Weights come from `training/reader_wording.py`.
"""

import math
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from coach.embedded.pieces import letter_pieces, word_pieces, words

Floats = NDArray[np.float32]
Places = NDArray[np.int64]

# Buckets that pieces are hashed into; of another size for each kind, so that letters don't crowd out words.
WORDS, LETTERS = 1 << 14, 1 << 15
# How much the wording counts beside the network: of 0, ½, 1, 1½ and 2 the best on authors left out.
SAY = 1.5


@dataclass(frozen=True)
class Linear:
    """Rows of eight-bit weights (answers, buckets), each with its scale, and the biases."""

    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    def of(self, places: Places, values: Floats) -> Floats:
        """The log-odds of each answer, for a row that is zero but at `places`."""
        told: Floats = (self.weights[:, places] @ values) * self.scale + self.bias
        return told


@dataclass(frozen=True)
class Wording:
    """Models of the verdict of a text and of the signals of a sentence.

    Attributes:
        rarity: of each bucket the logarithm of how rare it is among reflections, at least 1.
    """

    rarity: Floats
    verdict: Linear
    signals: Linear

    @classmethod
    def load(cls, path: Path) -> Self:
        """The models in a file of arrays.

        Raises:
            OSError, ValueError, KeyError: it is missing, or no file of ours.
        """
        with np.load(path, allow_pickle=False) as stored:
            verdict, signals = (
                Linear(stored[f"{name}.weights"], stored[f"{name}.scale"], stored[f"{name}.bias"])
                for name in ("verdict", "signals")
            )
            return cls(stored["rarity"].astype(np.float32), verdict, signals)

    def save(self, path: Path) -> None:
        """Writes what `load` reads."""
        parts = {"verdict": self.verdict, "signals": self.signals}
        told = {f"{name}.{part}": value for name, model in parts.items() for part, value in vars(model).items()}
        np.savez_compressed(path, allow_pickle=False, rarity=self.rarity.astype(np.float16), **told)

    def weigh(self, text: str) -> Floats:
        """The log-odds of each verdict (5)."""
        return self.verdict.of(*self.row(text))

    def notice(self, sentences: Sequence[str]) -> Floats:
        """The log-odds of each signal in each sentence (sentences, 20)."""
        return np.stack([self.signals.of(*self.row(sentence)) for sentence in sentences])

    def row(self, text: str) -> tuple[Places, Floats]:
        """The text's buckets and their values; those of words, and those of letters, make a vector of length 1."""
        places, values = hashed(text)
        values = values * self.rarity[places]
        for kind in (places < WORDS, places >= WORDS):
            values[kind] /= max(float(np.linalg.norm(values[kind])), 1e-9)
        return places, values


def joined(read: NDArray[np.floating], worded: NDArray[np.floating]) -> Floats:
    """The verdict's log-odds by the network and by the wording, taken together."""
    together: Floats = np.asarray(_log_likely(read) + SAY * _log_likely(worded), dtype=np.float32)
    return together


def shown(read: NDArray[np.floating], worded: NDArray[np.floating]) -> Floats:
    """The signals' log-odds by the network and by the wording, taken together (sentences, 20)."""
    together: Floats = np.asarray(read + SAY * worded, dtype=np.float32)
    return together


def hashed(text: str) -> tuple[Places, Floats]:
    """The buckets of a text's pieces, ascending, and how often each was met, dampened."""
    found = words(text)
    ordered = sorted([*_buckets(word_pieces(found), WORDS), *_buckets(letter_pieces(found), LETTERS, first=WORDS)])
    return np.array([place for place, _ in ordered], np.int64), np.array([value for _, value in ordered], np.float32)


def _buckets(pieces: list[str], buckets: int, first: int = 0) -> list[tuple[int, float]]:
    """Pieces by bucket; a piece's sign tells it from others in the same one."""
    values: dict[int, float] = {}
    for piece, count in Counter(pieces).items():
        key = zlib.crc32(piece.encode())
        place = first + key % buckets
        values[place] = values.get(place, 0.0) + (1.0 if key & 0x80000000 else -1.0) * (1.0 + math.log(count))
    return list(values.items())


def _log_likely(logits: NDArray[np.floating]) -> NDArray[np.floating]:
    above = np.asarray(logits - logits.max(), dtype=np.float64)
    return np.asarray(above - np.log(np.exp(above).sum()))
