"""What tests/memory/test_entries.py claims, on a PostgreSQL server."""

import pytest

from tests.memory.test_entries import *  # noqa: F403 the tests are the point

pytestmark = pytest.mark.hosted
