"""The two readers and their guards, each made at first use and then kept."""

import json
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.home import write_privately
from app.settings import Settings
from coach.reader import Guard, Reader, ToRead
from journal.errors import KesanError, NoModelChosen
from journal.reading import Reading, Step

if TYPE_CHECKING:
    from app.notebook import ReaderName
    from coach.model.endpoint import Endpoint

MANNERS = "manners.json"


class Readers:
    """The readers that the settings allow.

    Args:
        settings: where the model server is, and its key.
        models: the folder of the embedded models.
    """

    def __init__(self, settings: Settings, models: Path) -> None:
        self._settings = settings
        self._models = models
        self._lock = threading.RLock()
        self._readers: dict[str, Reader] = {}
        self._guards: dict[str, Guard] = {}
        self._endpoint: Endpoint | None = None

    def change(self, settings: Settings) -> None:
        """Goes on with other settings; the embedded parts stay loaded, and a reading under way goes on as it began."""
        with self._lock:
            self._settings = settings
            self._endpoint = None
            self._readers.pop("model", None)
            self._guards.pop("model", None)

    def reader(self, name: "ReaderName") -> Reader:
        """The reader of that name.

        Raises:
            NoModelChosen: the model reader without a key or server.
            ModelFilesMissing: the embedded model's files are missing or damaged.
        """
        with self._lock:
            if name not in self._readers:
                self._readers[name] = self._embedded() if name == "embedded" else self._model()
            return self._readers[name]

    def guard(self, name: "ReaderName") -> Guard:
        """The guard of that reader; raises as `reader` does."""
        with self._lock:
            if name not in self._guards:
                self._guards[name] = self._embedded_guard() if name == "embedded" else self._model_guard()
            return self._guards[name]

    def endpoint(self) -> "Endpoint":
        """The model server.

        Raises:
            NoModelChosen: neither a key nor a server is set.
        """
        with self._lock:
            if self._endpoint is None:
                self._endpoint = self._connect()
            return self._endpoint

    def _connect(self) -> "Endpoint":
        from coach.model.endpoint import Endpoint

        settings = self._settings
        if not settings.model_is_set:
            raise NoModelChosen
        return Endpoint(
            settings.address,
            settings.key.get_secret_value(),
            settings.chosen_model,
            settings.model_timeout_s,
            store=Manners(settings.home / MANNERS),
        )

    def _embedded(self) -> Reader:
        from coach.embedded.reader import EmbeddedReader

        return EmbeddedReader.load(self._models, self.guard("embedded"))

    def _embedded_guard(self) -> Guard:
        from coach.guarding import EmbeddedGuard

        return EmbeddedGuard.load(self._models)

    def _model(self) -> Reader:
        from coach.model.reader import ModelReader
        from coach.step_rules import broken_rule

        return ModelReader(self.endpoint(), broken_rule, self._safe_step, hides=self._settings.hides_names)

    def _model_guard(self) -> Guard:
        from coach.model.reader import ModelGuard
        from coach.step_rules import broken_rule

        return ModelGuard(self.endpoint(), broken_rule, hides=self._settings.hides_names)

    def _safe_step(self, asked: ToRead, reading: Reading) -> Step | None:
        from coach.guarding import safe_step

        return safe_step(asked, reading.people, reading.verdict)


class Manners:
    """What model servers understand, as learned from their refusals, in a small file of the home."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[str, str] | None = None

    def get(self, key: str) -> str | None:
        """What was put under `key`, or None."""
        return self._read().get(key)

    def put(self, key: str, value: str) -> None:
        """Keeps `value` under `key`; where the home can't be written, for this process alone."""
        self._kept = {**self._read(), key: value}
        with suppress(KesanError):
            write_privately(self._path, json.dumps(self._kept, indent=1))

    def _read(self) -> dict[str, str]:
        if self._kept is None:
            try:
                read = json.loads(self._path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                read = {}  # it is learned anew from the next refusal
            told = read.items() if isinstance(read, dict) else ()
            self._kept = {key: value for key, value in told if isinstance(value, str)}
        return self._kept
