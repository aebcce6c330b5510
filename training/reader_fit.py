"""Fits the network: the loss, the batches, the schedule. The same seed gives the same network."""

import hashlib
import json
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from journal.quotes import Span
from journal.signals import Signal, Verdict
from training.encoder_source import Source
from training.reader_batches import Ready, Store, Table
from training.reader_data import SIGNALS, VERDICTS, Example
from training.reader_net import FROZEN, HEADS, Answers, Network

_STEERING = {Verdict.HIDDEN_PITCH: 1.0, Verdict.MIXED: 0.6, Verdict.SURFACE: 0.1, Verdict.REAL_CONNECTION: 0.0}
_CARE = {Verdict.REAL_CONNECTION: 1.0, Verdict.MIXED: 0.6, Verdict.SURFACE: 0.1, Verdict.HIDDEN_PITCH: 0.1}


@dataclass(frozen=True)
class Recipe:
    """How to fit; the weights are those of the parts of the loss."""

    epochs: int = 3
    rate: float = 1.5e-4
    rate_heads: float = 5e-4
    warm_epochs: int = 3
    layer_decay: float = 0.95
    signals: float = 1.0
    lenses: float = 0.3
    ordinal: float = 0.5
    pairs: float = 0.3
    smoothing: float = 0.05
    varied: float = 0.7
    seed: int = 1

    def as_json(self) -> dict[str, float]:
        """The recipe by name."""
        return asdict(self)

    @property
    def fingerprint(self) -> str:
        """Changes with the recipe."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()[:8]


def fit(
    source: Source, store: Store, examples: Sequence[Example], recipe: Recipe, log: Callable[[str], None] = print
) -> Network:
    """A network fitted to the examples, all of which the store holds."""
    torch.manual_seed(recipe.seed)
    network = Network(source)
    _warm_up(network, store, examples, recipe)
    optimiser = torch.optim.AdamW(_groups(network, recipe), weight_decay=0.01, fused=True)
    shuffle = random.Random(recipe.seed)
    length = sum(1 for _ in store.steps(examples, random.Random(recipe.seed), recipe.varied)) * recipe.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _share_of_rate(step, length))
    for epoch in range(recipe.epochs):
        begun, losses = time.monotonic(), []
        network.train()
        for ready in store.steps(examples, shuffle, recipe.varied):
            loss, parts = _loss(_upper(network, ready), ready, recipe)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(parts)
        told = " ".join(f"{np.nanmean(part):.3f}" for part in zip(*losses, strict=True))
        log(f"epoch {epoch + 1} of {recipe.epochs}, {len(losses)} steps, {time.monotonic() - begun:.0f} s: {told}")
    return network.eval()


def _upper(network: Network, ready: Ready) -> Answers:
    states = network.upper(ready.batch.rows, ready.batch.tokens)
    return network.weigh(torch.bmm(ready.batch.members, states), ready.batch.present)


def _warm_up(network: Network, store: Store, examples: Sequence[Example], recipe: Recipe) -> None:
    """Fits the heads alone to what the encoder gives untrained, so that they don't spoil it while they know nothing."""
    steps = list(store.steps(examples, random.Random(recipe.seed), varied=0.0))
    with torch.no_grad():
        network.eval()
        vectors = [torch.bmm(one.batch.members, network.upper(one.batch.rows, one.batch.tokens)) for one in steps]
        flat = torch.cat([of_step[one.batch.present] for of_step, one in zip(vectors, steps, strict=True)])
        network.middle.copy_(flat.mean(dim=0))
        network.spread.copy_(flat.std(dim=0))
        shown = torch.cat([one.signals[one.batch.present] for one in steps]).mean(dim=0)
        network.signal.bias.copy_(torch.logit(shown.clamp(0.005, 0.95)))
    network.train()
    optimiser = torch.optim.AdamW(_heads(network), lr=1e-3, weight_decay=0.01)
    for _ in range(recipe.warm_epochs):
        for of_step, one in zip(vectors, steps, strict=True):
            loss, _ = _loss(network.weigh(of_step, one.batch.present), one, recipe)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()


def _heads(network: Network) -> list[Tensor]:
    return [parameter for name, parameter in network.named_parameters() if name.split(".")[0] in HEADS]


def answers(
    network: Network, table: Table, texts: Sequence[tuple[str, Sequence[Span]]]
) -> Iterator[tuple[int, Answers]]:
    """The network's answers, one text at a time, with the text's place; short texts first."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at][0]))
    with torch.inference_mode():
        for start in range(0, len(order), 16):
            places = order[start : start + 16]
            batch = table.batch([texts[at] for at in places])
            found = network(batch)
            for row, at in enumerate(places):
                here = batch.present[row]
                yield (
                    at,
                    Answers(
                        found.signals[row][here],
                        found.verdict[row],
                        found.lenses[row],
                        found.steering[row],
                        found.care[row],
                    ),
                )


def _share_of_rate(step: int, steps: int) -> float:
    warm = 0.1 * steps
    if step < warm:
        return step / warm
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warm) / (steps - warm)))


def _groups(network: Network, recipe: Recipe) -> list[dict[str, object]]:
    groups: list[dict[str, object]] = [{"params": _heads(network), "lr": recipe.rate_heads}]
    for depth, layer in enumerate(reversed(network.layers[FROZEN:])):
        groups.append({"params": list(layer.parameters()), "lr": recipe.rate * recipe.layer_decay**depth})
    return groups


def _loss(found: Answers, ready: Ready, recipe: Recipe) -> tuple[Tensor, list[float]]:
    present = ready.batch.present
    each = functional.binary_cross_entropy_with_logits(found.signals[present], ready.signals[present], reduction="none")
    # A scene-setting sentence says little: what it lacks is learnt from the others as well.
    dull = ready.signals[present][:, SIGNALS.index(Signal.CONTEXT)] * (ready.signals[present].sum(dim=1) == 1)
    signals = (each.sum(dim=1) * (1 - 0.5 * dull)).mean()
    told = ready.verdict >= 0
    if not bool(told.any()):
        return recipe.signals * signals, [signals.item(), *[math.nan] * 4]
    verdict = functional.cross_entropy(found.verdict[told], ready.verdict[told], label_smoothing=recipe.smoothing)
    lenses = functional.cross_entropy(found.lenses[told].flatten(0, 1), ready.lenses[told].flatten())
    ordinal = _ordinal(found, ready)
    pairs = _pairs(found, ready)
    whole = verdict + recipe.lenses * lenses + recipe.ordinal * ordinal + recipe.pairs * pairs
    parts = [signals, verdict, lenses, ordinal, pairs]
    return recipe.signals * signals + whole, [part.item() for part in parts]


def _ordinal(found: Answers, ready: Ready) -> Tensor:
    """How far steering and care are off; nothing is known of either where the verdict is `unclear`."""
    known = [at for at, verdict in enumerate(ready.verdict.tolist()) if verdict >= 0 and VERDICTS[verdict] in _CARE]
    if not known:
        return found.verdict.sum() * 0.0
    verdicts = [VERDICTS[int(ready.verdict[at])] for at in known]
    steering = torch.tensor([_STEERING[verdict] for verdict in verdicts])
    care = torch.tensor([_CARE[verdict] for verdict in verdicts])
    return functional.binary_cross_entropy_with_logits(
        found.steering[known], steering
    ) + functional.binary_cross_entropy_with_logits(found.care[known], care)


def _pairs(found: Answers, ready: Ready) -> Tensor:
    """Each verdict of a pair should be likelier for its own text than for the other, almost the same, one."""
    losses = []
    likely = functional.log_softmax(found.verdict, dim=1)
    for one, pair in enumerate(ready.pair):
        for other in range(one + 1, len(ready.pair)):
            if pair is not None and pair == ready.pair[other] and ready.verdict[one] != ready.verdict[other]:
                first, second = int(ready.verdict[one]), int(ready.verdict[other])
                apart = likely[one, first] - likely[other, first] + likely[other, second] - likely[one, second]
                losses.append(functional.softplus(3.0 - apart))
    return torch.stack(losses).mean() if losses else found.verdict.sum() * 0.0
