"""What was asked for, beside what was measured: reached or missed, said plainly."""

from collections.abc import Iterable
from typing import NamedTuple

from evals.ablation import AblationFigures
from evals.ask import UNANSWERABLE, AskFigures
from evals.calibration import CalibrationFigures
from evals.figures import Share
from evals.finding import MEMORY, FindingFigures
from evals.guard import GuardFigures
from evals.locomo import LocomoFigures
from evals.people import PeopleFigures
from evals.quotes import QuoteFigures
from evals.signals import SignalFigures
from evals.tables import Table, table
from evals.verdict import VerdictFigures


class Results(NamedTuple):
    """The figures of a report. `evidence` is the task `signals` on reflections, of which only parts are quoted;
    `verdict_b` and `guard_b` are those tasks on another author's texts, `ask_c` and `ask_d` on other journals."""

    verdict: VerdictFigures
    verdict_b: VerdictFigures
    evidence: SignalFigures
    people: PeopleFigures
    guard: GuardFigures
    guard_b: GuardFigures
    calibration: CalibrationFigures
    quotes: QuoteFigures
    finding: FindingFigures
    ask: AskFigures
    ask_c: AskFigures
    ask_d: AskFigures
    ablation: AblationFigures


class Goal(NamedTuple):
    """A share that should be at least its bound, or at most."""

    what: str
    share: Share
    bound: float
    at_most: bool = False

    @property
    def reached(self) -> bool:
        """Whether the share itself, whatever its interval, keeps to the bound."""
        return self.share.value <= self.bound if self.at_most else self.share.value >= self.bound


def goals(results: Results) -> Iterable[Goal]:
    """The goals of a first good version."""
    verdict, people = results.verdict.languages[0].reader, results.people.languages[0]
    yield Goal("verdicts right", verdict.accuracy, 0.80)
    yield Goal("hidden pitch read as real connection", verdict.false_connection, 0.05, at_most=True)
    other = results.verdict_b.languages[0].reader
    yield Goal("reflections_b: verdicts right", other.accuracy, 0.80)
    yield Goal("reflections_b: hidden pitch read as real connection", other.false_connection, 0.05, at_most=True)
    yield Goal("evidence put on its side, pitch or connection", results.evidence.languages[0].side.accuracy, 0.88)
    yield Goal("people: precision", people.precision, 0.90)
    yield Goal("people: recall", people.recall, 0.85)
    yield Goal("steps judged right", results.guard.languages[0].guard.accuracy, 0.88)
    yield Goal("steps_b judged right", results.guard_b.languages[0].guard.accuracy, 0.88)
    yield Goal("quotes verbatim", results.quotes.verbatim, 1.0)
    for way, found in results.finding.methods[MEMORY].items():
        yield Goal(f"right note among five, {way}", found.five, 0.90)
    for journal, figures in (("", results.ask), ("journal_c: ", results.ask_c), ("journal_d: ", results.ask_d)):
        yield from (goal._replace(what=f"{journal}{goal.what}") for goal in _asking(figures))


def locomo_goals(figures: LocomoFigures) -> Iterable[Goal]:
    """The goals of recall over long talks."""
    yield Goal("LoCoMo: evidence turns among ten", figures.turns[MEMORY], 0.75)
    yield Goal("LoCoMo: a session of evidence among five", figures.sessions[MEMORY], 0.92)


def _asking(figures: AskFigures) -> Iterable[Goal]:
    kinds = figures.kinds
    if reconnect := kinds.get("reconnect"):
        yield Goal("reconnect: of the first three named, in the gold", reconnect.precision, 0.80)
        yield Goal("reconnect: nobody unwanted among five", reconnect.kept_out, 1.0)
    for kind in ("recall", "promise"):
        if asked := kinds.get(kind):
            yield Goal(f"{kind}: gold person first", asked.first, 0.85)
            yield Goal(f"{kind}: a gold reflection among five", asked.reflection, 0.90)
    if unanswerable := kinds.get(UNANSWERABLE):
        yield Goal("unanswerable questions answered", unanswerable.answered, 0.0, at_most=True)
    yield Goal("answerable questions answered", kinds["answerable"].answered, 0.95)


def goal_table(chosen: Iterable[Goal]) -> Table:
    """The goals, the missed ones first."""
    ordered = sorted(chosen, key=lambda goal: goal.reached)
    rows = [
        (
            "reached" if goal.reached else "**missed**",
            goal.what,
            f"{'≤' if goal.at_most else '≥'} {goal.bound:.0%}",
            goal.share,
        )
        for goal in ordered
    ]
    return table("Asked for and measured", ("", "what", "goal", "measured"), rows)
