"""How well the encoder finds notes by meaning: `python -m training.encoder_finding`.

`dev/finding.jsonl` holds 60 notes and 40 queries that share almost no words, each in both
languages. In a mixed store half the notes are in one language and half in the other; it is
measured with the halves both ways round.
"""

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embedded.encoder import Encoder, Vectors

_TEXT = {"id": "id_text", "en": "en"}
_FEW = 5
_PAIRS = [("id", "id"), ("en", "en"), ("id", "en"), ("en", "id"), ("id", "mix"), ("en", "mix")]


@dataclass(frozen=True)
class Found:
    """The share of queries whose note came first, or among five, and the mean of 1 / rank."""

    first: float
    five: float
    reciprocal: float

    def __str__(self) -> str:
        return f"{self.first:.2f} / {self.five:.2f} / {self.reciprocal:.2f}"


def measure(encoder: Encoder, data: Path) -> dict[str, Found]:
    """Returns what was found, by "language of the query > language of the store"."""
    lines = (data / "dev/finding.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    notes = [row for row in rows if row["kind"] == "note"]
    queries = [row for row in rows if row["kind"] == "query"]
    numbers = [note["id"] for note in notes]
    gold = np.array([numbers.index(query["gold"]) for query in queries])
    asked = {name: encoder.embed([q[key] for q in queries]) for name, key in _TEXT.items()}
    kept = {name: encoder.embed([n[key] for n in notes]) for name, key in _TEXT.items()}
    return _by_languages(asked, kept, gold)


def _by_languages(
    asked: Mapping[str, Vectors], kept: Mapping[str, Vectors], gold: NDArray[np.intp]
) -> dict[str, Found]:
    even = (np.arange(len(kept["id"])) % 2 == 0)[:, None]
    stores = {
        "id": [kept["id"]],
        "en": [kept["en"]],
        "mix": [np.where(even, kept["id"], kept["en"]), np.where(even, kept["en"], kept["id"])],
    }
    return {f"{spoken}>{store}": _found(asked[spoken], stores[store], gold) for spoken, store in _PAIRS}


def _found(queries: Vectors, stores: list[Vectors], gold: NDArray[np.intp]) -> Found:
    ranks = np.concatenate([_ranks(queries @ store.T, gold) for store in stores])
    return Found(*(float(np.mean(share)) for share in (ranks == 1, ranks <= _FEW, 1 / ranks)))


def _ranks(nearness: Vectors, gold: NDArray[np.intp]) -> NDArray[np.intp]:
    right = np.take_along_axis(nearness, gold[:, None], axis=1)
    ranks: NDArray[np.intp] = 1 + (nearness > right).sum(axis=1)
    return ranks


def table(folder: Path, data: Path) -> str:
    """Returns a Markdown table of what is found."""
    found = measure(Encoder.load(folder), data)
    lines = ["| | " + " | ".join(found) + " |", "| --- |" + " --- |" * len(found)]
    lines.append("| **as shipped** | " + " | ".join(map(str, found.values())) + " |")
    return "\n".join(lines)


def main() -> None:
    """Prints the table: recall@1 / recall@5 / mean reciprocal rank."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("models/encoder"))
    parser.add_argument("--data", type=Path, default=Path("data"))
    chosen = parser.parse_args()
    print(table(chosen.model, chosen.data))


if __name__ == "__main__":
    main()
