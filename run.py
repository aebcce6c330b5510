"""Sets up what is missing in `.venv`, then starts the app, the tests, or a command of `cli.py`.

The standard library alone, in syntax that Python 3.6 can read: whoever has an old Python gets a sentence, not a
SyntaxError. The stamp of what is installed is written last, and until then the lock file says "begun": a set-up
that was killed half way is done anew.
"""

import hashlib
import importlib.util
import json
import locale
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stdout
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent
VERSION = "{}.{}".format(*sys.version_info[:2])


def say(key: str, **values: object) -> str:
    """The sentence of `run.<key>`, in Indonesian where the system speaks it, else in English."""
    names = ("KESAN_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    spoken = next((os.environ[name] for name in names if os.environ.get(name)), None) or locale.getlocale()[0] or ""
    language = "id" if spoken.lower().startswith(("id", "indonesian")) else "en"
    sentences = json.loads((ROOT / "locale" / (language + ".json")).read_text(encoding="utf-8"))
    return str(sentences["run." + key].format(**values))


if sys.version_info < (3, 11):  # noqa: UP036 this is where an older Python is told so
    sys.exit(say("old_python", version=VERSION))

VENV = ROOT / ".venv"
LOCK = ROOT / ".venv.lock"
NEEDED = {"app": ("requirements.txt",), "dev": ("requirements.txt", "requirements-hosted.txt", "requirements-dev.txt")}
FIRST_PORT, LAST_PORT = 8501, 8599
USAGE, INTERRUPTED = 2, 130
UNREAD_BYTE = 1 << 20  # Windows locks bytes, not files, and a locked byte can't be read


def main(words: list[str]) -> int:
    """Does what the command line asks; returns the exit code."""
    os.environ.setdefault("PYTHONUTF8", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # rather a question mark than no sentence
    first = words[0] if words else ""
    if first in ("-h", "--help", "help"):
        print(say("help"))
        return 0
    if first == "" or first.startswith("--"):
        return start_app(words)
    own = {"setup": only_set_up, "demo": demo, "check": check, "test": test}
    if first in own:
        return own[first](words[1:])
    needs = "dev" if first == "evaluate" else "app"  # measuring takes scikit-learn, which the app does without
    with redirect_stdout(sys.stderr) if first == "mcp" else nullcontext():  # its standard output is the protocol's
        python = set_up(needs)
    return become(python, [str(ROOT / "cli.py"), *words])


def start_app(options: list[str]) -> int:
    """Starts the web app on the port asked for, or on the first free one."""
    command = app_command(set_up("app"), options)
    print(say("starting"))
    return become(Path(command[0]), command[1:], ROOT)


def app_command(python: Path, options: list[str]) -> list[str]:
    """The command that starts the web app; exits where the port asked for is taken."""
    asked = option(options, "--server.port") or os.environ.get("STREAMLIT_SERVER_PORT")
    address = option(options, "--server.address") or os.environ.get("STREAMLIT_SERVER_ADDRESS") or "127.0.0.1"
    if asked and asked.isdigit() and not is_free(address, int(asked)):
        print(say("port_busy", port=asked), file=sys.stderr)
        sys.exit(USAGE)
    if not is_near(address) and not has_sign_in() and os.environ.get("KESAN_ALLOW_ANYONE") != "1":
        print(say("open_to_all", address=address), file=sys.stderr)
        sys.exit(USAGE)
    ours = ["--server.showEmailPrompt", "false"]
    if not asked:
        ours += ["--server.port", str(free_port(address))]
    if not option(options, "--server.headless") and "STREAMLIT_SERVER_HEADLESS" not in os.environ:
        ours += ["--server.headless", "false" if has_screen() else "true"]
    return [str(python), "-m", "ui.serving", *ours, *options]


def demo(options: list[str]) -> int:
    """Starts the app on a full journal in a temporary home, which is gone when it ends. Nothing leaves the machine."""
    python = set_up("app")
    with tempfile.TemporaryDirectory(prefix="kesan-demo-", ignore_cleanup_errors=True) as home:
        os.environ.update({"KESAN_HOME": home, "KESAN_READER": "embedded"})
        for name in ("KESAN_DATABASE_URL", "KESAN_CHROMA_URL"):
            os.environ.pop(name, None)
        print(say("demo"), flush=True)
        code = subprocess.call([str(python), str(ROOT / "cli.py"), "fill-demo"])
        if code != 0:
            return code
        try:
            return subprocess.call(app_command(python, options), cwd=ROOT)
        except KeyboardInterrupt:
            return INTERRUPTED


def only_set_up(_: list[str]) -> int:
    """Sets up the app, and says so."""
    set_up("app")
    print(say("ready"))
    return 0


def test(arguments: list[str]) -> int:
    """Runs the tests."""
    return become(set_up("dev"), ["-m", "pytest", *tests_chosen(arguments)], ROOT)


def is_near(address: str) -> bool:
    """Whether a server there is reached from this machine alone."""
    return address in ("localhost", "::1") or address.startswith("127.")


def has_sign_in() -> bool:
    """Whether users sign in: Streamlit's secrets say how."""
    secrets = ROOT / ".streamlit" / "secrets.toml"
    return secrets.exists() and "[auth" in secrets.read_text(encoding="utf-8", errors="replace")


def check(_: list[str]) -> int:
    """Format, lint, types and the fast tests; stops at the first that fails and returns its exit code."""
    python = set_up("dev")
    tests = ["pytest", "-m", "not slow and not browser"]
    for step in (["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"], tests):
        print("> " + " ".join(step), flush=True)
        code = subprocess.call([str(python), "-m", *step], cwd=ROOT)
        if code != 0:
            return code
    return 0


def tests_chosen(arguments: list[str]) -> list[str]:
    """Pytest's arguments; the slow tests are left out unless `-m` chooses for itself."""
    return arguments if any(word.startswith("-m") for word in arguments) else ["-m", "not slow", *arguments]


def option(words: list[str], name: str) -> str | None:
    """The value of an option written `--name value` or `--name=value`, or None."""
    for word, following in zip(words, [*words, ""][1:], strict=True):
        if word == name:
            return following
        if word.startswith(name + "="):
            return word.removeprefix(name + "=")
    return None


def is_free(address: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as trial:
        if sys.platform != "win32":  # where it would allow a second listener
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except (OSError, OverflowError):
            return False
    return True


def free_port(address: str) -> int:
    """The first free port; `FIRST_PORT` when none is free, about which Streamlit then complains."""
    return next((port for port in range(FIRST_PORT, LAST_PORT + 1) if is_free(address, port)), FIRST_PORT)


def has_screen() -> bool:
    """Whether a browser could be shown here."""
    if os.environ.get("CI"):
        return False
    if sys.platform in ("win32", "darwin"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def become(python: Path, arguments: list[str], folder: Path | None = None) -> int:
    """Runs a program in this one's place, so that signals reach it; Windows can't, so there we wait for it."""
    sys.stdout.flush()
    if sys.platform != "win32":
        os.chdir(folder or ".")
        os.execv(str(python), [str(python), *arguments])
    return subprocess.call([str(python), *arguments], cwd=folder)


def set_up(what: str) -> Path:
    """The Python of `.venv`, in which all that the app needs (`dev`: the tests too) is installed."""
    if not is_stamped(what):
        with alone() as lock:
            if not is_stamped(what):
                try:
                    install(what, lock)
                except OSError as error:  # a full disk, say
                    print(error, file=sys.stderr)
                    sys.exit(say("install_failed"))
    return venv_python()


def venv_python() -> Path:
    """Where `.venv` has its Python."""
    return VENV / "Scripts" / "python.exe" if sys.platform == "win32" else VENV / "bin" / "python"


def stamp_of(what: str) -> str:
    """What an installation is stamped with: the Python and the requirements as they are now."""
    files = b"".join((ROOT / name).read_bytes() for name in NEEDED[what])
    return VERSION + " " + hashlib.sha256(files).hexdigest()


def is_stamped(what: str) -> bool:
    """Whether the installation is whole and up to date."""
    stamp = VENV / f"kesan-{what}"
    return venv_python().exists() and stamp.exists() and stamp.read_text() == stamp_of(what)


def install(what: str, lock: TextIO) -> None:
    """Makes `.venv` where it is missing, unfit or half made, and installs the requirements."""
    print(say("installing"), flush=True)
    lock.seek(0)
    half_made = lock.read() == "begun"
    mark(lock, "begun")
    for name in NEEDED:
        (VENV / f"kesan-{name}").unlink(missing_ok=True)
    uv = shutil.which("uv")
    if half_made or not is_fit():
        make_venv(with_pip=uv is None)
    if not (uv and installs_by_uv(uv, what)) and not installs_by_pip(what):
        sys.exit(say("install_failed"))
    for name in NEEDED if what == "dev" else (what,):
        (VENV / f"kesan-{name}").write_text(stamp_of(name))
    mark(lock, "done")


def is_fit() -> bool:
    """Whether `.venv` has a Python that runs and is of this version."""
    asked = [str(venv_python()), "-c", "import sys; print('{}.{}'.format(*sys.version_info[:2]))"]
    try:
        return subprocess.run(asked, stdout=subprocess.PIPE, check=False).stdout.decode().strip() == VERSION
    except OSError:
        return False


def make_venv(*, with_pip: bool) -> None:
    """Makes `.venv` anew; for uv without pip, which spares seconds and Debian's python3-venv."""
    modules = ("venv", "ensurepip") if with_pip else ("venv",)
    command = [sys.executable, "-m", "venv", "--clear", *([] if with_pip else ["--without-pip"]), str(VENV)]
    if not all(importlib.util.find_spec(name) for name in modules) or subprocess.call(command) != 0:
        sys.exit(say("no_venv", version=VERSION))


def installs_by_uv(uv: str, what: str) -> bool:
    """Whether uv could install; where it can't (its own mirror settings, say), pip gets its turn."""
    command = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", str(venv_python())]
    return succeeds([*command, "-r", str(ROOT / NEEDED[what][-1])])


def installs_by_pip(what: str) -> bool:
    """Whether pip could install; a venv that was made for uv is given its pip first."""
    pip = [str(venv_python()), "-m", "pip"]
    has_pip = subprocess.call([*pip, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    if not has_pip:
        make_venv(with_pip=True)
    command = [*pip, "install", "-qq", "--disable-pip-version-check", "--no-input"]
    return succeeds([*command, "-r", str(ROOT / NEEDED[what][-1])])


def succeeds(command: list[str]) -> bool:
    """Whether a long command succeeds; a dot every few seconds says that it is at work."""
    end = ""
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PIP_USER": "0"}) as process:
        while process.poll() is None:
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
                end = "\n"
    print(end=end)
    return process.returncode == 0


def mark(lock: TextIO, word: str) -> None:
    """Notes on disk how far the set-up has come."""
    lock.seek(0)
    lock.truncate()
    lock.write(word)
    lock.flush()
    os.fsync(lock.fileno())


@contextmanager
def alone() -> Iterator[TextIO]:
    """Holds the set-up's lock, which the system frees when its holder is killed."""
    try:
        lock = LOCK.open("a+")
    except OSError:
        sys.exit(say("not_writable", path=ROOT))
    with lock:
        if not is_locked(lock):
            print(say("waiting"), flush=True)
            while not is_locked(lock):
                time.sleep(0.5)
        yield lock


def is_locked(file: TextIO) -> bool:
    """Whether the lock is ours now."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 there is none elsewhere

            file.seek(UNREAD_BYTE)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 there is none on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # the second is Windows' way to say so
        return False
    except OSError:
        return True  # a file system without locks: two set-ups at once are rarer than a wait without end
    return True


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
