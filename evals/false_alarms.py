"""How often honest talk is read as a hidden pitch.

    python -m evals.false_alarms FILE …

The files are other people's (XPersona, CaSiNo, LoCoMo) and lie outside the project: JSONL with `id`, `text` and, where
there is one, `source` and `label`; texts that their owner calls a pitch are left out. A run keeps figures alone, in
false_alarms.json, and REPORT.md shows it. Such talk is no reflection, so only the one figure says something.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import today
from coach.reader import Reader
from evals.cases import DATA, TalkCase, file_hash, read_cases
from evals.figures import Share, share
from evals.reading import read_text
from evals.tables import Table, table
from journal.errors import TextTooLong
from journal.frozen import Frozen
from journal.reflection import clean_text
from journal.signals import Verdict

if TYPE_CHECKING:
    from evals.parts import Parts

DEFAULT = DATA / "dev" / "reflections.jsonl"
OUT = Path(__file__).with_name("false_alarms.json")
_ALL = "all"


class OfSource(Frozen):
    """One source's talk: how much was read as a hidden pitch, and how often each verdict was given."""

    source: str
    pitch: Share
    verdicts: dict[Verdict, int]


class AlarmFigures(Frozen):
    """All figures of the task."""

    sources: tuple[OfSource, ...]


class Run(Frozen):
    """Figures of several files, by name and hash."""

    on: date
    made_by: dict[str, str]
    files: dict[str, str]
    figures: AlarmFigures


def run(file: Path, parts: "Parts") -> AlarmFigures:
    """The figures of a file of texts."""
    return measure(read_cases(file, TalkCase), parts.reader)


def measure(cases: Sequence[TalkCase], reader: Reader) -> AlarmFigures:
    """The figures of these texts; those too long to be kept are left out."""
    honest = [case for case in cases if case.is_honest and _can_be_kept(case.text)]
    read = [read_text(reader, case.text).verdict for case in honest]
    names = [_ALL, *sorted({case.source for case in honest})]
    return AlarmFigures(
        sources=tuple(
            _of_source(name, [v for case, v in zip(honest, read, strict=True) if name in (_ALL, case.source)])
            for name in names
        )
    )


def _can_be_kept(text: str) -> bool:
    try:
        return bool(clean_text(text))
    except TextTooLong:
        return False


def _of_source(source: str, read: Sequence[Verdict]) -> OfSource:
    pitch = share([verdict is Verdict.HIDDEN_PITCH for verdict in read])
    return OfSource(source=source or "–", pitch=pitch, verdicts=dict(Counter(read)))


def tables(figures: AlarmFigures) -> tuple[Table, ...]:
    """The figures to look at."""
    rows = [
        (
            one.source,
            one.pitch,
            *(one.verdicts.get(verdict, 0) for verdict in Verdict if verdict is not Verdict.HIDDEN_PITCH),
        )
        for one in figures.sources
    ]
    others = [verdict.value for verdict in Verdict if verdict is not Verdict.HIDDEN_PITCH]
    return (table("Honest talk", ("source", "read as hidden pitch", *others), rows),)


def main() -> None:
    """Reads the files' texts and writes the figures."""
    from evals.parts import Parts  # noqa: PLC0415 loads the models' run-times

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    chosen = parser.parse_args()
    parts = Parts("embedded")
    cases = [case for file in chosen.files for case in read_cases(file, TalkCase)]
    told = Run(
        on=today(),
        made_by=parts.made_by,
        files={file.name: file_hash(file) for file in chosen.files},
        figures=measure(cases, parts.reader),
    )
    chosen.out.write_text(told.model_dump_json(indent=1, round_trip=True) + "\n", encoding="utf-8")
    print(chosen.out)


if __name__ == "__main__":
    main()
