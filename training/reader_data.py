"""The reflections and sentences that the reader learns from, and the ways in which they are varied.

A left-out file is another author: examples know their file, and the two of a minimal pair stay together.
"""

import hashlib
import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from journal.quotes import Span
from journal.signals import Lens, LensValue, Signal, Verdict

FILES = tuple("abcdefghijklmnopqrstu")
# Where the single sentences of dev/ stand among them.
SINGLE = "dev"
# Files that are left out together: each is asked of a network that saw none of its group.
GROUPS = (
    ("a", "h", "l", "o", "u"),
    ("b", "k", "n", "p", "s", SINGLE),
    ("c", "g", "q", "r", "t"),
    ("d", "e", "f", "i", "j", "m"),
)
SIGNALS = tuple(Signal)
VERDICTS = tuple(Verdict)
LENSES = tuple(Lens)
VALUES = tuple(LensValue)

_PRONOUNS = ("aku", "saya", "gue", "gw", "gua")
_PRONOUN = re.compile(r"\b(aku|saya|gue|gw|gua)\b", re.IGNORECASE)
# Of nobody in the data: names of a left-out author would be a leak.
_NAMES = """Yanto Wulan Agus Fitri Hendra Maya Surya Ratih Galih Intan Joko Nisa Rizal Tari Eko Mega Oscar Liam Chloe
Priya Marcus Elena Kofi Hannah Bram Sinta Made Ketut Asep Euis Ucok Butet Hasan Aminah Kevin Grace Slamet""".split()
_SHORTENED = {
    "tidak": "nggak",
    "nggak": "ga",
    "gak": "nggak",
    "sudah": "udah",
    "udah": "sudah",
    "yang": "yg",
    "dengan": "sama",
}
_SHORTEN = re.compile(r"\b(" + "|".join(_SHORTENED) + r")\b")


@dataclass(frozen=True)
class Sentence:
    """One sentence, what stands before it in its text, and its labels."""

    before: str
    text: str
    signals: frozenset[Signal]


@dataclass(frozen=True)
class Example:
    """A reflection, or a single sentence (then without `verdict`)."""

    key: str
    file: str
    language: str
    sentences: tuple[Sentence, ...]
    verdict: Verdict | None
    lenses: tuple[LensValue, ...]
    pair: str | None
    kind: str | None
    names: tuple[str, ...]

    def laid_out(self) -> tuple[str, list[Span]]:
        """The text, and where its sentences stand in it."""
        text, spans = "", []
        for sentence in self.sentences:
            text += sentence.before
            spans.append(Span(len(text), len(text) + len(sentence.text)))
            text += sentence.text
        return text, spans


def reflections(data: Path) -> list[Example]:
    """The reflections of train/, in order."""
    return [_reflection(row, file) for file in FILES for row in _rows(data / "train" / f"{file}.jsonl")]


def single_sentences(data: Path) -> list[Example]:
    """The single sentences of dev/, each a text of its own."""
    return [
        Example(
            row["id"],
            SINGLE,
            row["lang"],
            (Sentence("", row["text"], _signals(row)),),
            None,
            (),
            None,
            None,
            (),
        )
        for row in _rows(data / "dev" / "sentences.jsonl")
    ]


def held_out(data: Path) -> list[dict[str, Any]]:
    """The reflections of dev/: never trained or tuned on."""
    return _rows(data / "dev" / "reflections.jsonl")


def held_out_examples(data: Path) -> list[Example]:
    """The same without labelled sentences: each text is one."""
    return [_reflection({**row, "sentences": [{"text": row["text"], "signals": []}]}, "dev") for row in held_out(data)]


def fingerprint(data: Path) -> str:
    """A hash of every file that is trained on."""
    digest = hashlib.sha256()
    for path in [*(data / "train" / f"{file}.jsonl" for file in FILES), data / "dev" / "sentences.jsonl"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _signals(row: dict[str, Any]) -> frozenset[Signal]:
    return frozenset(Signal(signal) for signal in row["signals"])


def _reflection(row: dict[str, Any], file: str) -> Example:
    return Example(
        key=row["id"],
        file=file,
        language=row["lang"],
        sentences=tuple(_in_order(row["text"], row["sentences"])),
        verdict=Verdict(row["verdict"]),
        lenses=tuple(LensValue(row["lenses"][lens]) for lens in LENSES),
        pair=row.get("pair"),
        kind=row.get("kind"),
        names=tuple(person["name"] for person in row["people"] if person["name"]),
    )


def _in_order(text: str, labelled: Iterable[dict[str, Any]]) -> Iterable[Sentence]:
    at = 0
    for row in labelled:
        start = text.index(row["text"], at)
        yield Sentence(text[at:start], row["text"], _signals(row))
        at = start + len(row["text"])


class Variation:
    """Varies a text without changing what it shows: names, pronouns, case, punctuation, the scenery.

    A few hundred reflections are learnt by heart through their names and spelling; neither carries a verdict.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def vary(self, example: Example) -> Example:
        """A varied copy, with the same verdict and lenses."""
        sentences = list(example.sentences)
        if self._chance(0.5):
            sentences = self._without_scenery(sentences)
        if self._chance(0.3):
            sentences = self._joined(sentences)
        if self._chance(0.6):
            sentences = self._renamed(sentences, example.names)
        if self._chance(0.5):
            pronoun = self._random.choice(_PRONOUNS)
            sentences = _each(sentences, lambda text: _PRONOUN.sub(lambda found: _cased(found.group(), pronoun), text))
        if self._chance(0.3):
            sentences = _each(sentences, self._shortened)
        if self._chance(0.25):
            sentences = _each(sentences, str.lower)
        if self._chance(0.2):
            sentences = _each(sentences, lambda text: text.rstrip(".!?…") or text)
        return replace(example, sentences=tuple(sentences))

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def _without_scenery(self, sentences: list[Sentence]) -> list[Sentence]:
        kept = [one for one in sentences if one.signals - {Signal.CONTEXT} or self._chance(0.7)]
        return kept or sentences

    def _joined(self, sentences: list[Sentence]) -> list[Sentence]:
        joined = sentences[:1]
        for one in sentences[1:]:
            last = joined[-1]
            if self._chance(0.15):
                joined[-1] = Sentence(last.before, last.text + one.before + one.text, last.signals | one.signals)
            else:
                joined.append(one)
        return joined

    def _renamed(self, sentences: list[Sentence], names: Sequence[str]) -> list[Sentence]:
        for name in names:
            word = name.split()[-1]
            if word.isalpha() and word[0].isupper():
                other = self._random.choice(_NAMES)
                known = re.compile(rf"\b{re.escape(word)}\b")
                sentences = _each(sentences, lambda text, known=known, other=other: known.sub(other, text))
        return sentences

    def _shortened(self, text: str) -> str:
        return _SHORTEN.sub(lambda found: _SHORTENED[found.group()] if self._chance(0.6) else found.group(), text)


def _each(sentences: list[Sentence], change: Any) -> list[Sentence]:
    return [replace(one, text=change(one.text)) for one in sentences]


def _cased(old: str, new: str) -> str:
    return new.capitalize() if old[0].isupper() else new
