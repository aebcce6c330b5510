"""What was told: the sentence that answers, whose it is, and the reflections nearest to it."""

from collections.abc import Collection, Sequence

from app.answering.sources import MOST_LISTED, MOST_PEOPLE, Sources, first_of
from coach.asking import Answer, Question, Reason, SuggestedPerson
from coach.recalling import Recalled, by_person, lacks
from journal.people import Person

TELLS = 0.30
TELLS_OF_THE_NAMED = 0.20
NEAR_THE_BEST = 0.92  # of the best score: who comes as near may be meant as well
FITS = 0.6  # of the best: whoever fits a condition less is left out


def recount(sources: Sources, asked: Question, named: Sequence[Person], but_not: Collection[str] = ()) -> Answer:
    """What the journal tells of what is asked; `but_not` are people who were named already."""
    recalled = sources.recalled(asked, named)
    if but_not:
        recalled = tuple(one for one in recalled if one.people and not set(one.people) & set(but_not))
    nearest = first_of(one.passage.reflection_id for one in recalled)
    if not recalled or not _tells(recalled, named) or lacks(asked, recalled):
        return sources.not_told(nearest)
    best = recalled[0]
    answer = sources.say("ask.recall", day=sources.say.day(best.passage.on), snippet=best.sentence)
    return Answer(found=True, answer=answer, people=_people(sources, asked, recalled), reflections=nearest)


def _people(sources: Sources, asked: Question, recalled: Sequence[Recalled]) -> tuple[SuggestedPerson, ...]:
    scored = by_person(recalled)
    known = {one.id: one for one in sources.record.people_of([person for person, *_ in scored])}
    found = [one for one in scored if one[0] in known]
    if not found:
        return ()
    most = MOST_LISTED if asked.many else MOST_PEOPLE
    near = [one for one in found if one[1] >= (FITS if asked.many else NEAR_THE_BEST) * found[0][1]]
    return tuple(
        SuggestedPerson(name=known[person].name, person_id=person, reasons=(_told(sources, best),))
        for person, _, best in near[:most]
    )


def _told(sources: Sources, found: Recalled) -> Reason:
    why = sources.say("ask.why.told", day=sources.say.day(found.passage.on))
    return Reason(reflection_id=found.passage.reflection_id, quote=found.sentence, why=why)


def _tells(recalled: Sequence[Recalled], named: Sequence[Person]) -> bool:
    """Whether what was found is near enough to be an answer."""
    return recalled[0].score >= (TELLS_OF_THE_NAMED if named else TELLS)
