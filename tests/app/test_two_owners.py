"""Two owners, every use case, every tool of an assistant: what one is told, and what becomes of the other's journal,
does not depend on what the other has written. Whatever is added to the notebook is asked here without being listed: a
parameter whose name is new fails the test until a value for it stands in `given`."""

import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from mcp.server.mcpserver.exceptions import ToolError

from app.agenda import Agenda
from app.jobs import Job
from app.kesan import Kesan
from app.listing import Wanted
from app.mcp_tools import Tools
from app.notebook import Notebook
from app.settings import Settings
from app.who import WhoIsWho
from app.words import Words
from journal.errors import KesanError
from journal.facts import FactKind, FactRead
from journal.language import Language
from journal.people import PromiseState, StepState
from journal.reading import Move
from journal.reflection import Correction, Owner
from journal.signals import Signal, Verdict
from memory.index import ExactIndex
from memory.listing import Order
from memory.places import Floats, Near
from tests.app.fakes import Reads, readers_of
from tests.memory.fakes import DAY, NOON, WordEmbedder, person, reading, reflection, step

MINE, THEIRS = Owner("https://sign.in/ani"), Owner("https://sign.in/budi")
SECRET = "Zyxomarkantara"
SHARED, ONLY_THEIRS, THEIR_JOB = "shared", "only-theirs", "read-in-a-job"
OWN_TEXT = "Ngopi sama Dewi soal kebun anggrek. Dia cerita ibunya sakit."
THEIR_TEXT = f"Ngopi sama Citra {SECRET} soal kliniknya. Dia cerita {SECRET} mau pindah ke Bandung."
TARGETS: dict[type, Callable[[Notebook], object]] = {
    Notebook: lambda book: book,
    WhoIsWho: lambda book: book.who,
    Agenda: lambda book: book.agenda,
    Tools: lambda book: Tools(book, Words(Language.INDONESIAN)),
}
LAST = ("forget_reflection", "forget_person", "forget_everything")
UNLIKE = re.compile(r"[0-9a-f]{32}|\d{8}T\d{6}Z|\d{4}-\d\d-\d\d[T ][\d:.+Z-]*|datetime\.datetime\(.*?\)|0x[0-9a-f]+")


class Ids(NamedTuple):
    """What can be asked for by an id."""

    reflection_id: str
    person_id: str
    promise_id: str
    step_id: str
    fact_id: str


class Told(NamedTuple):
    """What came of a call, without what differs from one journal to the other by chance."""

    outcome: str
    raw: str


@pytest.fixture(params=["a file", pytest.param("a server", marks=pytest.mark.hosted)])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of the record that both owners are in; empty: a file."""
    return "" if request.param == "a file" else str(request.getfixturevalue("server_url"))


@contextmanager
def journal(home: Path, database: str = "") -> Iterator[Kesan]:
    """A Kesan in which I have written."""
    settings = Settings(KESAN_HOME=home, KESAN_DATABASE_URL=database)
    kesan = Kesan(settings, readers=readers_of(Reads()), embedder=WordEmbedder())
    kesan._index = ExactIndex(kesan.record, "words")  # Chroma's would take seconds, and is made to lie below
    try:
        fill(kesan, MINE, SHARED, OWN_TEXT, "Dewi")
        yield kesan
    finally:
        kesan.close()


def fill(kesan: Kesan, owner: Owner, reflection_id: str, text: str, name: str) -> None:
    """Keeps a reflection with a row in every table."""
    owned = kesan.record.of(owner)
    kept = reflection(reflection_id, text)
    told = reading(person(name, text[:30], cares_about=(text[5:40],)), suggested=step(f"tanya {name}", name, DAY))
    fact = FactRead(person=name, kind=FactKind.INVITED, quote=text[:40])
    owned.keep(kept)
    owned.save_reading(reflection_id, told.model_copy(update={"because": text, "facts": (fact,)}), NOON)
    owned.correct(reflection_id, Correction(verdict=Verdict.MIXED, note=text, made_at=NOON))
    kesan.memory(owner).remember(kept)


def ids_of(kesan: Kesan, owner: Owner, reflection_id: str) -> Ids:
    """The ids of a filled journal."""
    owned = kesan.record.of(owner)
    (found,) = [one for one in owned.people() if one.meetings and one.meetings[0].reflection_id == reflection_id]
    (promised,) = owned.promises(reflection_id=reflection_id)
    (to_do,) = owned.steps(reflection_id=reflection_id)
    return Ids(reflection_id, found.person.id, promised.id, to_do.id, found.facts[0].id)


def given(ids: Ids, own: Ids, folder: Path) -> dict[str, Any]:
    """A value for every parameter that can be asked with, by its name; `own` are what is mine in any case."""
    file = folder / "rows.jsonl"
    file.write_text('{"id": "new", "date": "2026-10-01", "text": "Rapat sama Eko."}', encoding="utf-8")
    return ids._asdict() | {
        "reflection_ids": (ids.reflection_id,),
        "person_ids": (ids.person_id,),
        "person": ids.person_id,
        "kept": own.person_id,
        "gone": ids.person_id,
        "one": own.person_id,
        "other": ids.person_id,
        "of": (ids.person_id,),
        "names": ("Citra",),
        "text": "Ketemu Dewi lagi.",
        "more": "Dia senang.",
        "told": "Dia senang.",
        "content": file.read_bytes(),
        "contacts": (),
        "say": Words(Language.INDONESIAN),
        "language": Language.INDONESIAN,
        "within": timedelta(days=3_650),
        "on": DAY,
        "day": DAY.replace(year=DAY.year + 1),
        "since": DAY - timedelta(days=30),
        "until": DAY + timedelta(days=30),
        "name": "Citra",
        "query": "Citra kliniknya pindah Bandung",
        "question": "siapa yang cerita soal klinik dan Bandung?",
        "verdict": Verdict.REAL_CONNECTION,
        "limit": 50,
        "recording": b"RIFF",
        "path": file,
        "device": "phone",
        "move": Move(signal=Signal.LISTENING, quote="Dia cerita", start=0, end=10),
        "meant": Signal.LISTENING,
        "order": Order.NAME,
        "wanted": Wanted(),
        "after": None,
        "action": "Tanya kabar Citra.",
        "message": "Halo Citra.",
    }


def calls(kind: type) -> list[str]:
    """The names of all that can be called, erasing last."""
    names = [name for name, found in vars(kind).items() if not name.startswith("_") and inspect.isfunction(found)]
    return [name for name in names if name not in LAST] + [name for name in LAST if name in names]


def call(target: object, name: str, values: dict[str, Any], folder: Path) -> Told:
    """What a call returns or raises, and the file that it writes."""
    act: Callable[..., object] = getattr(target, name)
    asked = [one for one in inspect.signature(act).parameters.values() if one.default is one.empty or "_id" in one.name]
    values = values | {"state": PromiseState.KEPT if "promise" in name else StepState.DONE}
    arguments = {one.name: values[one.name] for one in asked}
    if name.startswith("export"):
        arguments["path"] = folder / f"{name}-{len(list(folder.iterdir()))}.jsonl"
    try:
        returned = act(**arguments)
        if isinstance(returned, Job):
            returned.wait(20)
            returned = (returned.state, returned.outcome, returned.problem and returned.problem.words)
        raw = repr(returned)
    except KesanError as error:
        return Told(type(error).__name__, repr(error.context))
    except ToolError as error:
        return Told(UNLIKE.sub("…", str(error)), str(error))
    if name.startswith("export") and Path(arguments["path"]).exists():
        raw += Path(arguments["path"]).read_text(encoding="utf-8")
    return Told(UNLIKE.sub("…", raw), raw)


def state_of(kesan: Kesan, owner: Owner) -> tuple[object, ...]:
    """All that an owner has."""
    owned = kesan.record.of(owner)
    vectors = owned.vectors("words")
    kept = (owned.entries(limit=None), owned.people(), owned.promises(), owned.steps())
    return (*kept, vectors.keys, owned.change_number())


def test_whatever_hangs_on_a_notebook_is_asked_too() -> None:
    parts = {name for name, found in vars(Notebook).items() if isinstance(found, property) and name[0] != "_"}
    assert parts == {"who", "agenda"}


@pytest.mark.parametrize("kind", TARGETS)
def test_what_one_is_told_does_not_depend_on_what_another_has_written(
    tmp_path: Path, database: str, kind: type
) -> None:
    crossings: dict[str, str] = {}
    with journal(tmp_path / "alone") as alone, journal(tmp_path / "both", database) as both:
        fill(both, THEIRS, SHARED, THEIR_TEXT, f"Citra {SECRET}")
        fill(both, THEIRS, ONLY_THEIRS, f"Lagi, {THEIR_TEXT}", f"Fajar {SECRET}")
        fill(both, THEIRS, THEIR_JOB, f"Dan lagi, {THEIR_TEXT}", f"Gita {SECRET}")
        both.notebook(THEIRS).start_reading(THEIR_JOB).wait(20)
        before = state_of(both, THEIRS)
        strange = ids_of(both, THEIRS, ONLY_THEIRS)
        own = [ids_of(one, MINE, SHARED) for one in (alone, both)]
        for name, asked in product(calls(kind), (strange, strange._replace(reflection_id=THEIR_JOB), None)):
            told = []
            for kesan, mine in zip((alone, both), own, strict=True):
                book = kesan.notebook(MINE)
                target = TARGETS[kind](book)
                folder = tmp_path / ("alone" if kesan is alone else "both")
                told.append(call(target, name, given(asked or mine, mine, folder), folder))
            if told[0].outcome != told[1].outcome or SECRET in told[1].raw:
                crossings[name] = f"{told[0].outcome} / {told[1].outcome}"
            if state_of(both, THEIRS) != before:
                crossings[name] = "the other's journal was changed"
                before = state_of(both, THEIRS)
    assert crossings == {}


def test_an_index_that_names_anothers_reflections_brings_none_of_their_words(tmp_path: Path, database: str) -> None:
    class Liar(ExactIndex):
        """Answers everybody with everybody's places."""

        def nearest(self, owner: Owner, vector: Floats, limit: int) -> tuple[Near, ...]:
            del owner
            return super().nearest(THEIRS, vector, limit) + super().nearest(MINE, vector, limit)

    with journal(tmp_path / "both", database) as kesan:
        fill(kesan, THEIRS, ONLY_THEIRS, THEIR_TEXT, f"Citra {SECRET}")
        kesan._index = Liar(kesan.record, "words")
        kesan._memories.clear()
        book = kesan.notebook(MINE)
        told = repr([book.search("Citra kliniknya"), book.ask("siapa cerita soal klinik?"), book.reindex()])
    assert "shared" in told
    assert SECRET not in told
    assert ONLY_THEIRS not in told
