"""The guard's classifier: how transactional a step sounds, from its meaning, its letters and its telling words.

A linear model over the encoder's vector, hashed pieces of words, and counts of word groups (`step_words.yaml`). The
letters catch what the vector blurs, the "biar dia sungkan" at the end of a kind sentence; the groups carry over to
words that no training step has. Weights come from `training/guard.py`.
"""

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from coach.embedded.pieces import letter_pieces, word_pieces, words
from coach.embedded.word_lists import word_groups
from coach.step_rules import is_denied

Floats = NDArray[np.float32]
BUCKETS = 4096


@dataclass(frozen=True)
class StepScores:
    """The weights, for `BUCKETS` hashed pieces, the encoder's dimensions and the word groups, and the score from
    which on a step counts as transactional."""

    pieces: Floats
    vector: Floats
    groups: Floats
    bias: float
    threshold: float

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The weights in `models/guard`.

        Raises:
            OSError: a file is missing.
            ValueError, KeyError: one is damaged.
        """
        facts = json.loads((folder / "guard.json").read_text(encoding="utf-8"))
        with np.load(folder / "guard.npz", allow_pickle=False) as weights:
            pieces = weights["pieces"].astype(np.float32)
            vector = weights["vector"].astype(np.float32)
            groups = weights["groups"].astype(np.float32)
        return cls(pieces, vector, groups, float(facts["bias"]), float(facts["threshold"]))

    def transactional(self, step: str, vector: Floats) -> bool:
        """Whether the step's score reaches the threshold; `vector` is the encoder's for it."""
        return self.score(step, vector) >= self.threshold

    def score(self, step: str, vector: Floats) -> float:
        """The log-odds that the step is transactional."""
        return float(hashed(step) @ self.pieces + vector @ self.vector + grouped(step) @ self.groups) + self.bias


def hashed(step: str) -> Floats:
    """The step's words, pairs of words and letters within words, as a unit row of `BUCKETS` numbers."""
    row = np.zeros(BUCKETS, np.float32)
    found = words(step)
    for piece in (*word_pieces(found), *letter_pieces(found)):
        value = zlib.crc32(piece.encode())
        row[value % BUCKETS] += 1.0 if value & 0x80000000 else -1.0
    row = np.sign(row) * np.log1p(np.abs(row))
    length = float(np.linalg.norm(row))
    return row / np.float32(length) if length else row


def grouped(step: str) -> Floats:
    """How often each word group is met, dampened; then how often one was denied, and whether care comes alone."""
    counts: list[float] = []
    denied = 0
    for name, pattern in word_groups():
        met = 0
        for match in pattern.finditer(step):
            if name != "care" and is_denied(step, match):
                denied += 1
            else:
                met += 1
        counts.append(float(np.log1p(met)))
    named = dict(zip((name for name, _ in word_groups()), counts, strict=True))
    sells = named["commerce"] + named["asks"]
    both = min(named["commerce"], named["purpose"])
    return np.array([*counts, float(np.log1p(denied)), both, float(not sells), min(sells, named["care"])], np.float32)
