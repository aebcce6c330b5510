"""Whom to write to: the ranking's best with their reasons, one small step, and what better not to do."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from app.answering.best_first import Rank, loaded
from app.answering.conditions import Conditions
from app.answering.promises import best_named
from app.answering.recounting import FITS, recount
from app.answering.sources import MOST_PEOPLE, MOST_REASONS, Sources, first_of, reflections_of
from coach.asking import Answer, Question, QuestionKind, Reason, SuggestedPerson
from coach.bounds import most_score
from coach.ranking import Ranked, RankedReason, ReasonKind, asked_for_quiet, is_dead, may_write, rank, ranked_one, until
from journal.facts import FactKind
from journal.identity import fitting
from journal.people import Person, Tie
from journal.reading import Step

_WITHIN = timedelta(days=7)
_LATELY = timedelta(days=400)
_WRITTEN_OF = frozenset(
    {ReasonKind.PROMISE, ReasonKind.CARES, ReasonKind.WARM, ReasonKind.WEAK, ReasonKind.NAMED_ME, ReasonKind.REPAIR}
)


class Reconnecting:
    """Answers whom to write to; `without` are reasons that do not count, `but_not` people who were named already."""

    def __init__(self, sources: Sources, without: Collection[ReasonKind], but_not: Collection[str] = ()) -> None:
        self._sources = sources
        self._say = sources.say
        self._as_of = sources.as_of
        self._without = without
        self._but_not = frozenset(but_not)

    def answer(self, asked: Question, named: Sequence[Person]) -> Answer:
        """Those worth a hello, best first; of people who are named, whoever is meant."""
        if named:
            return self._about_the_named(asked, named)
        if asked.grieving:
            return self._grieving()
        conditions = Conditions(self._sources, asked)
        ranked = self._ranked(conditions)
        if ranked:
            return self._suggest(ranked)
        if asked.about:
            return recount(self._sources, asked, (), self._but_not)
        if self._sources.record.people_count():
            return Answer(found=False, answer=self._say("ask.nobody_now"))
        return self._sources.not_told()

    def first(self, person: Person | None = None) -> SuggestedPerson | None:
        """Whoever comes first, or this person, with a step for them; None where there is no step to take now."""
        if person is None:
            ranked = self._ranked(Conditions(self._sources, Question(text="", kind=QuestionKind.RECONNECT)))
        else:
            ties = until(self._sources.record.ties_of([person.id]), self._as_of)
            ranked = [ranked_one(tie, self._as_of) for tie in ties if may_write(tie, self._as_of)]
        suggested = (self._suggested(one) for one in ranked if one.reasons)
        return next((one for one in suggested if one.step is not None), None)

    def _ranked(self, conditions: Conditions) -> list[Ranked]:
        """The best few. Who fits the conditions much less than the best does not come up."""
        standings = [one for one in self._sources.record.standings(self._as_of) if one.person_id not in self._but_not]
        fits = {one.person_id: conditions.most(one) for one in standings}
        asked_for = conditions.any
        bounds = [
            (most_score(one, self._as_of, fits[one.person_id] if asked_for else 0.0, self._without), one)
            for one in standings
            if fits[one.person_id] > 0.0
        ]
        order = [(_rank(bound, one.name), one.person_id) for bound, one in bounds if bound > 0.0]
        best_possible = max(fits.values(), default=0.0)
        found: list[tuple[float, Ranked]] = []
        top: list[Ranked] = []
        for ties, following in loaded(self._sources.record, order):
            somebody = [tie for tie in until(ties, self._as_of) if self._is_somebody(tie.person)]
            relevance = {tie.person.id: conditions.fit(tie) for tie in somebody}
            ranked = rank(somebody, self._as_of, relevance if asked_for else None, self._without)
            found += [(relevance[one.person.id], one) for one in ranked]
            best_fit = max((fit for fit, _ in found), default=0.0)
            close = [one for fit, one in found if fit >= FITS * best_fit]
            top = sorted(close, key=lambda one: _rank(one.score, one.person.name))[:MOST_PEOPLE]
            last = _rank(top[-1].score, top[-1].person.name) if top else None
            if len(top) == MOST_PEOPLE and FITS * best_possible <= best_fit and last is not None and last <= following:
                break
        return top

    def _suggest(self, ranked: Sequence[Ranked]) -> Answer:
        people = tuple(self._suggested(one) for one in ranked)
        best = self._say("ask.reconnect", name=people[0].name, why=people[0].reasons[0].why)
        return Answer(found=True, answer=best, people=people, reflections=reflections_of(people))

    def _about_the_named(self, asked: Question, named: Sequence[Person]) -> Answer:
        theirs = self._sources.record.ties_of([one.id for one in named])
        ties = [tie for tie in until(theirs, self._as_of) if not is_dead(tie)]
        if not ties:
            return recount(self._sources, asked, named)
        best = best_named(self._sources, asked, named)
        ties.sort(key=lambda tie: (tie.person.id != best, -ranked_one(tie, self._as_of).score))
        ranked = ranked_one(ties[0], self._as_of)
        if not ranked.reasons:
            return recount(self._sources, asked, named)
        answer = self._suggest([ranked])
        rest = [meeting.reflection_id for meeting in ties[0].meetings]
        return answer.model_copy(
            update={"reflections": first_of([*answer.reflections[:2], *rest, *answer.reflections])}
        )

    def _grieving(self) -> Answer:
        facts = self._sources.record.facts_told((FactKind.GRIEF,), self._as_of - _LATELY, self._as_of)
        newest = {fact.person_id: fact for fact in reversed(facts)}
        ties = until(self._sources.record.ties_of(list(newest)), self._as_of)
        told = [(newest[tie.person.id], tie) for tie in ties if not is_dead(tie)]
        told.sort(key=lambda one: one[0].told_on, reverse=True)
        if not told:
            return self._sources.not_told()
        people = tuple(
            SuggestedPerson(
                name=tie.person.name,
                person_id=tie.person.id,
                reasons=(self._sources.stated(fact.reflection_id, fact.words, "ask.why.grief", tie, fact.told_on),),
                not_this=self._sources.not_this(tie),
            )
            for fact, tie in told[:MOST_PEOPLE]
        )
        best = self._say("ask.reconnect", name=people[0].name, why=people[0].reasons[0].why)
        return Answer(found=True, answer=best, people=people, reflections=reflections_of(people))

    def _is_somebody(self, person: Person) -> bool:
        """Whether it is told who they are: not a "Kevin" who may be either of two."""
        return len(person.name.split()) > 1 or len(fitting(person.name, self._sources.others_called(person))) <= 1

    def _suggested(self, ranked: Ranked) -> SuggestedPerson:
        shown = [reason for reason in ranked.reasons if reason.kind is not ReasonKind.ASKED_FOR] or ranked.reasons
        return SuggestedPerson(
            name=ranked.person.name,
            person_id=ranked.person.id,
            reasons=tuple(self._reason(ranked.tie, reason) for reason in shown[:MOST_REASONS]),
            step=self._step(ranked),
            not_this=self._sources.not_this(ranked.tie),
        )

    def _reason(self, tie: Tie, reason: RankedReason) -> Reason:
        quote = reason.words or self._sources.sentence(tie, reason.reflection_id)
        why = f"ask.why.{reason.kind.value}"
        return self._sources.stated(reason.reflection_id, quote, why, tie, reason.on)

    def _step(self, ranked: Ranked) -> Step | None:
        name = ranked.person.name
        if asked_for_quiet(ranked.tie, self._as_of) is not None or is_dead(ranked.tie):
            return None
        told_in_trust = {fact.quote for fact in ranked.tie.told(FactKind.CONFIDENCE)}
        usable = [one for one in ranked.reasons if one.words and one.kind in _WRITTEN_OF]
        reason = next((one for one in usable if not any(one.words in quote for quote in told_in_trust)), None)
        kind = "plain" if reason is None else "promise" if reason.kind is ReasonKind.PROMISE else "detail"
        detail = reason.words if reason else ""
        step = Step(
            person=name,
            action=self._say(f"ask.step.{kind}.action", name=name, detail=detail),
            message=self._say(f"ask.step.{kind}.message", name=name, detail=detail),
            because=detail,
            due=self._as_of + _WITHIN,
        )
        judged = self._sources.guard.judge(f"{step.action}\n{step.message}", self._say.language)
        return None if judged.transactional else step


def _rank(score: float, name: str) -> Rank:
    return -score, 0, name
