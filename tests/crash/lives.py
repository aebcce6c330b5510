"""One home that lives through many kills, and what was acknowledged on it.

A round starts the program on the home, has it do one thing, kills it at a random moment, and then looks at the home
with a fresh process. What the program had said it did must be so; what it had only begun is there whole or not at
all.
"""

import json
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path

from app.settings import read_saved
from tests.crash.driving import Program, Said
from tests.crash.texts import marker_of, markers_in, name_of, texts

Find = dict[str, int]
IMPORTED_AT_ONCE = 40
SEARCHED = 60  # of those kept in earlier rounds; those of the round are all searched for
GROUP_KILLED = 0.3  # how often the processes that it started are killed with it, as when the power fails


@dataclass
class Tally:
    """What went wrong in how many rounds, and how much was acknowledged."""

    rounds: int = 0
    acknowledged: int = 0
    forgotten: int = 0
    restored: int = 0
    lost: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    came_back: list[str] = field(default_factory=list)
    half_forgotten: list[str] = field(default_factory=list)
    half_imported: list[str] = field(default_factory=list)
    half_backups: list[str] = field(default_factory=list)
    half_settings: list[str] = field(default_factory=list)
    still_reading: list[str] = field(default_factory=list)
    unsearched: list[str] = field(default_factory=list)
    unlike_exact: list[str] = field(default_factory=list)
    unlike_index: list[str] = field(default_factory=list)
    index_not_ready: list[str] = field(default_factory=list)
    unwell: list[str] = field(default_factory=list)
    bytes_found: list[str] = field(default_factory=list)

    def faults(self) -> dict[str, list[str]]:
        """Whatever is not as it should be."""
        return {name: found for name, found in asdict(self).items() if isinstance(found, list) and found}

    def table(self) -> dict[str, int]:
        """The numbers."""
        return {name: len(found) if isinstance(found, list) else found for name, found in asdict(self).items()}


class Life:
    """A home and what must be on it."""

    def __init__(self, folder: Path, seed: int, haste: float = 1.0) -> None:
        """A new home in the folder; with more `haste`, programs are killed earlier."""
        self.home = folder / "home"
        self.tally = Tally()
        self._folder = folder
        self._seed = seed
        self._haste = haste
        self._pick = random.Random(seed)
        self._numbers = count()
        self._kept: dict[str, str] = {}
        self._begun: set[str] = set()
        self._fresh: set[str] = set()
        self._forgetting: set[str] = set()
        self._together: set[str] = set()
        self._redacting: dict[str, str] = {}
        self._before: dict[str, str] = {}
        self._restoring = False
        self._gone: dict[str, bytes] = {}
        self._imports: dict[str, dict[str, str]] = {}
        self._imported: set[str] = set()
        self._backups: dict[str, frozenset[str]] = {}
        self._backed_up: set[str] = set()
        self._acts: dict[str, tuple[Callable[[Program], None], float]] = {
            "bring_in": (self._bring_in, 2.5),
            "forget": (self._forget, 1.0),
            "forget_people": (self._forget_people, 1.0),
            "restore": (self._restore, 0.7),
            "read": (self._read, 0.5),
            "reindex": (self._reindex, 1.5),
            "back_up": (self._back_up, 0.2),
            "save_settings": (self._save_settings, 0.2),
            "open": (lambda _: None, 0.6),
            "keep": (self._keep, 2.0),
        }

    @property
    def acts(self) -> tuple[str, ...]:
        """What can be under way when the program is killed."""
        return tuple(self._acts)

    def round(self, act: str) -> None:
        """Kills the program while it does `act`, and looks at what is left."""
        do, span = self._acts[act]
        self._fresh = set()
        with Program(self.home) as program:
            if act != "open":
                program.opened()
                if self._pick.random() < 0.5:
                    program.ask("warm")
                do(program)
            self._note(program.hear())
            time.sleep(self._pick.uniform(0, span / self._haste))
            for said in program.kill(group=self._pick.random() < GROUP_KILLED):
                self._note(said)
        self.tally.rounds += 1
        self._look(act)

    def _keep(self, program: Program) -> None:
        program.tell("keep", seed=self._new("keep"), many=100_000, read_every=self._pick.choice((0, 3)))

    def _bring_in(self, program: Program) -> None:
        files = [self._import_file() for _ in range(8)]
        program.tell("bring_in", files=files)

    def _import_file(self) -> str:
        name = self._new("import")
        path = self._folder / f"{name}.jsonl"
        rows = {f"{name}-{number}": text for number, text in enumerate(texts(name, IMPORTED_AT_ONCE))}
        lines = (json.dumps({"id": one, "date": "2026-11-01", "text": text}) for one, text in rows.items())
        path.write_text("\n".join(lines), encoding="utf-8")
        self._imports[str(path)] = rows
        return str(path)

    def _read(self, program: Program) -> None:
        program.tell("read", ids=self._some(200))

    def _forget(self, program: Program) -> None:
        program.tell("forget", ids=self._some(20))

    def _forget_people(self, program: Program) -> None:
        program.tell("forget_people", names=list(dict.fromkeys(name_of(self._kept[one]) for one in self._some(6))))

    def _restore(self, program: Program) -> None:
        """What a backup holds is what was kept before; it is written here, so that nothing forgotten comes back."""
        self._before = dict(self._kept)
        program.tell("restore", path=str(self._folder / f"{self._new('restore')}.db"))
        if self._pick.random() < 0.7:  # else it may be killed in the backup or while it keeps
            while (said := program.hear()) and "restoring" not in said:
                self._note(said)
            self._note(said)

    def _back_up(self, program: Program) -> None:
        paths = [str(self._folder / f"{self._new('backup')}.db") for _ in range(20)]
        self._backups |= dict.fromkeys(paths, frozenset(self._kept))
        program.tell("back_up", paths=paths)

    def _reindex(self, program: Program) -> None:
        program.tell("reindex", times=100)

    def _save_settings(self, program: Program) -> None:
        program.tell("save_settings", times=10_000)

    def _new(self, what: str) -> str:
        return f"{what}-{self._seed}-{next(self._numbers)}"

    def _some(self, many: int) -> list[str]:
        return self._pick.sample(sorted(self._kept), min(many, len(self._kept)))

    def _note(self, said: Said) -> None:
        """Takes down what the program says it does and did."""
        match said:
            case {"keeping": text}:
                self._begun.add(text)
            case {"kept": one, "text": text}:
                self._kept[one] = text
                self._fresh.add(one)
                self.tally.acknowledged += 1
            case {"imported": file}:
                self._imported.add(file)
                self._kept |= self._imports[file]
                self._fresh |= self._imports[file].keys()
                self.tally.acknowledged += len(self._imports[file])
            case {"backed_up": path}:
                self._backed_up.add(path)
            case {"restoring": _}:
                self._restoring = True
            case {"restored": _}:
                self._restoring = False
                self._is_restored()
            case {"error": name}:
                self.tally.unwell.append(name)
            case _:
                self._note_forgetting(said)

    def _note_forgetting(self, said: Said) -> None:
        """Takes down what is forgotten, and what was."""
        match said:
            case {"forgetting": one}:
                self._forgetting.add(one)
            case {"forgotten": one}:
                self._forgetting.discard(one)
                self._is_gone(one)
                self.tally.forgotten += 1
            case {"forgetting_all": several, "redacting": others, "name": name}:
                self._redacting |= dict.fromkeys(others, name)
                self._forgetting |= set(several)
                self._together = set(several)
            case {"forgotten_all": several}:
                for one in several:
                    self._forgetting.discard(one)
                    self._is_gone(one)
                    self.tally.forgotten += 1
                self._together = set()

    def _is_restored(self) -> None:
        """What was kept after the backup is in its copy alone, which is thrown away: forgetting does not reach it."""
        self._kept = self._before
        self._fresh &= self._kept.keys()
        self.tally.restored += 1

    def _is_gone(self, one: str) -> None:
        self._gone[one] = marker_of(self._kept.pop(one))

    def _look(self, act: str) -> None:
        """Looks at the home with a fresh process, and takes down what is wrong."""
        wanted = self._folder / "wanted.json"
        wanted.write_text(json.dumps(self._kept), encoding="utf-8")
        with Program(self.home) as program:
            program.opened()
            found = program.ask("check", wanted=str(wanted), look_for=[*self._fresh, *self._some(SEARCHED)])
            program.end()
        there: dict[str, str] = found["there"]
        self._settle(there)
        tally = self.tally
        tally.lost += [f"{act}: {one}" for one in found["lost"] if one in self._kept]
        tally.changed += [f"{act}: {one}" for one in found["changed"] if self._kept.get(one) != there[one]]
        tally.came_back += [f"{act}: {one}" for one in self._gone if one in there]
        tally.still_reading += [f"{act}: {one}" for one in found["reading"]]
        for name in ("unsearched", "unlike_exact", "unlike_index"):
            getattr(tally, name).extend(f"{act}: {one}" for one in found[name])
        tally.unwell += [f"{act}: {words}" for words in found["unwell"]]
        if found["index"] != "ready":
            tally.index_not_ready.append(f"{act}: {found['index']}")
        present = markers_in(self.home)
        tally.bytes_found += [
            f"{act}: {one} in {present[marker]}" for one, marker in self._gone.items() if marker in present
        ]
        self._look_at_files(act)

    def _settle(self, there: dict[str, str]) -> None:
        """What was only begun is there whole or not at all; from now on it is known which."""
        if self._restoring and not (self._kept.keys() - self._before.keys()) & there.keys():
            self._is_restored()
        self._restoring = False
        for copy in (self.home / "backups").glob("*.db"):
            copy.unlink()
        self._settle_people(there)
        for one in self._forgetting - there.keys():
            self._is_gone(one)
        self._forgetting = set()
        self._settle_imports(there)
        for one, text in there.items():
            if one not in self._kept and one not in self._gone:
                if text not in self._begun:
                    self.tally.strangers.append(one)
                self._kept[one] = text

    def _settle_people(self, there: dict[str, str]) -> None:
        """Who was being forgotten is so in all their reflections or in none."""
        if self._together & there.keys() and not self._together <= there.keys():
            self.tally.half_forgotten.append(str(len(self._together)))
        self._together = set()
        for one, name in self._redacting.items():
            if one in there and name not in there[one] and marker_of(there[one]) == marker_of(self._kept[one]):
                self._kept[one] = there[one]  # it speaks of others too: the name alone went
        self._redacting = {}

    def _settle_imports(self, there: dict[str, str]) -> None:
        for file, rows in self._imports.items():
            came = {one: rows[one] for one in rows if one in there}
            if file not in self._imported and came:
                self._imported.add(file)
                self._kept |= rows
                if came != rows:
                    self.tally.half_imported.append(file)

    def _look_at_files(self, act: str) -> None:
        for path, had in self._backups.items():
            if Path(path).exists() or path in self._backed_up:
                if not _is_whole(Path(path), had):
                    self.tally.half_backups.append(path)
                Path(path).unlink(missing_ok=True)
                self._backed_up.discard(path)
        self._backups = {}
        saved = read_saved(self.home)
        if saved and saved["KESAN_MODEL"] != f"model-{int(saved['KESAN_MODEL_TIMEOUT_S']) - 1}-" * 500:
            self.tally.half_settings.append(act)


def _is_whole(backup: Path, had: frozenset[str]) -> bool:
    if not backup.exists():
        return False
    with closing(sqlite3.connect(backup)) as copy:
        sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        ids = {one for (one,) in copy.execute("SELECT id FROM reflections")}
    return sound and ids >= had
