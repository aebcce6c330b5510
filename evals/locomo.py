"""Recall over long talks, beside BM25: LoCoMo's questions, asked of its turns and of its sessions.

    python -m evals.locomo FILE

writes the figures to `evals/locomo.json` for the report. LoCoMo is CC BY-NC 4.0: it is measured on, and never part of
the project. FILE is `locomo_qa.jsonl`; beside it lie `locomo_turns.jsonl` and `locomo_sessions.jsonl`. Each talk is an
owner of its own. Questions without evidence, and those that were made to have no answer (category 5), are left out.
Turns are kept with the speaker's name.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.clock import today
from evals.cases import DATA, file_hash
from evals.figures import Share, share
from evals.finding import MEMORY, word_methods
from evals.tables import Table, table
from journal.frozen import Frozen
from journal.reflection import Owner, Reflection

if TYPE_CHECKING:
    from app.kesan import Kesan
    from evals.parts import Parts

DEFAULT = DATA / "public" / "locomo_qa.jsonl"
OUT = Path(__file__).with_name("locomo.json")
_BESIDE = ("locomo_turns.jsonl", "locomo_sessions.jsonl")
_TURNS, _SESSIONS = 10, 5
_UNANSWERABLE = 5
_KEPT_AT = datetime(2024, 1, 1, tzinfo=UTC)
Find = Callable[[str, str], Sequence[str]]


class LocomoFigures(Frozen):
    """By method: of all pieces of evidence the share among the first ten turns, the questions all of whose evidence is
    there, and the questions with a session of evidence among the first five."""

    turns: dict[str, Share]
    whole: dict[str, Share]
    sessions: dict[str, Share]


class Run(Frozen):
    """Figures that were kept: the day, the hashes of the models and of the files."""

    on: date
    made_by: dict[str, str]
    files: dict[str, str]
    figures: LocomoFigures


def run(file: Path, parts: "Parts") -> LocomoFigures:
    """The figures of LoCoMo's questions."""
    asked = [row for row in _rows(file) if row["evidence"] and row["category"] != _UNANSWERABLE]
    said, talked = (_rows(file.with_name(name)) for name in _BESIDE)
    turns = _by_talk(said, lambda row: f"{row['speaker']}: {row['text']}", "dia_id")
    sessions = _by_talk(talked, lambda row: str(row["text"]), "session")
    with parts.empty_journal() as kesan:
        by_turn, by_session = _methods(kesan, turns, "turns"), _methods(kesan, sessions, "sessions")
        return LocomoFigures(
            turns={name: _pieces(asked, find, _TURNS) for name, find in by_turn.items()},
            whole={name: _all_of(asked, find, _TURNS) for name, find in by_turn.items()},
            sessions={name: _sessions_found(asked, find, _SESSIONS) for name, find in by_session.items()},
        )


def _methods(kesan: "Kesan", texts: dict[str, dict[str, str]], what: str) -> dict[str, Find]:
    for talk, kept in texts.items():
        owner = Owner(f"{what}/{talk}")
        kesan.record.of(owner).keep_all(
            Reflection(id=f"{what}/{talk}/{one}", text=text, on=_KEPT_AT.date(), kept_at=_KEPT_AT)
            for one, text in kept.items()
        )
        kesan.memory(owner).heal()

    @cache
    def search(talk: str, question: str) -> list[str]:
        found = kesan.memory(Owner(f"{what}/{talk}")).search(question, limit=_TURNS)
        return [one.reflection_id.removeprefix(f"{what}/{talk}/") for one in found]

    return {MEMORY: search, "BM25": word_methods(texts)["BM25"]}


def _pieces(asked: Sequence[dict[str, Any]], find: Find, few: int) -> Share:
    found = [(row, set(find(row["conversation"], row["question"])[:few])) for row in asked]
    return share([one in got for row, got in found for one in row["evidence"]])


def _all_of(asked: Sequence[dict[str, Any]], find: Find, few: int) -> Share:
    return share([set(row["evidence"]) <= set(find(row["conversation"], row["question"])[:few]) for row in asked])


def _sessions_found(asked: Sequence[dict[str, Any]], find: Find, few: int) -> Share:
    return share(
        [
            bool({_session(one) for one in row["evidence"]} & set(find(row["conversation"], row["question"])[:few]))
            for row in asked
        ]
    )


def _session(evidence: str) -> str:
    """The number of the session that a turn's id begins with: "D12:3"."""
    return evidence.removeprefix("D").split(":")[0]


def _by_talk(
    rows: Sequence[dict[str, Any]], text: Callable[[dict[str, Any]], str], key: str
) -> dict[str, dict[str, str]]:
    talks: dict[str, dict[str, str]] = {}
    for row in rows:
        talks.setdefault(row["conversation"], {})[str(row[key])] = text(row)
    return talks


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def tables(figures: LocomoFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    head = ("method", "evidence turns among 10", "all evidence among 10", "a session of evidence among 5")
    rows = [(name, figures.turns[name], figures.whole[name], figures.sessions[name]) for name in figures.turns]
    return (table("LoCoMo", head, rows),)


def main() -> None:
    """Measures and keeps the figures."""
    from evals.parts import Parts  # noqa: PLC0415 loads the models' run-times

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    parts = Parts("embedded")
    figures = run(chosen.file, parts)
    files = [chosen.file, *(chosen.file.with_name(name) for name in _BESIDE)]
    made_by = {name: digest for name, digest in parts.made_by.items() if name == "encoder"}
    told = Run(on=today(), made_by=made_by, files={one.name: file_hash(one) for one in files}, figures=figures)
    chosen.out.write_text(told.model_dump_json(indent=1, round_trip=True) + "\n", encoding="utf-8")
    print(chosen.out)


if __name__ == "__main__":
    main()
