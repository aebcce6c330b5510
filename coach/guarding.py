"""The embedded guard: is a suggested step transactional?

Rules first (`coach/step_rules.py`), which say what is never allowed; then a small classifier, for kind words with
a purpose behind them. A step that breaks a rule is refused whatever the classifier thinks.
"""

import hashlib
import json
from pathlib import Path
from typing import Self

from coach.embedded.step_scores import StepScores
from coach.embedded.steps import Situation, choose_step, owed_most
from coach.reader import Judgement, ToRead
from coach.step_rules import broken_rule
from embedded import Encoder
from journal.errors import ModelFilesMissing
from journal.language import Language
from journal.reading import PersonRead, Step
from journal.signals import Verdict

LEARNED = "serves_a_purpose"
_KEPT = 500  # judgements


class EmbeddedGuard:
    """Judges with the rules and the classifier of `models/guard`. One may be used from several threads."""

    def __init__(self, encoder: Encoder, scores: StepScores) -> None:
        self._encoder = encoder
        self._scores = scores
        self._known: dict[bytes, bool] = {}

    @classmethod
    def load(cls, models: Path, threads: int = 1) -> Self:
        """The guard whose weights lie in the folder `models`.

        Raises:
            ModelFilesMissing: a file is missing or damaged.
        """
        try:
            return cls(Encoder.load(models / "encoder", threads), StepScores.load(models / "guard"))
        except (OSError, ValueError, KeyError, json.JSONDecodeError) as broken:
            raise ModelFilesMissing(path=str(models)) from broken

    def judge(self, step: str, language: Language) -> Judgement:
        """The judgement; `why` is the broken rule's name, `serves_a_purpose`, or empty."""
        rule = broken_rule(step, language)
        if rule is not None:
            return Judgement(why=rule, transactional=True)
        if not any(character.isalpha() for character in step):
            return Judgement(why="", transactional=False)
        purpose = self._serves_a_purpose(step)
        return Judgement(why=LEARNED if purpose else "", transactional=purpose)

    def _serves_a_purpose(self, step: str) -> bool:
        """The classifier's judgement. It is kept, since an answer's steps are judged at every asking and each takes 20
        ms, under a digest, since no words may stay here that are forgotten elsewhere."""
        digest = hashlib.blake2b(step.encode(), digest_size=16).digest()
        if digest not in self._known:
            if len(self._known) >= _KEPT:
                self._known.clear()
            self._known[digest] = self._scores.transactional(step, self._encoder.embed([step])[0])
        return self._known[digest]


def safe_step(asked: ToRead, people: tuple[PersonRead, ...], verdict: Verdict) -> Step | None:
    """A step from the curated library for a reading whose own was refused or failed, or None when none fits."""
    person = people[owed_most(people)] if people else None
    situation = Situation(asked.text, verdict, person, frozenset(), asked.language, asked.today, asked.on)
    return choose_step(situation, lambda step, language: broken_rule(step, language) is None)
