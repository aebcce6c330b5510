"""The index on a Chroma server, started here: one collection for all processes, each deletes what it forgets."""

import gc
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from journal.reflection import LOCAL_OWNER
from memory.index import ExactIndex, Index, IndexState, open_index
from memory.record import Chunk, OwnedRecord, Record
from tests.memory.fakes import WordEmbedder, reflection

WORDS = WordEmbedder()


def keep(owned: OwnedRecord, index: Index, name: str, text: str) -> None:
    """Keeps a reflection and indexes it."""
    owned.keep(reflection(name, text))
    chunks = [Chunk(0, 0, len(text), WORDS.embed([text])[0])]
    owned.put_vectors(name, WORDS.fingerprint, chunks)
    index.add(owned.owner, name, chunks)


def found(index: Index, text: str) -> list[str]:
    """The ids of what is found, nearest first."""
    return [near.reflection_id for near in index.nearest(LOCAL_OWNER, WORDS.embed([text])[0], 3)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("chroma.exe" if sys.platform == "win32" else "chroma")
    store = str(tmp_path_factory.mktemp("chroma"))
    command = [str(program), "run", "--path", store, "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)


def _connections() -> list[httpx.Client]:
    return [thing for thing in gc.get_objects() if isinstance(thing, httpx.Client) and not thing.is_closed]


def test_closing_or_making_it_anew_leaves_no_connection_open(
    record: Record, owned: OwnedRecord, tmp_path: Path, server: str
) -> None:
    before = len(_connections())
    index = open_index(tmp_path, record, WORDS.fingerprint, server)
    index.heal()
    keep(owned, index, "a", "kebun jamur")
    while_it_is_open = len(_connections())
    for _ in range(3):
        index.rebuild()
        assert index.state is IndexState.READY
        assert len(_connections()) == while_it_is_open
    index.close()
    assert len(_connections()) == before


def test_two_processes_share_a_server_and_neither_finds_what_the_other_forgot(
    record: Record, owned: OwnedRecord, tmp_path: Path, server: str
) -> None:
    one, two = (open_index(tmp_path, record, WORDS.fingerprint, server) for _ in range(2))
    for index in (one, two):
        index.heal()
        assert index.state is IndexState.READY
    keep(owned, one, "a", "kebun jamur")
    keep(owned, two, "b", "biola tua")
    assert found(one, "biola tua")[0] == "b"
    assert found(two, "kebun jamur")[0] == "a"
    owned.forget_reflection("a")
    one.remove(LOCAL_OWNER, ["a"])
    for index in (one, two):
        index.heal()
        assert found(index, "kebun jamur") == ["b"]
        assert found(ExactIndex(record, WORDS.fingerprint), "kebun jamur") == ["b"]
        index.close()
