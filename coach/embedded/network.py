"""The embedded reader's network: what each sentence of a reflection shows, and what the whole was.

It only weighs. Words for the user, people, promises and the next step are made elsewhere from what it
returns. The same text and spans always give the same answer, from any thread.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from journal.quotes import Span
from journal.signals import Lens, LensValue, Signal, Verdict


@dataclass(frozen=True)
class SentenceSignals:
    """What one sentence shows, read in the context of the whole text.

    Attributes:
        probabilities: of every signal, each between 0 and 1 and by itself: they don't sum to 1.
        signals: those above their own threshold, the likeliest first.
        weight: how much of the verdict rests on this sentence; not negative, the weights of a reflection
            sum to 1. The grounds of a verdict are the sentences with the largest.
    """

    span: Span
    probabilities: Mapping[Signal, float]
    signals: tuple[Signal, ...]
    weight: float


@dataclass(frozen=True)
class Weighed:
    """A reflection as the network sees it.

    Attributes:
        sentences: one for each span asked for, in their order.
        verdict: calibrated probabilities, summing to 1.
        lenses: for each lens probabilities that sum to 1.
        abstains: the network is not sure enough: whatever `verdict` favours, say `unclear` and ask.
    """

    sentences: tuple[SentenceSignals, ...]
    verdict: Mapping[Verdict, float]
    lenses: Mapping[Lens, Mapping[LensValue, float]]
    abstains: bool


class Network:
    """The trained network of `models/reader`. One may be used from several threads at a time."""

    fingerprint: str

    @classmethod
    def load(cls, models: Path, threads: int = 1) -> Self:
        """The network in the folder `models`, which holds `encoder/` (the word table) and `reader/`.

        Its fingerprint changes whenever its answers would.

        Args:
            threads: the cores that one reading may use, at least 1.

        Raises:
            ModelFilesMissing: a file is missing or damaged.
        """
        raise NotImplementedError

    def read(self, text: str, spans: Sequence[Span]) -> Weighed:
        """What the text shows in the sentences `spans` (in order, not overlapping), read as a whole.

        The spans need not cover the text: what is between them is context. Without any span, or any word in
        them, nothing is favoured and it abstains.
        """
        raise NotImplementedError
