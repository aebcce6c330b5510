"""Trains the encoder further, to find a note by what it is about in either language.

`data/finding_train.jsonl` holds notes, and queries that share almost no words with theirs, each in Indonesian and
English. A query is drawn to its note among the others of its batch, in a store of one language and of both, and a
text to its translation (InfoNCE, as the model was made). A short and slow training: what it knows of other texts should
stay. `dev/finding.jsonl`, by another author, is never trained on.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from embedded.encoder import Centre
from embedded.words import Words
from training import encoder_graph
from training import encoder_reference as reference
from training.encoder_source import Source

FILE = "finding_train.jsonl"
EPOCHS = 3
_FROM_LAYER = 6  # below it the layers stay as they came, at four bits
_BATCH = 24
_RATE = 3e-5
_WARM, _SLOWEST = 0.1, 0.05  # of the steps, of the rate
_TEMPERATURE = 0.05
_SEED = 1
_LONGEST = 200  # pieces


@dataclass(frozen=True)
class Pair:
    """A note and a query that means it, each in English and Indonesian."""

    note: tuple[str, str]
    query: tuple[str, str]


def pairs(data: Path) -> list[Pair]:
    """Returns the pairs of the training file, in its order."""
    rows = [json.loads(line) for line in (data / FILE).read_text(encoding="utf-8").splitlines()]
    notes = {row["id"]: _both(row) for row in rows if row["kind"] == "note"}
    return [Pair(notes[row["gold"]], _both(row)) for row in rows if row["kind"] == "query"]


def _both(row: dict[str, Any]) -> tuple[str, str]:
    return row["en"], row["id_text"]


class Tuning:
    """The network in training. What the centre removes is removed here, too, so it is not learned against."""

    def __init__(self, source: Source, words: Words, centre: Centre, prefix: str) -> None:
        self._shape = source.shape
        self._words = words
        self._before = [words.begin, *words.encode(prefix).ids]
        self._mean, self._directions = torch.tensor(centre.mean), torch.tensor(centre.directions)
        self.weights = reference.weights(source)
        self.trained = [name for name in self.weights if _is_trained(name)]
        for name in self.trained:
            self.weights[name].requires_grad_(requires_grad=True)

    def fit(self, given: Sequence[Pair], epochs: int = EPOCHS) -> None:
        """Trains on the pairs."""
        torch.manual_seed(_SEED)
        chance = np.random.default_rng(_SEED)
        optimiser = torch.optim.AdamW([self.weights[name] for name in self.trained], lr=_RATE, weight_decay=0)
        batches = [batch for _ in range(epochs) for batch in _shuffled(given, chance)]
        for step, batch in enumerate(batches):
            for group in optimiser.param_groups:
                group["lr"] = _rate(step, len(batches))
            optimiser.zero_grad()
            self._loss(batch, chance).backward()  # type: ignore[no-untyped-call]  # torch's own
            optimiser.step()
            print(f"{step + 1} of {len(batches)}", flush=True)

    def _loss(self, batch: Sequence[Pair], chance: np.random.Generator) -> torch.Tensor:
        count = len(batch)
        english, indonesian = self._vectors([pair.note[spoken] for spoken in (0, 1) for pair in batch]).split(count)
        asked, ditanya = self._vectors([pair.query[spoken] for spoken in (0, 1) for pair in batch]).split(count)
        right = torch.arange(count)
        mixed = torch.tensor(chance.integers(0, 2, count), dtype=torch.bool)[:, None]
        losses = [
            functional.cross_entropy(one @ store.T / _TEMPERATURE, right)
            + functional.cross_entropy(store @ one.T / _TEMPERATURE, right)
            for store in (english, indonesian, torch.where(mixed, indonesian, english))
            for one in (asked, ditanya)
        ]
        alike = [
            functional.cross_entropy(one @ other.T / _TEMPERATURE, right)
            for one, other in ((english, indonesian), (indonesian, english), (asked, ditanya), (ditanya, asked))
        ]
        return torch.stack(losses).mean() + torch.stack(alike).mean()

    def _vectors(self, texts: Sequence[str]) -> torch.Tensor:
        """As `Encoder.embed` makes them."""
        ids = [[*self._before, *self._words.encode(text).ids[:_LONGEST], self._words.end] for text in texts]
        longest = max(map(len, ids))
        rows = np.zeros((len(ids), longest, self._shape.width), np.float32)
        present, own = np.zeros((len(ids), longest), bool), np.zeros((len(ids), longest, 1), np.float32)
        for at, some in enumerate(ids):
            rows[at, : len(some)] = self._words.rows(some)
            present[at, : len(some)] = True
            own[at, len(self._before) : len(some) - 1] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = reference.states(self._shape, self.weights, torch.tensor(rows), torch.tensor(present)).float()
        pooled = functional.normalize((states * torch.tensor(own)).sum(dim=1) / torch.tensor(own).sum(dim=1), dim=-1)
        moved = pooled - self._mean
        return functional.normalize(moved - (moved @ self._directions.T) @ self._directions, dim=-1)


def _rate(step: int, steps: int) -> float:
    """Soon at its height, then lower and lower."""
    return _RATE * min(1.0, (step + 1) / (_WARM * steps)) * max(_SLOWEST, 1 - step / steps)


def _is_trained(name: str) -> bool:
    return not name.startswith("emb.") and int(name.removeprefix("l").split(".")[0]) >= _FROM_LAYER


def _shuffled(given: Sequence[Pair], chance: np.random.Generator) -> Iterator[list[Pair]]:
    order = chance.permutation(len(given))
    for first in range(0, len(given) - _BATCH + 1, _BATCH):
        yield [given[at] for at in order[first : first + _BATCH]]


def graph(source: Source, weights: reference.Weights) -> bytes:
    """Returns the ONNX file of trained weights: at eight bits, where four would round away what was learned."""
    given = {name: weights[name].detach().numpy() for name in weights}
    matrices = {
        name: encoder_graph.pack_q8(given[name]) if _is_trained(name) else encoder_graph.pack_q4(rows)
        for name, rows in source.matrices.items()
        if name != reference.WORDS
    }
    vectors = {
        name: given[name].reshape(-1) if not name.startswith("emb.") and _is_trained(name) else vector
        for name, vector in source.vectors.items()
    }
    return encoder_graph.build(source.shape, vectors, matrices)


def tuned(source: Source, folder: Path, data: Path, prefix: str) -> bytes:
    """Returns the ONNX file of the source trained further; `folder` holds the words and the centre."""
    tuning = Tuning(source, Words.load(folder), Centre.load(folder / "centre.npy"), prefix)
    tuning.fit(pairs(data))
    return graph(source, tuning.weights)
