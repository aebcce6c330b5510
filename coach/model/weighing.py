"""A meeting weighed by a model from its moves, held against them: no verdict stands without a quote."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from coach.answers import Weighed, WeighedPerson
from coach.model.chain import Chain
from coach.model.exchange import Exchange
from coach.model.names import closest_name
from coach.model.noticing import Noted
from coach.model.shown import LANGUAGES, shown_moves, shown_people
from coach.reader import ToRead
from journal.language import Language
from journal.reading import Lenses, MadeBy, Move, PersonRead, Reading, TieQuality
from journal.signals import Lens, LensValue, Signal, Verdict

_WORDS = Path(__file__).with_name("words.json")

_TO_PITCH = frozenset(signal for signal in Signal if signal.lean < 0)
_TO_CONNECTION = frozenset(signal for signal in Signal if signal.lean > 0)
_CARRYING = {
    Verdict.HIDDEN_PITCH: _TO_PITCH,
    Verdict.SURFACE: frozenset({Signal.CHECKLIST}),
    Verdict.MIXED: _TO_PITCH | _TO_CONNECTION,
    Verdict.REAL_CONNECTION: _TO_CONNECTION,
    Verdict.UNCLEAR: frozenset[Signal](),
}


class _Unclear(NamedTuple):
    """What is said when no quote carries a verdict."""

    because: str
    question: str

    @classmethod
    def in_(cls, language: Language) -> "_Unclear":
        return cls(**json.loads(_WORDS.read_text(encoding="utf-8"))[language]["unclear"])


def weigh(exchange: Exchange, chain: Chain, asked: ToRead, noted: Noted, pulse: Callable[[], None]) -> Weighed:
    """The meeting as the model weighs it.

    Raises:
        KesanError: there was no usable answer.
    """
    moves, people = shown_moves(noted.moves), shown_people(noted.people)
    language = LANGUAGES[asked.language]
    return exchange.ask(chain.weigh, Weighed, pulse, moves=moves, people=people, language=language)


def reading_of(asked: ToRead, noted: Noted, weighed: Weighed, made_by: MadeBy) -> Reading:
    """The reading that the weighed meeting and its moves support, without a step: unclear when no move does."""
    grounds = _indices(weighed.grounds, noted) or _leaning(weighed.verdict, noted.moves)
    if weighed.verdict is Verdict.UNCLEAR or not grounds:
        return _unclear(asked, noted, weighed, made_by)
    lenses = {Lens.FELT: weighed.felt, Lens.CONNECTED: weighed.connected, Lens.PATIENT: weighed.patient}
    return Reading(
        verdict=weighed.verdict,
        because=weighed.because,
        their_side=weighed.their_side,
        lenses=Lenses(**{str(lens): answer.value for lens, answer in lenses.items()}),
        moves=noted.moves,
        grounds=grounds,
        lens_grounds={lens: _indices(answer.grounds, noted) for lens, answer in lenses.items()},
        people=tuple(_with_tie(person, weighed.people) for person in noted.people),
        questions=_asked(weighed),
        language=asked.language,
        dropped_quotes=noted.dropped,
        made_by=made_by,
    )


def _unclear(asked: ToRead, noted: Noted, weighed: Weighed, made_by: MadeBy) -> Reading:
    """What the text does not tell is asked, not judged."""
    said_so = weighed.verdict is Verdict.UNCLEAR
    own = _Unclear.in_(asked.language)
    return Reading(
        verdict=Verdict.UNCLEAR,
        because=weighed.because.strip() if said_so and weighed.because.strip() else own.because,
        their_side="",
        lenses=Lenses(felt=LensValue.UNKNOWN, connected=LensValue.UNKNOWN, patient=LensValue.UNKNOWN),
        moves=noted.moves,
        people=noted.people,
        questions=_asked(weighed) or (own.question,),
        language=asked.language,
        dropped_quotes=noted.dropped,
        made_by=made_by,
    )


def _indices(numbers: Iterable[int], noted: Noted) -> tuple[int, ...]:
    """Indices of the moves with these numbers; numbers that no move has are dropped."""
    return tuple(sorted({number - 1 for number in numbers if 0 < number <= len(noted.moves)}))


def _leaning(verdict: Verdict, moves: tuple[Move, ...]) -> tuple[int, ...]:
    """Indices of the moves that carry such a verdict, for a model that named none."""
    found = tuple(at for at, move in enumerate(moves) if move.signal in _CARRYING[verdict])
    both = {moves[at].signal.lean for at in found} == {-1, 1}
    return found if both or verdict is not Verdict.MIXED else ()


def _with_tie(person: PersonRead, weighed: Iterable[WeighedPerson]) -> PersonRead:
    by_name = {one.name: one for one in weighed}
    name = closest_name(person.name, by_name)
    if name is None:
        return person
    one = by_name[name]
    tie = TieQuality(
        remembers_me=one.remembers_me,
        thinks_well_of_me=one.thinks_well_of_me,
        at_ease_recommending_me=one.at_ease_recommending_me,
    )
    return person.model_copy(update={"verdict": one.verdict, "tie_quality": tie})


def _asked(weighed: Weighed) -> tuple[str, ...]:
    return tuple(question.strip() for question in weighed.questions if question.strip())
