"""Texts as batches: their word rows, what the untrained layers make of them, their labels.

The layers below `FROZEN` are never trained, so what they make of a text and its variants is calculated once and
serves every fold and epoch.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from coach.embedded.heads import membership
from embedded import Words
from journal.quotes import Span
from training.encoder_source import Floats
from training.reader_data import LENSES, SIGNALS, VALUES, VERDICTS, Example, Variation
from training.reader_net import Batch, Network

PREFIX = "query: "
LONGEST = 512
REFLECTIONS_A_STEP = 6
STRINGS_A_STEP = 16
VARIANTS = 4
STRINGINGS = 4
_NEIGHBOURS = 96


class Table:
    """Turns texts into batches with the words of the shared table."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._before = [words.begin, *words.encode(PREFIX).ids]

    def pieces(self, text: str, spans: Sequence[Span]) -> tuple[list[int], Floats]:
        """The ids of a text, cut at the network's length, and the sentences' shares in them."""
        room = LONGEST - len(self._before) - 1
        found = self._words.encode(text)
        ids, offsets = found.ids[:room], found.offsets[:room]
        shares = np.zeros((len(spans), len(ids) + len(self._before) + 1), np.float32)
        shares[:, len(self._before) : -1] = membership(offsets, spans)
        return [*self._before, *ids, self._words.end], shares

    def batch(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> Batch:
        """The texts, padded to the longest."""
        pieces = [self.pieces(text, spans) for text, spans in texts]
        return padded([(torch.from_numpy(self._words.rows(ids)), shares) for ids, shares in pieces])


def padded(parts: Sequence[tuple[Tensor, Floats]]) -> Batch:
    """Rows (or states) and shares of several texts as one batch."""
    tokens, sentences = max(len(rows) for rows, _ in parts), max(len(shares) for _, shares in parts)
    rows = torch.zeros(len(parts), tokens, parts[0][0].shape[1])
    there = torch.zeros(len(parts), tokens, dtype=torch.bool)
    members = torch.zeros(len(parts), sentences, tokens)
    present = torch.zeros(len(parts), sentences, dtype=torch.bool)
    for at, (own, shares) in enumerate(parts):
        rows[at, : len(own)] = own
        there[at, : len(own)] = True
        members[at, : len(shares), : len(own)] = torch.from_numpy(shares)
        present[at, : len(shares)] = True
    return Batch(rows, there, members, present)


@dataclass
class Ready:
    """A batch of states after the frozen layers, with its labels; -1 stands for no label."""

    batch: Batch
    signals: Tensor
    verdict: Tensor
    lenses: Tensor
    pair: list[str | None]


@dataclass(frozen=True)
class Prepared:
    """An example, its states after the frozen layers, and its sentences' shares in them."""

    example: Example
    states: Tensor
    shares: Floats


class Store:
    """Every example with its variants, as the frozen layers leave them.

    Attributes:
        variants: of each reflection, by key; the first is the text itself.
        stringings: all single sentences, some strung together, each time otherwise.
    """

    def __init__(self, network: Network, table: Table, whole: Sequence[Example], single: Sequence[Example]) -> None:
        variation, shuffle = Variation(seed=1), random.Random(1)
        self._network, self._table = network.eval(), table
        self.variants = {
            one.key: self._prepared([one, *(variation.vary(one) for _ in range(VARIANTS))]) for one in whole
        }
        self.stringings = [self._prepared(list(_strung(single, shuffle))) for _ in range(STRINGINGS)]

    def _prepared(self, examples: Sequence[Example]) -> list[Prepared]:
        done: list[Prepared] = []
        with torch.inference_mode():
            for start in range(0, len(examples), 16):
                some = examples[start : start + 16]
                batch = self._table.batch([one.laid_out() for one in some])
                states = self._network.lower(batch.rows, batch.tokens).bfloat16()
                for at, one in enumerate(some):
                    tokens, sentences = int(batch.tokens[at].sum()), len(one.sentences)
                    shares = batch.members[at, :sentences, :tokens].numpy().copy()
                    done.append(Prepared(one, states[at, :tokens].clone(), shares))
        return done

    def steps(self, examples: Sequence[Example], shuffle: random.Random, varied: float) -> Iterator[Ready]:
        """One epoch: texts of like length together; reflections and strung sentences in steps of their own, mixed."""
        steps = list(_cut(_units(self._chosen(examples, shuffle, varied)), REFLECTIONS_A_STEP, shuffle))
        if any(one.verdict is None for one in examples):
            strung = shuffle.choice(self.stringings)
            steps += _cut([[one] for one in strung], STRINGS_A_STEP, shuffle)
        shuffle.shuffle(steps)
        for step in steps:
            yield labelled(step)

    def _chosen(self, examples: Sequence[Example], shuffle: random.Random, varied: float) -> Iterator[Prepared]:
        for one in examples:
            if one.verdict is not None:
                itself, *others = self.variants[one.key]
                yield shuffle.choice(others) if shuffle.random() < varied else itself


def labelled(step: Sequence[Prepared]) -> Ready:
    """The examples as a batch with its labels."""
    batch = padded([(one.states.float(), one.shares) for one in step])
    signals = torch.zeros(*batch.present.shape, len(SIGNALS))
    verdict = torch.full((len(step),), -1)
    lenses = torch.full((len(step), len(LENSES)), -1)
    for at, example in enumerate(one.example for one in step):
        for place, sentence in enumerate(example.sentences):
            for signal in sentence.signals:
                signals[at, place, SIGNALS.index(signal)] = 1.0
        if example.verdict is not None:
            verdict[at] = VERDICTS.index(example.verdict)
            lenses[at] = torch.tensor([VALUES.index(value) for value in example.lenses])
    return Ready(batch, signals, verdict, lenses, [one.example.pair for one in step])


def _strung(single: Sequence[Example], shuffle: random.Random) -> Iterator[Example]:
    """Single sentences, half of them strung into texts of a few, so that each is told from its neighbours."""
    by_language: dict[str, list[Example]] = {}
    for one in shuffle.sample(single, len(single)):
        by_language.setdefault(one.language, []).append(one)
    for ones in by_language.values():
        at = 0
        while at < len(ones):
            count = shuffle.choice((1, 1, 1, 2, 3, 4))
            parts = [sentence for one in ones[at : at + count] for sentence in one.sentences]
            yield replace(ones[at], sentences=(parts[0], *(replace(part, before=" ") for part in parts[1:])))
            at += count


def _units(chosen: Iterator[Prepared]) -> list[list[Prepared]]:
    """Pairs stay in one step, so that they can be told apart in it."""
    units: dict[str, list[Prepared]] = {}
    for one in chosen:
        units.setdefault(one.example.pair or one.example.key, []).append(one)
    return list(units.values())


def _cut(units: list[list[Prepared]], size: int, shuffle: random.Random) -> Iterator[list[Prepared]]:
    units = shuffle.sample(units, len(units))
    for start in range(0, len(units), _NEIGHBOURS):
        step: list[Prepared] = []
        for unit in sorted(units[start : start + _NEIGHBOURS], key=lambda unit: len(unit[0].states)):
            step += unit
            if len(step) >= size:
                yield step
                step = []
        if step:
            yield step
