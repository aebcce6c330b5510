"""The index: the same answers through Chroma and without it, whatever happens to its folder."""

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from journal.errors import BadSetting
from journal.reflection import LOCAL_OWNER, Owner
from memory import unreached
from memory.chroma import ChromaCollection
from memory.collection import Collection
from memory.folder import IndexFolder
from memory.index import ChromaIndex, ExactIndex, Index, IndexState, Near, open_index
from memory.places import Floats, Key
from memory.record import Chunk, OwnedRecord, Record
from tests.memory.fakes import NearShelf, WordEmbedder, near_index, reflection

WORDS = WordEmbedder()
TOPICS = ("kopi", "kebun", "biola", "ginjal", "bengkel", "batik", "jamur", "madrasah")
HOLDER = """
import sys, time
from pathlib import Path
from memory.folder import IndexFolder
with IndexFolder(Path(sys.argv[1])).held() as held:
    print(held, flush=True)
    time.sleep(60)
"""


def chunked(text: str) -> list[Chunk]:
    """Two vectors of a text."""
    return [Chunk(number, 0, len(text), row) for number, row in enumerate(WORDS.embed([text, f"{text} lagi"]))]


def keep(owned: OwnedRecord, name: str, text: str) -> list[Chunk]:
    """Keeps a reflection with two vectors."""
    owned.keep(reflection(name, text))
    chunks = chunked(text)
    owned.put_vectors(name, WORDS.fingerprint, chunks)
    return chunks


@pytest.fixture
def filled(owned: OwnedRecord) -> OwnedRecord:
    """Forty reflections with vectors."""
    texts = {f"r:{number}": f"{TOPICS[number % 8]} nomor {number} di kota" for number in range(40)}
    owned.keep_all(reflection(name, text) for name, text in texts.items())
    owned.put_many_vectors(WORDS.fingerprint, {name: chunked(text) for name, text in texts.items()})
    return owned


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the index lies."""
    return tmp_path / "index"


@pytest.fixture
def index(record: Record, filled: OwnedRecord, folder: Path) -> Iterator[Index]:  # noqa: ARG001
    """The index over them, open."""
    opened = near_index(folder, record, WORDS.fingerprint)
    opened.heal()
    yield opened
    opened.close()


@pytest.fixture
def holder(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the folder."""
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def asked(text: str) -> Floats:
    """A query's vector."""
    (row,) = WORDS.embed([text])
    vector: Floats = row
    return vector


def places(near: tuple[Near, ...]) -> list[tuple[str, int]]:
    """What was found, without scores."""
    return [(one.reflection_id, one.chunk) for one in near]


def finds_all(index: Index, record: Record) -> bool:
    """Whether it answers as the exact search does."""
    exact = ExactIndex(record, WORDS.fingerprint)
    queries = [asked(f"{topic} di kota") for topic in TOPICS]
    return all(
        places(index.nearest(LOCAL_OWNER, query, 5)) == places(exact.nearest(LOCAL_OWNER, query, 5))
        for query in queries
    )


def wait_until(true: Callable[[], bool]) -> bool:
    """Whether it became true within ten seconds."""
    until = time.monotonic() + 10
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    return true()


def is_ready(index: Index) -> bool:
    """Whether Chroma answers."""
    return wait_until(lambda: index.state is IndexState.READY)


def making(folder: Path) -> Path:
    """The folder that Chroma has now."""
    (found,) = [path for path in folder.iterdir() if path.is_dir()]
    return found


def test_exact_search_finds_the_nearest_first_with_their_cosines(record: Record, filled: OwnedRecord) -> None:
    near = ExactIndex(record, WORDS.fingerprint).nearest(LOCAL_OWNER, asked("kopi nomor 8 di kota"), 3)
    assert (near[0].reflection_id, near[0].chunk) == ("r:8", 0)
    assert near[0].score == pytest.approx(1.0, abs=1e-5)
    assert [one.score for one in near] == sorted((one.score for one in near), reverse=True)
    assert filled.count() == 40


def test_exact_search_sees_what_was_added_and_forgotten_elsewhere(record: Record, filled: OwnedRecord) -> None:
    exact = ExactIndex(record, WORDS.fingerprint)
    exact.nearest(LOCAL_OWNER, asked("kopi"), 1)
    keep(filled, "new", "perahu layar")
    assert exact.nearest(LOCAL_OWNER, asked("perahu layar"), 1)[0].reflection_id == "new"
    filled.forget_reflection("new")
    assert exact.nearest(LOCAL_OWNER, asked("perahu layar"), 1)[0].reflection_id != "new"


def test_exact_search_takes_a_new_text_of_a_reflection_for_the_old_one(record: Record, filled: OwnedRecord) -> None:
    exact = ExactIndex(record, WORDS.fingerprint)
    exact.nearest(LOCAL_OWNER, asked("kopi"), 1)
    filled.put_vectors("r:8", WORDS.fingerprint, chunked("perahu layar"))
    assert places(exact.nearest(LOCAL_OWNER, asked("perahu layar"), 1)) == [("r:8", 0)]
    assert len(exact.nearest(LOCAL_OWNER, asked("kopi"), 1_000)) == 80


def test_an_empty_record_finds_nothing(record: Record, folder: Path) -> None:
    index = near_index(folder, record, WORDS.fingerprint)
    assert index.nearest(LOCAL_OWNER, asked("kopi"), 3) == ()
    index.heal()
    assert index.nearest(LOCAL_OWNER, asked("kopi"), 3) == ()
    index.close()


def test_until_it_is_healed_it_answers_exactly_and_makes_no_folder(
    record: Record, filled: OwnedRecord, folder: Path
) -> None:
    index = near_index(folder, record, WORDS.fingerprint)
    assert finds_all(index, record)
    assert (index.state, folder.exists(), filled.count()) == (IndexState.CLOSED, False, 40)


def test_chroma_answers_as_the_exact_search_does(record: Record, index: Index) -> None:
    assert index.state is IndexState.READY
    assert finds_all(index, record)


def test_scores_are_cosines_either_way(record: Record, index: Index) -> None:
    query = asked("biola di kota")
    through = index.nearest(LOCAL_OWNER, query, 5)
    exactly = ExactIndex(record, WORDS.fingerprint).nearest(LOCAL_OWNER, query, 5)
    assert [one.score for one in through] == pytest.approx([one.score for one in exactly], abs=1e-5)


def test_what_is_added_is_found_at_once_through_chroma(record: Record, filled: OwnedRecord, index: Index) -> None:
    index.add(LOCAL_OWNER, "new", keep(filled, "new", "perahu layar"))
    assert index.nearest(LOCAL_OWNER, asked("perahu layar"), 1)[0].reflection_id == "new"
    assert index.state is IndexState.READY
    assert finds_all(index, record)


def test_a_vector_of_zeros_does_no_harm(filled: OwnedRecord, index: Index) -> None:
    filled.keep(reflection("emoji", "🙂"))
    chunks = [Chunk(0, 0, 1, np.zeros(WORDS.embed(["a"]).shape[1], np.float32))]
    filled.put_vectors("emoji", WORDS.fingerprint, chunks)
    index.add(LOCAL_OWNER, "emoji", chunks)
    assert index.nearest(LOCAL_OWNER, asked("kopi di kota"), 1)[0].reflection_id != "emoji"


def test_what_is_removed_is_thrown_away_with_its_folder(
    record: Record, filled: OwnedRecord, index: Index, folder: Path
) -> None:
    before = making(folder)
    filled.forget_reflection("r:0")
    index.remove(LOCAL_OWNER, ["r:0"])
    assert not before.exists()
    assert is_ready(index)
    assert finds_all(index, record)


def test_what_is_removed_before_the_index_was_opened_is_in_no_file(
    record: Record, filled: OwnedRecord, index: Index, folder: Path
) -> None:
    index.close()
    filled.forget_reflection("r:0")
    later = near_index(folder, record, WORDS.fingerprint)
    later.remove(LOCAL_OWNER, ["r:0"])
    assert [path.name for path in folder.iterdir()] == ["lock"]
    later.close()


@pytest.mark.usefixtures("holder")
def test_another_process_holding_it_means_exact_search_here(record: Record, filled: OwnedRecord, folder: Path) -> None:
    index = near_index(folder, record, WORDS.fingerprint)
    index.heal()
    assert index.state is IndexState.ELSEWHERE
    assert finds_all(index, record)
    keep(filled, "new", "perahu layar")
    assert index.nearest(LOCAL_OWNER, asked("perahu layar"), 1)[0].reflection_id == "new"


def test_a_killed_process_leaves_the_index_to_the_next(
    record: Record, filled: OwnedRecord, folder: Path, holder: subprocess.Popen[str]
) -> None:
    holder.kill()
    holder.wait()
    index = near_index(folder, record, WORDS.fingerprint)
    index.heal()
    assert index.state is IndexState.READY
    assert filled.count() == 40
    index.close()


def test_what_another_process_forgot_is_erased_by_the_one_that_holds_it(
    record: Record, filled: OwnedRecord, index: Index, folder: Path
) -> None:
    other = near_index(folder, record, WORDS.fingerprint)
    before = making(folder)
    filled.forget_reflection("r:0")
    other.remove(LOCAL_OWNER, ["r:0"])
    assert index.nearest(LOCAL_OWNER, asked("kopi"), 50)
    assert wait_until(lambda: not before.exists())
    assert is_ready(index)
    assert finds_all(index, record)
    other.close()


def test_what_another_process_kept_is_found_at_once_and_taken_in_soon(
    record: Record, filled: OwnedRecord, index: Index
) -> None:
    keep(filled, "new", "perahu layar")
    assert index.nearest(LOCAL_OWNER, asked("perahu layar"), 1)[0].reflection_id == "new"
    assert wait_until(lambda: isinstance(index, ChromaIndex) and bool(index._synced.get(LOCAL_OWNER, 0) == 41))
    assert is_ready(index)
    assert finds_all(index, record)


def no_folder(folder: Path) -> None:
    """Everything is gone."""
    shutil.rmtree(folder)


def no_database(folder: Path) -> None:
    """Chroma's database is gone."""
    (making(folder) / "chroma.sqlite3").unlink()


def garbage_database(folder: Path) -> None:
    """Chroma's database is overwritten."""
    (making(folder) / "chroma.sqlite3").write_bytes(b"garbage" * 5_000)


def half_a_database(folder: Path) -> None:
    """Chroma's database is cut."""
    file = making(folder) / "chroma.sqlite3"
    file.write_bytes(file.read_bytes()[:30_000])


def empty_folder(folder: Path) -> None:
    """Chroma's folder is empty."""
    for path in making(folder).iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def two_makings(folder: Path) -> None:
    """A crash left a second one."""
    (folder / "half-made").mkdir()


DAMAGES = [no_folder, no_database, garbage_database, half_a_database, empty_folder, two_makings]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: str(damage.__name__))
def test_a_damaged_folder_is_made_anew(
    record: Record, index: Index, folder: Path, damage: Callable[[Path], None]
) -> None:
    index.close()
    damage(folder)
    again = near_index(folder, record, WORDS.fingerprint)
    again.heal()
    assert again.state is IndexState.READY
    assert finds_all(again, record)
    again.close()


def test_a_lost_graph_is_noticed_and_made_anew(record: Record, owned: OwnedRecord, folder: Path) -> None:
    rows = np.random.default_rng(1).standard_normal((1_200, 16)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    owned.keep(reflection("a"))
    owned.put_vectors("a", WORDS.fingerprint, [Chunk(number, 0, 1, row) for number, row in enumerate(rows)])
    index = near_index(folder, record, WORDS.fingerprint)
    index.heal()
    index.close()
    graphs = [path for path in making(folder).iterdir() if path.is_dir()]
    assert graphs  # Chroma writes it at a thousand vectors
    shutil.rmtree(graphs[0])
    again = near_index(folder, record, WORDS.fingerprint)
    again.heal()
    assert again.state is IndexState.READY
    assert sum(again.nearest(LOCAL_OWNER, row, 1)[0].chunk == number for number, row in enumerate(rows[:50])) >= 49
    again.close()


def test_an_index_that_can_not_be_made_leaves_exact_search(record: Record, filled: OwnedRecord, folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    index = near_index(folder, record, WORDS.fingerprint)
    index.heal()
    assert index.state is IndexState.BROKEN
    assert finds_all(index, record)
    assert filled.count() == 40
    index.close()


def test_an_index_that_breaks_while_it_is_open_answers_exactly_and_is_made_anew(
    record: Record, index: Index, folder: Path
) -> None:
    assert isinstance(index, ChromaIndex)
    assert isinstance(index._collection, ChromaCollection)
    index._collection._client.delete_collection(index._collection._name)
    assert finds_all(index, record)
    assert wait_until(lambda: index.state is IndexState.READY and index._collection is not None)
    assert finds_all(index, record)
    assert folder.exists()


def test_rebuilding_makes_it_anew_in_another_folder(record: Record, index: Index, folder: Path) -> None:
    before = making(folder)
    index.rebuild()
    assert making(folder) != before
    assert finds_all(index, record)


def test_another_embedders_index_is_thrown_away(record: Record, index: Index, folder: Path, owned: OwnedRecord) -> None:
    index.close()
    before = making(folder)
    owned.put_vectors("r:0", "other", [Chunk(0, 0, 1, np.ones(5, np.float32))])
    other = near_index(folder, record, "other")
    other.heal()
    assert not before.exists()
    assert places(other.nearest(LOCAL_OWNER, np.ones(5, np.float32), 3)) == [("r:0", 0)]
    other.close()


def test_two_owners_find_only_their_own(record: Record, index: Index) -> None:
    theirs = Owner("somebody else")
    index.add(theirs, "s1", keep(record.of(theirs), "s1", "kopi nomor 8 di kota"))
    index.heal()
    mine = index.nearest(LOCAL_OWNER, asked("kopi nomor 8 di kota"), 100)
    assert (len(mine), "s1" in {one.reflection_id for one in mine}) == (80, False)
    found = index.nearest(theirs, asked("kopi nomor 8 di kota"), 100)
    assert {one.reflection_id for one in found} == {"s1"}


def test_many_threads_add_and_search_at_once(record: Record, filled: OwnedRecord, index: Index) -> None:
    def work(worker: int) -> None:
        for number in range(8):
            name = f"w{worker}-{number}"
            index.add(LOCAL_OWNER, name, keep(filled, name, f"kerja {worker} ke {number}"))
            index.nearest(LOCAL_OWNER, asked("kopi di kota"), 5)

    threads = [threading.Thread(target=work, args=[worker]) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    index.heal()
    near = index.nearest(LOCAL_OWNER, asked("kerja 3 ke 7"), 1)
    assert near[0].reflection_id == "w3-7"
    assert finds_all(index, record)


class LosesSome(NearShelf):
    """A folder whose graph does not reach some chunks, as Chroma's does: of the first makings, or of all."""

    def __init__(self, path: Path, lost: frozenset[str], makings: int = 100) -> None:
        super().__init__(path)
        self.lost = lost
        self.left = makings

    def open(self, fingerprint: str) -> Collection | None:
        """The collection, whose searches leave the lost ones out."""
        collection = super().open(fingerprint)
        self.left -= 1
        if self.left < 0 or not isinstance(collection, ChromaCollection):
            return collection
        nearest = collection.nearest

        def reached(owner_key: str, vector: Floats, limit: int, *, alone: bool) -> tuple[Near, ...]:
            near = nearest(owner_key, vector, 1_000, alone=alone)
            return tuple(one for one in near if one.reflection_id not in self.lost)[:limit]

        def lost_of(_owner: str, keys: Sequence[Key], _matrix: Floats, *, alone: bool) -> tuple[Key, ...]:  # noqa: ARG001
            return tuple(key for key in keys if key.reflection_id in self.lost)

        vars(collection).update(nearest=reached, unreached=lost_of)
        return collection


@pytest.fixture
def _any_graph_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unreached, "GRAPH_FROM", 1)


@pytest.mark.usefixtures("filled", "_any_graph_is_checked")
def test_what_the_graph_does_not_reach_is_noticed_and_found_all_the_same(record: Record, folder: Path) -> None:
    index = ChromaIndex(LosesSome(folder, frozenset({"r:8", "r:9"})), record, WORDS.fingerprint)
    index._made_anew_for_reach = True
    index.heal()
    assert index.state is IndexState.READY
    assert wait_until(lambda: bool(index._beside))
    assert finds_all(index, record)
    index.close()


@pytest.mark.usefixtures("filled", "_any_graph_is_checked")
def test_what_was_noticed_of_a_graph_is_known_when_it_is_opened_again(record: Record, folder: Path) -> None:
    for noticed in (False, True):
        index = ChromaIndex(LosesSome(folder, frozenset({"r:8"})), record, WORDS.fingerprint)
        index._made_anew_for_reach = True
        index.heal()
        assert bool(index._beside) is noticed
        assert wait_until(lambda opened=index: bool(opened._beside))  # type: ignore[misc]
        index.close()


@pytest.mark.usefixtures("filled", "_any_graph_is_checked")
def test_a_graph_that_has_lost_its_way_to_many_is_made_anew(record: Record, folder: Path) -> None:
    index = ChromaIndex(LosesSome(folder, frozenset({"r:8", "r:9"}), makings=1), record, WORDS.fingerprint)
    index.heal()
    before = making(folder)
    assert wait_until(lambda: not before.exists() and index.state is IndexState.READY)
    assert finds_all(index, record)
    assert index._beside == {}
    index.close()


@pytest.mark.usefixtures("filled", "_any_graph_is_checked")
def test_what_is_not_reached_and_was_forgotten_is_held_no_more(
    record: Record, owned: OwnedRecord, folder: Path
) -> None:
    index = ChromaIndex(LosesSome(folder, frozenset({"r:8"})), record, WORDS.fingerprint)
    index._made_anew_for_reach = True
    index.heal()
    assert wait_until(lambda: bool(index._beside))
    owned.forget_reflection("r:8")
    index.remove(LOCAL_OWNER, ["r:8"])
    assert index._beside == {}
    assert "r:8" not in {one.reflection_id for one in index.nearest(LOCAL_OWNER, asked("kopi di kota"), 100)}
    index.close()


def test_closing_frees_the_folder_for_others(index: Index, folder: Path) -> None:
    index.close()
    with IndexFolder(folder).held() as held:
        assert held


def test_closing_while_it_is_being_made_stops_the_making(record: Record, filled: OwnedRecord, folder: Path) -> None:
    index = near_index(folder, record, WORDS.fingerprint)
    thread = threading.Thread(target=index.heal)
    thread.start()
    index.close()
    thread.join()
    assert index.state is IndexState.CLOSED
    with IndexFolder(folder).held() as held:
        assert held
    assert filled.count() == 40


@pytest.mark.parametrize("address", ["chroma:8000", "ftp://host", "http://"])
def test_a_server_address_that_can_not_be_used_is_a_bad_setting(record: Record, folder: Path, address: str) -> None:
    with pytest.raises(BadSetting):
        open_index(folder, record, WORDS.fingerprint, address)


def test_a_server_that_does_not_answer_leaves_exact_search(record: Record, filled: OwnedRecord, folder: Path) -> None:
    index = open_index(folder, record, WORDS.fingerprint, "http://127.0.0.1:9")
    index.heal()
    assert index.state is IndexState.BROKEN
    assert finds_all(index, record)
    assert filled.count() == 40
    index.close()
