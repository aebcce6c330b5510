"""Starts the program that is killed, tells it what to do, and hears what it says until it ends."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
Said = dict[str, Any]


class Program:
    """One process with Kesan on a home, in a process group of its own."""

    def __init__(self, home: Path, *options: str, **settings: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "tests.crash.program", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | settings | {"KESAN_HOME": str(home), "PYTHONPATH": str(ROOT)},
            start_new_session=True,
        )
        self.pid = self._process.pid

    def tell(self, do: str, **wish: object) -> None:
        """Says a wish without waiting for what comes of it."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **wish}) + "\n")
        self._process.stdin.flush()

    def hear(self) -> Said:
        """The next thing that it says; empty when it has ended."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        said: Said = json.loads(line) if line.endswith("\n") else {}
        return said

    def hear_until(self, *names: str) -> Said:
        """The next thing said that has one of the names, or an error.

        Raises:
            AssertionError: it ended before.
        """
        while said := self.hear():
            if any(name in said for name in (*names, "error")):
                return said
        raise AssertionError(f"the program ended with {self._process.wait()}")

    def ask(self, do: str, **wish: object) -> Said:
        """Says a wish and hears the next thing said."""
        self.tell(do, **wish)
        said = self.hear()
        assert said, f"the program ended with {self._process.wait()}"
        return said

    def finish(self, do: str, **wish: object) -> Said:
        """Says a wish and hears that it is done, or the error that it met."""
        self.tell(do, **wish)
        return self.hear_until("done")

    def opened(self) -> Self:
        """The program, once Kesan is open."""
        assert self.hear_until("opened") == {"opened": True}
        return self

    def kill(self, *, group: bool = False) -> list[Said]:
        """Kills it, with all that it started where `group`; returns what it had still said."""
        if group:
            os.killpg(self.pid, signal.SIGKILL)
        else:
            self._process.kill()
        rest = list(iter(self.hear, {}))
        self._process.wait()
        self._shut()
        return rest

    def end(self) -> int:
        """Lets it close Kesan and end; returns its exit code."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        for _ in iter(self.hear, {}):
            pass
        code = self._process.wait()
        self._shut()
        return code

    def _shut(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self.kill(group=True)
