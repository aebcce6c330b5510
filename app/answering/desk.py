"""Answers a question from memory: finds what bears on it, and says it in the user's language, beside their own words.

Nothing is said that no reflection carries; where none does, the answer is that the journal does not tell. Each kind of
question is answered by a module of its own.
"""

from collections.abc import Collection
from datetime import date

from app.answering.following import Asked, followed
from app.answering.patterns import pattern
from app.answering.promises import promised
from app.answering.reconnecting import Reconnecting
from app.answering.recounting import recount
from app.answering.sources import Sources
from app.words import Words
from coach.asking import Answer, QuestionKind
from coach.ranking import ReasonKind
from coach.reader import Guard
from memory.finding import Memory
from memory.record import OwnedRecord


class Answering:
    """Answers one owner's questions, as of one day, in one language; `without` are reasons that do not count, to see
    what each is worth."""

    def __init__(
        self,
        record: OwnedRecord,
        memory: Memory,
        guard: Guard,
        words: Words,
        as_of: date,
        *,
        without: Collection[ReasonKind] = (),
    ) -> None:
        self._sources = Sources(record, memory, guard, words, as_of)
        self._without = without

    def answer(self, question: str, thread: tuple[Asked, ...] = ()) -> Answer:
        """The answer; `found` is False when the journal does not tell.

        Args:
            thread: what was asked and answered before in the same talk, oldest first: whom "she" means, who "else" is
                not, and what "and in Surabaya?" asks.
        """
        understood = followed(question, thread, self._sources)
        asked, named = understood.question, understood.named
        match asked.kind:
            case QuestionKind.RECONNECT:
                return Reconnecting(self._sources, self._without, understood.but_not).answer(asked, named)
            case QuestionKind.PROMISE:
                return promised(self._sources, asked, named)
            case QuestionKind.PATTERN if not named:
                return pattern(self._sources, asked)
            case _:
                return recount(self._sources, asked, named, understood.but_not)
