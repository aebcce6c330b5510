"""Answers a question from memory: finds what bears on it, and says it in the user's language, beside their own words.

Nothing is said that no reflection carries; where none does, the answer is that the journal does not tell.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property

from app.knowing import sentence_about
from app.passages import passages_of
from app.words import Words
from coach.asking import Answer, Pattern, Question, QuestionKind, Reason, SuggestedPerson, parse
from coach.dates import window_of
from coach.facts import sentence_on_pitching, tells_of_pitching
from coach.places import Place, is_abroad, words_within
from coach.ranking import (
    Ranked,
    RankedReason,
    ReasonKind,
    asked_for_quiet,
    is_dead,
    is_warm,
    met,
    pitched,
    rank,
    ranked_one,
    repaired,
    until,
    warmest,
)
from coach.reader import Guard
from coach.recalling import Passage, Recalled, by_person, lacks, recall
from coach.terms import terms
from journal.facts import FactKind
from journal.identity import fitting
from journal.names import fold_name
from journal.naming import named_people
from journal.people import Person, Promise, PromiseState, Tie
from journal.reading import Step
from memory.finding import Memory
from memory.record import OwnedRecord

MOST_PEOPLE = 3
MOST_LISTED = 8
MOST_REFLECTIONS = 5
MOST_REASONS = 3
_SEARCHED = 24
_THEIR_REFLECTIONS = 24
TELLS = 0.30
TELLS_OF_THE_NAMED = 0.20
_NEAR_THE_BEST = 0.92  # of the best score: who comes as near may be meant as well
_FITS = 0.6  # of the best: whoever fits a condition less is left out
_WITHIN = timedelta(days=7)
_LATELY = timedelta(days=400)
_LONG_AGO = timedelta(days=60)
_A_CONDITION = 0.34  # how near a reflection must be to fit a condition in other words


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
        self._record = record
        self._memory = memory
        self._guard = guard
        self._say = words
        self._as_of = as_of
        self._without = without

    def answer(self, question: str, before: Answer | None = None) -> Answer:
        """The answer; `found` is False when the journal does not tell.

        Args:
            before: the answer that this question follows up: it names whom "she" means.
        """
        asked = parse(question, window_of(question, self._as_of))
        named = named_people(question, self._known.values())
        if not named and before is not None and _points_back(question):
            named = tuple(self._known[one.person_id] for one in before.people[:1] if one.person_id in self._known)
        match asked.kind:
            case QuestionKind.RECONNECT:
                return self._reconnect(asked, named)
            case QuestionKind.PROMISE:
                return self._promised(asked, named)
            case QuestionKind.PATTERN if not named:
                return self._pattern(asked)
            case _:
                return self._recall(asked, named)

    @cached_property
    def _known(self) -> dict[str, Person]:
        return {person.id: person for person in self._record.everybody()}

    # Whom to write to

    def _reconnect(self, asked: Question, named: Sequence[Person]) -> Answer:
        if named:
            return self._about_the_named(asked, named)
        if asked.grieving:
            return self._grieving()
        ties = tuple(tie for tie in until(self._record.people(), self._as_of) if self._is_somebody(tie.person))
        fits = self._fits(asked, ties)
        fitting = [tie for tie in ties if fits is None or fits.get(tie.person.id, 0.0) > 0.0]
        ranked = rank(fitting, self._as_of, fits, self._without)
        if fits is not None:
            best = max((fits[one.person.id] for one in ranked), default=0.0)
            ranked = tuple(one for one in ranked if fits[one.person.id] >= _FITS * best)
        if not ranked and asked.about:
            return self._recall(asked, ())
        if not ranked:
            return Answer(found=False, answer=self._say("ask.nobody_now")) if ties else self._not_told()
        return self._suggest(ranked[:MOST_PEOPLE])

    def _suggest(self, ranked: Sequence[Ranked]) -> Answer:
        people = tuple(self._suggested(one) for one in ranked)
        best = self._say("ask.reconnect", name=people[0].name, why=people[0].reasons[0].why)
        return Answer(found=True, answer=best, people=people, reflections=_reflections(people))

    def _about_the_named(self, asked: Question, named: Sequence[Person]) -> Answer:
        ties = [tie for tie in until(self._record.ties_of([one.id for one in named]), self._as_of) if not is_dead(tie)]
        if not ties:
            return self._recall(asked, named)
        best = self._best_named(asked, named)
        ties.sort(key=lambda tie: (tie.person.id != best, -ranked_one(tie, self._as_of).score))
        ranked = [ranked_one(tie, self._as_of) for tie in ties[:1]]
        answer = self._suggest([one for one in ranked if one.reasons] or ranked) if ranked[0].reasons else None
        if answer is None:
            return self._recall(asked, named)
        rest = [meeting.reflection_id for meeting in ties[0].meetings]
        return answer.model_copy(
            update={"reflections": _first_of([*answer.reflections[:2], *rest, *answer.reflections])}
        )

    def _best_named(self, asked: Question, named: Sequence[Person]) -> str | None:
        found = by_person(self._recalled(asked, named))
        return found[0][0] if found and len(named) > 1 else named[0].id

    def _grieving(self) -> Answer:
        ties = [tie for tie in until(self._record.people(), self._as_of) if not is_dead(tie)]
        told = [
            (fact, tie)
            for tie in ties
            for fact in tie.told(FactKind.GRIEF)[:1]
            if self._as_of - fact.told_on <= _LATELY
        ]
        told.sort(key=lambda one: one[0].told_on, reverse=True)
        if not told:
            return self._not_told()
        people = tuple(
            SuggestedPerson(
                name=tie.person.name,
                person_id=tie.person.id,
                reasons=(self._stated(fact.reflection_id, fact.words, "ask.why.grief", tie, fact.told_on),),
                not_this=self._not_this(tie),
            )
            for fact, tie in told[:MOST_PEOPLE]
        )
        best = self._say("ask.reconnect", name=people[0].name, why=people[0].reasons[0].why)
        return Answer(found=True, answer=best, people=people, reflections=_reflections(people))

    def _is_somebody(self, person: Person) -> bool:
        """Whether it is told who they are: not a "Kevin" who may be either of two."""
        return len(person.name.split()) > 1 or len(fitting(person.name, self._others(person))) <= 1

    def _others(self, person: Person) -> tuple[Person, ...]:
        word = fold_name(person.name)
        return tuple(one for one in self._known.values() if one.id != person.id and word in fold_name(one.name).split())

    def _fits(self, asked: Question, ties: Sequence[Tie]) -> dict[str, float] | None:
        """How well each person fits the question's conditions, 0 to 1; None when it has none."""
        parts: list[dict[str, float]] = []
        if asked.once:
            parts.append({tie.person.id: _met_once(tie) for tie in ties})
        if asked.once or asked.quiet:
            parts.append({tie.person.id: float(self._as_of - met(tie)[0].on >= _LONG_AGO) for tie in ties})
        if asked.weak and not asked.about and not asked.abroad:
            parts.append({tie.person.id: 1.0 if len(met(tie)) <= 2 else 0.5 for tie in ties})  # noqa: PLR2004
        if asked.warm and (asked.once or asked.quiet):
            parts.append({tie.person.id: float(is_warm(tie) or warmest(tie).warmth > 0) for tie in ties})
        if asked.abroad:
            parts.append(self._abroad(ties))
        parts.extend(self._in_place(place) for place in asked.places[:1])
        if asked.about and not asked.abroad:
            parts.append(self._in_other_words(asked, soft=bool(parts)))
        if not parts:
            return None
        return {tie.person.id: _product(part.get(tie.person.id, 0.0) for part in parts) for tie in ties}

    def _abroad(self, ties: Sequence[Tie]) -> dict[str, float]:
        """Who moved to another country, or is there for work or study: by the newest sentence that says it."""
        found: dict[str, float] = {}
        for tie in ties:
            told = tie.told(FactKind.MOVED, FactKind.ROLE, FactKind.GOING_ON)
            there = [fact for fact in told if is_abroad(fact.quote)]
            if there:
                found[tie.person.id] = 1.0 if any(fact.kind is FactKind.MOVED for fact in there) else 0.5
        return found

    def _in_place(self, place: Place) -> dict[str, float]:
        """Who was met in a place, or is told of in one breath with it."""
        words = words_within(place)
        matches = self._record.match_text(words, _SEARCHED)
        scores = {match.reflection_id: match.score for match in matches}
        found: dict[str, float] = {}
        for passage in passages_of(self._record, scores, self._known):
            everybody = {one for _, ids in passage.spoken for one in ids}
            place_terms = {term for word in words for term in terms(word)}
            said_of = {one for text, ids in passage.spoken if place_terms & set(terms(text)) for one in ids}
            begins = bool(place_terms & set(terms(passage.spoken[0][0]))) if passage.spoken else False
            for one in everybody:
                fits = 1.0 if one in said_of or begins else 0.5
                found[one] = max(found.get(one, 0.0), fits)
        return found

    def _in_other_words(self, asked: Question, *, soft: bool) -> dict[str, float]:
        """Who fits what the question says beside all this: by meaning and words; `soft` keeps the others in."""
        found = by_person(self._recalled(asked, ()))
        best = found[0][1] if found else 0.0
        fits = {person: score / best for person, score, _ in found if best > 0}
        if soft:
            return {person.id: 0.4 + 0.6 * fits.get(person.id, 0.0) for person in self._known.values()}
        return fits if best >= _A_CONDITION else {}

    def _suggested(self, ranked: Ranked) -> SuggestedPerson:
        shown = [reason for reason in ranked.reasons if reason.kind is not ReasonKind.ASKED_FOR] or ranked.reasons
        reasons = tuple(self._reason(ranked.tie, reason) for reason in shown[:MOST_REASONS])
        return SuggestedPerson(
            name=ranked.person.name,
            person_id=ranked.person.id,
            reasons=reasons,
            step=self._step(ranked),
            not_this=self._not_this(ranked.tie),
        )

    def _not_this(self, tie: Tie) -> str:
        """What better not to do: they asked for quiet, they grieve, or told something in confidence."""
        name = tie.person.name
        if asked_for_quiet(tie, self._as_of) is not None:
            return self._say("ask.not.quiet", name=name)
        if tie.told(FactKind.GRIEF):
            return self._say("ask.not.grief", name=name)
        if pitched(tie):
            return self._say("ask.not.pitch", name=name)
        return self._say("ask.not.confidence", name=name) if tie.told(FactKind.CONFIDENCE) else ""

    def _reason(self, tie: Tie, reason: RankedReason) -> Reason:
        quote = reason.words or self._sentence(tie, reason.reflection_id)
        return self._stated(reason.reflection_id, quote, f"ask.why.{reason.kind.value}", tie, reason.on)

    def _stated(self, reflection_id: str, quote: str, why: str, tie: Tie, on: date) -> Reason:
        said = self._say(why, name=tie.person.name, day=self._say.day(on))
        return Reason(reflection_id=reflection_id, quote=quote, why=said)

    def _sentence(self, tie: Tie, reflection_id: str) -> str:
        entry = next(iter(self._record.entries_by_id((reflection_id,))), None)
        text = "" if entry is None else entry.reflection.text
        span = sentence_about(text, _names(tie.person))
        return "" if span is None else text[span.start : span.end]

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
        judged = self._guard.judge(f"{step.action}\n{step.message}", self._say.language)
        return None if judged.transactional else step

    # Promises

    def _promised(self, asked: Question, named: Sequence[Person]) -> Answer:
        if asked.by_them:
            return self._by_them(named)
        if named:
            best = self._best_named(asked, named)
            ties = self._record.ties_of([best] if best else [one.id for one in named])
            wanted = tuple(PromiseState)
        else:
            state = PromiseState.KEPT if asked.kept_only else PromiseState.OPEN
            ties, wanted = self._record.people_owed(state), (state,)
        having = [
            (tie, [one for one in tie.promises if one.state in wanted and one.made_on <= self._as_of]) for tie in ties
        ]
        having = [(tie, promises) for tie, promises in having if promises]
        if not named and asked.about:
            having = self._nearest_promises(asked, having)
        if not having:
            return self._recall(asked, named) if named or asked.about else self._not_told()
        having.sort(key=lambda one: min(promise.made_on for promise in one[1]))
        people = tuple(self._with_promises(tie, promises) for tie, promises in having[:MOST_LISTED])
        names = ", ".join(person.name for person in people)
        reflections = [
            *_reflections(people),
            *(one.kept_in for _, promises in having for one in promises if one.kept_in),
        ]
        if named:
            first = [one for person in people for one in (person.reasons[0].reflection_id,)]
            later = [passage.passage.reflection_id for passage in self._recalled(asked, named)]
            reflections = [*first, *reflections[1:2], *later, *reflections]
        return Answer(
            found=True, answer=self._say("ask.promises", names=names), people=people, reflections=_first_of(reflections)
        )

    def _nearest_promises(
        self, asked: Question, having: list[tuple[Tie, list[Promise]]]
    ) -> list[tuple[Tie, list[Promise]]]:
        """Of all promises those that have a word of the question; all when none has."""
        about = set(asked.about) - _PROMISING
        near = [(tie, some) for tie, all_ in having if (some := [one for one in all_ if about & set(terms(one.text))])]
        return near or having

    def _with_promises(self, tie: Tie, promises: Sequence[Promise]) -> SuggestedPerson:
        return SuggestedPerson(
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

    def _by_them(self, named: Sequence[Person]) -> Answer:
        ties = self._record.ties_of([one.id for one in named]) if named else self._record.people()
        people = tuple(
            SuggestedPerson(
                name=tie.person.name,
                person_id=tie.person.id,
                reasons=tuple(
                    self._stated(fact.reflection_id, fact.words, "ask.why.told", tie, fact.told_on)
                    for fact in tie.told(FactKind.THEIR_PROMISE)
                ),
            )
            for tie in until(ties, self._as_of)
            if tie.told(FactKind.THEIR_PROMISE)
        )
        if not people:
            return self._not_told()
        answer = self._say("ask.promises_by", names=", ".join(person.name for person in people))
        return Answer(found=True, answer=answer, people=people, reflections=_reflections(people))

    # Patterns

    def _pattern(self, asked: Question) -> Answer:
        if asked.pattern is Pattern.TRIGGER:
            return self._trigger(asked)
        ties = until(self._record.people(), self._as_of)
        found = [one for tie in ties if (one := self._in_pattern(asked.pattern, tie)) is not None]
        found.sort(key=lambda one: -one[0])
        if not found:
            return self._not_told()
        people = tuple(person for _, person in found[:MOST_LISTED])
        answer = self._say(
            f"ask.pattern.{(asked.pattern or Pattern.WARM).value}", names=", ".join(p.name for p in people)
        )
        return Answer(found=True, answer=answer, people=people, reflections=_by_turns(people))

    def _in_pattern(self, pattern: Pattern | None, tie: Tie) -> tuple[float, SuggestedPerson] | None:
        """The person with how strongly they belong to the pattern, or None."""
        told: list[tuple[str, str, date]] = []
        strength = 0.0
        if pattern is Pattern.NAMED_ME:
            named = tie.told(FactKind.NAMED_ME)
            told = [(fact.reflection_id, fact.words, fact.told_on) for fact in named]
            strength = len(named) + max((self._warmth(tie, fact.reflection_id) for fact in named), default=0.0)
        elif pattern is Pattern.REPAIRED and (both := repaired(tie)) is not None:
            told = [(one.reflection_id, "", one.on) for one in both]
            strength = both[1].warmth - both[0].warmth
        elif pattern is Pattern.PITCHED:
            told = [(one.reflection_id, "", one.on) for one in pitched(tie)]
            strength = float(len(told))
        elif pattern is Pattern.WARM and is_warm(tie):
            told = [(warmest(tie).reflection_id, "", warmest(tie).on)]
            strength = sum(one.warmth for one in met(tie))
        if not told:
            return None
        reasons = tuple(
            self._stated(one, quote or self._sentence(tie, one), "ask.why.told", tie, on) for one, quote, on in told
        )
        return strength, SuggestedPerson(name=tie.person.name, person_id=tie.person.id, reasons=reasons)

    def _warmth(self, tie: Tie, reflection_id: str) -> float:
        return next((one.warmth for one in tie.meetings if one.reflection_id == reflection_id), 0.0)

    def _trigger(self, asked: Question) -> Answer:
        """The reflections that tell when the user pitches: what they themselves say of it first."""
        found = self._searched(asked)
        ids = sorted(found, key=lambda one: -found[one])
        entries = {entry.reflection.id: entry for entry in self._record.entries_by_id(ids)}
        scored = [(found[one] + tells_of_pitching(entries[one].reflection.text), one) for one in ids if one in entries]
        scored.sort(reverse=True)
        best = [one for _, one in scored][:MOST_REFLECTIONS]
        if not best:
            return self._not_told()
        entry = entries[best[0]]
        answer = self._say(
            "ask.recall", day=self._say.day(entry.reflection.on), snippet=sentence_on_pitching(entry.reflection.text)
        )
        return Answer(found=True, answer=answer, reflections=tuple(best))

    # What was told

    def _recall(self, asked: Question, named: Sequence[Person]) -> Answer:
        recalled = self._recalled(asked, named)
        nearest = _first_of([one.passage.reflection_id for one in recalled])
        if not recalled or not _tells(recalled, named) or lacks(asked, recalled):
            return self._not_told(nearest)
        people = self._people_of(asked, recalled)
        best = recalled[0]
        answer = self._say("ask.recall", day=self._say.day(best.passage.on), snippet=best.sentence)
        return Answer(found=True, answer=answer, people=people, reflections=nearest)

    def _people_of(self, asked: Question, recalled: Sequence[Recalled]) -> tuple[SuggestedPerson, ...]:
        found = [one for one in by_person(recalled) if one[0] in self._known]
        if not found:
            return ()
        most = MOST_LISTED if asked.many else MOST_PEOPLE
        near = [one for one in found if one[1] >= (_FITS if asked.many else _NEAR_THE_BEST) * found[0][1]]
        return tuple(
            SuggestedPerson(name=self._known[person].name, person_id=person, reasons=(self._told(best),))
            for person, _, best in near[:most]
        )

    def _told(self, found: Recalled) -> Reason:
        why = self._say("ask.why.told", day=self._say.day(found.passage.on))
        return Reason(reflection_id=found.passage.reflection_id, quote=found.sentence, why=why)

    def _recalled(self, asked: Question, named: Sequence[Person]) -> tuple[Recalled, ...]:
        scores = self._searched(asked)
        if named:
            ties = self._record.ties_of([one.id for one in named])
            theirs = [meeting.reflection_id for tie in ties for meeting in tie.meetings if meeting.on <= self._as_of]
            missing = [one for one in theirs if one not in scores][:_THEIR_REFLECTIONS]
            scores |= self._memory.nearness(asked.text, missing)
            scores = {one: score for one, score in scores.items() if one in set(theirs)} or scores
        own = {term for one in named for name in _names(one) for term in terms(name)}
        about = [term for term in asked.about if term not in own]
        return recall(about, self._passages(scores), {one.id for one in named})

    def _passages(self, scores: dict[str, float]) -> tuple[Passage, ...]:
        return passages_of(self._record, scores, self._known)

    def _searched(self, asked: Question) -> dict[str, float]:
        since, until_day = (asked.days.since, min(asked.days.until, self._as_of)) if asked.days else (None, self._as_of)
        found = self._memory.search(asked.text, limit=_SEARCHED, since=since, until=until_day)
        return {one.reflection_id: one.score for one in found}

    def _not_told(self, nearest: tuple[str, ...] = ()) -> Answer:
        return Answer(found=False, answer=self._say("ask.not_told"), reflections=nearest)


_WRITTEN_OF = frozenset(
    {ReasonKind.PROMISE, ReasonKind.CARES, ReasonKind.WARM, ReasonKind.WEAK, ReasonKind.NAMED_ME, ReasonKind.REPAIR}
)
_PROMISING = frozenset(terms("janji menjanjikan promise tepati ditepati utang owe kept keep unkept open"))


def _tells(recalled: Sequence[Recalled], named: Sequence[Person]) -> bool:
    """Whether what was found is near enough to be an answer."""
    best = recalled[0]
    return best.score >= (TELLS_OF_THE_NAMED if named else TELLS)


def _met_once(tie: Tie) -> float:
    return {1: 1.0, 2: 0.45}.get(len(met(tie)), 0.0)


def _product(parts: Iterable[float]) -> float:
    result = 1.0
    for part in parts:
        result *= part
    return result


def _points_back(question: str) -> bool:
    words = set(question.lower().replace("?", " ").split())
    return bool(words & {"dia", "beliau", "ia", "he", "she", "him", "her", "they", "them", "itu", "that"})


def _names(person: Person) -> tuple[str, ...]:
    return (person.name, *person.aliases)


def _reflections(people: Iterable[SuggestedPerson]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.reflection_id for person in people for reason in person.reasons))


def _by_turns(people: Sequence[SuggestedPerson]) -> tuple[str, ...]:
    """Each person's first reflection, then each one's second, and so on."""
    longest = max((len(person.reasons) for person in people), default=0)
    return tuple(
        dict.fromkeys(
            person.reasons[turn].reflection_id
            for turn in range(longest)
            for person in people
            if turn < len(person.reasons)
        )
    )


def _first_of(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))[:MOST_REFLECTIONS]
