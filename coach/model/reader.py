"""The model reader: notice, weigh, suggest, guard, each answer held against the user's own words.

Once a meeting is weighed its reading is not lost: whatever fails after that costs the step alone, and a safe one
takes its place.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from coach.answers import Noticed
from coach.model.addresses import answers_in_turn
from coach.model.alongside import Alongside
from coach.model.chain import Chain
from coach.model.exchange import Exchange, Meter, turns_of
from coach.model.noticing import Noted, notice
from coach.model.server import Server
from coach.model.stepping import SafeStep, StepGuard, StepRule, suggest
from coach.model.veil import Veil
from coach.model.weighing import reading_of, weigh
from coach.reader import Judgement, SoFar, Stage, ToRead, Watch
from journal.errors import ModelMisbehaved, UserMustAct, WaitAndRetry
from journal.language import Language
from journal.reading import MadeBy, Reading, Step
from journal.signals import Verdict


class ModelReader:
    """Reads with a language model.

    Args:
        server: the model.
        broken_rule: the rule that a step's words break, or None.
        safe_step: a step for a reading whose own was refused or failed.
        chain: the prompts.
        hides: whether names, numbers and addresses stay home.
    """

    def __init__(
        self,
        server: Server,
        broken_rule: StepRule,
        safe_step: SafeStep,
        chain: Chain | None = None,
        *,
        hides: bool = True,
    ) -> None:
        self._server = server
        self._hides = hides
        self._broken_rule = broken_rule
        self._safe_step = safe_step
        self._chain = chain or Chain.load()

    @property
    def made_by(self) -> MadeBy:
        """What every reading of this reader is signed with; a model that is not named yet once one was asked."""
        return self._signed(self._server.model)

    def read(self, asked: ToRead, watch: Watch) -> Reading:
        """The reading, its step guarded.

        Raises:
            KesanError: it could not be read; the sentence says what to do.
        """
        self._server.open()  # once a process, so no reading's own time
        meter = Meter()
        exchange = Exchange(self._server, meter, veil_of(asked) if self._hides else None)
        noted = notice(exchange, self._chain, asked.text, _begun(watch, Stage.NOTICE))
        watch.came_to(SoFar(moves=noted.moves))
        reading, step = self._weighed(exchange, asked, noted, watch)
        return reading.model_copy(update={"step": step, "cost": meter.cost})

    def _weighed(self, exchange: Exchange, asked: ToRead, noted: Noted, watch: Watch) -> tuple[Reading, Step | None]:
        """The reading without its step, and the step, which is thought of meanwhile where the server allows it."""
        thinking = partial(suggest, exchange, self._chain, asked, noted)
        at_once = noted.tells_something and not answers_in_turn(self._server.kind)
        with Alongside(thinking, at_once=at_once) as suggestion:
            weighed = weigh(exchange, self._chain, asked, noted, _begun(watch, Stage.WEIGH))
            reading = reading_of(asked, noted, weighed, self._signed(self._server.chosen))
            watch.came_to(SoFar(moves=reading.moves, reading=reading))
            if reading.verdict is Verdict.UNCLEAR:
                return reading, None
            return reading, self._guarded(exchange, asked, reading, suggestion, watch)

    def _guarded(
        self, exchange: Exchange, asked: ToRead, reading: Reading, suggestion: Alongside[Step], watch: Watch
    ) -> Step | None:
        """The suggested step, if need be rewritten; a safe one when it is refused or fails."""
        guard = StepGuard(exchange, self._chain, self._broken_rule)
        try:
            step = suggestion.result(_begun(watch, Stage.NEXT_STEP))
            passed = guard.pass_or_mend(step, asked.language, _begun(watch, Stage.GUARD))
        except (ModelMisbehaved, WaitAndRetry, UserMustAct):
            passed = None
        return passed or self._safe_step(asked, reading)

    def _signed(self, model: str) -> MadeBy:
        return MadeBy(reader="model", model=model, prompts=self._chain.labels, endpoint=self._server.kind)


class ModelGuard:
    """Judges steps with the rules and a language model."""

    def __init__(
        self, server: Server, broken_rule: StepRule, chain: Chain | None = None, *, hides: bool = True
    ) -> None:
        self._server = server
        self._hides = hides
        self._broken_rule = broken_rule
        self._chain = chain or Chain.load()

    def judge(self, step: str, language: Language) -> Judgement:
        """The judgement of a step's words (action and message in one text).

        Raises:
            KesanError: the model gave no usable answer.
        """
        veil = Veil([step]) if self._hides else None
        return StepGuard(Exchange(self._server, Meter(), veil), self._chain, self._broken_rule).judge(step, language)


def veil_of(asked: ToRead) -> Veil:
    """The veil of a reading: over the text and all that memory adds to it."""
    told = [words for one in asked.known for words in (*one.cares_about, *one.promises, *one.past)]
    return Veil([asked.text, *told], [(one.name, *one.aliases) for one in asked.known])


class FirstQuestion(NamedTuple):
    """What is sent of a text at first: the instructions, then the text; and what stays home, placeholder by
    placeholder."""

    instructions: str
    text: str
    at_home: tuple[tuple[str, str], ...]


def first_question(asked: ToRead, chain: Chain | None = None, *, hides: bool = True) -> FirstQuestion:
    """The very words that a reading of this text would send first. What follows holds only quotes of it, what memory
    knows of the people in it, and the model's own words, hidden in the same way."""
    veil = veil_of(asked) if hides else None
    system, user = turns_of((chain or Chain.load()).notice, Noticed, veil, reflection=asked.text)
    text_only = dict(veil.hidden) if veil else {}
    at_home = tuple((placeholder, words) for placeholder, words in text_only.items() if placeholder in user.content)
    return FirstQuestion(system.content, user.content, at_home)


def _begun(watch: Watch, stage: Stage) -> Callable[[], None]:
    """Tells the watch of a stage, now and at every call: each is a chance to stop."""
    watch.stage(stage)
    return partial(watch.stage, stage)
