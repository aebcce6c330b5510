"""The network in PyTorch: the encoder's layers, trained further, and the heads over its sentences.

Its names and its arithmetic are those of `coach.embedded.heads`, which runs the heads without PyTorch.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder_source import Floats, Shape, Source, dequantise
from training.reader_data import LENSES, SIGNALS, VALUES, VERDICTS

# Layers, from the bottom, that are not trained: what they give is calculated once for all fits.
FROZEN = 2
HIDDEN = 64
GIST = 32
HEADS = ("signal", "gist", "attend", "join", "verdict", "lens", "ordinal")


@dataclass
class Batch:
    """Texts as the network reads them, padded.

    Attributes:
        rows: word rows, or the states that `Network.lower` gives for them (texts, tokens, 384).
        tokens: true where a token is none of the padding (texts, tokens).
        members: which share of a sentence's mean each token has (texts, sentences, tokens).
        present: true where there is a sentence (texts, sentences).
    """

    rows: Tensor
    tokens: Tensor
    members: Tensor
    present: Tensor


@dataclass
class Answers:
    """The heads' logits. The last two are ordinal, for training alone: how much steering, how much care."""

    signals: Tensor
    verdict: Tensor
    lenses: Tensor
    steering: Tensor
    care: Tensor


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width, inner = shape.width, shape.inner
        self.heads, self.dropout = shape.heads, dropout
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.fi, self.fo = nn.Linear(width, inner), nn.Linear(inner, width)
        self.aln, self.oln = (nn.LayerNorm(width, eps=shape.epsilon) for _ in range(2))

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        texts, tokens, width = states.shape
        q, k, v = (
            part(states).view(texts, tokens, self.heads, -1).transpose(1, 2) for part in (self.q, self.k, self.v)
        )
        scores = torch.matmul(q * (width / self.heads) ** -0.5, k.transpose(2, 3)) + mask.to(q.dtype)
        seen = torch.matmul(torch.softmax(scores, dim=-1), v)
        seen = self.ao(seen.transpose(1, 2).reshape(texts, tokens, width))
        states = self.aln(states + functional.dropout(seen, self.dropout, self.training))
        changed = self.fo(functional.gelu(self.fi(states)))
        return self.oln(states + functional.dropout(changed, self.dropout, self.training))


class Network(nn.Module):
    """Rows in, answers out. While `halved`, its encoder calculates at 16 bits, which is faster."""

    def __init__(self, source: Source, dropout: float = 0.05, noise: float = 1.0) -> None:
        super().__init__()
        shape = source.shape
        places = source.vectors["emb.pos"].reshape(-1, shape.width) + source.vectors["emb.type"][: shape.width]
        self.places = nn.Parameter(torch.tensor(places))
        self.start = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = dropout
        self.halved, self.noise = True, noise
        self._take_over(source)
        for part in (self.start, *self.layers[:FROZEN]):
            part.requires_grad_(requires_grad=False)
        self.places.requires_grad_(requires_grad=False)
        width, signals = shape.width, len(SIGNALS)
        self.register_buffer("middle", torch.zeros(width))
        self.register_buffer("spread", torch.ones(width))
        self.signal = nn.Linear(width, signals)
        self.gist = nn.Linear(width, GIST)
        self.attend = nn.Linear(GIST + signals, 1)
        self.join = nn.Linear(GIST + 4 * signals, HIDDEN)
        self.verdict = nn.Linear(HIDDEN, len(VERDICTS))
        self.lens = nn.Linear(HIDDEN, len(LENSES) * len(VALUES))
        self.ordinal = nn.Linear(HIDDEN, 2)

    def forward(self, batch: Batch) -> Answers:
        states = self.upper(self.lower(batch.rows, batch.tokens), batch.tokens)
        return self.weigh(torch.bmm(batch.members, states), batch.present)

    def lower(self, rows: Tensor, tokens: Tensor) -> Tensor:
        """The states after the layers that stay as they came."""
        return self._through(self.layers[:FROZEN], self.start(rows + self.places[: rows.shape[1]]), tokens)

    def upper(self, states: Tensor, tokens: Tensor) -> Tensor:
        """One state per token, from the states that `lower` gives."""
        return self._through(self.layers[FROZEN:], states, tokens)

    def _through(self, layers: nn.ModuleList, states: Tensor, tokens: Tensor) -> Tensor:
        mask = torch.where(tokens, 0.0, -1e4)[:, None, None, :]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.halved):
            for layer in layers:
                states = layer(states, mask)
        return states.float()

    def weigh(self, sentences: Tensor, present: Tensor) -> Answers:
        """The answers for sentence vectors (texts, sentences, 384).

        What all sentences share is taken out first: it is larger than all in which they differ, and heads on top of
        it learn nothing else for long.
        """
        sentences = (sentences - self.middle) / self.spread
        sentences = functional.dropout(sentences, self.dropout, self.training)
        signals = self.signal(sentences)
        there = present[..., None]
        told = signals + torch.randn_like(signals) * self.noise if self.training else signals
        likely = torch.sigmoid(told) * there
        gist = torch.tanh(self.gist(sentences))
        scores = self.attend(torch.cat([gist, likely], dim=2)).masked_fill(~there, -1e4)
        pooled = (torch.softmax(scores, dim=1) * gist).sum(dim=1)
        joined = torch.cat([functional.dropout(pooled, 0.3, self.training), *self._seen(likely, there)], dim=1)
        hidden = functional.dropout(functional.gelu(self.join(joined)), 0.2, self.training)
        ordinal = self.ordinal(hidden)
        lenses = self.lens(hidden).view(-1, len(LENSES), len(VALUES))
        return Answers(signals, self.verdict(hidden), lenses, ordinal[:, 0], ordinal[:, 1])

    def _seen(self, likely: Tensor, there: Tensor) -> list[Tensor]:
        """Of each signal: at its clearest, how much in all, its share, and at its clearest towards the end."""
        count = there.sum(dim=1).clamp(min=1)
        total = likely.sum(dim=1)
        late = there.cumsum(dim=1) / count[:, None]
        return [likely.amax(dim=1), torch.log1p(total), total / count, (likely * late).amax(dim=1)]

    def _take_over(self, source: Source) -> None:
        _take_norm(self.start, source.vectors, "emb.ln")
        for number, layer in enumerate(self.layers):
            for name in ("q", "k", "v", "ao", "fi", "fo"):
                linear = getattr(layer, name)
                linear.weight.data = torch.tensor(dequantise(source.matrices[f"l{number}.{name}.w"]))
                linear.bias.data = torch.tensor(np.array(source.vectors[f"l{number}.{name}.b"]))
            for name in ("aln", "oln"):
                _take_norm(getattr(layer, name), source.vectors, f"l{number}.{name}")


def _take_norm(norm: nn.LayerNorm, vectors: Mapping[str, Floats], name: str) -> None:
    norm.weight.data = torch.tensor(np.array(vectors[f"{name}.w"]))
    norm.bias.data = torch.tensor(np.array(vectors[f"{name}.b"]))
