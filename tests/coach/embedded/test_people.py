"""People in a text: who is one, who is not, under which name and in which role."""

import json
from pathlib import Path

import pytest

from coach.embedded.people import bare_name, find_people
from coach.reader import KnownPerson

DEV = Path(__file__).parents[3] / "data/dev/reflections.jsonl"


def names(text: str, *known: KnownPerson) -> list[str]:
    return [person.name for person in find_people(text, known)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ketemu Pak Rinto di Samsat, ngobrol lama.", "Pak Rinto"),
        ("tadi ngopi sama mbak rini di kantin", "mbak rini"),
        ("Besuk Prof. Hartini, beliau lagi istirahat.", "Prof. Hartini"),
        ("nunggu anak pulang sekolah bareng mama Keenan", "mama Keenan"),
        ("Gabby, who I know from the choir, waited for me.", "Gabby"),
        ("I sat next to a Mr Castellanos on the ferry.", "Mr Castellanos"),
        ("Warga ngumpul. Pak RW terharu waktu itu.", "Pak RW"),
        ("Si Anwar nanya kabar.", "Anwar"),
        ("Delroy's plot is next to mine.", "Delroy"),
    ],
)
def test_somebody_met_is_found(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Kemarin ke Bandung naik Whoosh, terus makan di Braga.",
        "Senin rapat di hotel, Selasa libur.",
        "Pertemuan ini resmi dan panjang.",
        "Almarhum Pak Darmo dikubur kemarin.",
        "Anaknya Yoel suka kipas angin.",
        "Got home before midnight. Lovely evening.",
        "minum teh anget sambil nunggu hujan",
        "Aku ke RSUD Dr. Soetomo jam tujuh.",
    ],
)
def test_nobody_is_made_up(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text", ["Bu Ratna meninggal, Minggu subuh.", "Kabar duka: Pak Jarwo sudah wafat.", "Mr Ellis passed away."]
)
def test_who_died_is_nobody_to_write_to(text: str) -> None:
    assert names(text) == []


def test_who_passed_an_exam_is_alive() -> None:
    assert names("Called Graham. Graham passed his exam.") == ["Graham"]


def test_whose_husband_died_is_still_there() -> None:
    assert names("Besuk lagi. Suami Bu Ana meninggal kemarin.") == ["Bu Ana"]


def test_two_spellings_of_one_person_are_one() -> None:
    found = find_people("Ketemu Bu Ratna di pasar. Ratna cerita soal anaknya.")
    assert [person.names for person in found] == [("Bu Ratna", "Ratna")]


def test_a_couple_with_one_name_are_two() -> None:
    assert names("Pak Edy bilang iya. Bu Edy bilang nanti dulu.") == ["Pak Edy", "Bu Edy"]


def test_another_name_in_so_many_words_is_the_same_person() -> None:
    assert names("Sate Cak Man di depan stasiun, nama aslinya Lukman. Cak Man cerita.") == ["Cak Man"]


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("Ketemu Basuki alias Ucok di terminal.", ("Basuki", "Ucok")),
        ("Perawatnya Sri Lestari, dipanggil Tari, ramah.", ("Sri Lestari", "Tari")),
        ("Ngobrol sama Bu Sri Hartati (Bu Tatik) di pasar.", ("Bu Sri Hartati", "Bu Tatik")),
        ("Mie Cak Di depan Stasiun Gubeng, nama aslinya Supardi.", ("Cak Di", "Supardi")),
    ],
)
def test_another_name_in_so_many_words_is_kept_beside_the_first(text: str, both: tuple[str, ...]) -> None:
    assert [person.names for person in find_people(text)] == [both]


@pytest.mark.parametrize("text", ["Jaga bapak pasca operasi.", "Turun di Stasiun Wonokromo.", "Somebody laughed."])
def test_a_relative_a_place_and_a_pronoun_are_no_names(text: str) -> None:
    assert names(text) == []


def test_a_known_name_is_found_in_lower_case() -> None:
    known = KnownPerson(name="Thuy")
    found = find_people("makan siang sama thuy lagi", (known,))
    assert [person.known for person in found] == [known]


def test_an_apposition_is_the_role() -> None:
    found = find_people("Temu kangen sama Sulis, sahabat SMP yg skrg istri bupati.")
    assert [person.role for person in found] == ["sahabat SMP yg skrg istri bupati"]


def test_a_sentence_is_no_role() -> None:
    assert find_people("Ketemu Pak Arman, terus balik lagi.")[0].role == ""


def test_the_writer_of_a_pasted_chat_is_nobody_else() -> None:
    assert names("Saya: Bang apa kabar?\nTigor: sehat bro\nSaya: syukur\nTigor: iya") == ["Tigor"]


def test_a_bare_name_has_no_honorific_and_no_remark() -> None:
    assert bare_name("Pak Yohanes (Han)") == "yohanes"


def test_people_of_the_dev_reflections_are_found_as_well_as_promised() -> None:
    found = right = told = 0
    for line in DEV.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = {bare_name(person["name"]) for person in row["people"]}
        got = {bare_name(person.name) for person in find_people(row["text"])}
        found, right, told = found + len(got), right + len(got & gold), told + len(gold)
    assert (right / found >= 0.9, right / told >= 0.85) == (True, True)
