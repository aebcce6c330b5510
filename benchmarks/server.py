"""A Kesan server of its own on a home, as `run.py` starts it, and what its processes weigh."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.machine import cpu_seconds, family
from benchmarks.texts import ROOT
from benchmarks.timing import Clock

_LONGEST_S = 60.0
_EVERY_S = 0.01


class Server:
    """A running server."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int, clock: Clock) -> None:
        self.port = port
        self._process = process
        self._clock = clock

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/"

    @property
    def seconds(self) -> float:
        """Since it was started."""
        return self._clock.seconds

    def wait_until_ready(self) -> float:
        """How long after its start it said that it is well.

        Raises:
            RuntimeError: it ended.
            TimeoutError: it never said so.
        """
        while self.seconds < _LONGEST_S:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended with {self._process.returncode}")
            try:
                with urllib.request.urlopen(f"{self.url}_stcore/health", timeout=1):
                    return self.seconds
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(_EVERY_S)
        raise TimeoutError(f"no answer within {_LONGEST_S} s")

    def memory_mb(self) -> dict[str, float]:
        """What the server and the processes that it started weigh, by program; pages that they share counted once
        in all (PSS). Empty where the system does not tell."""
        return {_program(pid): _weight_mb(pid) for pid in family(self._process.pid)}

    def cpu_seconds(self) -> float:
        """The processor's time that the server and what it started have used."""
        return cpu_seconds(self._process.pid)


@contextmanager
def server(home: Path, **environment: str) -> Iterator[Server]:
    """Starts a server on `home`, and ends it; no setting of the user's and no model server reaches it."""
    port = free_port()
    command = [sys.executable, "-m", "ui.serving"]
    options = ["--server.port", str(port), "--server.headless", "true", "--server.address", "127.0.0.1"]
    clock = Clock()
    process = subprocess.Popen(
        command + options,
        cwd=ROOT,
        env=clean_environment(home) | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Server(process, port, clock)
    finally:
        process.terminate()
        try:
            process.wait(_LONGEST_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def clean_environment(home: Path) -> dict[str, str]:
    """This process's environment with another home, and no model server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KESAN_", "OPENAI_"))}
    return kept | {"KESAN_HOME": str(home)}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _program(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8").split("\0")
    return "keeper" if "memory.keeper" in words else "server"


def _weight_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
