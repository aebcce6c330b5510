"""What the doctor finds wrong, and that it says how to mend it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from app.examination import Finding, examine
from app.kesan import Kesan
from app.readers import Readers
from app.settings import Settings, load_settings
from app.words import Words
from coach.reader import Reader
from journal.errors import ModelFilesMissing
from journal.language import Language
from memory.embedders import EmbeddedEmbedder
from memory.index import IndexState
from tests.app.fakes import Reads, readers_of
from tests.memory.fakes import WordEmbedder, reflection


class Usage(NamedTuple):
    """What `shutil.disk_usage` says."""

    total: int
    used: int
    free: int


@pytest.fixture
def kesan(home: Path) -> Iterator[Kesan]:  # noqa: ARG001 the settings name it
    made = Kesan(load_settings(), readers=readers_of(Reads()), embedder=WordEmbedder())
    yield made
    made.close()


class Missing(Readers):
    """Readers whose embedded model is not there."""

    def reader(self, name: str) -> Reader:
        raise ModelFilesMissing(path=name)


def test_a_reader_that_can_not_be_loaded_is_told_of(home: Path) -> None:  # noqa: ARG001
    kesan = Kesan(load_settings(), readers=Missing, embedder=WordEmbedder())
    assert found(kesan, "error.model_files_missing").values == {"path": "embedded"}
    kesan.close()


def test_an_encoder_that_can_not_be_loaded_is_told_of(home: Path) -> None:
    kesan = Kesan(load_settings(), readers=readers_of(Reads()), embedder=EmbeddedEmbedder(home / "no encoder"))
    assert not found(kesan, "error.model_files_missing").well
    kesan.close()


def found(kesan: Kesan, words: str) -> Finding:
    """The finding of that sentence."""
    return next(one for one in examine(kesan) if one.words == words)


def test_a_new_home_is_well(kesan: Kesan) -> None:
    assert [one.words for one in examine(kesan) if not one.well] == []


@pytest.mark.parametrize("language", list(Language))
def test_every_finding_has_its_sentence(language: Language, kesan: Kesan) -> None:
    say = Words(language)
    assert all(say(one.words, **one.values) for one in examine(kesan))


@pytest.mark.parametrize("state", list(IndexState))
@pytest.mark.parametrize("language", list(Language))
def test_every_state_of_the_index_has_its_sentence(language: Language, state: IndexState) -> None:
    assert Words(language)(f"doctor.index.{state.value}", process="1")


def test_it_counts_what_is_there(kesan: Kesan) -> None:
    kesan.notebook().keep("Bu Ani cerita soal anaknya.")
    assert found(kesan, "doctor.amount").values == {"reflections": 1, "people": 0, "unread": 1}


def test_what_can_not_be_found_by_meaning_is_told_of(kesan: Kesan) -> None:
    kesan.record.of(kesan.notebook().owner).keep(reflection("r1"))
    finding = found(kesan, "doctor.not_indexed")
    assert (finding.well, finding.values) == (False, {"missing": 1})


def test_a_home_that_is_gone_is_told_of(kesan: Kesan) -> None:
    shutil.rmtree(kesan.home)
    kesan.home.parent.joinpath(kesan.home.name).write_text("a file in its place")
    assert not found(kesan, "error.home_not_writable").well


def test_a_full_disk_is_told_of(kesan: Kesan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, 5_000_000))
    finding = found(kesan, "doctor.disk_low")
    assert (finding.well, finding.values["megabytes"]) == (False, 5)


def with_settings(kesan: Kesan, **changes: str) -> Kesan:
    """The same Kesan with other settings."""
    kesan.settings = Settings.model_validate({"KESAN_HOME": str(kesan.home), **changes})
    return kesan


def test_it_says_when_nothing_leaves(kesan: Kesan) -> None:
    assert found(kesan, "doctor.stays_here").well


def test_it_says_where_texts_go_without_the_key(kesan: Kesan) -> None:
    changed = with_settings(kesan, OPENAI_BASE_URL="https://me:secret@models.example/v1?key=secret")
    assert found(changed, "doctor.goes_to").values == {"url": "https://models.example/v1"}


def test_a_model_that_was_asked_for_and_not_set_is_told_of(kesan: Kesan) -> None:
    assert not found(with_settings(kesan, KESAN_READER="model"), "error.no_model_chosen").well
