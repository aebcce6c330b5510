"""An embedder whose vectors can be explained, and short ways to write reflections and readings."""

import hashlib
import re
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from journal.language import Language
from journal.reading import Lenses, MadeBy, PersonRead, Reading, Step, verbatim_moves
from journal.reflection import Reflection
from journal.signals import LensValue, Signal, Verdict
from memory.chroma import ChromaCollection
from memory.collection import Collection
from memory.index import ChromaIndex
from memory.places import Floats
from memory.record import Record
from memory.shelves import FolderShelf

DIMENSIONS = 48
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = date(2026, 11, 20)


class WordEmbedder:
    """A text's vector is the sum of its words' own: two texts are as near as the words that they share."""

    def __init__(self, name: str = "words") -> None:
        self.fingerprint = name
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Floats:
        """One unit row a text; zeros for a text without a word."""
        self.embedded.extend(texts)
        rows = np.zeros((len(texts), DIMENSIONS), np.float32)
        for number, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()):
                rows[number] += _vector(word)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Floats = (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
        return unit


def _vector(word: str) -> Floats:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
    return np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32)


class NearShelf(FolderShelf):
    """A folder whose Chroma runs in this process, which starts faster than a keeper does."""

    def open(self, fingerprint: str) -> Collection | None:
        """The collection, which lets go of the folder when it is closed."""
        with ExitStack() as stack:
            if not stack.enter_context(self._folder.held()):
                return None
            collection = _NearCollection.in_folder(self._folder.making(), fingerprint)
            collection.after = stack.pop_all()
        return collection


class _NearCollection(ChromaCollection):
    after: ExitStack

    def close(self) -> None:
        super().close()
        self.after.close()


def near_index(folder: Path, record: Record, fingerprint: str) -> ChromaIndex:
    """An index whose Chroma runs in this process."""
    return ChromaIndex(NearShelf(folder), record, fingerprint)


def reflection(name: str, text: str = "", on: date = DAY, kept_at: datetime = NOON) -> Reflection:
    """A reflection called `name`, whose text is its own unless told."""
    return Reflection(id=name, text=text or f"Catatan tentang {name}.", on=on, kept_at=kept_at)


def days_ago(count: int) -> date:
    """A day before the usual one."""
    return DAY - timedelta(days=count)


def person(name: str, *promises: str, cares_about: tuple[str, ...] = (), role: str = "") -> PersonRead:
    """A person as a reading tells of them."""
    return PersonRead(name=name, role=role, verdict=Verdict.REAL_CONNECTION, promises=promises, cares_about=cares_about)


def step(action: str = "tanya kabar", who: str | None = None, due: date | None = None) -> Step:
    """A suggested step."""
    return Step(person=who, action=action, message="", because="ceritanya", due=due)


def reading(
    *people: PersonRead,
    verdict: Verdict = Verdict.REAL_CONNECTION,
    suggested: Step | None = None,
    promised: tuple[str, str] | None = None,
    model: str = "fake",
) -> Reading:
    """A reading; `promised` is a text, and the quote of it that is a promise."""
    noted = [(Signal.PROMISE, promised[1])] if promised else []
    moves, _ = verbatim_moves(promised[0] if promised else "", noted)
    value = LensValue.UNKNOWN
    return Reading(
        verdict=verdict,
        because="sebab",
        their_side="dari sisi mereka",
        lenses=Lenses(felt=value, connected=value, patient=value),
        moves=moves,
        people=people,
        step=suggested,
        language=Language.INDONESIAN,
        made_by=MadeBy(reader="embedded", model=model, prompts=("notice@3",)),
    )
