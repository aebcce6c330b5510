"""The program put together: its parts are made once, and settings change without losing them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.kesan import Kesan
from app.readers import Manners, Readers
from app.settings import load_settings
from coach.reader import Reader
from journal.errors import BadSetting, ModelFilesMissing, NoModelChosen
from memory.index import Index
from tests.app.fakes import LetsPass, Reads
from tests.memory.fakes import WordEmbedder, reflection


class Counted(Readers):
    """Readers that load nothing and count how often the embedded one was made."""

    made = 0

    def _embedded(self) -> Reader:
        self.made += 1
        return Reads()

    def _embedded_guard(self) -> LetsPass:
        return LetsPass()


class Missing(Readers):
    """Readers whose embedded model is not there."""

    def _embedded(self) -> Reader:
        raise ModelFilesMissing(path="models")


@pytest.fixture
def kesan(home: Path) -> Iterator[Kesan]:  # noqa: ARG001 the settings name it
    made = Kesan(load_settings(), readers=Counted, embedder=WordEmbedder())
    yield made
    made.close()


def test_a_changed_setting_counts_at_once(kesan: Kesan) -> None:
    with pytest.raises(NoModelChosen):
        kesan.endpoint()
    kesan.change_settings({"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"})
    assert (kesan.reader_name, kesan.endpoint().base_url) == ("model", "http://127.0.0.1:9/v1")


def test_another_server_is_another_endpoint(kesan: Kesan) -> None:
    kesan.change_settings({"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"})
    before = kesan.endpoint(), kesan.reader("model"), kesan.guard("model")
    kesan.change_settings({"OPENAI_BASE_URL": "http://127.0.0.1:10/v1"})
    after = kesan.endpoint(), kesan.reader("model"), kesan.guard("model")
    assert all(old is not new for old, new in zip(before, after, strict=True))


def test_the_embedded_reader_stays_loaded(kesan: Kesan) -> None:
    before = kesan.reader("embedded")
    kesan.change_settings({"KESAN_LANGUAGE": "id"})
    assert kesan.reader("embedded") is before


def test_a_setting_that_can_not_be_used_changes_nothing(kesan: Kesan) -> None:
    before = kesan.settings
    with pytest.raises(BadSetting):
        kesan.change_settings({"KESAN_MODEL_TIMEOUT_S": "soon"})
    assert kesan.settings == before == load_settings()


def test_whoever_asks_first_there_is_one_index(kesan: Kesan) -> None:
    def index(_number: int) -> Index:
        return kesan.index

    with ThreadPoolExecutor(8) as pool:
        assert len(set(map(id, pool.map(index, range(64))))) == 1


def test_without_a_reader_words_are_made_findable_all_the_same(home: Path) -> None:  # noqa: ARG001
    kesan = Kesan(load_settings(), readers=Missing, embedder=WordEmbedder())
    kesan.record.of(kesan.notebook().owner).keep(reflection("r1"))
    kesan.warm()
    kesan.close()
    again = Kesan(load_settings(), embedder=WordEmbedder())
    assert again.record.of(again.notebook().owner).without_vectors(again.embedder.fingerprint) == ()
    again.close()


def test_manners_that_can_not_be_kept_are_remembered_for_the_process(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    manners = Manners(tmp_path / "file" / "manners.json")
    manners.put("server", "plain")
    assert manners.get("server") == "plain"


def test_manners_outlive_the_process(tmp_path: Path) -> None:
    Manners(tmp_path / "manners.json").put("server", "plain")
    assert Manners(tmp_path / "manners.json").get("server") == "plain"


@pytest.mark.parametrize("content", ["{broken", "[]", '{"server": 7}'])
def test_manners_that_are_none_are_learned_anew(content: str, tmp_path: Path) -> None:
    (tmp_path / "manners.json").write_text(content)
    assert Manners(tmp_path / "manners.json").get("server") is None
