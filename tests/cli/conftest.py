"""The commands as a terminal runs them, in this process."""

import json
from pathlib import Path
from typing import Any, Protocol

import pytest
from typer.testing import CliRunner, Result

import cli


class Run(Protocol):
    """Runs a command."""

    def __call__(self, *words: str | Path, given: str | bytes = "") -> Result:
        """What came of it; `given` is what stands on standard input."""


@pytest.fixture
def run(shared_models: None) -> Run:  # noqa: ARG001 the commands take them
    """Runs a command on this test's home."""

    def run_command(*words: str | Path, given: str | bytes = "") -> Result:
        return CliRunner().invoke(cli.commands, [str(word) for word in words], input=given)

    return run_command


def shape(result: Result) -> Any:
    """The JSON that a command printed."""
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)
