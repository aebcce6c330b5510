"""The program that is killed: the real Kesan on the home that the environment names, told what to do line by line.

It reads a wish a line from its input and says what it did, a line of JSON each, so that whoever started it knows
what was acknowledged when it was killed. Its reader and embedder are quick; everything else is as users have it.
"""

import json
import resource
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.kesan import Kesan
from app.settings import load_settings
from journal.errors import KesanError
from journal.reflection import LOCAL_OWNER
from memory import kept as keeping
from memory.embedders import EmbeddedEmbedder
from memory.index import ExactIndex
from tests.app.fakes import Reads, readers_of
from tests.crash.texts import name_of, texts
from tests.memory.fakes import WordEmbedder

MODELS = Path(__file__).resolve().parents[2] / "models"
PROMISE = "Ia minta"
NEAR = 3


def say(**said: object) -> None:
    """Tells whoever started this."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


class NamesPeople(Reads):
    """Reads every text as a meeting with the person whom the text names; while it hangs, for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.goes_on = threading.Event()
        self.goes_on.set()

    def read(self, asked: Any, watch: Any) -> Any:
        if not self.goes_on.is_set():
            say(hanging=True)
            self.goes_on.wait()
        reading = super().read(asked, watch)
        name = name_of(asked.text)
        people = tuple(one.model_copy(update={"name": name, "promises": (asked.text[:40],)}) for one in reading.people)
        step = None if reading.step is None else reading.step.model_copy(update={"person": name})
        return reading.model_copy(update={"people": people, "step": step})


class Told:
    """What can be wished for: each method's name is a wish."""

    def __init__(self, kesan: Kesan, reader: NamesPeople) -> None:
        self._kesan = kesan
        self._reader = reader
        self._book = kesan.notebook()
        self._embedder = kesan.embedder

    def warm(self) -> None:
        """As an app does when it starts."""
        self._kesan.warm()
        say(warm=True)

    def heal(self) -> None:
        """Waits until all is embedded and indexed."""
        self._kesan.memory(LOCAL_OWNER).heal()
        say(healed=self._kesan.index.state)

    def keep(self, seed: str, many: int, read_every: int) -> None:
        """Keeps `many` reflections one after the other; every so many are read too, half of those in a job."""
        for number, text in enumerate(texts(seed, many)):
            say(keeping=text)
            kept = self._book.keep(text).reflection
            say(kept=kept.id, text=kept.text)
            if read_every and number % (2 * read_every) == 0:
                self._book.read(kept.id)
                say(read=kept.id)
            elif read_every and number % read_every == 0:
                self._book.start_reading(kept.id)
        say(done="keep")

    def read(self, ids: Sequence[str]) -> None:
        """Reads reflections again."""
        for one in ids:
            say(reading=one)
            self._book.read(one)
            say(read=one)
        say(done="read")

    def hang(self, one: str) -> None:
        """Begins to read a reflection in a job that never ends; says when it is at it."""
        self._reader.goes_on.clear()
        self._book.start_reading(one)

    def bring_in(self, files: Sequence[str]) -> None:
        """Imports files."""
        for file in files:
            say(importing=file)
            say(imported=file, many=self._book.import_file(Path(file)))
        say(done="bring_in")

    def reindex(self, times: int) -> None:
        """Makes the index anew, again and again."""
        for _ in range(times):
            say(reindexed=self._book.reindex())
        say(done="reindex")

    def forget(self, ids: Sequence[str]) -> None:
        """Forgets reflections."""
        for one in ids:
            say(forgetting=one)
            self._book.forget_reflection(one)
            say(forgotten=one)
        say(done="forget")

    def forget_person(self, name: str) -> None:
        """Forgets a person."""
        found = self._book.find_person(name)
        assert found is not None
        self._book.forget_person(found.id)
        say(done="forget_person")

    def forget_people(self, names: Sequence[str]) -> None:
        """Forgets people, with the reflections that speak of nobody else."""
        for name in names:
            found = self._book.find_person(name)
            if found is None:
                continue  # no reflection that names them was read
            traces = self._book.traces(found.id)
            say(forgetting_all=traces.about_them, redacting=traces.about_others, name=name)
            say(forgotten_all=self._book.forget_person(found.id).erased)
        say(done="forget_people")

    def restore(self, path: str) -> None:
        """Writes a backup, keeps more, and puts the backup in place of it all."""
        self._kesan.backup(Path(path))
        self.keep(path, 8, 0)
        say(restoring=path)
        self._kesan.restore(Path(path))
        say(restored=path)
        say(done="restore")

    def forget_everything(self) -> None:
        """Forgets all there is."""
        self._book.forget_everything()
        say(done="forget_everything")

    def back_up(self, paths: Sequence[str]) -> None:
        """Writes backups."""
        for path in paths:
            say(backing_up=path)
            self._kesan.backup(Path(path))
            say(backed_up=path)
        say(done="back_up")

    def save_settings(self, times: int) -> None:
        """Saves two settings that belong together, again and again."""
        for number in range(times):
            long = f"model-{number}-" * 500
            self._kesan.change_settings({"KESAN_MODEL": long, "KESAN_MODEL_TIMEOUT_S": str(number + 1)})
            say(saved=number)
        say(done="save_settings")

    def search(self, text: str, limit: int = 5) -> None:
        """Says what is found, and how the index stood."""
        found = self._book.search(text, limit=limit)
        say(found=[one.reflection_id for one in found], state=self._kesan.index.state)

    def exact(self, text: str, limit: int = 5) -> None:
        """Says what the exact search finds nearest."""
        exact = ExactIndex(self._kesan.record, self._embedder.fingerprint)
        near = exact.nearest(LOCAL_OWNER, self._embedder.embed([text])[0], limit)
        say(found=list(dict.fromkeys(one.reflection_id for one in near)))

    def state(self) -> None:
        """Says how the index stands."""
        say(state=self._kesan.index.state)

    def doctor(self) -> None:
        """Says what the doctor says of the index, and which process it names."""
        (found,) = [one for one in self._kesan.examine() if one.words.startswith("doctor.index")]
        say(words=found.words, process=found.values["process"])

    def entry(self, one: str) -> None:
        """Says a reflection's text and how its reading stands."""
        entry = self._book.entry(one)
        say(text=entry.reflection.text, state=entry.state, unread=one in self._book.unread())

    def count(self) -> None:
        """Says how many there are."""
        say(count=self._book.count())

    def keeper(self) -> None:
        """Says which process keeps the index."""
        collection = self._kesan.index._collection  # type: ignore[attr-defined]  # Chroma's has one
        say(keeper=None if collection is None else collection._keeper.pid)

    def be_patient(self, seconds: float) -> None:
        """Waits no longer than this for the keeper."""
        keeping._LONGEST = seconds
        say(patience=seconds)

    def limit_files(self, size: int | None) -> None:
        """Lets no file of this process grow beyond a size (None: lets them grow again)."""
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size is None else size, hard))
        say(limited=size)

    def check(self, wanted: str, look_for: Sequence[str]) -> None:
        """Says what is wrong, as an app that has just been started and has come to rest finds it.

        Args:
            wanted: a JSON file of texts by id.
            look_for: the ids that are searched for.
        """
        self._kesan.warm()
        warming = self._kesan._warming
        assert warming is not None
        warming.join()
        texts_of: dict[str, str] = json.loads(Path(wanted).read_text(encoding="utf-8"))
        entries = {one.reflection.id: one for one in self._book.entries(limit=None)}
        exact = ExactIndex(self._kesan.record, self._embedder.fingerprint)
        say(
            there={one: entry.reflection.text for one, entry in entries.items()},
            lost=[one for one in texts_of if one not in entries],
            changed=[one for one in texts_of if one in entries and entries[one].reflection.text != texts_of[one]],
            reading=[one for one, entry in entries.items() if entry.state == "reading"],
            unlike_exact=[
                one
                for one in look_for
                if one in entries and not self._is_near(exact, entries[one].reflection.text, one)
            ],
            unlike_index=[
                one
                for one in look_for
                if one in entries and not self._is_near(self._kesan.index, entries[one].reflection.text, one)
            ],
            unsearched=[
                one for one in look_for if one in entries and not self._is_found(entries[one].reflection.text, one)
            ],
            index=self._kesan.index.state,
            unwell=[one.words for one in self._kesan.examine() if not one.well],
            words_match=self._words_match(),
        )

    def _is_near(self, index: Any, text: str, wanted: str) -> bool:
        near = index.nearest(LOCAL_OWNER, self._embedder.embed([text])[0], NEAR)
        return any(one.reflection_id == wanted for one in near)

    def _is_found(self, text: str, wanted: str) -> bool:
        return any(one.reflection_id == wanted for one in self._book.search(text, limit=NEAR))

    def _words_match(self) -> bool:
        """Whether the full-text index says what the reflections say: SQLite raises where it does not."""
        with self._kesan.record._database.writing() as connection:
            connection.exec_driver_sql(
                "INSERT INTO reflections_fts(reflections_fts, rank) VALUES('integrity-check', 1)"
            )
        return True


def main() -> None:
    """Opens Kesan and does what it is told until its input ends."""
    say(begun=True)
    real = "--real-embedder" in sys.argv
    embedder = EmbeddedEmbedder(MODELS / "encoder") if real else WordEmbedder()
    reader = NamesPeople()
    try:
        kesan = Kesan(load_settings(), readers=readers_of(reader), embedder=embedder)
    except KesanError as error:
        say(error=type(error).__name__)
        return
    say(opened=True)
    told = Told(kesan, reader)
    for line in sys.stdin:
        wish: dict[str, Any] = json.loads(line)
        act: Callable[..., None] = getattr(told, wish.pop("do"))
        try:
            act(**wish)
        except KesanError as error:
            say(error=type(error).__name__)
    kesan.close()
    say(closed=True)


if __name__ == "__main__":
    main()
