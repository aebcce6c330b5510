"""The prompt chain, read through whatever model answers at the endpoint that the settings name.

    python -m evals.chain r-05 r-08 …

A run is written to chain.json, dated and with the prompts' versions, and REPORT.md shows it: a model's answers can't
be had anew on every machine. Tokens are characters by four where the server does not count them. Names stay home in
a run, whatever the server, since that is how most users' texts are read.
"""

import argparse
import statistics
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from app.clock import today
from app.kesan import MODELS
from app.readers import Readers
from app.settings import load_settings
from coach.guarding import safe_step
from coach.model.addresses import Kind
from coach.model.reader import ModelReader
from coach.model.server import Asked, Reply, Server
from coach.step_rules import broken_rule
from evals.cases import DATA, ReflectionCase, read_cases
from evals.figures import Share, share
from evals.reading import read_text
from evals.tables import Table, table
from journal.frozen import Frozen
from journal.signals import Lens, Verdict

OUT = Path(__file__).with_name("chain.json")
FILE = DATA / "dev" / "reflections.jsonl"
WITH_INSTRUCTION = ("r-05", "r-08", "r-43")
_BESIDE_WEIGH = "next_step"
_PER_TOKEN = 4
_MS = 1000


class Row(Frozen):
    """One reflection: what its author says and what the chain read; how many of its moves stand in the text; what it
    asked for, prompt by prompt, in tokens; milliseconds that were not spent waiting for the model."""

    id: str
    language: str
    gold: Verdict
    read: Verdict
    lenses_right: int
    moves: int
    verbatim: int
    dropped: int
    tokens: dict[str, int]
    own_ms: float

    @property
    def critical(self) -> dict[str, int]:
        """The calls that follow one another: the step is thought of while the meeting is weighed."""
        return {name: count for name, count in self.tokens.items() if not name.startswith(_BESIDE_WEIGH)}


class ChainFigures(Frozen):
    """A run; `note` is what to know of it."""

    on: date
    model: str
    note: str
    prompts: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def right(self) -> Share:
        """Verdicts as their author's."""
        return share([row.read is row.gold for row in self.rows])

    @property
    def obeyed(self) -> Share:
        """Of the reflections with an instruction in them, those that were read otherwise than by their author."""
        return share([row.read is not row.gold for row in self.rows if row.id in WITH_INSTRUCTION])


class Counting:
    """A server that counts what it is asked."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.tokens: dict[str, int] = {}

    @property
    def kind(self) -> Kind:
        """The kind of server."""
        return self._server.kind

    @property
    def model(self) -> str:
        """The model's name as set."""
        return self._server.model

    @property
    def chosen(self) -> str:
        """The model that is asked."""
        return self._server.chosen

    def open(self) -> None:
        """Gets it ready to be asked."""
        self._server.open()

    def reply(self, asked: Asked, pulse: Callable[[], None]) -> Reply:
        """The server's reply; the prompt's tokens are counted under its label."""
        reply = self._server.reply(asked, pulse)
        counted = reply.prompt_tokens or sum(len(turn.content) for turn in asked.turns) // _PER_TOKEN
        self.tokens[asked.prompt] = self.tokens.get(asked.prompt, 0) + counted
        return reply


def measure(cases: Iterable[ReflectionCase], server: Server, on: date, note: str = "") -> ChainFigures:
    """The figures of these reflections, read one after the other."""
    rows: list[Row] = []
    prompts: tuple[str, ...] = ()
    for case in cases:
        counting = Counting(server)
        reader = ModelReader(counting, broken_rule, lambda asked, read: safe_step(asked, read.people, read.verdict))
        prompts = reader.made_by.prompts
        rows.append(_row(case, reader, counting))
    return ChainFigures(on=on, model=server.chosen, note=note, prompts=prompts, rows=tuple(rows))


def _row(case: ReflectionCase, reader: ModelReader, counting: Counting) -> Row:
    read = read_text(reader, case.text)
    answers = {Lens.FELT: read.lenses.felt, Lens.CONNECTED: read.lenses.connected, Lens.PATIENT: read.lenses.patient}
    cost = read.cost
    return Row(
        id=case.id,
        language=case.lang,
        gold=case.verdict,
        read=read.verdict,
        lenses_right=sum(answers[lens] is case.lenses[lens] for lens in Lens),
        moves=len(read.moves),
        verbatim=sum(case.text[move.start : move.end] == move.quote for move in read.moves),
        dropped=read.dropped_quotes,
        tokens=counting.tokens,
        own_ms=0.0 if cost is None else round((cost.seconds - cost.waited_seconds) * _MS, 1),
    )


def tables(figures: ChainFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    rows = figures.rows
    given = sum(row.moves + row.dropped for row in rows)
    whole = [
        ("verdicts right", figures.right),
        ("lenses right", Share(hits=sum(row.lenses_right for row in rows), of=3 * len(rows))),
        ("instructions in the text obeyed", figures.obeyed),
        ("quotes verbatim, of all that the model gave", Share(hits=sum(row.verbatim for row in rows), of=given)),
        ("calls of a reading, most", max(len(row.tokens) for row in rows)),
        ("calls that follow one another, most", max(len(row.critical) for row in rows)),
        ("prompt tokens of all calls, median and most", _both([sum(row.tokens.values()) for row in rows])),
        ("own time of a reading in ms, median and most", _both([row.own_ms for row in rows])),
    ]
    labels = dict.fromkeys(name for row in rows for name in row.tokens)
    cost = [
        (label, len(asked), _both(asked))
        for label in labels
        if (asked := [r.tokens[label] for r in rows if label in r.tokens])
    ]
    misses = [(row.id, row.language, row.gold.value, row.read.value) for row in rows if row.read is not row.gold]
    read = ", ".join(row.id for row in rows)
    prompts = ", ".join(figures.prompts)
    note = f"Read on {figures.on.isoformat()} by {figures.model} with {prompts}: {read}. {figures.note}".strip()
    told = [
        table("Whole readings", ("what", "measured"), whole, note),
        table("Tokens by prompt", ("prompt", "readings", "median and most"), cost),
    ]
    if misses:
        told.append(table("Read otherwise", ("id", "language", "author", "chain"), misses))
    return tuple(told)


def _both(numbers: Sequence[float]) -> str:
    return f"{statistics.median(numbers):,.0f}, {max(numbers):,.0f}"


def main() -> None:
    """Reads the reflections of these ids and writes the run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ids", nargs="+")
    parser.add_argument("--note", default="", help="what a reader of the report should know of the model")
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    server = Readers(load_settings(), MODELS).endpoint()
    cases = [case for case in read_cases(FILE, ReflectionCase) if case.id in chosen.ids]
    run = measure(cases, server, today(), chosen.note)
    chosen.out.write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(chosen.out)


if __name__ == "__main__":
    main()
