"""The prompt chain, read through whatever model answers at the endpoint that the settings name.

    python -m evals.chain --at-once 8 data/dev/reflections_b.jsonl
    python -m evals.chain --ids r-05,r-08 --steps data/dev/steps_b.jsonl data/dev/reflections.jsonl

A run is written to chain.json, dated and with the prompts' versions, and REPORT.md shows it: a model's answers can't
be had anew on every machine. Tokens are characters by four where the server does not count them. Names stay home in
a run, whatever the server, since that is how most users' texts are read.
"""

import argparse
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from app.clock import today
from app.kesan import MODELS
from app.readers import Readers
from app.settings import load_settings
from coach.guarding import safe_step
from coach.model.addresses import Kind
from coach.model.reader import ModelGuard, ModelReader
from coach.model.server import Asked, Reply, Server
from coach.reader import Guard
from coach.step_rules import broken_rule
from evals.cases import PairCase, ReflectionCase, StepCase, read_cases
from evals.figures import Share, share
from evals.people import Compared, compared
from evals.reading import read_text
from evals.tables import Table, table
from journal.frozen import Frozen
from journal.language import language_of
from journal.signals import Lens, Verdict

OUT = Path(__file__).with_name("chain.json")
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
    people: Compared | None = None
    pair: str = ""

    @property
    def critical(self) -> dict[str, int]:
        """The calls that follow one another: the step is thought of while the meeting is weighed."""
        return {name: count for name, count in self.tokens.items() if not name.startswith(_BESIDE_WEIGH)}


class JudgedStep(Frozen):
    """A step of a file: whether its author and whether the chain calls it transactional."""

    id: str
    transactional: bool
    told: bool


class ChainFigures(Frozen):
    """A run; `note` is what to know of it."""

    on: date
    model: str
    note: str
    prompts: tuple[str, ...]
    rows: tuple[Row, ...]
    steps: tuple[JudgedStep, ...] = ()

    @property
    def false_connections(self) -> Share:
        """Of the hidden pitches, those that were read as a real connection."""
        return share([row.read is Verdict.REAL_CONNECTION for row in self.rows if row.gold is Verdict.HIDDEN_PITCH])

    @property
    def pairs(self) -> Share:
        """Pairs of which both were read as their author's."""
        both: dict[str, list[bool]] = defaultdict(list)
        for row in self.rows:
            if row.pair:
                both[row.pair].append(row.read is row.gold)
        return share([all(right) for right in both.values() if len(right) > 1])

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


def measure(
    cases: Iterable[ReflectionCase],
    server: Server,
    on: date,
    note: str = "",
    *,
    pairs: Sequence[PairCase] = (),
    steps: Sequence[StepCase] = (),
    at_once: int = 1,
) -> ChainFigures:
    """The figures of these reflections and steps.

    Args:
        pairs: which of the cases belong together.
        at_once: readings that may wait for the model at the same time, at least 1.
    """
    pair_of = {one.id: one.pair for one in pairs}
    guard = ModelGuard(server, broken_rule)
    with ThreadPoolExecutor(at_once) as pool:
        judging = [pool.submit(_judged, step, guard) for step in steps]
        rows = tuple(pool.map(lambda case: _row(case, server, pair_of.get(case.id, "")), cases))
        judged = tuple(one.result() for one in judging)
    prompts = _reader(server).made_by.prompts
    return ChainFigures(on=on, model=server.chosen, note=note, prompts=prompts, rows=rows, steps=judged)


def _judged(step: StepCase, guard: Guard) -> JudgedStep:
    told = guard.judge(step.text, language_of(step.text)).transactional
    return JudgedStep(id=step.id, transactional=step.transactional, told=told)


def _reader(server: Server) -> ModelReader:
    return ModelReader(server, broken_rule, lambda asked, read: safe_step(asked, read.people, read.verdict))


def _row(case: ReflectionCase, server: Server, pair: str) -> Row:
    counting = Counting(server)
    read = read_text(_reader(counting), case.text)
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
        people=compared(case, read) if case.people else None,
        pair=pair,
    )


def tables(figures: ChainFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    rows = figures.rows
    people = [row.people for row in rows if row.people]
    found = [True for one in people for _ in one.pairs]
    given = sum(row.moves + row.dropped for row in rows)
    whole = [
        ("verdicts right", figures.right),
        ("hidden pitch read as real connection", figures.false_connections),
        ("pairs, both right", figures.pairs),
        ("people: precision", share(found + [False for one in people for _ in one.invented])),
        ("people: recall", share(found + [False for one in people for _ in one.missed])),
        ("steps judged right", share([one.told is one.transactional for one in figures.steps])),
        ("transactional steps let through", share([not one.told for one in figures.steps if one.transactional])),
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
    counts = Counter(row.id.rpartition("-")[0] for row in rows)
    read = ", ".join(f"{count} of `{name}-…`" for name, count in counts.items())
    whole = [(what, measured) for what, measured in whole if not (isinstance(measured, Share) and measured.of == 0)]
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
    """Reads the reflections of the files, or those of these ids, and writes the run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--ids", default="", help="only these, with commas between")
    parser.add_argument("--steps", type=Path, help="a file of steps for the guard to judge")
    parser.add_argument("--at-once", type=int, default=1, help="readings that wait for the model at the same time")
    parser.add_argument("--note", default="", help="what a reader of the report should know of the model")
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    server = Readers(load_settings(), MODELS).endpoint()
    ids = {name for name in chosen.ids.split(",") if name}
    cases = [case for file in chosen.files for case in read_cases(file, ReflectionCase) if not ids or case.id in ids]
    pairs = [case for file in chosen.files for case in read_cases(file, PairCase)]
    steps = read_cases(chosen.steps, StepCase) if chosen.steps else ()
    run = measure(cases, server, today(), chosen.note, pairs=pairs, steps=steps, at_once=chosen.at_once)
    chosen.out.write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(chosen.out)


if __name__ == "__main__":
    main()
