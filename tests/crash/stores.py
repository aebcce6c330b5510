"""Ways to damage an index that is not open: what a crash, a full disk, a sync program or another version may leave."""

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

_TWO_WRITERS = """
import sys
import numpy as np
import chromadb
from chromadb.config import Settings

def add(client, first, many):
    chroma = client.get_or_create_collection("kesan-words", embedding_function=None,
        configuration={"hnsw": {"space": "cosine", "sync_threshold": 20, "batch_size": 10}})
    rows = np.random.default_rng(first).standard_normal((many, 48)).astype(np.float32)
    for row in range(many):
        chroma.add(ids=[f"{first + row}"], embeddings=rows[row:row + 1], metadatas=[{"owner": "x"}])

def client():
    return chromadb.PersistentClient(sys.argv[1], settings=Settings(anonymized_telemetry=False))

if sys.argv[2] == "other":
    add(client(), 10_000, 150)
else:
    mine = client()
    add(mine, 0, 60)
    import subprocess
    subprocess.run([sys.executable, "-c", open(sys.argv[3]).read(), sys.argv[1], "other"], check=True)
    add(mine, 50_000, 65)
"""
_OPENING = """
import sys
import chromadb
from chromadb.config import Settings
client = chromadb.PersistentClient(sys.argv[1], settings=Settings(anonymized_telemetry=False))
chroma = client.get_collection("kesan-words", embedding_function=None)
for number in range(5):
    chroma.query(query_embeddings=[[0.1 * number + 0.01] * 48], n_results=50)
"""


def making(index: Path) -> Path:
    """The folder that Chroma has."""
    (found,) = [path for path in index.iterdir() if path.is_dir()]
    return found


def graph(index: Path) -> Path:
    """The folder of Chroma's graph."""
    (found,) = [path for path in making(index).iterdir() if path.is_dir()]
    return found


def nothing(index: Path) -> None:
    """The whole folder is gone."""
    shutil.rmtree(index)


def no_database(index: Path) -> None:
    """Chroma's database is gone."""
    (making(index) / "chroma.sqlite3").unlink()


def half_a_database(index: Path) -> None:
    """Chroma's database is cut."""
    _cut(making(index) / "chroma.sqlite3")


def garbage_database(index: Path) -> None:
    """Chroma's database is overwritten."""
    _spoil(making(index) / "chroma.sqlite3")


def no_graph(index: Path) -> None:
    """Chroma's graph is gone."""
    shutil.rmtree(graph(index))


def half_a_graph(index: Path) -> None:
    """Every file of the graph is cut."""
    for path in graph(index).iterdir():
        _cut(path)


def garbage_graph(index: Path) -> None:
    """Every file of the graph is overwritten."""
    for path in graph(index).iterdir():
        _spoil(path)


def flipped_bytes(index: Path) -> None:
    """One byte in fifty of the graph is another: Chroma's native code crashes (measured: 6 of 6)."""
    path = graph(index) / "data_level0.bin"
    content = bytearray(path.read_bytes())
    pick = random.Random(1)
    for _ in range(len(content) // 50):
        content[pick.randrange(len(content))] = pick.randrange(256)
    path.write_bytes(content)


def no_rows(index: Path) -> None:
    """Chroma's database has no rows any more."""
    with closing(sqlite3.connect(making(index) / "chroma.sqlite3")) as database, database:
        database.execute("DELETE FROM embeddings")
        database.execute("DELETE FROM embeddings_queue")


def another_embedders(index: Path) -> None:
    """It holds vectors of another embedder, of another length."""
    code = (
        "import sys; from pathlib import Path; import numpy as np; from memory.chroma import ChromaCollection; "
        "from memory.places import Key; c = ChromaCollection.in_folder(Path(sys.argv[1]), 'other'); "
        "c.put('x', [Key('a', 0)], np.ones((1, 7), np.float32)); c.close()"
    )
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", code, str(making(index))], check=True, cwd=root)


def spoilt_by_two_writers(index: Path) -> None:
    """Two processes wrote to it at once, as Chroma allows: most vectors are lost."""
    folder = making(index)
    shutil.rmtree(folder)
    folder.mkdir()
    script = index / "script.py"
    script.write_text(_TWO_WRITERS)
    subprocess.run([sys.executable, str(script), str(folder), "both", str(script)], check=True)
    script.unlink()


def opened_by_itself(index: Path) -> int:
    """How a process ends that opens the store with Chroma alone: negative, the signal that killed it."""
    return subprocess.run(
        [sys.executable, "-c", _OPENING, str(making(index))], check=False, capture_output=True
    ).returncode


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _spoil(path: Path) -> None:
    path.write_bytes(b"garbage!" * (path.stat().st_size // 8 + 1))


DAMAGES: tuple[Callable[[Path], None], ...] = (
    nothing,
    no_database,
    half_a_database,
    garbage_database,
    no_rows,
    no_graph,
    half_a_graph,
    garbage_graph,
    flipped_bytes,
    another_embedders,
    spoilt_by_two_writers,
)
