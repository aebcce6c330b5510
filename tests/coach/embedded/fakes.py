"""Stand-ins for the embedded reader's network and guard: they say what a test told them to."""

from collections.abc import Mapping, Sequence
from datetime import date

from coach.embedded.network import SentenceSignals, Weighed
from coach.reader import Judgement, KnownPerson, SoFar, Stage, ToRead
from coach.step_rules import broken_rule
from journal.language import Language, language_of
from journal.quotes import Span
from journal.signals import Lens, LensValue, Signal, Verdict

TODAY = date(2026, 11, 24)


class ToldNetwork:
    """A network that shows `told`'s signals in every span that holds their words, and `verdict` of the whole."""

    fingerprint = "told"

    def __init__(
        self,
        told: Mapping[str, Signal] | None = None,
        verdict: Verdict = Verdict.REAL_CONNECTION,
        *,
        lens: LensValue = LensValue.YES,
        abstains: bool = False,
    ) -> None:
        self._told = told or {}
        self._verdict = verdict
        self._lens = lens
        self._abstains = abstains

    def read(self, text: str, spans: Sequence[Span]) -> Weighed:
        """What was told."""
        return Weighed(
            sentences=tuple(self._sentence(text, span, len(spans)) for span in spans),
            verdict={verdict: 0.9 if verdict is self._verdict else 0.025 for verdict in Verdict},
            lenses={lens: {value: 0.9 if value is self._lens else 0.03 for value in LensValue} for lens in Lens},
            abstains=self._abstains or not spans,
        )

    def _sentence(self, text: str, span: Span, count: int) -> SentenceSignals:
        words = text[span.start : span.end]
        shown = tuple(dict.fromkeys(signal for key, signal in self._told.items() if key in words))
        signals = shown or (Signal.CONTEXT,)
        return SentenceSignals(span, {s: 0.9 if s in signals else 0.02 for s in Signal}, signals, 1 / count)


class RulesGuard:
    """A guard that knows the rules alone."""

    def judge(self, step: str, language: Language) -> Judgement:
        """The broken rule's name and whether there is one."""
        rule = broken_rule(step, language)
        return Judgement(why=rule or "", transactional=rule is not None)


class RefusingGuard:
    """A guard that lets nothing through."""

    def judge(self, step: str, language: Language) -> Judgement:  # noqa: ARG002 whatever it says
        """Refused."""
        return Judgement(why="price", transactional=True)


class NotingWatch:
    """A watch that keeps the stages it was told of."""

    def __init__(self) -> None:
        self.stages: list[Stage] = []
        self.so_far: list[SoFar] = []

    def came_to(self, so_far: SoFar) -> None:
        """Keeps it."""
        self.so_far.append(so_far)

    def stage(self, stage: Stage) -> None:
        """Keeps it."""
        self.stages.append(stage)


def asked(text: str, *known: KnownPerson, language: Language | None = None) -> ToRead:
    """The text to read, today."""
    return ToRead(text=text, on=TODAY, today=TODAY, language=language or language_of(text), known=known)
