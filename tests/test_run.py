"""The launcher: what it sets up, what it does anew, what it says, and what it hands on."""

import ast
import errno
import os
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

import run

ROOT = Path(run.__file__).parent
REQUIREMENTS = ("requirements.txt", "requirements-hosted.txt", "requirements-dev.txt")
UV = """#!{python}
import pathlib, sys, time
log = pathlib.Path({log!r})
with log.open("a") as file:
    file.write("begin " + sys.argv[-1] + "\\n")
time.sleep({seconds})
with log.open("a") as file:
    file.write("end\\n")
sys.exit({code})
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="the fake uv is a script with a shebang line")


class Clone:
    """A clone with nothing in it but the launcher, its words, and a fake uv on the path that notes when it ran."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "clone"
        shutil.copytree(ROOT / "locale", self.root / "locale")
        shutil.copy(ROOT / "run.py", self.root)
        for name in REQUIREMENTS:
            (self.root / name).write_text("")
        (self.root / "cli.py").write_text("import os, sys\nprint('cli', os.getcwd(), sys.argv[1:])\nsys.exit(7)\n")
        self.log = folder / "uv.log"
        self.tools = folder / "tools"
        self.tools.mkdir()
        self.uv()

    def uv(self, *, seconds: float = 0, code: int = 0) -> None:
        """Puts the fake uv on the path."""
        script = self.tools / "uv"
        script.write_text(UV.format(python=sys.executable, log=str(self.log), seconds=seconds, code=code))
        script.chmod(0o755)

    def start(self, *words: str, folder: Path | None = None) -> subprocess.Popen[str]:
        """The launcher as a program."""
        environment = {**os.environ, "PATH": f"{self.tools}{os.pathsep}{os.environ['PATH']}"}
        command = [sys.executable, str(self.root / "run.py"), *words]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=environment, cwd=folder, stdout=pipe, stderr=pipe, text=True)

    def run(self, *words: str, folder: Path | None = None) -> tuple[int, str]:
        """Its exit code, and all that it said."""
        with self.start(*words, folder=folder) as process:
            said = process.communicate(timeout=60)
        return process.returncode, "".join(said)

    def installs(self) -> list[str]:
        """Which requirements files the fake uv was asked to install, so far."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [Path(line.split()[1]).name for line in lines if line.startswith("begin")]

    def wait_for_install(self) -> None:
        """Returns when the fake uv is at work."""
        until = time.monotonic() + 30
        while not self.installs():
            assert time.monotonic() < until
            time.sleep(0.02)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_an_old_python_can_read_it() -> None:
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 8, 0, "final", 0))
    with pytest.raises(SystemExit, match=r"3\.11 or newer, and this one is 3\.8"):
        runpy.run_path(str(ROOT / "run.py"), run_name="run")


@posix
def test_the_second_run_installs_nothing(clone: Clone) -> None:
    assert clone.run("setup")[0] == 0
    assert clone.run("setup")[0] == 0
    assert clone.installs() == ["requirements.txt"]


@posix
def test_it_says_how_long_it_takes(clone: Clone) -> None:
    assert "one to three minutes" in clone.run("setup")[1]


@posix
def test_changed_requirements_are_installed(clone: Clone) -> None:
    clone.run("setup")
    (clone.root / "requirements.txt").write_text("# another\n")
    clone.run("setup")
    assert len(clone.installs()) == 2


@posix
def test_the_tests_need_more_than_the_app(clone: Clone) -> None:
    clone.run("setup")
    clone.run("test")
    assert clone.installs() == ["requirements.txt", "requirements-dev.txt"]


@posix
def test_what_the_tests_need_is_enough_for_the_app(clone: Clone) -> None:
    clone.run("test")
    clone.run("setup")
    assert clone.installs() == ["requirements-dev.txt"]


@posix
def test_a_set_up_that_was_killed_is_done_anew_in_a_new_venv(clone: Clone) -> None:
    clone.uv(seconds=30)
    with clone.start("setup") as process:
        clone.wait_for_install()
        process.send_signal(signal.SIGKILL)
    left_over = clone.root / ".venv" / "half.txt"
    left_over.write_text("")
    clone.uv()
    assert clone.run("setup")[0] == 0
    assert len(clone.installs()) == 2
    assert not left_over.exists()


@posix
def test_a_killed_set_up_is_not_taken_for_whole_when_the_requirements_change_back(clone: Clone) -> None:
    clone.run("setup")
    before = (clone.root / "requirements.txt").read_text()
    (clone.root / "requirements.txt").write_text("# another\n")
    clone.uv(code=1)
    clone.run("setup")
    (clone.root / "requirements.txt").write_text(before)
    clone.uv()
    clone.run("setup")
    assert len(clone.installs()) == 3


@posix
def test_a_venv_that_does_not_run_is_made_anew(clone: Clone) -> None:
    clone.run("setup")
    python = clone.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python")
    assert clone.run("setup")[0] == 0


@posix
def test_two_at_once_install_once(clone: Clone) -> None:
    clone.uv(seconds=1)
    with clone.start("setup") as first:
        clone.wait_for_install()
        code, said = clone.run("setup")
        first.communicate(timeout=60)
    assert (code, first.returncode) == (0, 0)
    assert "Another set-up is under way" in said
    assert clone.installs() == ["requirements.txt"]


@posix
def test_where_uv_can_not_pip_does(clone: Clone) -> None:
    clone.uv(code=1)
    code, said = clone.run("setup")
    assert (code, said.count("Ready.")) == (0, 1)


@posix
def test_packages_that_can_not_be_installed_are_told_of(clone: Clone) -> None:
    clone.uv(code=1)
    (clone.root / "requirements.txt").write_text("./no/such/package\n")
    code, said = clone.run("setup")
    assert code == 1
    assert "could not be installed" in said
    assert "Traceback" not in said


def test_a_python_without_venv_names_the_debian_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match="python3-venv"):
        run.make_venv(with_pip=True)


@posix
def test_any_other_word_is_a_command_run_where_the_user_stands(clone: Clone, tmp_path: Path) -> None:
    code, said = clone.run("reflect", "note.txt", "--json", folder=tmp_path)
    assert code == 7
    assert f"cli {tmp_path} ['reflect', 'note.txt', '--json']" in said


@posix
def test_measuring_needs_what_the_tests_need(clone: Clone) -> None:
    clone.run("evaluate", "reading", "file.jsonl")
    assert clone.installs() == ["requirements-dev.txt"]


def test_a_port_asked_for_that_is_busy_is_told_of_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "set_up", lambda _what: Path(sys.executable))
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(SystemExit) as ended:
            run.main(["--server.port", str(port)])
    assert ended.value.code == 2
    assert f"Port {port} is in use" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--server.port", "9000"], ["--server.port=9000"]])
def test_a_port_may_be_asked_for_in_both_ways(words: list[str]) -> None:
    assert run.option(words, "--server.port") == "9000"


def test_a_busy_port_is_passed_over_when_none_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        monkeypatch.setattr(run, "FIRST_PORT", port)
        monkeypatch.setattr(run, "LAST_PORT", port + 50)
        assert run.free_port("127.0.0.1") > port


def app_command(monkeypatch: pytest.MonkeyPatch, options: list[str]) -> list[str]:
    """What the app is started with."""
    started: list[str] = []
    monkeypatch.setattr(run, "set_up", lambda _what: Path(sys.executable))

    def become(_python: Path, words: list[str], _folder: Path) -> int:
        started.extend(words)
        return 0

    monkeypatch.setattr(run, "become", become)
    assert run.main(options) == 0
    return started


def test_options_go_on_to_streamlit(monkeypatch: pytest.MonkeyPatch) -> None:
    options = ["--theme.base", "dark", "--server.headless", "true"]
    assert app_command(monkeypatch, options)[-4:] == options


def test_no_browser_is_opened_where_none_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert run.option(app_command(monkeypatch, []), "--server.headless") == "true"


@pytest.mark.skipif(sys.platform != "linux", reason="DISPLAY is a thing of Linux")
def test_the_browser_is_opened_where_it_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert run.option(app_command(monkeypatch, []), "--server.headless") == "false"


@pytest.mark.parametrize(("language", "sentence"), [("id_ID.UTF-8", "Siap."), ("en_GB", "Ready."), ("de_DE", "Ready.")])
def test_it_speaks_the_system_s_language(language: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", language)
    assert run.say("ready").startswith(sentence)


def test_a_folder_that_can_not_be_written_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "LOCK", Path("/proc/nowhere/.venv.lock"))
    with pytest.raises(SystemExit, match="can't be written"), run.alone():
        pass


@posix
def test_a_file_system_without_locks_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def has_no_locks(_file: object, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", has_no_locks)
    with (tmp_path / "lock").open("a+") as file:
        assert run.is_locked(file)


@posix
def test_a_disk_that_fills_up_is_told_of(clone: Clone) -> None:
    (clone.root / ".venv").mkdir()
    (clone.root / ".venv" / "kesan-app").mkdir()  # so that no stamp can be written
    code, said = clone.run("setup")
    assert (code, "could not be installed" in said, "Traceback" in said) == (1, True, False)


def test_a_terminal_without_our_letters_gets_its_sentence(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    monkeypatch.setenv("PYTHONUTF8", "0")
    code, said = clone.run("help")
    assert (code, "Kesan" in said) == (0, True)


def check_steps(monkeypatch: pytest.MonkeyPatch, failing: str) -> tuple[int, list[str]]:
    """The exit code of `check` when one step fails, and the steps that ran."""
    ran: list[str] = []
    monkeypatch.setattr(run, "set_up", lambda _what: Path(sys.executable))

    def call(command: list[str], cwd: Path) -> int:
        assert cwd == run.ROOT
        ran.append(command[2])
        return 5 if command[2] == failing else 0

    monkeypatch.setattr(subprocess, "call", call)
    return run.main(["check"]), ran


def test_check_stops_at_the_first_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_steps(monkeypatch, "mypy") == (5, ["ruff", "ruff", "mypy"])


def test_check_runs_everything_when_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_steps(monkeypatch, "nothing") == (0, ["ruff", "ruff", "mypy", "pytest"])


@pytest.mark.parametrize(
    ("given", "chosen"),
    [([], ["-m", "not slow"]), (["-k", "x"], ["-m", "not slow", "-k", "x"]), (["-m", "slow"], ["-m", "slow"])],
)
def test_slow_tests_run_only_when_asked_for(given: list[str], chosen: list[str]) -> None:
    assert run.tests_chosen(given) == chosen


@posix
def test_the_demo_lives_in_a_home_that_is_gone_afterwards(clone: Clone) -> None:
    shown = "import os\nprint('home', os.environ['KESAN_HOME'], os.environ['KESAN_READER'])\n"
    (clone.root / "cli.py").write_text(shown)
    said = clone.run("demo")[1]
    _, home, reader = next(line for line in said.splitlines() if line.startswith("home ")).split()
    assert reader == "embedded"
    assert not Path(home).exists()


@posix
def test_an_assistant_gets_nothing_but_its_protocol_on_standard_output(clone: Clone) -> None:
    with clone.start("mcp") as process:
        said = process.communicate(timeout=60)[0]
    assert said.startswith("cli ")


@pytest.mark.parametrize("options", [["--server.address", "0.0.0.0"], ["--server.address=192.168.1.7"]])  # noqa: S104
def test_a_server_for_others_is_not_started_without_a_sign_in(clone: Clone, options: list[str]) -> None:
    code, said = clone.run(*options)
    assert (code, "KESAN_ALLOW_ANYONE" in said) == (2, True)
