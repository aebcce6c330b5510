"""The machine, as far as its speed goes; never its name."""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

_USER, _SYSTEM = 11, 12  # places in /proc/PID/stat after the name
_PACKAGES = ("streamlit", "onnxruntime", "chromadb", "sqlalchemy", "numpy")


def describe() -> dict[str, str | int]:
    """Cores, processor, system and versions."""
    return {
        "cores": os.cpu_count() or 1,
        "processor": _processor(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        **{package: version(package) for package in _PACKAGES},
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown"


@contextmanager
def one_core() -> Iterator[None]:
    """Keeps this process on one core, where the system can (Linux)."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def family(pid: int) -> list[int]:
    """A process and all that it started, and they."""
    told = Path(f"/proc/{pid}/task")
    found = [int(child) for task in told.glob("*/children") for child in task.read_text(encoding="ascii").split()]
    return [pid, *(each for child in found for each in family(child))]


def cpu_seconds(pid: int) -> float:
    """The processor's time that a process and all that it started have used; 0 where the system does not tell."""
    return sum(map(_cpu_seconds, family(pid)))


def _cpu_seconds(pid: int) -> float:
    try:
        words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(words[_USER]) + int(words[_SYSTEM])) / os.sysconf("SC_CLK_TCK")
