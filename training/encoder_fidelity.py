"""How near the shipped encoder is to the model it was made from."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from embedded.encoder import Encoder
from training import encoder_reference as reference
from training.encoder_source import Source
from training.encoder_vocabulary import tokenizer

FLOOR = 0.99


@dataclass(frozen=True)
class Fidelity:
    """Cosines to the source model (all pieces, float32), and how the texts are spelled.

    `same` is the share of texts that are cut into the same pieces as before, `unknown` that of
    pieces that stand for an unknown character, `unknown_before` the same of the source.
    """

    texts: int
    lowest: float
    median: float
    same: float
    unknown: float
    unknown_before: float


def measure(source: Source, encoder: Encoder, data: Path) -> Fidelity:
    """Returns how near the encoder is on the texts of `dev/`.

    Args:
        encoder: one without a centre: what a centre removes would hide or enlarge a difference.
    """
    before = tokenizer(source.pieces, range(len(source.pieces.texts)))
    loaded = reference.weights(source)
    prefix = [source.pieces.bos, *before.encode("query:", add_special_tokens=False).ids]
    room = source.shape.positions - len(prefix) - 1
    texts = list(_texts(data))
    cosines, same, old, new = [], 0, [], []
    for text, vector in zip(texts, encoder.embed(texts), strict=True):
        spelled = before.encode(text, add_special_tokens=False)
        found = encoder.words.encode(text)
        ids = [*prefix, *spelled.ids[:room], source.pieces.eos]
        cosines.append(float(reference.vector(source, loaded, ids, len(prefix)) @ vector))
        same += spelled.offsets == found.offsets
        old += spelled.ids
        new += found.ids
    unknown, unknown_before = (ids.count(source.pieces.unknown) / len(ids) for ids in (new, old))
    lowest, median = min(cosines), float(np.median(cosines))
    return Fidelity(len(texts), lowest, median, same / len(texts), unknown, unknown_before)


def _texts(data: Path) -> Iterator[str]:
    for file in sorted((data / "dev").glob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                yield from _spoken(json.loads(line))


def _spoken(row: dict[str, Any]) -> list[str]:
    return [row[key] for key in ("text", "id_text", "en", "question") if key in row]
