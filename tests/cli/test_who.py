"""Who is who, and a step's own words, from the terminal."""

from tests.cli.conftest import Run, shape

BUDI = "Ngobrol lama sama Mas Budi Santoso. Dia cerita anaknya sakit."
ALSO = "Makan siang sama Mas Anto. Dia cerita ibunya pulang. Aku janji kirim buku resep."


def two(run: Run) -> None:
    """Two people, each met in one reflection."""
    for text in (BUDI, ALSO):
        run("reflect", given=text)


def test_two_people_are_made_one_and_two_again(run: Run) -> None:
    two(run)
    merged = shape(run("who", "merge", "Mas Budi Santoso", "Mas Anto", "--json"))
    assert merged["person"]["aliases"] == ["Mas Anto"]
    undone = shape(run("who", "undo", "Mas Budi Santoso", "--json"))
    assert (undone["person"]["aliases"], undone["again"]["name"]) == ([], "Mas Anto")


def test_one_person_is_split_by_a_reflection(run: Run) -> None:
    kept = [shape(run("reflect", "--json", given=text))["id"] for text in (BUDI, ALSO)]
    run("who", "merge", "Mas Budi Santoso", "Mas Anto")
    assert (
        shape(run("who", "split", "Mas Budi Santoso", "--reflection", kept[1], "--json"))["new"]["name"] == "Mas Anto"
    )


def test_pairs_that_may_be_one_are_listed_until_the_user_says_that_they_are_two(run: Run) -> None:
    for name in ("Mas Andi Lim", "Mas Andi Wijaya", "Mas Andi"):
        run("reflect", given=f"Ketemu {name}.")
    pairs = shape(run("who", "--json"))
    assert {one[side]["name"] for one in pairs for side in one} == {"Mas Andi Lim", "Mas Andi Wijaya", "Mas Andi"}
    run("who", "apart", pairs[0]["one"]["id"], pairs[0]["other"]["id"])
    assert shape(run("who", "--json")) == pairs[1:]


def test_what_can_not_be_undone_is_said(run: Run) -> None:
    two(run)
    assert "Say who is to be taken back" in run("who", "undo", "Mas Anto").stderr


def test_a_split_that_leaves_nothing_is_refused(run: Run) -> None:
    two(run)
    assert "Nothing was split" in run("who", "split", "Mas Anto", "--reflection", "none").stderr


def test_a_step_is_put_into_other_words(run: Run) -> None:
    run("reflect", given=ALSO)
    (found,) = shape(run("steps", "--json"))
    reworded = shape(run("step", found["id"], "--action", "Tanya kabar ibunya Mas Anto.", "--json"))
    assert reworded["step"]["action"] == "Tanya kabar ibunya Mas Anto."


def test_a_step_that_asks_for_something_stays_as_it_was(run: Run) -> None:
    run("reflect", given=ALSO)
    (found,) = shape(run("steps", "--json"))
    refused = run("step", found["id"], "--action", "Kirim brosur dan minta waktu demo produkku.")
    assert "asks for something" in refused.stderr
    assert shape(run("steps", "--json")) == [found]
