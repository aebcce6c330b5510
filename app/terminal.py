"""What a command reads from a terminal and writes to it: answers to standard output, all else to standard error."""

import json
import locale
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType

from app.defects import told
from app.home import trouble_with
from app.settings import load_settings
from app.shapes import Shape
from app.words import Words
from journal.errors import FileExists, FileNotFound, KesanError, NotADate, UserMustAct, WaitAndRetry
from journal.language import Language

STDIN = Path("-")
USER_ACTS, OURS, TRY_LATER, INTERRUPTED = 2, 70, 75, 130  # 70 and 75 as sysexits.h has them
_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")


def spoken_words() -> Words:
    """The words of the settings' language, else the system's: Indonesian where it is that, else English, as in
    run.py."""
    try:
        chosen = load_settings().language
    except KesanError:
        chosen = None
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    system = next((os.environ[name] for name in names if os.environ.get(name)), None) or locale.getlocale()[0] or ""
    indonesian = system.lower().startswith(("id", "indonesian"))
    return Words(chosen or (Language.INDONESIAN if indonesian else Language.ENGLISH))


def text_of(file: Path) -> str:
    """The text of a file, or of standard input for `-`, as UTF-8, or as Windows writes it.

    Raises:
        FileNotFound: it can't be read.
    """
    try:
        content = sys.stdin.buffer.read() if file == STDIN else file.read_bytes()
    except OSError as error:
        raise FileNotFound(path=str(file)) from error
    return decoded(content)


def decoded(content: bytes) -> str:
    """The text of a file as UTF-8, or as Windows writes it."""
    if content.startswith(_BYTE_ORDER):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def day_of(given: str) -> date:
    """A day written like 2026-11-24.

    Raises:
        NotADate: it is none.
    """
    try:
        return date.fromisoformat(given.strip())
    except ValueError as error:
        raise NotADate(given=given) from error


def tell(line: str) -> None:
    """Says something beside the answer."""
    sys.stderr.write(line + "\n")


def exit_code(error: KesanError) -> int:
    """Who must act."""
    if isinstance(error, UserMustAct):
        return USER_ACTS
    return TRY_LATER if isinstance(error, WaitAndRetry) else OURS


def tell_defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A defect of ours, as one sentence."""
    if issubclass(kind, KeyboardInterrupt):
        raise SystemExit(INTERRUPTED) from error
    tell(f"{spoken_words()('error.unknown')} ({told(kind, trace)})")
    raise SystemExit(OURS) from error


def progress(done: int, of: int) -> None:
    """Says how far a long job has come, each time on the same line of a terminal."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{of}" + ("\n" if done == of else ""))


def show(shape: Shape | Sequence[Shape], lines: Iterable[str], *, as_json: bool) -> None:
    """Writes an answer, as JSON or as lines for people."""
    text = json.dumps(shape, ensure_ascii=False, indent=1) if as_json else "\n".join(lines)
    sys.stdout.write(text + "\n")


def write_rows(rows: Iterable[Shape], out: Path | None, source: Path) -> None:
    """Writes each row as one line of JSON as soon as it is there, to standard output or to `out`.

    Raises:
        FileExists: `out` is the source itself.
        HomeNotWritable, DiskFull: `out` can't be written.
    """
    if out is None:
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        return
    if out.exists() and out.samefile(source):
        raise FileExists(path=str(out))
    try:
        with out.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                file.flush()
    except OSError as error:
        raise trouble_with(out.parent, error) from error
