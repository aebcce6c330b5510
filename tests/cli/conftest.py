"""The commands as a terminal runs them, in this process, with a reader and an embedder whose
every answer can be explained."""

import json
import re
from pathlib import Path
from typing import Any, Protocol

import pytest
from typer.testing import CliRunner, Result

import cli
from coach.reader import Guard, ToRead, Watch
from journal.quotes import Span
from journal.reading import Lenses, MadeBy, PersonRead, Reading, Step, verbatim_moves
from journal.sentences import sentences
from journal.signals import LensValue, Signal, Verdict
from tests.memory.fakes import WordEmbedder

WARM = "Bu Ani"
PROMISING = "janji"
MET = re.compile(r"\bMas [A-Z]\w+(?: [A-Z]\w+)?")


class PlainReader:
    """Takes a text that names Bu Ani for a real connection with her, in which she cared about the second sentence
    and was promised what the sentence with "janji" says; every other text for unclear. Whoever is Mas is met, and has
    a step."""

    made_by = MadeBy(reader="embedded", model="plain")

    def read(self, asked: ToRead, watch: Watch) -> Reading:  # noqa: ARG002 it has no stages
        parts = [_words(asked.text, span) for span in sentences(asked.text)]
        warm = WARM in asked.text
        moves, _ = verbatim_moves(asked.text, [(Signal.LISTENING if warm else Signal.CONTEXT, parts[0])])
        value = LensValue.YES if warm else LensValue.UNKNOWN
        verdict = Verdict.REAL_CONNECTION if warm else Verdict.UNCLEAR
        promises = tuple(part for part in parts if PROMISING in part)
        met = [
            PersonRead(name=name, verdict=verdict, promises=promises) for name in dict.fromkeys(MET.findall(asked.text))
        ]
        ani = PersonRead(name=WARM, verdict=verdict, cares_about=tuple(parts[1:2]), promises=promises)
        return Reading(
            verdict=verdict,
            because=parts[0],
            their_side="",
            lenses=Lenses(felt=value, connected=value, patient=value),
            moves=moves,
            people=(ani,) if warm else tuple(met),
            step=_step(met[0].name) if met else None,
            language=asked.language,
            made_by=self.made_by,
        )


def _step(name: str) -> Step:
    return Step(person=name, action=f"Tanya kabar {name}.", message="", because="", due=None)


def _words(text: str, span: Span) -> str:
    return text[span.start : span.end]


class Run(Protocol):
    """Runs a command."""

    def __call__(self, *words: str | Path, given: str | bytes = "") -> Result:
        """What came of it; `given` is what stands on standard input."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, embedded_guard: Guard) -> Run:
    """Runs a command on this test's home."""
    monkeypatch.setattr("app.kesan.EmbeddedEmbedder", lambda _folder: WordEmbedder())
    monkeypatch.setattr("app.readers.Readers._embedded", lambda _self: PlainReader())
    monkeypatch.setattr("app.readers.Readers._embedded_guard", lambda _self: embedded_guard)

    def run_command(*words: str | Path, given: str | bytes = "") -> Result:
        return CliRunner().invoke(cli.commands, [str(word) for word in words], input=given)

    return run_command


def shape(result: Result) -> Any:
    """The JSON that a command printed."""
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)
