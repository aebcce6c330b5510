"""The settings page: language, reader, model server, what leaves the machine, forgetting."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from journal.errors import HomeNotWritable, KeyRefused
from journal.language import Language
from tests.ui.conftest import Open
from tests.ui.fakes import FakeKesan, reading
from tests.ui.screens import paper


def test_the_language_is_kept_for_later_visits(visit: Open, kesan: FakeKesan) -> None:
    visit("settings").segmented_control(key="settings_language").set_value(Language.ENGLISH).run()
    assert kesan.changes == [{"KESAN_LANGUAGE": "en"}]


def test_the_reader_is_chosen(visit: Open, kesan: FakeKesan) -> None:
    visit("settings").radio(key="set_reader").set_value("embedded").run()
    assert kesan.settings.reader == "embedded"


def test_a_value_that_the_environment_overrules_is_told(visit: Open, kesan: FakeKesan) -> None:
    kesan.overruled = True
    screen = visit("settings").radio(key="set_reader").set_value("embedded").run()
    assert "nilai dari lingkungan" in paper(screen)


def test_a_server_is_kept(visit: Open, kesan: FakeKesan) -> None:
    screen = visit("settings")
    screen.text_input(key="set_address").set_value("http://localhost:11434/v1")
    screen.button(key="save_server").click().run()
    assert kesan.settings.address == "http://localhost:11434/v1"


def test_a_key_is_never_shown_again(visit: Open) -> None:
    screen = visit("settings")
    screen.text_input(key="set_key").set_value("sk-very-secret")
    screen.button(key="save_server").click().run()
    shown = [screen.text_input(key="set_key").value, screen.text_input(key="set_key").placeholder, paper(screen)]
    assert "very-secret" not in "".join(map(str, shown))
    assert "Kunci sudah tersimpan" in shown


def test_a_saved_key_survives_another_save(visit: Open, kesan: FakeKesan) -> None:
    kesan.change_settings({"OPENAI_API_KEY": "sk-very-secret"})
    visit("settings").button(key="save_server").click().run()
    assert kesan.settings.key.get_secret_value() == "sk-very-secret"


def test_a_key_can_be_removed(visit: Open, kesan: FakeKesan) -> None:
    kesan.change_settings({"OPENAI_API_KEY": "sk-very-secret"})
    visit("settings").button(key="remove_key").click().run()
    assert not kesan.settings.model_is_set


def test_a_tested_server_says_its_model_and_how_long_it_took(visit: Open, kesan: FakeKesan) -> None:
    kesan.change_settings({"OPENAI_BASE_URL": "http://localhost:11434/v1"})
    screen = visit("settings").button(key="test_connection").click().run()
    assert "menjawab dengan model qwen3:8b dalam 1.2 detik" in paper(screen)


def test_a_tested_servers_models_can_be_chosen(visit: Open, kesan: FakeKesan) -> None:
    kesan.change_settings({"OPENAI_BASE_URL": "http://localhost:11434/v1"})
    screen = visit("settings").button(key="test_connection").click().run()
    assert screen.selectbox(key="set_model").options == ["qwen3:8b", "gemma3"]


def test_a_refused_key_is_told_in_a_sentence(visit: Open, kesan: FakeKesan) -> None:
    kesan.change_settings({"OPENAI_BASE_URL": "http://localhost:11434/v1"})
    kesan.refuses_connection = KeyRefused(url="http://localhost:11434/v1")
    assert "menolak kuncinya" in paper(visit("settings").button(key="test_connection").click().run())


def test_what_leaves_the_machine_names_the_address(visit: Open, kesan: FakeKesan) -> None:
    kesan.change_settings({"OPENAI_BASE_URL": "http://example.test/v1"})
    assert "dikirim ke http://example.test/v1" in paper(visit("settings"))


def test_the_examination_says_what_is_well_and_what_is_not(visit: Open) -> None:
    screen = visit("settings").button(key="examine").click().run()
    assert '<li class="well"' in paper(screen)
    assert '<li class="ill"' in paper(screen)


def test_the_data_folder_is_named(visit: Open, kesan: FakeKesan) -> None:
    assert visit("settings").code[-1].value == str(kesan.home)


def test_everything_is_forgotten_once_the_word_is_typed(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put(found=reading())
    screen = visit("settings").text_input(key="forget_typed").set_value("lupakan").run()
    screen.button(key="forget_everything").click().run()
    assert kesan.book.count() == 0


def test_nothing_is_forgotten_without_the_word(visit: Open) -> None:
    assert visit("settings").button(key="forget_everything").disabled


def test_a_home_that_cannot_be_opened_is_told_in_a_sentence(
    visit: Open, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    def refuse() -> None:
        raise HomeNotWritable(path=str(home))

    monkeypatch.setattr("app.kesan.Kesan.open", refuse)
    assert f"Folder {home} tidak bisa ditulisi" in paper(visit())


def unfolded(visit: Open) -> AppTest:
    """The settings with what would be sent folded out."""
    screen = visit("settings")
    screen.session_state["names_shown"] = True
    return screen.run()


def test_the_very_text_that_would_be_sent_is_shown_without_the_name(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put()
    shown = unfolded(visit).code[0].value
    assert "Makan siang sama Bu [NAME_1]." in shown


def test_what_stays_home_is_listed(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put()
    assert "[NAME_1] = Ratna" in paper(unfolded(visit))


def test_names_are_sent_once_the_user_says_so(visit: Open, kesan: FakeKesan) -> None:
    kesan.book.put()
    screen = unfolded(visit).toggle(key="set_names").set_value(False).run()
    assert "Makan siang sama Bu Ratna." in screen.code[0].value
    assert kesan.changes == [{"KESAN_NAMES": "sent"}]
