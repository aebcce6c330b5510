"""What every test stands on: no network, a home of its own, and models that are loaded once for all tests."""

import os
import sys
import uuid
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from coach.reader import Guard, Reader
    from memory.embedders import EmbeddedEmbedder

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0", "::ffff:127.")  # noqa: S104 a listener's own address
SETTINGS = ("KESAN_", "OPENAI_")
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


class NetworkTouched(AssertionError):
    """A test reached for another machine."""


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Python's own audit: name look-ups and connections of every library that goes through its sockets."""
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else host
    if isinstance(name, str) and name and not name.startswith(LOOPBACK):
        raise NetworkTouched(name)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> None:
    sys.addaudithook(refuse_network)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, and no setting or language of the developer's own."""
    for name in tuple(os.environ):
        if (name.startswith(SETTINGS) and not name.startswith("KESAN_TEST_")) or name in LOCALE:
            monkeypatch.delenv(name)
    folder = tmp_path / "home"
    monkeypatch.setenv("KESAN_HOME", str(folder))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setattr("app.settings.SECRETS", tmp_path / "no secrets")
    return folder


@pytest.fixture
def server_url() -> Iterator[str]:
    """The URL of an empty schema on the PostgreSQL server that `KESAN_TEST_POSTGRES` names; .ci/run starts one. Its
    role must be no superuser, whom row-level security does not bind."""
    from sqlalchemy import create_engine, make_url, text  # noqa: PLC0415 most tests need none

    if "KESAN_TEST_POSTGRES" not in os.environ:
        pytest.skip("KESAN_TEST_POSTGRES names no server")
    server = make_url(os.environ["KESAN_TEST_POSTGRES"]).set(drivername="postgresql+psycopg")
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield server.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(scope="session")
def embedder() -> "EmbeddedEmbedder":
    """The embedded embedder, loaded once."""
    from memory.embedders import EmbeddedEmbedder  # noqa: PLC0415 most tests need none

    return EmbeddedEmbedder(MODELS / "encoder")


@pytest.fixture(scope="session")
def embedded_guard() -> "Guard":
    """The embedded guard, loaded once."""
    from coach.guarding import EmbeddedGuard  # noqa: PLC0415

    return EmbeddedGuard.load(MODELS)


@pytest.fixture(scope="session")
def embedded_reader(embedded_guard: "Guard") -> "Reader":
    """The embedded reader, loaded once."""
    from coach.embedded.reader import EmbeddedReader  # noqa: PLC0415

    return EmbeddedReader.load(MODELS, embedded_guard)


@pytest.fixture
def shared_models(
    monkeypatch: pytest.MonkeyPatch, embedder: "EmbeddedEmbedder", embedded_reader: "Reader", embedded_guard: "Guard"
) -> None:
    """Every Kesan that this test opens takes the models that are loaded already."""
    monkeypatch.setattr("app.kesan.EmbeddedEmbedder", lambda _folder: embedder)
    monkeypatch.setattr("app.readers.Readers._embedded", lambda _self: embedded_reader)
    monkeypatch.setattr("app.readers.Readers._embedded_guard", lambda _self: embedded_guard)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where CI is set, a test that would be skipped for want of a browser or a server has failed: there they are."""
    report = yield
    needy = item.get_closest_marker("browser") or item.get_closest_marker("hosted")
    if os.environ.get("CI") and needy and report.skipped:
        report.outcome = "failed"
    return report
