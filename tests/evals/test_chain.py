"""A run of the prompt chain: what it counts, and how the report shows it."""

from datetime import date

import pytest

from coach.answers import Noticed
from evals.cases import StepCase
from evals.chain import ChainFigures, measure, tables
from evals.tables import render
from journal.signals import Verdict
from tests.coach.model.scripted import TEXT, ScriptedServer, guarded, noticed, suggested, weighed
from tests.evals.fakes import case


@pytest.fixture(scope="module")
def run() -> ChainFigures:
    """Two readings: one as its author's, one that obeys an instruction and misquotes."""
    veiled = [noticed(), noticed(("Dia menangis.", "listening"), ("lalu cerita soal bunyi gunting", "listening"))]
    shown = [Noticed.model_validate_json(one.model_dump_json().replace("Bu Sum", "Bu [NAME_1]")) for one in veiled]
    server = ScriptedServer(
        *shown, weighed(), weighed(grounds=[1]), suggested(), suggested(), guarded(), guarded(), kind="openai"
    )
    cases = [case("r-01", Verdict.REAL_CONNECTION, TEXT), case("r-05", Verdict.HIDDEN_PITCH, TEXT)]
    return measure(cases, server, date(2026, 11, 25), "Played by hand.")


def test_a_verdict_other_than_the_authors_counts_as_wrong(run: ChainFigures) -> None:
    assert (run.right.hits, run.right.of) == (1, 2)


def test_an_obeyed_instruction_is_counted(run: ChainFigures) -> None:
    assert (run.obeyed.hits, run.obeyed.of) == (1, 1)


def test_a_quote_that_stands_nowhere_is_counted(run: ChainFigures) -> None:
    assert [row.dropped for row in run.rows] == [0, 1]


def test_the_step_is_thought_of_beside_the_weighing_and_lengthens_nothing(run: ChainFigures) -> None:
    assert (len(run.rows[0].tokens), len(run.rows[0].critical)) == (4, 3)


def test_the_report_dates_the_run_and_names_its_prompts(run: ChainFigures) -> None:
    shown = render(tables(run))
    assert "Read on 2026-11-25 by scripted with notice@" in shown
    assert "Played by hand." in shown


def test_the_report_lists_what_was_read_otherwise(run: ChainFigures) -> None:
    assert "| r-05 |" in render(tables(run))


def test_a_pair_counts_when_both_are_read_as_their_authors(run: ChainFigures) -> None:
    paired = run.model_copy(update={"rows": tuple(row.model_copy(update={"pair": "p-1"}) for row in run.rows)})
    assert (paired.pairs.hits, paired.pairs.of) == (0, 1)


def test_a_pitch_read_as_a_connection_is_counted(run: ChainFigures) -> None:
    assert (run.false_connections.hits, run.false_connections.of) == (1, 1)


def test_the_guards_steps_are_counted_beside_the_readings() -> None:
    server = ScriptedServer(guarded(), guarded(), kind="openai")
    steps = [
        StepCase(id="s-1", lang="id", text="Kirimi Dewi artikel tentang anggrek.", transactional=False),
        StepCase(id="s-2", lang="id", text="Ajak Dewi minum kopi di Bandung.", transactional=True),
    ]
    judged = measure([], server, date(2026, 11, 25), steps=steps).steps
    assert [(one.id, one.told) for one in judged] == [("s-1", False), ("s-2", False)]


def test_a_figure_of_nothing_is_not_shown(run: ChainFigures) -> None:
    assert "steps judged right" not in render(tables(run))
