"""What tests/memory/test_exchange.py claims, on a PostgreSQL server."""

import pytest

from tests.memory.test_exchange import *  # noqa: F403 the tests are the point

pytestmark = pytest.mark.hosted
