"""Writes REPORT.md: what the embedded reader is worth on reflections that it was never trained on.

    python -m evals.report

Every task is measured anew on data/dev. The speed is that of benchmarks/results.json, and what the network scored
on authors left out of its training is what training wrote into models/reader/reader.json.
"""

import argparse
import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from evals.calibration import draw
from evals.cases import DATA, ROOT, file_hash
from evals.chain import OUT as CHAIN
from evals.chain import ChainFigures
from evals.chain import tables as chain_tables
from evals.command import measure, task_named
from evals.false_alarms import OUT as ALARMS
from evals.false_alarms import Run as Alarms
from evals.false_alarms import tables as alarm_tables
from evals.goals import Results, goal_table, goals, locomo_goals
from evals.locomo import OUT as LOCOMO
from evals.locomo import Run as Locomo
from evals.locomo import tables as locomo_tables
from evals.tables import Table, render, table

REPORT = Path(__file__).with_name("REPORT.md")
MODELS = ROOT / "models"
SPEED = ROOT / "benchmarks" / "results.json"
_DEV = DATA / "dev"
_FILES = {
    "verdict": "reflections.jsonl",
    "verdict_b": "reflections_b.jsonl",
    "evidence": "reflections.jsonl",
    "people": "reflections.jsonl",
    "guard": "steps.jsonl",
    "guard_b": "steps_b.jsonl",
    "calibration": "reflections.jsonl",
    "quotes": "reflections.jsonl",
    "finding": "finding.jsonl",
    "ask": "journal_b.jsonl",
    "ask_c": "journal_c.jsonl",
    "ask_d": "journal_d.jsonl",
    "ablation": "journal_b.jsonl",
}
_TASKS = {
    "evidence": "signals",
    "verdict_b": "verdict",
    "guard_b": "guard",
    "ask_c": "ask",
    "ask_d": "ask",
}
_LEARNT_BESIDE = ("dev/sentences.jsonl", "steps_train.jsonl", "finding_train.jsonl")
_LARGE = 100.0
_WITH_INSTRUCTION = ("r-05", "r-08", "r-43")
_OPENING = """# What Kesan's embedded reader is worth

Written by `python -m evals.report`; one figure alone: `python cli.py evaluate TASK FILE`. A share stands with its
counts and its 95 % interval (Wilson), other figures with a bootstrap interval. The sets are small and each is one
author's, all of them written for this project and none by real users: intervals say what chance does, not what
another author would."""
_TRAINED = """## What was trained on, and what was not

The reader's network is trained on `data/train` and `data/dev/sentences.jsonl`, the guard on `data/steps_train.jsonl`,
the encoder on `data/finding_train.jsonl`. The other files of `data/dev` were never trained on. They were looked at
while the program was written, so they are no blind test."""
_LEFT_OUT = """## The network on authors left out

As training measured it: trained on the files but for a group of two or three, asked about those left out.
`models/reader/card.md` says it whole."""
_CHAIN = """## The prompt chain

With a language model, names hidden. A run of `python -m evals.chain`, kept in `evals/chain.json`: unlike all other
figures it is not measured anew for this report."""
_ALARMS = """## Honest talk

Other people's talk in which nothing was sold: how often the embedded reader calls it a hidden pitch (goal: ≤ 8 %). The
bound for texts longer than what the reader learnt from was set on these very samples: read the figure as a friendly
one; before it, 52 of 140. The texts are not in the project; `python -m evals.false_alarms FILE …` keeps the figures in
`evals/false_alarms.json`."""
_LOCOMO = """## Recall over long talks

LoCoMo's questions (Maharana et al. 2024), ten long talks of two people in English, asked of a memory that keeps each
turn, or each session, as a reflection; BM25 in the same run. The texts are CC BY-NC 4.0 and not in the project;
`python -m evals.locomo FILE` keeps the figures in `evals/locomo.json`."""
_INTRO = {
    "verdict": "60 reflections, 30 in Indonesian, 20 in English, 10 mixed; 24 of them hard by their author's word.",
    "verdict_b": "100 hard reflections by an author who saw the rubric and no other data: 50 in Indonesian, 30 in"
    " English, 20 mixed. Written after the network was designed; each reader trained since was asked, nothing chosen"
    " by it.",
    "evidence": "What single sentences of them show. Only the author's quotes are labelled,"
    " so precision can't be told here. `data/dev/sentences.jsonl` is trained on: no figure on it means anything.",
    "people": "By name, in the same reflections. Descriptions (“the headmaster”) count as people, too.",
    "guard": "100 suggested steps. The bag of words is cross-validated on the steps themselves, an advantage.",
    "guard_b": "120 steps that were written before the guard was asked about them; how blind the figure is, "
    "`models/guard/card.md` says.",
    "calibration": "The embedded reader's sureness of its likeliest verdict, abstention apart, in eight bins of equal"
    " size.\n\n![Reliability of the verdict](calibration.png)",
    "quotes": "",
    "finding": "60 notes and 40 queries that share almost no words, searched for as the app does it. The encoder was"
    " trained further on other pairs of this kind (`data/finding_train.jsonl`), by another author; these were never"
    " trained on.",
    "ask": "A journal of 50 reflections over 14 months, kept and read by the embedded reader alone, asked four days"
    " after its last entry. Asking was tuned on it and on `journal_c`. On `journal_d`, written before and asked once"
    " when the tuning was done, with the reader of then, 3 of the 8 first named were in the gold, 12 of 16 gold people"
    " came first and none of 3 unanswerable questions was answered; it has since been looked at.",
    "ask_c": "44 reflections by another author, on which asking was tuned, too.",
    "ask_d": "42 reflections by a third author; what is said above of how blind it is holds.",
    "ablation": "The reconnect questions of `journal_b`, asked with one reason of the ranking left out at a time. Few"
    " questions: a difference of one person says little.",
}
_TITLES = {
    "verdict": "Verdict",
    "verdict_b": "Verdict, another author",
    "evidence": "Signals",
    "people": "People",
    "guard": "Guard",
    "guard_b": "Guard, other steps",
    "calibration": "Calibration",
    "quotes": "Quotes",
    "finding": "Finding",
    "ask": "Asking",
    "ask_c": "Asking, journal_c",
    "ask_d": "Asking, journal_d",
    "ablation": "What each reason is worth",
}


class Facts(NamedTuple):
    """What the figures were measured on and with. `left_out` is what training wrote, `speed` what benchmarks did,
    `chain` the newest run of the prompt chain, `alarms` that on other people's honest talk, `locomo` that of recall
    over long talks."""

    models: Table
    data: Table
    left_out: Mapping[str, Any]
    speed: Mapping[str, Any]
    chain: ChainFigures | None = None
    alarms: Alarms | None = None
    locomo: Locomo | None = None


def compose(results: Results, facts: Facts) -> str:
    """The report."""
    asked_for = [*goals(results), *(locomo_goals(facts.locomo.figures) if facts.locomo else ())]
    parts = [_OPENING, render([goal_table(asked_for)], level=2), _TRAINED, render([facts.models, facts.data])]
    parts.append(_left_out(facts.left_out))
    parts += [_section(name, figures) for name, figures in results._asdict().items()]
    if facts.chain:
        parts += [_CHAIN, render(chain_tables(facts.chain))]
    if facts.alarms:
        parts += [_ALARMS, _kept(facts.alarms, alarm_tables(facts.alarms.figures))]
    if facts.locomo:
        parts += [_LOCOMO, _kept(facts.locomo, locomo_tables(facts.locomo.figures))]
    if facts.speed:
        parts.append(_speed(facts.speed))
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(name: str, figures: Any) -> str:
    tables = task_named(_task(name)).tables(figures)
    said = [f"## {_TITLES[name]}", _INTRO[name], _instructions(figures) if name == "verdict" else ""]
    return "\n\n".join([*(one for one in said if one), render(tables)])


def _instructions(figures: Any) -> str:
    missed = {miss.id: miss.read.value for miss in figures.misses}
    told = [f"{name} {'otherwise: ' + missed[name] if name in missed else 'right'}" for name in _WITH_INSTRUCTION]
    return f"Three of them carry an instruction to the software. They were read: {', '.join(told)}."


def _kept(run: Alarms | Locomo, figures: Iterable[Table]) -> str:
    """Figures that were kept, with what they were measured on and when."""
    files = ", ".join(f"{name} ({digest})" for name, digest in run.files.items())
    made_by = ", ".join(f"{name} {digest}" for name, digest in run.made_by.items())
    return f"{render(figures)}\n\nMeasured on {run.on.isoformat()} with {made_by}: {files}."


def _left_out(figures: Mapping[str, Any]) -> str:
    if not figures:
        return f"{_LEFT_OUT}\n\nTraining has written no figures yet."
    return "\n\n".join([_LEFT_OUT, render([table("By training", ("figure", "value"), flat(figures))])])


def _speed(speed: Mapping[str, Any]) -> str:
    rows = [
        (name, *(_number(one[key]) for key in ("p50", "p95", "runs", "unit"))) for name, one in speed["rows"].items()
    ]
    machine = ", ".join(f"{name} {value}" for name, value in speed["machine"].items())
    return "\n\n".join(
        [
            "## Speed",
            f"By `python -m benchmarks`, on: {machine}.",
            render([table("Times", ("what", "p50", "p95", "runs", "unit"), rows)]),
        ]
    )


def flat(figures: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, str]]:
    """The nested figures as (path, value), numbers at three places."""
    for name, value in figures.items():
        path = f"{before} {name}".strip()
        if isinstance(value, Mapping):
            yield from flat(value, path)
        else:
            yield path, _number(value)


def _number(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < _LARGE else f"{value:,.0f}"
    return "–" if value is None else str(value)


def measured() -> Results:
    """All figures, measured now with the embedded reader."""
    figures = {name: measure(_task(name), _DEV / file, "embedded").figures for name, file in _FILES.items()}
    return Results(**cast("dict[str, Any]", figures))


def _task(name: str) -> str:
    return _TASKS.get(name, name)


def facts(models: Path = MODELS, data: Path = DATA, speed: Path = SPEED) -> Facts:
    """What lies in the project."""
    told = _json(models / "reader" / "reader.json")
    return Facts(
        models=table("Models", ("folder", "SHA-256 of its description", "files", "size"), _models(models)),
        data=table(
            "Data", ("file", "SHA-256", "rows", "trained on"), _data(data, told.get("trained", {}).get("files", ()))
        ),
        left_out=told.get("figures", {}),
        speed=_json(speed),
        chain=ChainFigures.model_validate_json(CHAIN.read_text("utf-8")) if CHAIN.exists() else None,
        alarms=Alarms.model_validate_json(ALARMS.read_text("utf-8")) if ALARMS.exists() else None,
        locomo=Locomo.model_validate_json(LOCOMO.read_text("utf-8")) if LOCOMO.exists() else None,
    )


def _models(models: Path) -> Iterable[tuple[str, ...]]:
    for folder in sorted(path for path in models.iterdir() if path.is_dir()):
        files = [path for path in folder.iterdir() if path.is_file()]
        described = folder / f"{folder.name}.json"
        if files:
            size = sum(path.stat().st_size for path in files) / 1e6
            yield (
                f"models/{folder.name}",
                file_hash(described) if described.exists() else "–",
                str(len(files)),
                f"{size:.1f} MB",
            )


def _data(data: Path, learnt: Collection[str]) -> Iterable[tuple[str, ...]]:
    learnt_from = {*(f"train/{file}.jsonl" for file in learnt), *_LEARNT_BESIDE}
    for path in sorted(data.rglob("*.jsonl")):
        name = path.relative_to(data).as_posix()
        trained = "yes" if name in learnt_from else "no"
        yield f"data/{name}", file_hash(path), str(len(path.read_text(encoding="utf-8").splitlines())), trained


def _json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def main() -> None:
    """Measures and writes the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=REPORT)
    chosen = parser.parse_args()
    results = measured()
    draw(results.calibration, chosen.out.with_name("calibration.png"))
    chosen.out.write_text(compose(results, facts()), encoding="utf-8")
    print(chosen.out)


if __name__ == "__main__":
    main()
