"""What makes vectors of texts. An embedder's fingerprint changes whenever its vectors would, and vectors of two
fingerprints are never compared."""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from journal.errors import ModelFilesMissing
from memory.places import Floats

if TYPE_CHECKING:
    from embedded import Encoder


class Embedder(Protocol):
    """Makes vectors of texts."""

    @property
    def fingerprint(self) -> str:
        """What tells its vectors from all others."""

    def embed(self, texts: Sequence[str]) -> Floats:
        """One unit row for each text, in their order: (n, dimensions), float32. A text without a word may have a
        row of zeros."""


class EmbeddedEmbedder:
    """The encoder in `models/encoder`, loaded when it is first needed, once, whoever asks."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._encoder: Encoder | None = None
        self._loading = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """The encoder's own.

        Raises:
            ModelFilesMissing: the encoder's files are not there.
        """
        return self._loaded().fingerprint

    def embed(self, texts: Sequence[str]) -> Floats:
        """One unit row for each text, in their order.

        Raises:
            ModelFilesMissing: the encoder's files are not there.
        """
        return self._loaded().embed(texts)

    def _loaded(self) -> "Encoder":
        with self._loading:
            if self._encoder is None:
                self._encoder = self._load()
            return self._encoder

    def _load(self) -> "Encoder":
        from embedded import Encoder  # noqa: PLC0415 onnxruntime takes 0.2 seconds

        try:
            return Encoder.load(self._folder, threads=self._threads)
        except (OSError, ValueError, KeyError) as error:
            raise ModelFilesMissing(path=str(self._folder)) from error
