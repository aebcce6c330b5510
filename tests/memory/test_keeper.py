"""The process that keeps the index: it sees no text, and whatever ends it ends nothing else."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journal.reflection import LOCAL_OWNER
from memory.collection import Reach
from memory.folder import IndexFolder
from memory.index import ChromaIndex, ExactIndex, IndexState, open_index
from memory.kept import KeptCollection
from memory.places import Key
from memory.record import Chunk, OwnedRecord, Record
from tests.memory.fakes import WordEmbedder, reflection

WORDS = WordEmbedder()
MARKER = "Zyxomarkantara"
OPENER = """
import sys, time
from pathlib import Path
from memory.index import open_index
from memory.record import Record
index = open_index(Path(sys.argv[2]), Record.open(sys.argv[1]), "words")
index.heal()
print(index.state, flush=True)
time.sleep(60)
"""


def keep(owned: OwnedRecord, index: ChromaIndex, name: str, text: str) -> None:
    """Keeps and indexes a reflection."""
    owned.keep(reflection(name, text))
    chunks = [Chunk(0, 0, len(text), WORDS.embed([text])[0])]
    owned.put_vectors(name, WORDS.fingerprint, chunks)
    index.add(LOCAL_OWNER, name, chunks)


def wait_until(true: Callable[[], bool]) -> bool:
    """Whether it became true within ten seconds."""
    until = time.monotonic() + 10
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    return true()


def files_with(folder: Path, marker: str) -> list[str]:
    """The files that hold the marker, in any letter case."""
    wanted = marker.lower().encode()
    return [path.name for path in folder.rglob("*") if path.is_file() and wanted in path.read_bytes().lower()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index lies."""
    return tmp_path / "index"


@pytest.fixture
def index(record: Record, owned: OwnedRecord, folder: Path) -> Iterator[ChromaIndex]:
    """The index over a few reflections, kept by a keeper."""
    opened = open_index(folder, record, WORDS.fingerprint)
    assert isinstance(opened, ChromaIndex)
    texts = {f"r:{number}": f"{MARKER} cerita nomor {number}" for number in range(20)}
    owned.keep_all(reflection(name, text) for name, text in texts.items())
    rows = zip(texts, WORDS.embed(list(texts.values())), strict=True)
    owned.put_many_vectors(WORDS.fingerprint, {name: [Chunk(0, 0, 1, row)] for name, row in rows})
    opened.heal()
    assert opened.state is IndexState.READY
    yield opened
    opened.close()


def found(index: ChromaIndex | ExactIndex, text: str) -> list[str]:
    """The ids of what is found, nearest first."""
    return [near.reflection_id for near in index.nearest(LOCAL_OWNER, WORDS.embed([text])[0], 5)]


def keeper_of(index: ChromaIndex) -> "subprocess.Popen[bytes]":
    """The index's keeper."""
    assert isinstance(index._collection, KeptCollection)
    return index._collection._keeper


def test_a_keeper_answers_as_the_exact_search_does(record: Record, owned: OwnedRecord, index: ChromaIndex) -> None:
    keep(owned, index, "new:1", "perahu layar 👋")
    exact = ExactIndex(record, WORDS.fingerprint)
    for text in ("cerita nomor 7", "perahu layar"):
        assert found(index, text) == found(exact, text)
    assert index.state is IndexState.READY


def test_nothing_of_the_text_lies_in_the_folder(owned: OwnedRecord, index: ChromaIndex, folder: Path) -> None:
    scattered = [f"{MARKER} {number} " * 20 for number in range(20_000)]  # all over this process's memory
    del scattered
    keep(owned, index, "later", f"{MARKER} lagi")
    index.rebuild()
    index.close()
    assert sum(path.stat().st_size for path in folder.rglob("*")) > 10_000
    assert files_with(folder, MARKER) == []


def test_what_is_removed_is_in_no_file(owned: OwnedRecord, index: ChromaIndex, folder: Path) -> None:
    keep(owned, index, MARKER, "perahu layar")
    assert files_with(folder, MARKER) != []  # its id
    owned.forget_reflection(MARKER)
    index.remove(LOCAL_OWNER, [MARKER])
    assert files_with(folder, MARKER) == []
    assert wait_until(lambda: index.state is IndexState.READY)
    assert files_with(folder, MARKER) == []


def test_a_keeper_that_dies_is_replaced_and_searches_go_on(
    record: Record, owned: OwnedRecord, index: ChromaIndex, folder: Path
) -> None:
    making = [path.name for path in folder.iterdir() if path.is_dir()]
    keeper_of(index).kill()
    keeper_of(index).wait()
    assert found(index, "cerita nomor 7") == found(ExactIndex(record, WORDS.fingerprint), "cerita nomor 7")
    assert wait_until(lambda: index.state is IndexState.READY)
    assert keeper_of(index).poll() is None
    assert [path.name for path in folder.iterdir() if path.is_dir()] == making
    assert found(index, "cerita nomor 7")[0] == "r:7"
    assert owned.count() == 20


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_keeper_ends_with_the_program_that_was_killed(url: str, owned: OwnedRecord, folder: Path) -> None:
    owned.keep(reflection("a"))
    command = [sys.executable, "-c", OPENER, url, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        with IndexFolder(folder).held() as held:
            assert not held
        program.send_signal(signal.SIGKILL)
    assert wait_until(lambda: _can_be_held(folder))


def _can_be_held(folder: Path) -> bool:
    with IndexFolder(folder).held() as held:
        return held


def test_two_programs_on_one_folder_have_one_keeper(record: Record, index: ChromaIndex, folder: Path) -> None:
    other = open_index(folder, record, WORDS.fingerprint)
    other.heal()
    assert other.state is IndexState.ELSEWHERE
    assert isinstance(other, ChromaIndex)
    assert found(other, "cerita nomor 7") == found(index, "cerita nomor 7")
    other.close()


def test_a_keeper_knows_no_key_of_the_users(
    record: Record, owned: OwnedRecord, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    owned.keep(reflection("a"))
    index = open_index(folder, record, WORDS.fingerprint)
    assert isinstance(index, ChromaIndex)
    index.heal()
    environment = Path(f"/proc/{keeper_of(index).pid}/environ")
    told = environment.read_bytes() if environment.exists() else b""
    index.close()
    assert b"sk-secret" not in told


def test_what_was_noted_of_its_graph_goes_with_the_folder(folder: Path) -> None:
    keys, rows = [Key("a", 0), Key("b", 0)], WORDS.embed(["kebun jamur", "biola tua"])
    for noted in (Reach(), Reach(2, ("owner:b:0",))):
        collection = KeptCollection.open(folder, WORDS.fingerprint)
        assert collection is not None
        assert collection.reach() == noted
        collection.put("owner", keys, rows)
        assert collection.unreached("owner", keys, rows, alone=True) == ()
        assert collection.unreached("owner", [Key("a", 7)], WORDS.embed(["kapal"]), alone=True) == (Key("a", 7),)
        collection.note_reach(Reach(2, ("owner:b:0",)))
        collection.close()
