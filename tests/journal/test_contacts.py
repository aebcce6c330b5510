"""By which names a text speaks of a contact."""

import pytest

from journal.contacts import Contact

BUDI = Contact(name="Pak Budi Santoso", also=("Bams",))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ngopi sama budi santoso tadi", ("Pak Budi Santoso",)),
        ("Ngopi sama Budi.", ("Budi",)),
        ("ketemu bams di kantin", ("Bams",)),
        ("budi pekertinya baik", ()),
        ("Ketemu Budiman.", ()),
    ],
)
def test_a_contact_is_spoken_of_by_their_names(text: str, names: tuple[str, ...]) -> None:
    assert BUDI.called_in(text) == names


@pytest.mark.parametrize("name", ["A.B. Rahman", "(!)", "dr. Ani", "José"])
def test_any_name_can_be_looked_for(name: str) -> None:
    assert (*Contact(name=name).called_in(f"Kata {name} begitu."), name)[0] == name
