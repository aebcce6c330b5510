"""The heads of the embedded reader's network: from one vector per sentence to signals, verdict and lenses.

Plain numpy, so that leaving a sentence out, to see how much rested on it, costs nothing beside the encoder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from journal.quotes import Span

Floats = NDArray[np.float32]

NAMES = ("signal", "gist", "attend", "join", "verdict", "lens")


@dataclass(frozen=True)
class Noticed:
    """What the sentences show, each by itself: logits of `signals` (sentences, 20), and a `gist` (sentences, 32)."""

    signals: Floats
    gist: Floats

    def without(self, at: int) -> "Noticed":
        """The same, sentence `at` left out."""
        return Noticed(np.delete(self.signals, at, axis=0), np.delete(self.gist, at, axis=0))


@dataclass(frozen=True)
class Logits:
    """Before calibration: `verdict` (5), `lenses` (3, 4)."""

    verdict: Floats
    lenses: Floats


@dataclass(frozen=True)
class Heads:
    """Weights by name: `NAME.weight` (outputs, inputs) and `NAME.bias`."""

    weights: Mapping[str, Floats]

    @classmethod
    def load(cls, path: Path) -> Self:
        """The heads in a file of arrays.

        Raises:
            OSError, ValueError, KeyError: it is missing, or no file of ours.
        """
        with np.load(path, allow_pickle=False) as stored:
            return cls({f"{name}.{part}": stored[f"{name}.{part}"] for name in NAMES for part in ("weight", "bias")})

    def notice(self, sentences: Floats) -> Noticed:
        """What sentences with these vectors (sentences, 384) show."""
        return Noticed(self._linear("signal", sentences), np.tanh(self._linear("gist", sentences)))

    def weigh(self, noticed: Noticed) -> Logits:
        """What the sentences, at least one, make together."""
        likely = sigmoid(noticed.signals)
        shares = softmax(self._linear("attend", np.concatenate([noticed.gist, likely], axis=1))[:, 0])
        hidden = _gelu(self._linear("join", np.concatenate([shares @ noticed.gist, *_seen(likely)])))
        return Logits(self._linear("verdict", hidden), self._linear("lens", hidden).reshape(3, -1))

    def _linear(self, name: str, values: Floats) -> Floats:
        weighted: Floats = values @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return weighted


def membership(offsets: Sequence[tuple[int, int]], spans: Sequence[Span]) -> Floats:
    """Which share each piece has in the mean of each sentence: (spans, pieces).

    A piece belongs to the sentence in which its last character stands (its first may be the space before).
    A sentence without a piece has only zeros.
    """
    lasts = np.array([end - 1 for _, end in offsets], dtype=np.int64).reshape(1, -1)
    starts = np.array([span.start for span in spans], dtype=np.int64).reshape(-1, 1)
    ends = np.array([span.end for span in spans], dtype=np.int64).reshape(-1, 1)
    inside = ((lasts >= starts) & (lasts < ends)).astype(np.float32)
    shares: Floats = inside / np.maximum(inside.sum(axis=1, keepdims=True), 1)
    return shares


def _seen(likely: Floats) -> list[Floats]:
    """Of each signal: at its clearest, how much in all, its share, and at its clearest towards the end."""
    total = likely.sum(axis=0)
    late = (np.arange(1, len(likely) + 1, dtype=np.float32) / len(likely))[:, None]
    return [likely.max(axis=0), np.log1p(total), total / len(likely), (likely * late).max(axis=0)]


def softmax(logits: Floats) -> Floats:
    """Over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shared: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return shared


def sigmoid(logits: Floats) -> Floats:
    """Of each, safe at either end."""
    likely: Floats = np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -60, 60))), dtype=np.float32)
    return likely


# Abramowitz and Stegun 7.1.26; off by at most 1.5e-7.
_ERF = (0.254829592, -0.284496736, 1.421413741, -1.453152027, 1.061405429)


def _gelu(values: Floats) -> Floats:
    scaled = values / np.sqrt(2.0)
    near = 1.0 / (1.0 + 0.3275911 * np.abs(scaled))
    series = sum(factor * near ** (power + 1) for power, factor in enumerate(_ERF))
    error = np.sign(scaled) * (1.0 - series * np.exp(-(scaled**2)))
    smooth: Floats = np.asarray(0.5 * values * (1.0 + error), dtype=np.float32)
    return smooth
