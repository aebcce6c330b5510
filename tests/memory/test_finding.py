"""Finding by meaning, by names, by days; embedding only what is needed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.errors import ModelFilesMissing, UnknownReflection
from journal.reflection import LOCAL_OWNER, Owner
from memory.embedders import EmbeddedEmbedder
from memory.finding import Memory
from memory.index import ExactIndex, Index, Near, open_index
from memory.places import Floats
from memory.record import OwnedRecord, Record
from memory.telling_words import telling_words
from tests.memory.fakes import DAY, NOON, WordEmbedder, days_ago, person, reading, reflection

GARDEN = "Dia cerita soal kebun jamurnya. Panennya gagal dua kali. Adiknya membantu tiap sore. Istrinya sabar sekali."
TEXTS = {
    "garden": GARDEN,
    "violin": "Anaknya main biola. Ujiannya bulan Juni. Dia gugup sekali menunggu hasilnya. Kami minum teh lama.",
    "kidney": "Adiknya habis operasi ginjal. Dia capek bolak-balik rumah sakit.",
    "empty": "Datang, salaman, tukar kartu, pulang.",
}


@pytest.fixture
def words() -> WordEmbedder:
    """The embedder, which remembers what it embedded."""
    return WordEmbedder()


@pytest.fixture
def index(record: Record, tmp_path: Path, words: WordEmbedder) -> Iterator[Index]:
    """The index in its folder, not opened yet."""
    opened = open_index(tmp_path / "index", record, words.fingerprint)
    yield opened
    opened.close()


@pytest.fixture
def memory(owned: OwnedRecord, index: Index, words: WordEmbedder) -> Memory:
    """A memory of four reflections."""
    filled = Memory(owned, index, words)
    for number, (name, text) in enumerate(TEXTS.items()):
        kept = reflection(name, text, days_ago(number))
        owned.keep(kept)
        filled.remember(kept)
    return filled


def ids(memory: Memory, query: str, **more: object) -> list[str]:
    """What is found, best first."""
    return [found.reflection_id for found in memory.search(query, **more)]  # type: ignore[arg-type]


def test_the_nearest_in_meaning_comes_first_each_reflection_once(memory: Memory) -> None:
    found = ids(memory, "operasi ginjal adiknya")
    assert found[0] == "kidney"
    assert sorted(found) == sorted(TEXTS)


def test_scores_lie_between_nought_and_one_and_fall(memory: Memory) -> None:
    scores = [found.score for found in memory.search("kebun jamur gagal panen")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_the_snippet_is_the_part_that_fits_best_with_its_place(memory: Memory) -> None:
    found = memory.search("istrinya sabar sekali")[0]
    assert found.snippet == "Adiknya membantu tiap sore. Istrinya sabar sekali."
    assert GARDEN[found.start : found.end] == found.snippet
    assert found.on == DAY


def test_a_limit_is_kept(memory: Memory) -> None:
    assert len(memory.search("ginjal", limit=2)) == 2


@pytest.mark.parametrize(("query", "limit"), [("", 5), (" \n", 5), ("ginjal", 0)])
def test_nothing_asked_finds_nothing(memory: Memory, query: str, limit: int) -> None:
    assert memory.search(query, limit=limit) == ()


def test_only_the_days_wanted_are_found(memory: Memory) -> None:
    assert ids(memory, "ginjal", since=days_ago(1)) != []
    assert set(ids(memory, "ginjal", since=days_ago(1))) == {"garden", "violin"}
    assert set(ids(memory, "ginjal", until=days_ago(2))) == {"kidney", "empty"}


def test_a_few_days_wanted_among_many_are_found_all(owned: OwnedRecord, index: Index, words: WordEmbedder) -> None:
    memory = Memory(owned, index, words)
    owned.keep_all(reflection(f"near{number}", f"kopi pagi {number}") for number in range(150))
    owned.keep_all(reflection(f"far{number}", f"hujan {number}", days_ago(400)) for number in range(5))
    memory.heal()
    assert set(ids(memory, "kopi pagi", until=days_ago(399))) == {f"far{number}" for number in range(5)}


def test_a_known_name_lifts_the_reflection_that_has_it(owned: OwnedRecord, index: Index, words: WordEmbedder) -> None:
    memory = Memory(owned, index, words)
    texts = {
        "named": "Wening baru pindah ke Semarang dan belum punya teman.",
        "like": "apa kabar kerja apa kabar rumah",
    }
    for name, text in texts.items():
        owned.keep(reflection(name, text))
        memory.remember(reflection(name, text))
    assert ids(memory, "apa kabar wening rumah kerja")[0] == "like"
    owned.save_reading("named", reading(person("Bu Wening")), NOON)
    before = {found.reflection_id: found.score for found in memory.search("apa kabar rumah kerja")}
    after = {found.reflection_id: found.score for found in memory.search("apa kabar wening rumah kerja")}
    assert after["named"] - before["named"] > 0.1


@pytest.mark.parametrize(
    ("query", "telling"),
    [
        ("gimana kabar wening", ("wening",)),
        ("siapa yang kerja di Semarang?", ("Semarang",)),
        ("Semarang", ()),
        ("Bu Ratih di kota mana?", ()),
        ("rapat 2019 itu", ("2019",)),
        ("siapa yang belum punya teman", ()),
    ],
)
def test_words_tell_when_they_are_names_or_look_like_names_and_are_rare(
    owned: OwnedRecord, query: str, telling: tuple[str, ...]
) -> None:
    owned.keep(reflection("a", "Wening pindah ke Semarang tahun 2019 dan belum punya teman."))
    owned.save_reading("a", reading(person("Bu Wening")), NOON)
    assert telling_words(query, owned) == telling


def test_a_word_that_many_reflections_have_tells_nothing(owned: OwnedRecord) -> None:
    owned.keep_all(reflection(f"r{number}", f"Rapat {number} di Semarang") for number in range(10))
    assert telling_words("siapa di Semarang?", owned) == ()


@pytest.mark.parametrize("word", ['ginjal"', "(ginjal", "NOT ginjal*", "text:ginjal", "GINJAL)", "ginjal AND"])
def test_what_looks_like_search_syntax_is_words(memory: Memory, owned: OwnedRecord, word: str) -> None:
    assert memory.search(f"Rumah {word} 2019")
    assert [match.reflection_id for match in owned.match_text([word], 5)] == ["kidney"]


@pytest.mark.parametrize("none", [[], [""], ["*"], ["''", '"']])
def test_words_without_letters_match_nothing(memory: Memory, owned: OwnedRecord, none: list[str]) -> None:
    assert owned.match_text(none, 5) == ()
    assert memory.search("ginjal")


def test_only_the_users_words_are_embedded(memory: Memory, owned: OwnedRecord, words: WordEmbedder) -> None:
    owned.save_reading("empty", reading(person("Ani", "kirim buku")), NOON)
    memory.remember(owned.entry("empty").reflection)
    assert all(any(text in kept for kept in TEXTS.values()) for text in words.embedded)


def test_healing_embeds_what_has_no_vectors_yet_and_says_how_far_it_is(
    owned: OwnedRecord, index: Index, words: WordEmbedder
) -> None:
    owned.keep_all(reflection(f"r{number}") for number in range(70))
    told: list[tuple[int, int]] = []
    memory = Memory(owned, index, words)
    assert memory.heal(lambda done, of: told.append((done, of))) == 70
    assert told == [(64, 70), (70, 70)]
    assert memory.heal() == 0


def test_reindexing_embeds_nothing_again(memory: Memory, words: WordEmbedder) -> None:
    before = len(words.embedded)
    assert memory.reindex() == len(TEXTS)
    assert len(words.embedded) == before
    assert ids(memory, "operasi ginjal")[0] == "kidney"


def test_another_embedder_makes_vectors_of_its_own_and_drops_the_old_ones_at_reindexing(
    record: Record, memory: Memory, owned: OwnedRecord
) -> None:
    newer = WordEmbedder("newer")
    later = Memory(owned, ExactIndex(record, "newer"), newer)
    assert ids(memory, "operasi ginjal")[0] == "kidney"
    assert later.reindex() == len(TEXTS)
    assert owned.vector_keys("words") == frozenset()
    assert ids(later, "operasi ginjal")[0] == "kidney"


def test_what_is_forgotten_is_found_no_more(memory: Memory, owned: OwnedRecord) -> None:
    owned.forget_reflection("kidney")
    memory.forget(["kidney"])
    assert "kidney" not in ids(memory, "operasi ginjal")


def test_an_index_that_lies_finds_nothing_of_another_owner(
    record: Record, memory: Memory, owned: OwnedRecord, words: WordEmbedder
) -> None:
    class Liar(ExactIndex):
        """Answers everybody with one owner's places."""

        def nearest(self, owner: Owner, vector: Floats, limit: int) -> tuple[Near, ...]:  # noqa: ARG002
            return super().nearest(LOCAL_OWNER, vector, limit)

    theirs = Memory(record.of(Owner("somebody else")), Liar(record, words.fingerprint), words)
    assert memory.search("ginjal")
    assert theirs.search("ginjal") == ()
    assert owned.count() == len(TEXTS)


def test_a_reflection_that_was_forgotten_meanwhile_is_not_remembered(memory: Memory, owned: OwnedRecord) -> None:
    with pytest.raises(UnknownReflection):
        memory.remember(reflection("gone"))
    assert owned.vectors("words").keys
    assert "gone" not in {key.reflection_id for key in owned.vector_keys("words")}


def test_missing_model_files_are_said_to_be_missing(tmp_path: Path) -> None:
    embedder = EmbeddedEmbedder(tmp_path / "nothing here")
    with pytest.raises(ModelFilesMissing):
        embedder.embed(["halo"])


def test_the_embedded_encoder_finds_across_languages(
    record: Record, owned: OwnedRecord, embedder: EmbeddedEmbedder
) -> None:
    memory = Memory(owned, ExactIndex(record, embedder.fingerprint), embedder)
    owned.keep_all(reflection(name, text) for name, text in TEXTS.items())
    memory.heal()
    assert ids(memory, "whose child plays an instrument?")[0] == "violin"


def test_a_reflection_that_is_read_again_is_not_embedded_again(
    memory: Memory, owned: OwnedRecord, words: WordEmbedder
) -> None:
    words.embedded.clear()
    before = owned.change_number()
    memory.remember(owned.entry("garden").reflection)
    assert (words.embedded, owned.change_number()) == ([], before)


def test_what_is_added_to_a_reflection_is_found_by_meaning(
    memory: Memory, owned: OwnedRecord, words: WordEmbedder
) -> None:
    owned.extend("empty", "Tapi dia sempat cerita kebun anggreknya.")
    words.embedded.clear()
    memory.remember(owned.entry("empty").reflection)
    assert words.embedded == ["Tapi dia sempat cerita kebun anggreknya."]
    assert memory.search("cerita kebun anggreknya sempat")[0].snippet == "Tapi dia sempat cerita kebun anggreknya."
