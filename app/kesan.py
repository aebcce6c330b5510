"""The whole program, put together once for a process: the record, the memory, the readers, the jobs.

Heavy parts (the encoder, the network, Chroma, openai) are made when first needed, or ahead by `warm`.
"""

import gc
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app import sealed_backups
from app.backups import Backup, backups, note_backup
from app.clock import now
from app.home import make_home
from app.jobs import Jobs
from app.notebook import Notebook, ReaderName
from app.passphrase import INDEX, open_record
from app.readers import Readers
from app.settings import Settings, key_set_aside, load_settings, save_settings
from coach.reader import Guard, Reader
from journal.errors import CanNotHear, KesanError
from journal.reflection import LOCAL_OWNER, Owner
from memory.database import BEFORE_UPGRADES
from memory.embedders import EmbeddedEmbedder, Embedder
from memory.finding import Memory
from memory.index import ExactIndex, Index, open_index

if TYPE_CHECKING:
    from app.connection import Connection
    from app.examination import Finding
    from coach.model.endpoint import Endpoint

ReadersOf = Callable[[Settings, Path], Readers]
MODELS = Path(__file__).resolve().parent.parent / "models"


class Kesan:
    """One running Kesan on one home."""

    def __init__(
        self,
        settings: Settings,
        key: bytes | None = None,
        *,
        readers: ReadersOf = Readers,
        embedder: Embedder | None = None,
    ) -> None:
        """Opens the record, as `open` does; `readers` and `embedder` (None: the embedded one) are seams for tests."""
        self.settings = settings
        self.home = make_home(settings.home)
        self.record = open_record(settings, key)
        self._key = key
        self.sealed = key is not None
        self.jobs = Jobs()
        self.questions = Jobs()  # of their own: an answer does not wait behind a hundred readings
        self.embedder = embedder or EmbeddedEmbedder(MODELS / "encoder")
        self._readers = readers(settings, MODELS)
        self._index: Index | None = None
        self._memories: dict[Owner, Memory] = {}
        self._lock = threading.RLock()
        self._warming: threading.Thread | None = None
        self._closing = threading.Event()

    @classmethod
    def open(cls, settings: Settings | None = None, key: bytes | None = None) -> Self:
        """Kesan on the home that the settings name, its record brought up to date. `key` opens a record that is under
        a passphrase (`app.passphrase.key_of`).

        Raises:
            Locked: the record is under a passphrase, and no key was given.
            BadSetting, HomeNotWritable, DiskFull, RecordDamaged, RecordNewer, RecordBusy: it can't be opened.
        """
        return cls(settings or load_settings(), key)

    @property
    def index(self) -> Index:
        """The vector index, made at first use, and once: two on one folder would shut each other out."""
        with self._lock:
            if self._index is None:
                fingerprint, url = self.embedder.fingerprint, self.settings.chroma_url or None
                self._index = (
                    ExactIndex(self.record, fingerprint)  # in memory alone: nothing of a sealed journal lies on disk
                    if self.sealed
                    else open_index(self.home / INDEX, self.record, fingerprint, url)
                )
            return self._index

    def notebook(self, owner: Owner = LOCAL_OWNER) -> Notebook:
        """An owner's journal."""
        return Notebook(self, owner)

    def memory(self, owner: Owner) -> Memory:
        """An owner's memory."""
        with self._lock:
            if owner not in self._memories:
                self._memories[owner] = Memory(self.record.of(owner), self.index, self.embedder)
            return self._memories[owner]

    @property
    def reader_name(self) -> ReaderName:
        """The reader that the settings name."""
        return "model" if self.settings.uses_model else "embedded"

    def reader(self, name: ReaderName) -> Reader:
        """That reader, made at first use.

        Raises:
            NoModelChosen: the model reader without a key or server.
            ModelFilesMissing: the embedded model's files are not there.
        """
        return self._readers.reader(name)

    def guard(self, name: ReaderName) -> Guard:
        """That reader's guard; raises as `reader` does."""
        return self._readers.guard(name)

    def endpoint(self) -> "Endpoint":
        """The model server.

        Raises:
            NoModelChosen: neither a key nor a server is set.
        """
        return self._readers.endpoint()

    def change_settings(self, changes: dict[str, str]) -> None:
        """Keeps changed settings, by environment name, and goes on with them; an empty value is the default again.

        Raises:
            BadSetting, HomeNotWritable, DiskFull: nothing was changed.
        """
        with self._lock:
            save_settings(self.home, changes)
            settings = load_settings()
            self._readers.change(settings)
            self.settings = settings

    @property
    def key_set_aside(self) -> str:
        """The server that the saved key is for, when another one is in use, which never gets it; else empty."""
        return key_set_aside(self.settings)

    def test_connection(self) -> "Connection":
        """What the model server says of itself: its models, and how long a short answer took.

        Raises:
            KesanError: it does not answer as it should; the sentence says what to do.
        """
        from app.connection import greet  # noqa: PLC0415 what speaks with a model is for whoever has one

        return greet(self.endpoint())

    def transcribe(self, recording: bytes) -> str:
        """The words of a recording (WAV), from the model server; nothing of it is kept.

        Raises:
            CanNotHear: the settings name no server, or keep it out.
            KesanError: it does not answer as it should.
        """
        if not self.settings.uses_model:
            raise CanNotHear
        return self.endpoint().transcribe(recording, self.settings.speech_model)

    def models(self) -> tuple[str, ...]:
        """The names of the models that the server offers; raises as `test_connection` does."""
        return self.endpoint().models()

    def examine(self) -> tuple["Finding", ...]:
        """What `doctor` says: one finding for each thing looked at."""
        from app.examination import examine  # noqa: PLC0415 it is seldom asked for

        return examine(self)

    def backup(self, path: Path) -> None:
        """Writes a consistent copy of the record to a new file; of one under a passphrase, with all that its
        passphrase needs to open it on another machine.

        Raises:
            FileExists, HomeNotWritable, DiskFull: nothing was written.
        """
        self.record.backup(path)
        note_backup(self.home, path, now())

    def restore(self, path: Path, passphrase: str | None = None) -> Path | None:
        """Puts a backup's content in place of the whole journal; returns the copy of what was there before, or None
        when that was nothing. Whether the journal is under a passphrase stays as it is.

        Args:
            passphrase: the backup's, where it is sealed with another one than the journal.

        Raises:
            Locked, WrongPassphrase: the backup needs its passphrase; nothing was changed.
            FileNotFound, RecordDamaged, RecordNewer, RecordBusy, HomeNotWritable, DiskFull, OnServer: nothing was
                changed.
        """
        before = None
        with sealed_backups.under(self.home, path, self._key, passphrase) as copy:
            if self.record.owners():
                make_home(self.home / BEFORE_UPGRADES)
                before = self.home / BEFORE_UPGRADES / f"before-restoring-{now():%Y-%m-%d-%H%M%S-%f}.db"
                self.backup(before)
            self.record.restore(copy)
        self.record.interrupt_readings()
        self.index.rebuild()
        return before

    def backups(self) -> tuple[Backup, ...]:
        """The copies that this home has made and that are still there: what is forgotten stands in them."""
        return backups(self.home)

    def warm(self, after: float = 0.0) -> None:
        """Takes back the mark of readings that a crash cut off, and `after` so many seconds, which belong to the
        first page, loads the heavy parts in the background: the first reading and search need not wait."""
        with self._lock:
            if self._warming is None:
                self.record.interrupt_readings()
                self._warming = threading.Thread(target=self._warm, args=(after,), name="warm", daemon=True)
                self._warming.start()

    def _warm(self, after: float) -> None:
        """Whatever can't be loaded is told where it is first asked for."""
        if self._closing.wait(after):
            return
        with suppress(KesanError):
            self._readers.reader("embedded")
        with suppress(KesanError):
            for owner in self.record.owners():
                self.memory(owner).heal()
            self.index.heal()
        gc.collect()
        gc.freeze()  # what is loaded now stays: to look through it for garbage would hold up a page for 50 ms

    def close(self) -> None:
        """Stops the jobs and closes the files."""
        self._closing.set()
        self.questions.close()
        self.jobs.close()
        if self._warming is not None:
            self._warming.join()
        if self._index is not None:
            self._index.close()
        self.record.close()
