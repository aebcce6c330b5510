"""The embedded reader's network: what each sentence of a reflection shows, and what the whole was.

It only weighs. Words for the user, people, promises and the next step are made elsewhere from what it
returns. The same text and spans always give the same answer, from any thread.

A text longer than the encoder can read is read in windows that overlap; each piece takes its state from the
window in which it stands furthest from an edge, so that what follows sees one text.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
import onnxruntime

from coach.embedded.heads import Floats, Heads, Logits, Noticed, membership, sigmoid, softmax
from coach.embedded.wording import Wording, joined, shown
from embedded import Words, open_session
from journal.errors import ModelFilesMissing
from journal.quotes import Span
from journal.signals import Lens, LensValue, Signal, Verdict

# Pieces that two neighbouring windows share.
_OVERLAP = 192
# Sentences that are left out in turn to see what rests on them; the time of it grows with the text.
_WEIGHED = 64

_Name = TypeVar("_Name")


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
        thresholds: for each signal, the probability from which a sentence is said to show it.
    """

    sentences: tuple[SentenceSignals, ...]
    verdict: Mapping[Verdict, float]
    lenses: Mapping[Lens, Mapping[LensValue, float]]
    abstains: bool
    thresholds: Mapping[Signal, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Calibration:
    """How logits become probabilities, and from where on they count. Learnt on authors not trained on.

    Attributes:
        verdict, lenses, signals: temperatures, which logits are divided by.
        thresholds: for each signal, the probability from which a sentence is said to show it.
        sure: the least probability of the favoured verdict at which it is told.
        sure_of_connection: the same for `real_connection`, the costliest verdict to get wrong.
        pitch_beside_connection: the probability of `hidden_pitch` above which no connection is told.
        usual_sentences: as many as 99 of 100 texts that it learnt from have at most; what is longer, a pasted chat
            mostly, adds up small signs to a pitch that is none.
        sure_of_long_pitch: the least probability at which a hidden pitch is told of a longer text.
    """

    verdict: float
    lenses: float
    signals: float
    thresholds: Mapping[Signal, float]
    sure: float
    sure_of_connection: float
    pitch_beside_connection: float
    usual_sentences: int
    sure_of_long_pitch: float

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The calibration as `reader.json` holds it."""
        thresholds = {Signal(name): float(value) for name, value in told["thresholds"].items()}
        return cls(**{**told, "thresholds": thresholds})

    def abstains(self, verdict: Mapping[Verdict, float], sentences: int) -> bool:
        """Whether the favoured verdict is too unsure to be told of a text of so many sentences."""
        favoured = max(verdict, key=lambda name: verdict[name])
        if favoured is Verdict.HIDDEN_PITCH and sentences > self.usual_sentences:
            return verdict[favoured] < self.sure_of_long_pitch
        if favoured is not Verdict.REAL_CONNECTION:
            return verdict[favoured] < self.sure
        pitch = verdict[Verdict.HIDDEN_PITCH]
        return verdict[favoured] < self.sure_of_connection or pitch > self.pitch_beside_connection


class Network:
    """The trained network of `models/reader`. One may be used from several threads at a time."""

    def __init__(
        self,
        words: Words,
        session: onnxruntime.InferenceSession,
        heads: Heads,
        wording: Wording,
        calibration: Calibration,
        *,
        prefix: str,
        longest: int,
        fingerprint: str,
    ) -> None:
        self.fingerprint = fingerprint
        self._words = words
        self._session = session
        self._heads = heads
        self._wording = wording
        self._calibration = calibration
        self._before = [words.begin, *words.encode(prefix).ids]
        self._room = longest - len(self._before) - 1

    @classmethod
    def load(cls, models: Path, threads: int = 1) -> Self:
        """The network in the folder `models`, which holds `encoder/` (the word table) and `reader/`.

        Its fingerprint changes whenever its answers would.

        Args:
            threads: the cores that one reading may use, at least 1.

        Raises:
            ModelFilesMissing: a file is missing or damaged.
        """
        try:
            return cls._load(models, threads)
        except (OSError, ValueError, KeyError, TypeError) as broken:
            raise ModelFilesMissing(path=str(models)) from broken

    @classmethod
    def _load(cls, models: Path, threads: int) -> Self:
        told = (models / "reader" / "reader.json").read_bytes()
        words_told = (models / "encoder" / "encoder.json").read_bytes()
        facts = json.loads(told)
        _check(models / "reader", facts["files"])
        return cls(
            Words.load(models / "encoder"),
            open_session(models / "reader" / "reader.onnx", threads),
            Heads.load(models / "reader" / "heads.npz"),
            Wording.load(models / "reader" / "wording.npz"),
            Calibration.from_json(facts["calibration"]),
            prefix=facts["prefix"],
            longest=facts["longest"],
            fingerprint=hashlib.sha256(told + words_told).hexdigest()[:12],
        )

    def read(self, text: str, spans: Sequence[Span]) -> Weighed:
        """What the text shows in the sentences `spans` (in order, not overlapping), read as a whole.

        The spans need not cover the text: what is between them is context. Without any span, or any word in
        them, nothing is favoured and it abstains.
        """
        vectors, worded = self._sentences(text, spans)
        if not worded:
            return _nothing(spans)
        noticed = self._heads.notice(vectors[worded])
        logits = self._heads.weigh(noticed)
        told = joined(logits.verdict, self._wording.weigh(text))
        signals = shown(noticed.signals, self._wording.notice([text[spans[at].start : spans[at].end] for at in worded]))
        weights = dict(zip(worded, self._weights(noticed, logits, int(told.argmax())), strict=True))
        likely = dict(zip(worded, sigmoid(signals / self._calibration.signals), strict=True))
        verdict = _named(tuple(Verdict), softmax(told / self._calibration.verdict))
        lenses = softmax(logits.lenses / self._calibration.lenses)
        return Weighed(
            sentences=tuple(
                self._sentence(span, likely[at], weights[at]) if at in likely else _empty(span)
                for at, span in enumerate(spans)
            ),
            verdict=verdict,
            lenses={lens: _named(tuple(LensValue), row) for lens, row in zip(Lens, lenses, strict=True)},
            abstains=self._calibration.abstains(verdict, len(worded)),
            thresholds=self._calibration.thresholds,
        )

    def _sentences(self, text: str, spans: Sequence[Span]) -> tuple[Floats, list[int]]:
        """One vector per span, and which of the spans hold a piece at all."""
        found = self._words.encode(text)
        if not spans or not found.ids:
            return np.zeros((len(spans), 0), np.float32), []
        shares = membership(found.offsets, spans)
        worded = [at for at, share in enumerate(shares) if share.any()]
        return shares @ self._states(found.ids), worded

    def _states(self, ids: list[int]) -> Floats:
        """One state per piece, from the window that shows most of what is around it."""
        states: Floats = np.zeros((len(ids), 0), np.float32)
        margins = np.full(len(ids), -1)
        for start, end in _windows(len(ids), self._room):
            own = self._run(ids[start:end])
            if not states.size:
                states = np.zeros((len(ids), own.shape[1]), np.float32)
            places = np.arange(start, end)
            # An end of the text is no edge: nothing is cut off there.
            before = places - start if start else np.full(end - start, len(ids))
            after = end - 1 - places if end < len(ids) else np.full(end - start, len(ids))
            margin = np.minimum(before, after)
            better = margin > margins[start:end]
            states[start:end][better] = own[better]
            margins[start:end][better] = margin[better]
        return states

    def _run(self, ids: list[int]) -> Floats:
        around = [*self._before, *ids, self._words.end]
        rows = self._words.rows(around)[None]
        lengths = np.array([len(around)], np.int32)
        (states,) = self._session.run(["states"], {"rows": rows, "lengths": lengths})
        own: Floats = states[0, len(self._before) : -1]
        return own

    def _weights(self, noticed: Noticed, logits: Logits, favoured: int) -> list[float]:
        """How much likelier each sentence makes the favoured verdict than the others would without it."""
        count = len(noticed.signals)
        if count == 1:
            return [1.0]
        whole = _log_likely(logits.verdict, favoured)
        lost = np.zeros(count)
        for at in self._likeliest(noticed):
            without = self._heads.weigh(noticed.without(at)).verdict
            lost[at] = max(0.0, whole - _log_likely(without, favoured))
        total = lost.sum()
        shares = lost / total if total > 0 else np.full(count, 1 / count)
        return [float(share) for share in shares]

    def _likeliest(self, noticed: Noticed) -> list[int]:
        """The sentences that show most, all of them in a text of usual length: a verdict can't rest on the others."""
        shown = noticed.signals.max(axis=1)
        return [int(at) for at in np.argsort(-shown, kind="stable")[:_WEIGHED]]

    def _sentence(self, span: Span, likely: Floats, weight: float) -> SentenceSignals:
        probabilities = _named(tuple(Signal), likely)
        shown = [signal for signal in Signal if probabilities[signal] >= self._calibration.thresholds[signal]]
        shown.sort(key=lambda signal: -probabilities[signal])
        return SentenceSignals(span, probabilities, tuple(shown), weight)


def _check(folder: Path, files: Mapping[str, str]) -> None:
    """Damage is found here, by hash: the libraries that read the files fail in a way of their own each."""
    for name, expected in files.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
            raise ValueError(name)


def _windows(pieces: int, room: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start + room < pieces:
        yield start, start + room
        start += room - _OVERLAP
    yield start, pieces


def _named(names: Sequence[_Name], values: Floats) -> dict[_Name, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}


def _log_likely(logits: Floats, favoured: int) -> float:
    return float(np.log(softmax(logits)[favoured] + 1e-12))


def _empty(span: Span) -> SentenceSignals:
    return SentenceSignals(span, dict.fromkeys(Signal, 0.0), (), 0.0)


def _nothing(spans: Sequence[Span]) -> Weighed:
    even = {lens: dict.fromkeys(LensValue, 1 / len(LensValue)) for lens in Lens}
    verdict = dict.fromkeys(Verdict, 1 / len(Verdict))
    return Weighed(tuple(_empty(span) for span in spans), verdict, even, abstains=True)
