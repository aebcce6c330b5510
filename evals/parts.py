"""The parts of Kesan that are measured, made when a task first needs them. The user's own journal is never opened."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from app.kesan import MODELS, Kesan
from app.notebook import ReaderName
from app.readers import Readers
from app.settings import load_settings
from coach.embedded.clauses import pieces
from coach.embedded.network import Network, SentenceSignals
from coach.reader import Guard, Reader
from evals.cases import file_hash
from evals.reading import noticed, read_text
from journal.quotes import Span
from journal.signals import Verdict


class Parts:
    """What one choice of reader is made of."""

    def __init__(self, name: ReaderName) -> None:
        self.name = name
        self._settings = load_settings()
        self._readers = Readers(self._settings, MODELS)

    @property
    def reader(self) -> Reader:
        """Reads a reflection."""
        return self._readers.reader(self.name)

    @property
    def guard(self) -> Guard:
        """Judges a step."""
        return self._readers.guard(self.name)

    @property
    def made_by(self) -> dict[str, str]:
        """The embedded models by the hash of what describes them, and the language model where one reads."""
        described = {path.parent.name: file_hash(path) for path in sorted(MODELS.glob("*/*.json")) if _describes(path)}
        return described if self.name == "embedded" else {**described, "model": self.reader.made_by.model}

    @cached_property
    def _network(self) -> Network:
        return Network.load(MODELS)

    def sureness(self, text: str) -> dict[Verdict, float]:
        """How likely the embedded network holds each verdict, calibrated."""
        return dict(self._network.read(text, pieces(text)).verdict)

    def notice(self, text: str, spans: Sequence[Span]) -> Sequence[SentenceSignals]:
        """What each of the sentences shows; a language model's answer is all or nothing."""
        if self.name == "embedded":
            return self._network.read(text, spans).sentences
        return noticed(read_text(self.reader, text), spans)

    @contextmanager
    def empty_journal(self) -> Iterator[Kesan]:
        """A Kesan whose home is a new folder, gone afterwards."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            changed = {"home": Path(home), "database_url": "", "chroma_url": "", "reader": self.name}
            kesan = Kesan(self._settings.model_copy(update=changed))
            try:
                yield kesan
            finally:
                kesan.close()


def _describes(path: Path) -> bool:
    """Whether a file is its folder's own description: `reader/reader.json`."""
    return path.stem == path.parent.name
