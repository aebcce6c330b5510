"""Which setting wins, what is refused, and that a key is never shown."""

import json
import stat
import sys
import traceback
from pathlib import Path

import pytest

from app.settings import key_set_aside, load_settings, save_settings
from journal.errors import BadSetting, HomeNotWritable
from journal.language import Language


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose Streamlit secrets a test may write."""
    monkeypatch.setattr("app.settings.SECRETS", Path("secrets.toml"))
    return tmp_path


def test_without_a_key_or_a_server_nothing_leaves_the_machine(root: Path) -> None:
    settings = load_settings(root)
    assert (settings.model_is_set, settings.uses_model) == (False, False)


def test_a_key_alone_means_openai(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    settings = load_settings(root)
    assert (settings.uses_model, settings.address) == (True, "https://api.openai.com/v1")


def test_a_server_needs_no_key_and_no_model_s_name(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:11434/v1")
    settings = load_settings(root)
    assert (settings.uses_model, settings.chosen_model) == (True, "")


def test_the_embedded_reader_can_be_chosen_in_spite_of_a_key(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("KESAN_READER", "embedded")
    assert not load_settings(root).uses_model


def test_the_environment_wins_over_the_secrets(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "secrets.toml").write_text('KESAN_MODEL = "secret"\n')
    monkeypatch.setenv("KESAN_MODEL", "environment")
    assert load_settings(root).model == "environment"


def test_the_secrets_win_over_what_was_saved(root: Path, home: Path) -> None:
    save_settings(home, {"KESAN_MODEL": "saved"})
    (root / "secrets.toml").write_text('KESAN_MODEL = "secret"\n')
    assert load_settings(root).model == "secret"


def test_what_was_saved_counts_where_nothing_else_says_otherwise(root: Path, home: Path) -> None:
    save_settings(home, {"KESAN_LANGUAGE": "id"})
    assert load_settings(root).language is Language.INDONESIAN


def test_an_empty_variable_says_nothing(root: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(home, {"KESAN_MODEL": "saved"})
    monkeypatch.setenv("KESAN_MODEL", "")
    assert load_settings(root).model == "saved"


def test_the_secrets_may_name_the_home(root: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KESAN_HOME")
    (root / "secrets.toml").write_text(f"KESAN_HOME = {json.dumps(str(home))}\n")
    save_settings(home, {"KESAN_MODEL": "saved"})
    settings = load_settings(root)
    assert (settings.home, settings.model) == (home, "saved")


def test_other_secrets_are_none_of_our_business(root: Path) -> None:
    (root / "secrets.toml").write_text('[auth]\ncookie_secret = "x"\n')
    assert not load_settings(root).model_is_set


def test_a_saved_setting_is_removed_by_an_empty_value(root: Path, home: Path) -> None:
    save_settings(home, {"KESAN_MODEL": "saved", "KESAN_READER": "embedded"})
    save_settings(home, {"KESAN_MODEL": ""})
    settings = load_settings(root)
    assert (settings.model, settings.reader) == ("", "embedded")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KESAN_READER", "oracle"),
        ("KESAN_MODEL_TIMEOUT_S", "soon"),
        ("KESAN_MODEL_TIMEOUT_S", "0"),
        ("KESAN_LANGUAGE", "fr"),
        ("KESAN_HOME", "~nobody-of-this-name/kesan"),
    ],
)
def test_a_value_that_can_not_be_used_is_named(
    name: str, value: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as caught:
        load_settings(root)
    assert caught.value.context == {"name": name}


def test_a_value_that_can_not_be_used_is_not_saved(root: Path, home: Path) -> None:
    save_settings(home, {"KESAN_MODEL": "good"})
    with pytest.raises(BadSetting):
        save_settings(home, {"KESAN_MODEL": "other", "KESAN_MODEL_TIMEOUT_S": "soon"})
    assert load_settings(root).model == "good"


def test_a_value_that_can_not_be_used_is_not_shown(root: Path) -> None:
    (root / "secrets.toml").write_text("OPENAI_API_KEY = 5150\n")
    with pytest.raises(BadSetting) as caught:
        load_settings(root)
    assert "5150" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize("content", ["{broken", "[]", '"text"'])
def test_a_saved_file_that_can_not_be_read_is_named(content: str, root: Path, home: Path) -> None:
    home.mkdir()
    (home / "settings.json").write_text(content)
    with pytest.raises(BadSetting) as caught:
        load_settings(root)
    assert caught.value.context == {"name": str(home / "settings.json")}


def test_secrets_that_can_not_be_read_are_named(root: Path) -> None:
    (root / "secrets.toml").write_text("= broken")
    with pytest.raises(BadSetting) as caught:
        load_settings(root)
    assert caught.value.context == {"name": str(root / "secrets.toml")}


def test_a_key_is_not_shown(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-marker")
    settings = load_settings(root)
    assert "sk-marker" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_saved_settings_are_closed_to_other_users(home: Path) -> None:
    save_settings(home, {"OPENAI_API_KEY": "sk-test"})
    assert stat.S_IMODE((home / "settings.json").stat().st_mode) == 0o600


def test_settings_that_can_not_be_saved_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises((HomeNotWritable, BadSetting)):
        save_settings(tmp_path / "file" / "home", {"KESAN_MODEL": "x"})


def test_the_home_may_be_written_with_a_tilde(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KESAN_HOME", "~/kesan")
    assert load_settings(root).home == Path.home() / "kesan"


@pytest.mark.parametrize("name", ["HOME", "LANGUAGE", "MODEL", "READER", "KEY", "BASE_URL", "DATABASE_URL"])
def test_a_variable_of_another_program_is_not_taken_for_ours(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KESAN_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(root))
    before = load_settings(root)
    monkeypatch.setenv(name, str(root / "another"))
    assert load_settings(root) == before


def keys(root: Path) -> tuple[str, str]:
    """The key in use, and the server that a key is kept for although another one is in use."""
    settings = load_settings(root)
    return settings.key.get_secret_value(), key_set_aside(settings, root)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/v1", "http://api.openai.com/v1", "https://api.openai.com:8443/v1"]
)
def test_a_saved_key_goes_to_no_other_server_than_the_one_that_it_was_saved_for(
    elsewhere: str, root: Path, home: Path
) -> None:
    save_settings(home, {"OPENAI_API_KEY": "sk-test"})
    save_settings(home, {"OPENAI_BASE_URL": elsewhere})
    assert keys(root) == ("", "https://api.openai.com:443")
    save_settings(home, {"OPENAI_BASE_URL": "https://API.openai.com/v2"})
    assert keys(root) == ("sk-test", "")


def test_a_saved_key_does_not_follow_an_address_in_the_environment(
    root: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_settings(home, {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": "https://models.example/v1"})
    assert keys(root) == ("sk-test", "")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://evil.example/v1")
    assert keys(root) == ("", "https://models.example:443")


@pytest.mark.parametrize("place", ["environment", "secrets"])
def test_a_key_given_from_outside_does_not_follow_an_address_that_a_page_has_saved(
    place: str, root: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if place == "environment":
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    else:
        (root / "secrets.toml").write_text('OPENAI_API_KEY = "sk-test"')
    assert keys(root) == ("sk-test", "")
    save_settings(home, {"OPENAI_BASE_URL": "https://evil.example/v1"})
    assert keys(root) == ("", "https://api.openai.com:443")
    save_settings(home, {"OPENAI_API_KEY": "sk-of-this-server"})
    assert keys(root) == ("sk-of-this-server", "")


def test_a_key_in_the_environment_goes_to_the_address_beside_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://models.example/v1")
    assert keys(root) == ("sk-test", "")


def test_a_key_that_was_saved_before_keys_had_a_server_belongs_to_the_one_beside_it(root: Path, home: Path) -> None:
    home.mkdir()
    (home / "settings.json").write_text('{"OPENAI_API_KEY": "old", "OPENAI_BASE_URL": "https://models.example/v1"}')
    assert keys(root) == ("old", "")
    save_settings(home, {"OPENAI_BASE_URL": "https://evil.example/v1"})
    assert keys(root) == ("", "https://models.example:443")


def test_a_removed_key_leaves_nothing_behind(root: Path, home: Path) -> None:
    save_settings(home, {"OPENAI_API_KEY": "sk-test"})
    save_settings(home, {"OPENAI_API_KEY": ""})
    assert keys(root) == ("", "")


@pytest.mark.parametrize(
    ("given", "hides"),
    [
        ({}, True),
        ({"OPENAI_BASE_URL": "http://localhost:11434/v1"}, False),
        ({"OPENAI_BASE_URL": "http://192.168.1.4:11434/v1"}, True),
        ({"OPENAI_BASE_URL": "http://localhost:11434/v1", "KESAN_NAMES": "hidden"}, True),
        ({"KESAN_NAMES": "sent"}, False),
    ],
)
def test_names_stay_home_wherever_the_server_is_not_this_machine(
    root: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], hides: bool
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert load_settings(root).hides_names is hides
