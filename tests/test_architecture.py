"""The structure, read from the source: which part may import which, and who alone may touch what."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ARROWS = {
    "journal": set(),
    "embedded": {"journal"},
    "coach": {"journal", "embedded"},
    "memory": {"journal", "embedded"},
    "app": {"journal", "embedded", "coach", "memory"},
    "ui": {"journal", "app"},
    "cli.py": {"journal", "app", "evals"},
    "streamlit_app.py": {"journal", "ui"},
    "run.py": set(),
}
OURS = {name.removesuffix(".py") for name in ARROWS} | {"evals", "training", "benchmarks", "tests"}
ALONE = {
    "streamlit": ("ui/", "streamlit_app.py"),
    "chromadb": ("memory/",),
    "sqlalchemy": ("memory/",),
    "alembic": ("memory/",),
    "openai": ("coach/model/endpoint.py", "memory/embedders.py"),
    "onnxruntime": ("embedded/", "coach/embedded/"),
    "typer": ("cli.py",),
    "mcp": ("app/mcp_tools.py",),
}
CLOCKS = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}


def sources(*places: str) -> Iterator[Path]:
    """The Python files of these parts."""
    for place in places:
        path = ROOT / place
        yield from [path] if path.suffix == ".py" and path.exists() else sorted(path.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def tops(path: Path) -> set[str]:
    """The top-level packages that a file imports."""
    return {name.partition(".")[0] for name in imported(path)}


def shown(path: Path) -> str:
    """A path as one reads it in a failure."""
    return path.relative_to(ROOT).as_posix()


PRODUCT = [shown(path) for path in sources(*ARROWS)]


@pytest.mark.parametrize("part", ARROWS)
def test_a_part_imports_only_what_its_arrows_allow(part: str) -> None:
    allowed = ARROWS[part] | {part.removesuffix(".py")}
    wrong = {shown(path): tops(path) & OURS - allowed for path in sources(part)}
    assert {path: names for path, names in wrong.items() if names} == {}


def test_the_launcher_stands_on_the_standard_library_alone() -> None:
    assert tops(ROOT / "run.py") <= sys.stdlib_module_names


@pytest.mark.parametrize("package", ALONE)
def test_a_library_is_touched_in_its_own_place_alone(package: str) -> None:
    users = [path for path in PRODUCT if package in tops(ROOT / path)]
    assert [path for path in users if not path.startswith(ALONE[package])] == []


@pytest.mark.parametrize("path", PRODUCT)
def test_nobody_but_the_clock_reads_the_clock(path: str) -> None:
    if path == "app/clock.py":
        return
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    read = {
        (node.value.id, node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }
    assert read & CLOCKS == set()


@pytest.mark.parametrize("path", PRODUCT)
def test_no_error_is_swallowed_that_was_not_named(path: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and not raises_it_again(node)]
    caught = [ast.unparse(node.type) if node.type else "" for node in handlers]
    assert [name for name in caught if name in ("", "Exception", "BaseException")] == []


def raises_it_again(handler: ast.ExceptHandler) -> bool:
    """Whether a handler only tidies up."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_tests_use_fakes_that_one_can_read() -> None:
    assert [shown(path) for path in sources("tests") if "unittest.mock" in set(imported(path))] == []
