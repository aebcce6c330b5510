"""A run of the prompt chain: what it counts, and how the report shows it."""

from datetime import date

import pytest

from coach.answers import Noticed
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
