import pytest

from evals.cases import FindingCase
from evals.finding import measure, note_stores, word_methods

CASES = [
    FindingCase.model_validate(row)
    for row in (
        {"kind": "note", "id": "n0", "en": "her mother is ill", "id_text": "ibunya sakit"},
        {"kind": "note", "id": "n1", "en": "he grows mushrooms", "id_text": "dia menanam jamur"},
        {"kind": "query", "gold": "n0", "en": "a parent is ill", "id_text": "siapa yang sakit"},
        {"kind": "query", "gold": "n1", "en": "farming", "id_text": "bertani"},
    )
]


def test_the_mixed_store_holds_each_note_once_in_each_language() -> None:
    stores = note_stores(CASES)
    assert stores["mix"] == {"n0": "ibunya sakit", "n1": "he grows mushrooms"}
    assert stores["mix-turned"] == {"n0": "her mother is ill", "n1": "dia menanam jamur"}


def test_places_make_recall_and_reciprocal_rank() -> None:
    told = measure(CASES, {"fixed": lambda _store, _query: ["n1", "n0"]}).methods["fixed"]["en>en"]
    assert told.first.value == 0.5
    assert told.five.value == 1.0
    assert told.reciprocal.value == 0.75


def test_a_note_that_is_not_found_counts_nothing() -> None:
    told = measure(CASES, {"nothing": lambda _store, _query: []}).methods["nothing"]["id>id"]
    assert (told.five.value, told.reciprocal.value) == (0.0, 0.0)


def test_a_mixed_store_is_asked_both_ways_round() -> None:
    assert measure(CASES, {"nothing": lambda _store, _query: []}).methods["nothing"]["id>mix"].first.of == 4


@pytest.mark.parametrize("method", ["BM25", "letters TF-IDF"])
def test_a_word_method_finds_by_shared_words_and_by_nothing_else(method: str) -> None:
    find = word_methods(note_stores(CASES))[method]
    assert list(find("id", "siapa yang sakit")) == ["n0"]
    assert list(find("id", "xyz")) == []
