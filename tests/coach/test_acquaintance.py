"""Who introduced whom, and who spoke of whom, as sentences say it."""

import pytest

from coach.acquaintance import Bond, Bound, bonds_in, met_where
from coach.facts import Called

PEOPLE = (
    Called("ratna", ("Bu Ratna", "Ratna")),
    Called("budi", ("Pak Budi", "Budi")),
    Called("sari", ("Sari",)),
    Called("dan", ("Daniel",)),
)


@pytest.mark.parametrize(
    ("text", "bond", "source", "target"),
    [
        ("Bu Ratna mengenalkan aku ke Pak Budi di kantin.", Bond.INTRODUCED, "ratna", "budi"),
        ("Ratna ngenalin gue sama Sari.", Bond.INTRODUCED, "ratna", "sari"),
        ("Aku dikenalin Bu Ratna ke Pak Budi.", Bond.INTRODUCED, "ratna", "budi"),
        ("Aku dikenalkan ke Pak Budi oleh Bu Ratna.", Bond.INTRODUCED, "ratna", "budi"),
        ("Ngobrol sama Sari, yang dikenalkan Daniel bulan lalu.", Bond.INTRODUCED, "dan", "sari"),
        ("Ketemu Sari. Aku dikenalkan Daniel.", Bond.INTRODUCED, "dan", "sari"),
        ("Daniel introduced me to Sari after the talk.", Bond.INTRODUCED, "dan", "sari"),
        ("I was introduced to Sari by Daniel.", Bond.INTRODUCED, "dan", "sari"),
        ("Met Sari, introduced by Daniel.", Bond.INTRODUCED, "dan", "sari"),
        ("Aku kenal Sari lewat Daniel.", Bond.INTRODUCED, "dan", "sari"),
        ("I met Sari through Daniel.", Bond.INTRODUCED, "dan", "sari"),
        ("Aku kenalin Sari ke Pak Budi.", Bond.BY_ME, "sari", "budi"),
        ("I introduced Daniel to Sari.", Bond.BY_ME, "dan", "sari"),
        ("Pak Budi menyebut Sari waktu kami makan.", Bond.NAMED, "budi", "sari"),
        ("Daniel mentioned Sari twice.", Bond.NAMED, "dan", "sari"),
        ("Daniel mentioned my name to Sari.", Bond.NAMED_ME, "dan", "sari"),
        ("Makan siang sama Sari dan Daniel.", Bond.TOGETHER, "sari", "dan"),
    ],
)
def test_a_link_is_read_as_it_is_said(text: str, bond: Bond, source: str, target: str) -> None:
    assert [one[:3] for one in bonds_in(text, PEOPLE)] == [(bond, source, target)]


def test_a_link_keeps_its_sentence() -> None:
    said = "Daniel introduced me to Sari."
    assert bonds_in(f"Lunch. {said} Nice.", PEOPLE) == (Bound(Bond.INTRODUCED, "dan", "sari", said),)


@pytest.mark.parametrize(
    "text",
    [
        "Bu Ratna memperkenalkan diri.",
        "I introduced myself to Sari.",
        "Aku cerita soal produkku ke Sari.",
        "Sari bilang ya.",
    ],
)
def test_nobody_is_linked_who_is_alone(text: str) -> None:
    assert bonds_in(text, PEOPLE) == ()


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Ketemu Sari di nikahan Rio kemarin.", "nikahan Rio"),
        ("Met Sari at the reunion.", "reunion"),
        ("Ngopi sama Sari di Surabaya.", "Surabaya"),
        ("Ngopi sama Sari.", ""),
    ],
)
def test_where_people_were_met_is_the_occasion_or_the_town(text: str, where: str) -> None:
    assert met_where(text) == where
