"""What all texts have in common in the encoder's vectors, learned from the texts of `data/`.

The first direction is the one between the means of Indonesian and English. The others are the
two in which texts of one language differ most; taking them out, too, is Mu and Viswanath, "All
but the Top" (ICLR 2018). Two was chosen on `dev/finding.jsonl`; one to five differ little there,
and a whitening does no better. On the questions of `dev/journal_b_questions.jsonl`, by another
author, two give a mean reciprocal rank of .71, raw vectors .56.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from embedded.encoder import Centre, Encoder
from training.encoder_source import Floats

SHARED = 2

LANGUAGES = ("id", "en")


def texts(data: Path, language: str) -> list[str]:
    """Returns the sentences in one language of `train/` and `dev/sentences.jsonl`, each once.

    What `dev/finding.jsonl` and `dev/journal_b.jsonl` hold is left for measuring.
    """
    found = [row["text"] for row in _rows(data / "dev/sentences.jsonl") if _is(row, language)]
    for file in sorted((data / "train").glob("*.jsonl")):
        for row in _rows(file):
            if _is(row, language):
                found += [sentence["text"] for sentence in row["sentences"]]
    return list(dict.fromkeys(found))


def learn(encoder: Encoder, data: Path) -> Centre:
    """Returns the centre of the vectors of an encoder that has none."""
    groups = [encoder.embed(texts(data, language)) for language in LANGUAGES]
    indonesian, english = (group.mean(axis=0) for group in groups)
    apart = indonesian - english
    apart /= np.linalg.norm(apart)
    within = np.vstack([group - group.mean(axis=0) for group in groups])
    directions = np.vstack([apart, _widest(within - np.outer(within @ apart, apart))])
    return Centre((indonesian + english) / 2, directions)


def save(centre: Centre, path: Path) -> None:
    """Writes the centre as `Centre.load` reads it."""
    np.save(path, np.vstack([centre.mean, centre.directions]).astype(np.float32))


def _widest(spread: Floats) -> Floats:
    _, axes = np.linalg.eigh(spread.T @ spread)
    widest: Floats = axes[:, ::-1][:, :SHARED].T
    return widest


def _is(row: dict[str, Any], language: str) -> bool:
    spoken: str = row["lang"]
    return spoken == language


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
