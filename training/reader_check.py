"""Whether the network that ships still is the network that was trained, and what it makes of the held-out set."""

import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from coach.embedded.network import Network as Shipped
from coach.embedded.network import Weighed
from coach.embedded.wording import Wording, joined
from journal.sentences import sentences
from journal.signals import Verdict
from training.reader_batches import Table
from training.reader_data import VERDICTS, held_out
from training.reader_fit import answers
from training.reader_net import Network


@dataclass(frozen=True)
class Agreement:
    """Figures on data/dev/reflections.jsonl, cut into sentences by the program as it will be at run time.

    Attributes:
        same: the share of texts to which the trained network and the shipped one give one favoured verdict.
        gold, favoured, told: verdicts by text; `told` is `unclear` where the network abstains.
        quotes_found: of the verbatim grounds a person marked, those whose signal the sentence holding them is said
            to show, of `quotes`.
        milliseconds: the median for a text on one core.
    """

    same: float
    languages: list[str]
    gold: list[Verdict]
    favoured: list[Verdict]
    told: list[Verdict]
    quotes_found: int
    quotes: int
    milliseconds: float
    load_seconds: float


def check(network: Network, wording: Wording, table: Table, data: Path, models: Path) -> Agreement:
    """Reads the held-out reflections with both."""
    rows = held_out(data)
    begun = time.perf_counter()
    shipped = Shipped.load(models)
    load_seconds = time.perf_counter() - begun
    texts = [(row["text"], sentences(row["text"])) for row in rows]
    network.halved = False
    trained = dict(answers(network, table, texts))
    took, read = [], []
    for text, spans in texts:
        begun = time.perf_counter()
        read.append(shipped.read(text, spans))
        took.append(1000 * (time.perf_counter() - begun))
    favoured = [max(VERDICTS, key=lambda verdict, one=one: one.verdict[verdict]) for one in read]
    before = [
        VERDICTS[int(joined(trained[at].verdict.numpy(), wording.weigh(text)).argmax())]
        for at, (text, _) in enumerate(texts)
    ]
    found = [_quotes(row, one) for row, one in zip(rows, read, strict=True)]
    return Agreement(
        same=float(np.mean([one is other for one, other in zip(favoured, before, strict=True)])),
        languages=[row["lang"] for row in rows],
        gold=[Verdict(row["verdict"]) for row in rows],
        favoured=favoured,
        told=[Verdict.UNCLEAR if one.abstains else best for one, best in zip(read, favoured, strict=True)],
        quotes_found=sum(hits for hits, _ in found),
        quotes=sum(of for _, of in found),
        milliseconds=statistics.median(took),
        load_seconds=load_seconds,
    )


def _quotes(row: dict[str, Any], read: Weighed) -> tuple[int, int]:
    hits = 0
    for ground in row["evidence"]:
        start = row["text"].find(ground["quote"])
        end = start + len(ground["quote"])
        hits += any(
            ground["signal"] in one.signals for one in read.sentences if one.span.start < end and start < one.span.end
        )
    return hits, len(row["evidence"])
