"""Kesan's jobs from a terminal: `python run.py COMMAND`, which sets up what is missing and comes here.

An error is one sentence in the user's language and an exit code that says who acts: 2 the user, 75 nobody (try
again later), 70 everybody else. The heavy parts are loaded by the commands that need them.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from typer.core import TyperGroup

from app.contacts import contacts_of, is_contacts
from app.printing import (
    answer_lines,
    entry_lines,
    found_lines,
    kept_step_lines,
    letter_lines,
    likelier_lines,
    pair_lines,
)
from app.rows import guard_rows, read_rows, text_rows
from app.shapes import (
    ReaderName,
    answer_shape,
    entry_shape,
    found_shapes,
    pair_shapes,
    person_shape,
    step_shape,
)
from app.terminal import (
    STDIN,
    day_of,
    exit_code,
    progress,
    show,
    spoken_words,
    tell,
    tell_defect,
    text_of,
    write_rows,
)
from app.words import Words
from journal.errors import KesanError, Locked, NothingToForget
from journal.people import StepState

if TYPE_CHECKING:
    from app.kesan import Kesan
    from app.notebook import Notebook

UNWELL = 1
Span = Literal["week", "month"]
OthersWish = Literal["replace", "erase"]
_SNIPPET = 100
HELP = spoken_words()


class Sentences(TyperGroup):
    """The commands, with each error told as its sentence and exit code."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # Typer's own copy of click
        """Runs the chosen command."""
        try:
            return super().invoke(ctx)
        except KesanError as error:
            tell(spoken_words().problem(error))
            raise typer.Exit(exit_code(error)) from error


commands = typer.Typer(
    cls=Sentences,
    help=HELP("cli.help"),
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
who = typer.Typer(help=HELP("cli.help.who"), add_completion=False, rich_markup_mode=None)
commands.add_typer(who, name="who")
Somebody = Annotated[str, typer.Argument(help=HELP("cli.help.somebody"), show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help=HELP("cli.help.json"))]
Reader = Annotated[ReaderName | None, typer.Option(help=HELP("cli.help.reader"))]
Rows = Annotated[Path, typer.Argument(help=HELP("cli.help.rows"), show_default=False)]
Out = Annotated[Path | None, typer.Option(help=HELP("cli.help.out"))]
Target = Annotated[Path, typer.Argument(help=HELP("cli.help.target"), show_default=False)]


@contextmanager
def kesan() -> "Iterator[tuple[Kesan, Words]]":
    """Kesan on this user's home, and the words of its language."""
    from app.kesan import Kesan  # noqa: PLC0415 seconds that `--help` need not wait

    program = open_kesan(Kesan)
    try:
        yield program, spoken_words()
    finally:
        program.close()


def open_kesan(kind: "type[Kesan]") -> "Kesan":
    """Kesan on this user's home; where that is under a passphrase, the environment or the terminal is asked for it.

    Raises:
        Locked: neither gives one.
    """
    try:
        return kind.open()
    except Locked:
        passphrase = os.environ.get("KESAN_PASSPHRASE") or asked_passphrase(again=False)
    from app.passphrase import key_of  # noqa: PLC0415 as Kesan
    from app.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    return kind.open(settings, key_of(settings.home, passphrase))


def asked_passphrase(*, again: bool) -> str:
    """A passphrase typed at the terminal, unseen, and twice where it is new.

    Raises:
        Locked: there is no terminal.
    """
    if not sys.stdin.isatty():
        raise Locked
    return str(
        typer.prompt(
            HELP("cli.passphrase"),
            hide_input=True,
            confirmation_prompt=HELP("cli.passphrase_again") if again else False,
            err=True,
        )
    )


@contextmanager
def notebook() -> "Iterator[tuple[Notebook, Words]]":
    """This user's journal, and the words of its language."""
    with kesan() as (program, say):
        yield program.notebook(), say


@commands.command(help=HELP("cli.help.reflect"))
def reflect(
    file: Annotated[Path, typer.Argument(help=HELP("cli.help.text"))] = STDIN,
    on: Annotated[str | None, typer.Option(help=HELP("cli.help.on"))] = None,
    reader: Reader = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Keeps one reflection, then reads it; one that can't be read now stays kept."""
    day = None if on is None else day_of(on)
    problem = None
    with notebook() as (book, say):  # first, so that nobody types a text that then has no place to go
        entry = book.keep(text_of(file), day)
        try:
            entry = book.read(entry.reflection.id, reader)
        except KesanError as error:
            problem = say.problem(error)
            tell(problem)
        except KeyboardInterrupt:
            tell(say("error.cancelled"))
            raise
        show(entry_shape(entry, problem), entry_lines(entry, say), as_json=as_json)


@commands.command(help=HELP("cli.help.read"))
def read(file: Rows, reader: Reader = None, out: Out = None) -> None:
    """Reads many texts without keeping any."""
    rows = text_rows(file)
    with kesan() as (program, say):
        write_rows(read_rows(rows, program.reader(reader or program.reader_name), say), out, file)


@commands.command(help=HELP("cli.help.guard"))
def guard(file: Rows, reader: Reader = None, out: Out = None) -> None:
    """Judges many steps."""
    rows = text_rows(file)
    with kesan() as (program, say):
        write_rows(guard_rows(rows, program.guard(reader or program.reader_name), say), out, file)


@commands.command(help=HELP("cli.help.ask"))
def ask(
    question: Annotated[str, typer.Argument(help=HELP("cli.help.question"), show_default=False)],
    as_of: Annotated[str | None, typer.Option(help=HELP("cli.help.as_of"))] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Answers from memory."""
    day = None if as_of is None else day_of(as_of)
    with notebook() as (book, say):
        answer = book.ask(question, day)
        show(answer_shape(answer), answer_lines(answer, say), as_json=as_json)


@commands.command(help=HELP("cli.help.named"))
def named(
    person: Annotated[str | None, typer.Option(help=HELP("cli.help.named_person"))] = None, *, as_json: AsJson = False
) -> None:
    """Who would mention the user's name, by what they did, and one small thing that makes it likelier."""
    with notebook() as (book, say):
        who = None if person is None else person_called(book, person)
        answer = book.would_name(who, say.language)
        small = book.likelier(who, say.language)
        shape = {**answer_shape(answer), "likelier": None if small is None else small.model_dump(mode="json")}
        show(shape, [*answer_lines(answer, say), *likelier_lines(small, say)], as_json=as_json)


@commands.command(help=HELP("cli.help.letter"))
def letter(
    of: Annotated[str | None, typer.Option(help=HELP("cli.help.letter_of"))] = None,
    every: Annotated[Span, typer.Option(help=HELP("cli.help.letter_every"))] = "week",
    *,
    as_json: AsJson = False,
) -> None:
    """A letter about a week or a month."""
    from app.clock import today  # noqa: PLC0415 as Kesan
    from app.letters import month_of, week_of  # noqa: PLC0415

    day = today() if of is None else day_of(of)
    with notebook() as (book, say):
        told = book.letter(*(week_of(day) if every == "week" else month_of(day)), say.language)
        show(told.model_dump(mode="json"), letter_lines(told, say), as_json=as_json)


@commands.command(help=HELP("cli.help.search"))
def search(
    query: Annotated[str, typer.Argument(help=HELP("cli.help.query"), show_default=False)],
    limit: Annotated[int, typer.Option(help=HELP("cli.help.limit"), min=1)] = 10,
    *,
    as_json: AsJson = False,
) -> None:
    """Finds reflections."""
    with notebook() as (book, say):
        found = book.search(query, limit=limit)
        show(found_shapes(found), found_lines(found, say), as_json=as_json)


@commands.command("import", help=HELP("cli.help.import"))
def bring_in(
    file: Annotated[Path, typer.Argument(help=HELP("cli.help.source"), show_default=False)],
    *,
    me: Annotated[str | None, typer.Option(help=HELP("cli.help.me"))] = None,
    read_them: Annotated[bool, typer.Option("--read", help=HELP("cli.help.read_them"))] = False,
    reader: Reader = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=HELP("cli.help.dry_run"))] = False,
    as_json: AsJson = False,
) -> None:
    """Brings reflections in, all or none, or names from contacts; with `--read`, all that are unread are then read."""
    with notebook() as (book, say):
        if is_contacts(file):
            bring_contacts(book, say, file, dry_run=dry_run, as_json=as_json)
            return
        if dry_run:
            would = book.rehearse_import(file, me)
            show({"would_import": would}, [say("cli.would_import", count=would)], as_json=as_json)
            return
        begun = time.perf_counter()
        brought = book.import_file(file, progress, me)
        seconds = time.perf_counter() - begun
        tell(say("cli.import_rate", count=brought, seconds=f"{seconds:.1f}", rate=f"{brought / seconds:.0f}"))
        if read_them:
            read_unread(book, reader, say)
        unread = len(book.unread())
        line = say("cli.imported", count=brought, unread=unread)
        show({"imported": brought, "unread": unread}, [line], as_json=as_json)


def bring_contacts(book: "Notebook", say: Words, file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Brings in the names of a file of contacts."""
    found = contacts_of(file)
    if dry_run:
        would = book.rehearse_contacts(found)
        line = say("cli.would_import_contacts", count=would, all=len(found))
        show({"would_import_contacts": would}, [line], as_json=as_json)
        return
    new = book.add_contacts(found)
    line = say("cli.imported_contacts", count=new, all=len(found))
    show({"imported_contacts": new}, [line], as_json=as_json)


def read_unread(book: "Notebook", reader: ReaderName | None, say: Words) -> None:
    """Reads all that is unread; what can't be read is told and passed over."""
    waiting = book.unread()
    for place, reflection_id in enumerate(waiting, start=1):
        try:
            book.read(reflection_id, reader)
        except KesanError as error:
            tell(f"{reflection_id}: {say.problem(error)}")
        progress(place, len(waiting))


@commands.command(help=HELP("cli.help.export"))
def export(
    file: Target,
    *,
    cases: Annotated[bool, typer.Option("--cases", help=HELP("cli.help.cases"))] = False,
    person: Annotated[str | None, typer.Option(help=HELP("cli.help.export_person"))] = None,
    as_json: AsJson = False,
) -> None:
    """Writes all reflections, what is due, or people, to a new file."""
    with notebook() as (book, say):
        who = None if person is None else person_called(book, person)
        count = book.export_cases(file) if cases else book.export_file(file, who, say.language)
        show({"exported": count}, [say("cli.exported", count=count, path=file)], as_json=as_json)


@commands.command(help=HELP("cli.help.forget"))
def forget(
    person: Annotated[str | None, typer.Option(help=HELP("cli.help.person"))] = None,
    reflection: Annotated[str | None, typer.Option(help=HELP("cli.help.reflection"))] = None,
    *,
    others: Annotated[OthersWish | None, typer.Option(help=HELP("cli.help.others"))] = None,
    everything: Annotated[bool, typer.Option("--everything", help=HELP("cli.help.everything"))] = False,
    yes: Annotated[bool, typer.Option("--yes", help=HELP("cli.help.yes"))] = False,
) -> None:
    """Erases one thing, the index too. At a terminal it asks first."""
    if [person is not None, reflection is not None, everything].count(True) != 1:
        raise NothingToForget
    with kesan() as (program, say):
        book = program.notebook()
        who = None if person is None else person_called(book, person)
        asks = sys.stdin.isatty() and not yes
        if who is not None and asks:
            others = others_of(book, who, others, say)
        if asks:
            typer.confirm(say("cli.really_forget"), abort=True, err=True)
        if who is not None:
            forgotten = book.forget_person(who, erase_others=others == "erase")
            print(say("cli.forgotten_person", erased=len(forgotten.erased), redacted=len(forgotten.redacted)))
        elif reflection is not None:
            book.forget_reflection(reflection)
        else:
            book.forget_everything()
        print(say("cli.forgotten"))
        for one in program.backups():
            tell(say("forget.backup", path=one.path))


def person_called(book: "Notebook", name: str) -> str:
    """The id of whoever goes by a name, or has this id.

    Raises:
        UnknownPerson: nobody does.
    """
    return book.person_called(name).id


def others_of(book: "Notebook", person_id: str, wish: OthersWish | None, say: Words) -> OthersWish:
    """What is to become of the reflections about others, once the user has seen which they are."""
    traces = book.traces(person_id)
    tell(say("forget.person.alone", count=len(traces.about_them)))
    if not traces.about_others:
        return "replace"
    tell(say("forget.person.others", count=len(traces.about_others)))
    for entry in book.entries_by_id(traces.about_others):
        tell(f"  {say.day(entry.reflection.on)}: {entry.reflection.text[:_SNIPPET]}")
    if wish is not None:
        return wish
    return "erase" if typer.confirm(say("cli.erase_others"), err=True) else "replace"


@who.callback(invoke_without_command=True)
def asked_pairs(ctx: typer.Context, *, as_json: AsJson = False) -> None:
    """Pairs who may be one person."""
    if ctx.invoked_subcommand is None:
        with notebook() as (book, say):
            pairs = book.who.alike()
            show(pair_shapes(pairs), pair_lines(pairs, say), as_json=as_json)


@who.command(help=HELP("cli.help.merge"))
def merge(one: Somebody, other: Somebody, *, as_json: AsJson = False) -> None:
    """Makes two people one, who goes by the first one's name."""
    with notebook() as (book, say):
        kept, gone = book.person_called(one), book.person_called(other)
        book.who.merge(kept.id, gone.id)
        merged = book.person_called(kept.id)
        line = say("cli.merged", names=", ".join((merged.name, *merged.aliases)))
        show({"person": person_shape(merged), "gone": gone.id}, [line], as_json=as_json)


@who.command(help=HELP("cli.help.apart"))
def apart(one: Somebody, other: Somebody, *, as_json: AsJson = False) -> None:
    """Notes that two people are not the same."""
    with notebook() as (book, say):
        two = book.person_called(one), book.person_called(other)
        book.who.keep_apart(two[0].id, two[1].id)
        show({"apart": [person_shape(each) for each in two]}, [say("cli.apart")], as_json=as_json)


@who.command(help=HELP("cli.help.split"))
def split(
    person: Somebody,
    reflection: Annotated[list[str] | None, typer.Option(help=HELP("cli.help.split_reflection"))] = None,
    name: Annotated[list[str] | None, typer.Option(help=HELP("cli.help.split_name"))] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Makes somebody of their own of some names or reflections of a person."""
    with notebook() as (book, say):
        left = book.person_called(person)
        new = book.who.split_off(left.id, name or (), reflection or ())
        both = book.person_called(left.id), book.person_called(new)
        line = say("cli.split", name=both[1].name, id=new)
        show({"person": person_shape(both[0]), "new": person_shape(both[1])}, [line], as_json=as_json)


@who.command(help=HELP("cli.help.undo"))
def undo(
    person: Somebody,
    gone: Annotated[str, typer.Argument(help=HELP("cli.help.undo_gone"))] = "",
    *,
    as_json: AsJson = False,
) -> None:
    """Takes a merge back."""
    with notebook() as (book, say):
        kept = book.person_called(person)
        again = book.person_called(book.who.undo_only(kept.id, gone))
        both = {"person": person_shape(book.person_called(kept.id)), "again": person_shape(again)}
        show(both, [say("cli.undone", name=again.name)], as_json=as_json)


@commands.command(help=HELP("cli.help.steps"))
def steps(*, as_json: AsJson = False) -> None:
    """The steps that are suggested or taken on, soonest first."""
    with notebook() as (book, say):
        found = [kept for kept in book.steps() if kept.state in (StepState.SUGGESTED, StepState.ACCEPTED)]
        show([step_shape(kept) for kept in found], kept_step_lines(found, say), as_json=as_json)


@commands.command(help=HELP("cli.help.step"))
def step(
    step_id: Annotated[str, typer.Argument(help=HELP("cli.help.step_id"), show_default=False)],
    action: Annotated[str | None, typer.Option(help=HELP("cli.help.step_action"))] = None,
    message: Annotated[str | None, typer.Option(help=HELP("cli.help.step_message"))] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Puts a step into other words, unless they ask for something."""
    with notebook() as (book, say):
        kept = book.reword_step(step_id, action, message)
        show(step_shape(kept), kept_step_lines([kept], say), as_json=as_json)


@commands.command(help=HELP("cli.help.reindex"))
def reindex() -> None:
    """Builds the index anew from the record."""
    with notebook() as (book, say):
        print(say("cli.reindexed", count=book.reindex(progress)))


@commands.command(help=HELP("cli.help.doctor"))
def doctor(*, as_json: AsJson = False) -> None:
    """Says what is wrong and what mends it."""
    with kesan() as (program, say):
        findings = program.examine()
        told = [(one.well, say(one.words, **one.values)) for one in findings]
        lines = [("✓ " if well else "✗ ") + sentence for well, sentence in told]
        show([{"well": well, "sentence": sentence} for well, sentence in told], lines, as_json=as_json)
    if not all(one.well for one in findings):
        raise typer.Exit(UNWELL)


@commands.command(help=HELP("cli.help.backup"))
def backup(file: Target) -> None:
    """Writes a consistent copy of the record."""
    with kesan() as (program, say):
        program.backup(file)
        print(say("cli.backed_up", path=file))


@commands.command(help=HELP("cli.help.passphrase"))
def passphrase(*, off: Annotated[bool, typer.Option("--off", help=HELP("cli.help.passphrase_off"))] = False) -> None:
    """Puts the journal under a passphrase, from KESAN_PASSPHRASE or typed, or takes it off."""
    from app import passphrase as lock  # noqa: PLC0415 as Kesan

    with kesan() as (program, say):
        home = program.home  # it was opened, so its schema is the newest; from here on nobody may have it open
        copies = program.backups()
    given = os.environ.get("KESAN_PASSPHRASE")
    if off:
        lock.unseal(home, given or asked_passphrase(again=False))
        print(say("cli.unsealed"))
        return
    tell(say("cli.passphrase_warning"))
    lock.seal(home, given or asked_passphrase(again=True))
    print(say("cli.sealed"))
    for one in copies:
        tell(say("lock.backups", path=one.path))


@commands.command(help=HELP("cli.help.restore"))
def restore(
    file: Annotated[Path, typer.Argument(help=HELP("cli.help.backup_file"), show_default=False)],
    *,
    yes: Annotated[bool, typer.Option("--yes", help=HELP("cli.help.yes"))] = False,
) -> None:
    """Puts a backup in place of the journal, of which a copy is kept. At a terminal it asks first."""
    with kesan() as (program, say):
        book = program.notebook()
        if sys.stdin.isatty() and not yes and book.count():
            typer.confirm(say("cli.really_restore", count=book.count()), abort=True, err=True)
        before = restored(program, file)
        print(say("cli.restored", count=book.count()))
        if before is not None:
            print(say("cli.backed_up", path=before))


def restored(program: "Kesan", file: Path) -> Path | None:
    """The copy of what was there before; a backup under a passphrase of its own has that asked for."""
    try:
        return program.restore(file)
    except Locked:
        return program.restore(file, os.environ.get("KESAN_PASSPHRASE") or asked_passphrase(again=False))


@commands.command(help=HELP("cli.help.mcp"))
def mcp() -> None:
    """Serves the journal to an assistant over standard input and output, until that ends."""
    from app.mcp_tools import server  # noqa: PLC0415

    with kesan() as (program, say):
        server(program, say).run("stdio")


@commands.command(hidden=True)
def fill_demo() -> None:
    """Fills an empty home with the demo's journal; `run.py demo` does so before it opens the app."""
    from app.demo import fill  # noqa: PLC0415

    with kesan() as (program, _):
        fill(program)


@commands.command(help=HELP("cli.help.evaluate"))
def evaluate(
    task: Annotated[str, typer.Argument(help=HELP("cli.help.task"), show_default=False)],
    file: Rows,
    reader: Annotated[ReaderName, typer.Option(help=HELP("cli.help.reader"))] = "embedded",
    out: Out = None,
) -> None:
    """Measures a reader on a labelled file."""
    from evals.command import evaluate as measure  # noqa: PLC0415 scikit-learn is there for developers only

    raise typer.Exit(measure(task, file, reader, out))


if __name__ == "__main__":
    sys.excepthook = tell_defect
    typer.main.get_command(commands)(prog_name="run.py")  # calling Typer itself would put its own hook in place
