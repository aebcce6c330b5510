"""A model's next step, and the guard before it: rules first, then the model; rewritten once, else refused."""

from collections.abc import Callable
from datetime import timedelta

from coach.answers import Guarded, Suggested
from coach.model.chain import Chain
from coach.model.exchange import Exchange
from coach.model.names import closest_name
from coach.model.noticing import Noted
from coach.model.shown import LANGUAGES, shown_cares, shown_days, shown_known, shown_moves
from coach.reader import Judgement, ToRead
from journal.language import Language
from journal.reading import Reading, Step

StepRule = Callable[[str, Language], str | None]
"""The rule that a step's words break, or None."""
SafeStep = Callable[[ToRead, Reading], Step | None]
"""A step that needs no guard, for a reading that has none yet; None when nothing fits."""

_FURTHEST_DAYS = 7


def suggest(exchange: Exchange, chain: Chain, asked: ToRead, noted: Noted, pulse: Callable[[], None]) -> Step:
    """The step that the model suggests, not guarded.

    Raises:
        KesanError: there was no usable answer.
    """
    suggested = exchange.ask(
        chain.next_step,
        Suggested,
        pulse,
        moves=shown_moves(noted.moves),
        people=shown_cares(noted.people),
        known=shown_known(asked, noted.people),
        today=shown_days(asked),
        language=LANGUAGES[asked.language],
    )
    days = None if suggested.in_days is None else min(max(suggested.in_days, 0), _FURTHEST_DAYS)
    return Step(
        person=_person_of(suggested.person, noted, asked),
        action=suggested.action.strip(),
        message=suggested.message.strip(),
        because=suggested.because.strip(),
        due=None if days is None else asked.today + timedelta(days=days),
    )


class StepGuard:
    """Judges steps by the rules and by a model."""

    def __init__(self, exchange: Exchange, chain: Chain, broken_rule: StepRule) -> None:
        self._exchange = exchange
        self._chain = chain
        self._broken_rule = broken_rule

    def judge(self, words: str, language: Language) -> Judgement:
        """The judgement of a step's words; a rule that is broken needs no model.

        Raises:
            KesanError: the model gave no usable answer.
        """
        broken = self._broken_rule(words, language)
        if broken is not None:
            return Judgement(why=broken, transactional=True)
        guarded = self._guarded(words, None, language, _never)
        return Judgement(why=guarded.why, transactional=guarded.transactional)

    def pass_or_mend(self, step: Step, language: Language, pulse: Callable[[], None]) -> Step | None:
        """The step itself, or its rewriting once judged in its turn; None when that is refused too.

        Raises:
            KesanError: the model gave no usable answer.
        """
        broken = self._broken_rule(words_of(step), language)
        guarded = self._guarded(words_of(step), broken, language, pulse)
        if broken is None and not guarded.transactional:
            return step
        rewritten = {"action": guarded.rewritten_action.strip(), "message": guarded.rewritten_message.strip()}
        mended = step.model_copy(update=rewritten)
        if not mended.action or self._broken_rule(words_of(mended), language) is not None:
            return None
        return None if self._guarded(words_of(mended), None, language, pulse).transactional else mended

    def _guarded(self, words: str, broken: str | None, language: Language, pulse: Callable[[], None]) -> Guarded:
        finding = broken or "none"
        return self._exchange.ask(
            self._chain.guard, Guarded, pulse, step=words, finding=finding, language=LANGUAGES[language]
        )


def words_of(step: Step) -> str:
    """A step's action and message in one text, as the guard reads it."""
    return f"{step.action}\n{step.message}".strip()


def _person_of(name: str | None, noted: Noted, asked: ToRead) -> str | None:
    """The person as the reading or the memory names them; None for anybody else."""
    names = [person.name for person in noted.people] + [known.name for known in asked.known]
    return closest_name(name or "", names)


def _never() -> None:
    """Nobody asks to stop."""
