"""Where Kesan keeps things and which reader it asks: environment first, then Streamlit's secrets, then what the
settings page saved. With no key and no base URL nothing leaves the machine."""

import json
import os
import tomllib
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.home import write_privately
from coach.model.addresses import is_on_this_machine
from journal.errors import BadSetting
from journal.language import Language

ROOT = Path(__file__).resolve().parent.parent
SECRETS = Path(".streamlit") / "secrets.toml"
SAVED = "settings.json"
OPENAI_URL = "https://api.openai.com/v1"
_KEY, _KEY_FOR, _BASE_URL = "OPENAI_API_KEY", "OPENAI_API_KEY_FOR", "OPENAI_BASE_URL"
DEFAULT_OPENAI_MODEL = "gpt-5-mini"
ReaderChoice = Literal["auto", "embedded", "model"]
NamesChoice = Literal["auto", "hidden", "sent"]


class Settings(BaseSettings):
    """Kesan's settings. A field's alias is the name of its environment variable, and its key in the files."""

    # Not by field name: then HOME, LANGUAGE and MODEL of any terminal would be taken for ours.
    model_config = SettingsConfigDict(extra="forbid", frozen=True, env_ignore_empty=True)

    home: Path = Field(
        alias="KESAN_HOME", default_factory=lambda: platformdirs.user_data_path("kesan", appauthor=False)
    )
    database_url: str = Field(alias="KESAN_DATABASE_URL", default="")
    chroma_url: str = Field(alias="KESAN_CHROMA_URL", default="")
    reader: ReaderChoice = Field(alias="KESAN_READER", default="auto")
    key: SecretStr = Field(alias="OPENAI_API_KEY", default=SecretStr(""))
    base_url: str = Field(alias="OPENAI_BASE_URL", default="")
    model: str = Field(alias="KESAN_MODEL", default="")
    mcp: Literal["auto", "on", "off"] = Field(alias="KESAN_MCP", default="auto")
    speech_model: str = Field(alias="KESAN_SPEECH_MODEL", default="whisper-1")
    model_timeout_s: float = Field(alias="KESAN_MODEL_TIMEOUT_S", default=60.0, gt=0)
    names: NamesChoice = Field(alias="KESAN_NAMES", default="auto")
    lock_after_min: float = Field(alias="KESAN_LOCK_AFTER_MIN", default=15.0, gt=0)
    language: Language | None = Field(alias="KESAN_LANGUAGE", default=None)

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        try:
            return home.expanduser().absolute()
        except RuntimeError as error:  # "~somebody" whom this machine does not know
            raise ValueError from error

    @property
    def mcp_is_allowed(self) -> bool:
        """Whether an assistant may be given the journal: on a machine of one's own, elsewhere only where it is said."""
        return self.mcp == "on" or (self.mcp == "auto" and not self.database_url)

    @property
    def model_is_set(self) -> bool:
        """Whether a key or a server is known."""
        return bool(self.key.get_secret_value() or self.base_url)

    @property
    def uses_model(self) -> bool:
        """Whether reflections are read by a language model."""
        return self.reader == "model" or (self.reader == "auto" and self.model_is_set)

    @property
    def address(self) -> str:
        """The model server's base URL."""
        return self.base_url or OPENAI_URL

    @property
    def hides_names(self) -> bool:
        """Whether names, numbers and addresses stay home: unless told otherwise, wherever the server is not this
        very machine."""
        return self.names == "hidden" or (self.names == "auto" and not is_on_this_machine(self.address))

    @property
    def chosen_model(self) -> str:
        """The model to ask for; empty: whichever the server lists first."""
        return self.model or ("" if self.base_url else DEFAULT_OPENAI_MODEL)

    @property
    def record_url(self) -> str:
        """The record's database URL."""
        return self.database_url or f"sqlite:///{self.home / 'kesan.db'}"


def load_settings(root: Path = ROOT) -> Settings:
    """The settings as the environment, `root`'s Streamlit secrets and the home's saved settings give them.

    Raises:
        BadSetting: a file or a value can't be used; the error names it.
    """
    secrets = _read_toml(root / SECRETS)
    home = _checked(secrets).home
    saved = read_saved(home)
    settings = _checked(saved | secrets)
    for_key = _key_given_for(secrets)
    if for_key is not None and for_key != _origin(settings.address):
        key = saved.get(_KEY, "") if _key_fits(saved, settings) else ""
        return _made(_named(saved | secrets) | {_KEY: key})
    if for_key is not None:
        return settings
    if _key_fits(saved, settings):
        return settings
    return _checked({name: value for name, value in saved.items() if name != _KEY} | secrets)


def key_set_aside(settings: Settings, root: Path = ROOT) -> str:
    """The origin that the key was saved or given for, when that is not the one in use; empty when there is no such
    key.

    Raises:
        BadSetting: the saved settings or the secrets can't be read.
    """
    saved = read_saved(settings.home)
    if settings.key.get_secret_value():
        return ""
    saved_for = _key_is_for(saved) if saved.get(_KEY) else ""
    return _key_given_for(_read_toml(root / SECRETS)) or saved_for


def read_saved(home: Path) -> dict[str, Any]:
    """What the settings page saved in `home`, by environment name; empty where nothing was saved.

    Raises:
        BadSetting: the file can't be read.
    """
    path = home / SAVED
    try:
        saved = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):  # a home that can't be made is told of when it is opened
        return {}
    except (OSError, ValueError) as error:
        raise BadSetting(name=str(path)) from error
    if not isinstance(saved, dict):
        raise BadSetting(name=str(path))
    return saved


def save_settings(home: Path, changes: dict[str, str]) -> None:
    """Keeps `changes`, by environment name, in `home`, readable by this user alone; an empty value is removed.

    Raises:
        BadSetting: a value can't be used; nothing was changed.
        HomeNotWritable, DiskFull: they could not be kept.
    """
    before = read_saved(home)
    merged = before | changes
    key_is_for = _origin(merged.get(_BASE_URL, "")) if _KEY in changes else _key_is_for(before)
    merged[_KEY_FOR] = key_is_for if merged.get(_KEY) else ""
    kept = {name: value for name, value in merged.items() if value != ""}
    _made({name: value for name, value in kept.items() if name in changes})
    write_privately(home / SAVED, json.dumps(kept, indent=1))


def _key_given_for(secrets: dict[str, Any]) -> str | None:
    """The origin of the address that stands beside a key in the environment or the secrets, OpenAI's when none does;
    None when they hold no key. An address that a page has saved gets no key from there."""
    if not os.environ.get(_KEY) and not secrets.get(_KEY):
        return None
    return _origin(os.environ.get(_BASE_URL) or str(secrets.get(_BASE_URL, "")))


def _key_fits(saved: dict[str, Any], settings: Settings) -> bool:
    """Whether the saved key was saved for the server in use: a key never goes to a host that it was not meant for,
    whoever has changed the address since."""
    return not saved.get(_KEY) or _key_is_for(saved) == _origin(settings.address)


def _key_is_for(saved: dict[str, Any]) -> str:
    return str(saved.get(_KEY_FOR) or _origin(str(saved.get(_BASE_URL, ""))))


def _origin(url: str) -> str:
    """Scheme, host and port of a server's address; empty means OpenAI's."""
    try:
        parts = urlsplit(url.strip() or OPENAI_URL)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        return url
    return f"{parts.scheme}://{(parts.hostname or '').lower()}:{port}"


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise BadSetting(name=str(path)) from error


def _checked(files: dict[str, Any]) -> Settings:
    """Files' values are given as arguments, which pydantic-settings ranks above the environment: so those that
    the environment names too are left out."""
    return _made(_named(files))


def _named(files: dict[str, Any]) -> dict[str, Any]:
    aliases = {str(field.alias) for field in Settings.model_fields.values()}
    return {name: value for name, value in files.items() if name in aliases and not os.environ.get(name)}


def _made(given: dict[str, Any]) -> Settings:
    try:
        return Settings(**given)
    except ValidationError as error:
        name = str(error.errors(include_input=False)[0]["loc"][0])
    raise BadSetting(name=name)  # out here: pydantic's own error quotes the value, which may be a key
