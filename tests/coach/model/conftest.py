"""One misbehaving server for all tests of the model reader."""

from collections.abc import Iterator

import pytest

from tests.misbehaving_server import MisbehavingServer, misbehaving_server


@pytest.fixture(scope="session")
def running_server() -> Iterator[MisbehavingServer]:
    """The server, started once."""
    with misbehaving_server() as server:
        yield server


@pytest.fixture
def server(running_server: MisbehavingServer) -> MisbehavingServer:
    """The server, with nothing asked yet."""
    running_server.requests.clear()
    running_server.paths.clear()
    running_server.answers.clear()
    return running_server
