"""The seed of what is random: a new one each time, told when a test fails; `KESAN_SEED` repeats one."""

import os
import secrets
import sys

import pytest

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]  # these tests kill as POSIX does
SEED = int(os.environ.get("KESAN_SEED") or secrets.randbelow(1_000_000))


@pytest.fixture
def seed() -> int:
    """The seed of this run."""
    print(f"KESAN_SEED={SEED}")  # noqa: T201 pytest shows it of tests that fail
    return SEED
