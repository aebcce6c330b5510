"""Every command does its job and prints the shape of the design."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.cli.conftest import Run, shape

ANI = "Tadi ngobrol lama sama Bu Ani di kantin. Dia cerita anaknya baru masuk pesantren. Aku janji kirim buku doa."
DEDI = "Di acara kampus aku bagi brosur ke Pak Dedi dan langsung minta waktu demo produkku. Dia lihat HP terus."


def kept(run: Run, text: str, *words: str) -> Any:
    """The shape of a reflection that was kept and read."""
    return shape(run("reflect", "--json", *words, given=text))


def test_reflect_reads_from_standard_input(run: Run) -> None:
    assert kept(run, ANI)["status"] == "read"


def test_reflect_reads_from_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(ANI, encoding="utf-8")
    assert shape(run("reflect", tmp_path / "note.txt", "--json"))["status"] == "read"


def test_reflect_keeps_the_day_of_the_meeting(run: Run) -> None:
    assert kept(run, ANI, "--on", "2026-03-02")["date"] == "2026-03-02"


def test_reflect_s_quotes_stand_in_the_text(run: Run) -> None:
    moves = kept(run, ANI)["reading"]["moves"]
    assert moves
    assert all(move["quote"] == ANI[move["start"] : move["end"]] for move in moves)


def test_reflect_says_who_read(run: Run) -> None:
    assert kept(run, ANI)["reading"]["made_by"]["reader"] == "embedded"


def test_reflect_for_people_is_plain_text(run: Run) -> None:
    said = run("reflect", given=ANI).stdout
    assert said.startswith("Kept: reflection ")
    assert "Read by the embedded reader" in said


def test_reflect_speaks_the_user_s_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KESAN_LANGUAGE", "id")
    assert run("reflect", given=ANI).stdout.startswith("Tersimpan: refleksi ")


def test_a_reflection_that_can_not_be_read_is_kept_and_says_why(run: Run) -> None:
    result = run("reflect", "--reader", "model", "--json", given=ANI)
    answer = shape(result)
    assert (answer["status"], answer["reading"]) == ("kept", None)
    assert answer["problem"] == result.stderr.strip()
    assert "No language model is set up" in answer["problem"]


def test_a_reflection_that_could_not_be_read_is_there_to_be_found(run: Run) -> None:
    identifier = shape(run("reflect", "--reader", "model", "--json", given=ANI))["id"]
    assert [one["reflection_id"] for one in shape(run("search", "anaknya masuk pesantren", "--json"))] == [identifier]


def rows(tmp_path: Path, *texts: str) -> Path:
    """A file of texts."""
    path = tmp_path / "rows.jsonl"
    lines = [json.dumps({"id": f"r{number}", "text": text, "date": "2026-03-02"}) for number, text in enumerate(texts)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def printed(result: Result) -> list[Any]:
    """The JSON of each line."""
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_read_reads_many(run: Run, tmp_path: Path) -> None:
    read = printed(run("read", rows(tmp_path, ANI, DEDI), "--reader", "embedded"))
    assert [(one["id"], "verdict" in one["reading"]) for one in read] == [("r0", True), ("r1", True)]


def test_read_keeps_nothing(run: Run, tmp_path: Path) -> None:
    run("read", rows(tmp_path, ANI))
    assert shape(run("export", tmp_path / "all.jsonl", "--json")) == {"exported": 0}


def test_read_writes_to_a_file(run: Run, tmp_path: Path) -> None:
    assert run("read", rows(tmp_path, ANI), "--out", tmp_path / "out.jsonl").exit_code == 0
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["id"] == "r0"


def test_read_says_which_row_failed_and_goes_on(run: Run, tmp_path: Path) -> None:
    read = printed(run("read", rows(tmp_path, " ", ANI)))
    assert [sorted(one) for one in read] == [["id", "problem"], ["id", "reading"]]


def test_guard_judges_many(run: Run, tmp_path: Path) -> None:
    steps = rows(tmp_path, "Kirim brosur dan minta waktu demo.", "Tanya kabar anaknya di pesantren.")
    judged = printed(run("guard", steps))
    assert [(one["id"], one["transactional"]) for one in judged] == [("r0", True), ("r1", False)]
    assert judged[0]["why"]


def test_ask_names_whom_and_why_with_the_words_it_rests_on(run: Run) -> None:
    identifier = kept(run, ANI, "--on", "2026-03-02")["id"]
    answer = shape(run("ask", "siapa yang sebaiknya saya sapa lagi?", "--as-of", "2026-11-24", "--json"))
    assert (answer["found"], answer["reflections"]) == (True, [identifier])
    reason = answer["people"][0]["reasons"][0]
    assert reason["quote"] in ANI
    assert reason["why"]


def test_ask_says_when_the_journal_does_not_tell(run: Run) -> None:
    answer = shape(run("ask", "siapa yang sebaiknya saya sapa lagi?", "--json"))
    assert (answer["found"], answer["people"]) == (False, [])
    assert answer["answer"]


def test_ask_for_people_is_plain_text(run: Run) -> None:
    kept(run, ANI, "--on", "2026-03-02")
    assert "Ani" in run("ask", "siapa yang sebaiknya saya sapa lagi?", "--as-of", "2026-11-24").stdout


def test_search_finds_the_nearest_first(run: Run) -> None:
    ids = [kept(run, ANI, "--on", "2026-03-02")["id"], kept(run, DEDI, "--on", "2026-03-03")["id"]]
    found = shape(run("search", "anaknya sekolah agama", "--json"))
    assert found[0]["reflection_id"] == ids[0]
    assert found[0].keys() == {"reflection_id", "date", "score", "snippet"}


def test_search_in_an_empty_journal_finds_nothing(run: Run) -> None:
    assert shape(run("search", "apa saja", "--json")) == []


def test_search_for_people_says_when_nothing_fits(run: Run) -> None:
    assert run("search", "apa saja").stdout == "Nothing in your journal fits.\n"


def test_import_keeps_ids_and_reads_nothing_yet(run: Run, tmp_path: Path) -> None:
    assert shape(run("import", rows(tmp_path, ANI, DEDI), "--json")) == {"imported": 2, "unread": 2}


def test_import_can_read_what_it_brought(run: Run, tmp_path: Path) -> None:
    assert shape(run("import", rows(tmp_path, ANI, DEDI), "--read", "--json")) == {"imported": 2, "unread": 0}


def test_import_twice_brings_nothing_new(run: Run, tmp_path: Path) -> None:
    run("import", rows(tmp_path, ANI, DEDI))
    assert shape(run("import", rows(tmp_path, ANI, DEDI), "--json"))["imported"] == 0


def test_what_was_imported_is_found(run: Run, tmp_path: Path) -> None:
    run("import", rows(tmp_path, ANI, DEDI))
    assert shape(run("search", "anaknya sekolah agama", "--json"))[0]["reflection_id"] == "r0"


@pytest.mark.parametrize("ending", ["jsonl", "zip"])
def test_what_is_exported_can_be_imported_elsewhere(
    ending: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", rows(tmp_path, ANI, DEDI))
    run("export", tmp_path / f"all.{ending}")
    monkeypatch.setenv("KESAN_HOME", str(tmp_path / "other home"))
    assert shape(run("import", tmp_path / f"all.{ending}", "--json"))["imported"] == 2


def test_a_forgotten_reflection_is_found_no_more(run: Run) -> None:
    identifier = kept(run, ANI)["id"]
    assert run("forget", "--reflection", identifier).exit_code == 0
    assert shape(run("search", "anaknya masuk pesantren", "--json")) == []


def test_a_forgotten_person_is_named_no_more(run: Run) -> None:
    kept(run, ANI, "--on", "2026-03-02")
    assert run("forget", "--person", "Bu Ani").exit_code == 0
    assert not shape(run("ask", "siapa yang sebaiknya saya sapa lagi?", "--json"))["found"]


@pytest.mark.parametrize(("wish", "left"), [("replace", ["Dedi kenal [nama dihapus]."]), ("erase", [])])
def test_reflections_about_others_lose_the_name_or_go(run: Run, wish: str, left: list[str], tmp_path: Path) -> None:
    kept(run, ANI, "--on", "2026-03-02")
    run("import", rows(tmp_path, "Dedi kenal Bu Ani."))
    assert run("forget", "--person", "Bu Ani", "--others", wish).exit_code == 0
    assert run("export", tmp_path / "all.jsonl").exit_code == 0
    lines = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["text"] for line in lines] == left


def test_forgetting_names_the_backups_that_still_tell(run: Run, tmp_path: Path) -> None:
    kept(run, ANI, "--on", "2026-03-02")
    run("backup", tmp_path / "copy.db")
    assert str(tmp_path / "copy.db") in run("forget", "--person", "Bu Ani").stderr


def test_everything_can_be_forgotten(run: Run, tmp_path: Path) -> None:
    run("import", rows(tmp_path, ANI, DEDI))
    assert run("forget", "--everything").exit_code == 0
    assert shape(run("export", tmp_path / "all.jsonl", "--json")) == {"exported": 0}


def test_reindex_says_how_many(run: Run, tmp_path: Path) -> None:
    run("import", rows(tmp_path, ANI, DEDI))
    assert run("reindex").stdout == "Reflections indexed anew: 2.\n"


def test_a_backup_holds_the_journal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("import", rows(tmp_path, ANI, DEDI))
    (tmp_path / "other home").mkdir()
    assert run("backup", tmp_path / "other home" / "kesan.db").exit_code == 0
    monkeypatch.setenv("KESAN_HOME", str(tmp_path / "other home"))
    assert shape(run("export", tmp_path / "all.jsonl", "--json")) == {"exported": 2}


def test_the_doctor_finds_a_new_home_well(run: Run) -> None:
    assert all(finding["well"] for finding in shape(run("doctor", "--json")))


def test_the_doctor_says_that_nothing_leaves(run: Run) -> None:
    assert "Nothing leaves this machine" in run("doctor").stdout


def test_the_doctor_says_where_texts_go(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:11434/v1")
    assert "http://localhost:11434/v1" in run("doctor").stdout


def test_import_takes_a_whatsapp_chat(run: Run, tmp_path: Path) -> None:
    export = tmp_path / "Chat WhatsApp dengan Bu Ani.txt"
    export.write_text("20/11/26 20.15 - Bu Ani: Halo\n20/11/26 20.16 - Yudi: Halo Bu", encoding="utf-8")
    assert shape(run("import", export, "--json"))["imported"] == 1


def test_import_asks_who_the_user_is_where_a_chat_does_not_tell(run: Run, tmp_path: Path) -> None:
    export = tmp_path / "chat.txt"
    export.write_text("20/11/26 20.15 - Bu Ani: Halo\n20/11/26 20.16 - Yudi: Halo Bu", encoding="utf-8")
    assert "Bu Ani, Yudi" in run("import", export).stderr
    assert shape(run("import", export, "--me", "Yudi", "--json"))["imported"] == 1


def test_a_backup_is_restored_and_what_was_there_is_copied(run: Run, tmp_path: Path) -> None:
    run("import", rows(tmp_path, ANI))
    run("backup", tmp_path / "copy.db")
    run("import", rows(tmp_path, ANI, DEDI))
    restored = run("restore", tmp_path / "copy.db")
    assert restored.stdout.startswith("Restored. Reflections: 1.")
    before = restored.stdout.split("A copy is kept at ")[1].strip(".\n")
    assert run("restore", Path(before)).stdout.startswith("Restored. Reflections: 2.")
    assert len(shape(run("search", "brosur anaknya", "--json"))) == 2


def test_a_dry_run_says_how_many_would_come_and_keeps_none(run: Run, tmp_path: Path) -> None:
    assert shape(run("import", rows(tmp_path, ANI, DEDI), "--dry-run", "--json")) == {"would_import": 2}
    assert shape(run("import", rows(tmp_path, ANI, DEDI), "--json"))["imported"] == 2
    assert shape(run("import", rows(tmp_path, ANI, DEDI), "--dry-run", "--json")) == {"would_import": 0}


def test_corrections_are_exported_as_cases(run: Run, tmp_path: Path) -> None:
    assert shape(run("export", tmp_path / "cases.jsonl", "--cases", "--json")) == {"exported": 0}


def test_names_of_contacts_come_in_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("First Name,Last Name,Phone 1 - Value\nRatna,Sari,0812\nTomas,,0813\n", encoding="utf-8")
    assert shape(run("import", path, "--dry-run", "--json")) == {"would_import_contacts": 2}
    assert shape(run("import", path, "--json")) == {"imported_contacts": 2}
    assert shape(run("import", path, "--json")) == {"imported_contacts": 0}
