"""What was promised, by the user and by others, and what became of it."""

from collections.abc import Sequence
from datetime import date

from app.answering.recounting import recount
from app.answering.sources import MOST_LISTED, Sources, first_of, reflections_of
from coach.asking import Answer, Question, Reason, SuggestedPerson
from coach.recalling import by_person
from coach.terms import terms
from journal.facts import Fact, FactKind
from journal.people import Person, Promise, PromiseState, Tie

_PROMISING = frozenset(terms("janji menjanjikan promise tepati ditepati utang owe kept keep unkept open"))


def promised(sources: Sources, asked: Question, named: Sequence[Person]) -> Answer:
    """To whom the user promised something, or who promised them, the oldest first."""
    if asked.by_them:
        return _by_them(sources, named)
    made = _made(sources, asked, named)
    if not named and asked.about:
        made = _nearest(asked, made)
    if not made:
        return recount(sources, asked, named) if named or asked.about else sources.not_told()
    oldest = sorted(made, key=lambda one: min(promise.made_on for promise in made[one]))[:MOST_LISTED]
    known = {one.id: one for one in sources.record.people_of(oldest)}
    people = tuple(_person(sources, known[one], made[one]) for one in oldest if one in known)
    kept_in = [one.kept_in for promises in made.values() for one in promises if one.kept_in]
    reflections = [*reflections_of(people), *kept_in]
    if named:
        first = [person.reasons[0].reflection_id for person in people]
        later = [passage.passage.reflection_id for passage in sources.recalled(asked, named)]
        reflections = [*first, *reflections[1:2], *later, *reflections]
    names = ", ".join(person.name for person in people)
    answer = sources.say("ask.promises", names=names)
    return Answer(found=True, answer=answer, people=people, reflections=first_of(reflections))


def best_named(sources: Sources, asked: Question, named: Sequence[Person]) -> str:
    """The id of whom of the people named the question means: where several bear the name, whose words it fits."""
    found = by_person(sources.recalled(asked, named)) if len(named) > 1 else ()
    return found[0][0] if found else named[0].id


def _made(sources: Sources, asked: Question, named: Sequence[Person]) -> dict[str, list[Promise]]:
    """My promises that are asked for, by person, each one's newest first."""
    if named:
        ties = sources.record.ties_of([best_named(sources, asked, named)])
        promises = [promise for tie in ties for promise in tie.promises]
    else:
        promises = list(sources.record.promises(PromiseState.KEPT if asked.kept_only else PromiseState.OPEN))
    made: dict[str, list[Promise]] = {}
    for one in promises:
        if one.person_id is not None and one.made_on <= sources.as_of:
            made.setdefault(one.person_id, []).append(one)
    return made


def _nearest(asked: Question, made: dict[str, list[Promise]]) -> dict[str, list[Promise]]:
    """Of all promises those that have a word of the question; all when none has."""
    about = set(asked.about) - _PROMISING
    near = {
        person: some for person, all_ in made.items() if (some := [one for one in all_ if about & set(terms(one.text))])
    }
    return near or made


def _person(sources: Sources, person: Person, promises: Sequence[Promise]) -> SuggestedPerson:
    return SuggestedPerson(
        name=person.name,
        person_id=person.id,
        reasons=tuple(
            Reason(
                reflection_id=one.reflection_id,
                quote=one.text,
                why=sources.say(f"ask.promise.{one.state.value}", day=sources.say.day(one.made_on)),
            )
            for one in promises
        ),
    )


def _by_them(sources: Sources, named: Sequence[Person]) -> Answer:
    kind = FactKind.THEIR_PROMISE
    told = sources.record.facts_told((kind,), date.min, sources.as_of)
    ids = [one.id for one in named] or list(dict.fromkeys(fact.person_id for fact in told))
    ties = sources.record.ties_of(ids[:MOST_LISTED])
    people = tuple(_theirs(sources, tie) for tie in ties if _promises(sources, tie))
    if not people:
        return sources.not_told()
    answer = sources.say("ask.promises_by", names=", ".join(person.name for person in people))
    return Answer(found=True, answer=answer, people=people, reflections=reflections_of(people))


def _theirs(sources: Sources, tie: Tie) -> SuggestedPerson:
    return SuggestedPerson(
        name=tie.person.name,
        person_id=tie.person.id,
        reasons=tuple(
            sources.stated(fact.reflection_id, fact.words, "ask.why.told", tie, fact.told_on)
            for fact in _promises(sources, tie)
        ),
    )


def _promises(sources: Sources, tie: Tie) -> list[Fact]:
    return [fact for fact in tie.told(FactKind.THEIR_PROMISE) if fact.told_on <= sources.as_of]
