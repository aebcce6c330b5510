"""Answers a question from memory: finds what bears on it, and says it in the user's language, beside their own words.

Nothing is said that no reflection carries; where none does, the answer is that the journal does not tell.
"""

from datetime import date, timedelta

from app.knowing import sentence_about
from app.words import Words
from coach.asking import (
    Answer,
    QuestionKind,
    Reason,
    SuggestedPerson,
    asks_for_all_promises,
    condition_of,
    kind_of,
)
from coach.ranking import Ranked, RankedReason, ReasonKind, rank
from coach.reader import Guard
from journal.mentions import mentions
from journal.people import PromiseState, Tie
from journal.reading import Step
from memory.finding import Found, Memory
from memory.record import OwnedRecord

MOST_PEOPLE = 5
MOST_REFLECTIONS = 5
MOST_REASONS = 3
_SEARCHED = 12
TELLS = 0.27
_WITHIN = timedelta(days=7)


class Answering:
    """Answers one owner's questions, as of one day, in one language."""

    def __init__(self, record: OwnedRecord, memory: Memory, guard: Guard, words: Words, as_of: date) -> None:
        self._record = record
        self._memory = memory
        self._guard = guard
        self._say = words
        self._as_of = as_of

    def answer(self, question: str) -> Answer:
        """The answer; `found` is False when the journal does not tell."""
        ties = self._record.people()
        named = tuple(tie for tie in ties if mentions(question, _names(tie)))
        match kind_of(question):
            case QuestionKind.RECONNECT:
                return self._reconnect(question, named or ties, named)
            case QuestionKind.PROMISE:
                return self._promised(question, named or ties, named)
            case QuestionKind.RECALL:
                return self._recall(question, ties, named)

    def _reconnect(self, question: str, ties: tuple[Tie, ...], named: tuple[Tie, ...]) -> Answer:
        relevance = None
        if not named and (condition := condition_of(question)):
            relevance = _relevance(self._search(condition))
        ranked = rank(ties, self._as_of, relevance)[:MOST_PEOPLE]
        if not ranked:
            return self._not_told()
        people = tuple(self._suggested(one) for one in ranked)
        best = self._say("ask.reconnect", name=people[0].name, why=people[0].reasons[0].why)
        return Answer(found=True, answer=best, people=people, reflections=_reflections(people))

    def _suggested(self, ranked: Ranked) -> SuggestedPerson:
        reasons = tuple(self._reason(ranked.tie, reason) for reason in ranked.reasons[:MOST_REASONS])
        return SuggestedPerson(
            name=ranked.person.name, person_id=ranked.person.id, reasons=reasons, step=self._step(ranked)
        )

    def _reason(self, tie: Tie, reason: RankedReason) -> Reason:
        quote = reason.words or self._sentence(tie, reason.reflection_id)
        why = self._say(f"ask.why.{reason.kind.value}", name=tie.person.name, day=self._say.day(reason.on))
        return Reason(reflection_id=reason.reflection_id, quote=quote, why=why)

    def _sentence(self, tie: Tie, reflection_id: str) -> str:
        entry = next(iter(self._record.entries_by_id((reflection_id,))), None)
        text = "" if entry is None else entry.reflection.text
        span = sentence_about(text, _names(tie))
        return "" if span is None else text[span.start : span.end]

    def _step(self, ranked: Ranked) -> Step | None:
        name = ranked.person.name
        reason = next((one for one in ranked.reasons if one.words), None)
        kind = "plain" if reason is None else "promise" if reason.kind is ReasonKind.PROMISE else "detail"
        detail = reason.words if reason else ""
        step = Step(
            person=name,
            action=self._say(f"ask.step.{kind}.action", name=name, detail=detail),
            message=self._say(f"ask.step.{kind}.message", name=name, detail=detail),
            because=detail,
            due=self._as_of + _WITHIN,
        )
        judged = self._guard.judge(f"{step.action}\n{step.message}", self._say.language)
        return None if judged.transactional else step

    def _promised(self, question: str, ties: tuple[Tie, ...], named: tuple[Tie, ...]) -> Answer:
        wanted = (PromiseState.OPEN,) if not named or asks_for_all_promises(question) else tuple(PromiseState)
        having = [
            (tie, [one for one in tie.promises if one.state in wanted and one.made_on <= self._as_of]) for tie in ties
        ]
        people = tuple(
            SuggestedPerson(
                name=tie.person.name,
                person_id=tie.person.id,
                reasons=tuple(
                    Reason(
                        reflection_id=one.reflection_id,
                        quote=one.text,
                        why=self._say(f"ask.promise.{one.state.value}", day=self._say.day(one.made_on)),
                    )
                    for one in promises
                ),
            )
            for tie, promises in having
            if promises
        )
        if not people:
            return self._recall(question, ties, named) if named else self._not_told()
        names = ", ".join(person.name for person in people)
        answer = self._say("ask.promises", names=names)
        return Answer(found=True, answer=answer, people=people, reflections=_reflections(people))

    def _recall(self, question: str, ties: tuple[Tie, ...], named: tuple[Tie, ...]) -> Answer:
        found = self._search(question)
        if named:
            theirs = {meeting.reflection_id for tie in named for meeting in tie.meetings}
            found = tuple(sorted(found, key=lambda one: one.reflection_id not in theirs))
        found = found[:MOST_REFLECTIONS]
        if not found or found[0].score < TELLS:
            return self._not_told(tuple(one.reflection_id for one in found))
        best = found[0]
        met = [tie for tie in ties if any(meeting.reflection_id == best.reflection_id for meeting in tie.meetings)]
        people = tuple(
            SuggestedPerson(name=tie.person.name, person_id=tie.person.id, reasons=(self._told(best),))
            for tie in sorted(met, key=lambda tie: (tie not in named, not mentions(best.snippet, _names(tie))))
        )
        answer = self._say("ask.recall", day=self._say.day(best.on), snippet=best.snippet)
        return Answer(found=True, answer=answer, people=people, reflections=tuple(one.reflection_id for one in found))

    def _told(self, found: Found) -> Reason:
        why = self._say("ask.why.told", day=self._say.day(found.on))
        return Reason(reflection_id=found.reflection_id, quote=found.snippet, why=why)

    def _search(self, query: str) -> tuple[Found, ...]:
        return self._memory.search(query, limit=_SEARCHED, until=self._as_of)

    def _not_told(self, nearest: tuple[str, ...] = ()) -> Answer:
        return Answer(found=False, answer=self._say("ask.not_told"), reflections=nearest)


def _names(tie: Tie) -> tuple[str, ...]:
    return (tie.person.name, *tie.person.aliases)


def _reflections(people: tuple[SuggestedPerson, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.reflection_id for person in people for reason in person.reasons))


def _relevance(found: tuple[Found, ...]) -> dict[str, float]:
    """Each found reflection's fit, 1 for the best, falling to 0 for the last."""
    return {one.reflection_id: 1 - place / len(found) for place, one in enumerate(found)}
