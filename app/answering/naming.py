"""Who would mention your name when you are not in the room: by recorded acts, and honest about "nothing yet"."""

from collections.abc import Collection, Sequence

from app.answering.best_first import best
from app.answering.reconnecting import Reconnecting
from app.answering.sources import MOST_LISTED, MOST_REASONS, Sources, names_of, reflections_of
from coach.asking import Answer, SuggestedPerson
from coach.naming_me import Act, acts_of, most_worth, remembering, worth
from coach.ranking import until
from journal.mentions import mentions
from journal.people import Person, Tie
from journal.reading import Move
from journal.signals import Signal


def would_name(sources: Sources, person: Person | None = None) -> Answer:
    """Those who have named, introduced, remembered or thanked the user, with the sentences that tell it; of one person
    alone where one is given. `found` is False when nothing is told yet."""
    if person is None:
        bounds = [(most_worth(one), one) for one in sources.record.standings(sources.as_of)]
        ties: Sequence[Tie] = best(
            sources.record, bounds, lambda tie: worth(_acts(sources, tie, sources.naming)) or None, MOST_LISTED
        )
    else:
        ties = sources.record.ties_of([person.id])
    people = tuple(_person(sources, tie, acts) for tie in ties if (acts := _acts(sources, tie)))
    if not people:
        of = "all" if person is None else "one"
        name = "" if person is None else person.name
        return Answer(found=False, answer=sources.say(f"naming.nothing.{of}", name=name))
    names = ", ".join(one.name for one in people)
    return Answer(
        found=True,
        answer=sources.say("naming.told", names=names),
        people=people,
        reflections=reflections_of(people),
    )


def likelier(sources: Sources, person: Person | None = None) -> SuggestedPerson | None:
    """One small thing that makes it likelier, for this person or for whoever comes first: attention, never a request.
    None when now is not the time, or nothing sincere is told to begin with."""
    return Reconnecting(sources, ()).first(person)


def _acts(sources: Sources, tie: Tie, among: Collection[str] | None = None) -> tuple[Act, ...]:
    """What somebody did; `among`: the reflections that alone can tell of it, None when that is not known."""
    now = next(iter(until((tie,), sources.as_of)), None)
    if now is None:
        return ()
    remembered = remembering(now)
    telling = sources.record.having_signal(Signal.THEY_NAMED_ME, remembered) if among is None else among
    ids = [one for one in remembered if one in telling]
    if not ids:
        return acts_of(now, {})
    moves = {one.reflection.id: one.seen.moves for one in sources.record.entries_by_id(ids) if one.seen}
    told = sources.record.told_in(ids)
    known = {one.id: one for one in sources.record.people_of({other for others in told.values() for other in others})}
    theirs = {
        one: [move for move in moves[one] if _is_first(now.person, move, [known[other] for other in told[one]])]
        for one in moves
    }
    return acts_of(now, theirs)


def _is_first(person: Person, move: Move, there: Sequence[Person]) -> bool:
    """Whether a move is this person's own doing: of all who are there, its words name them first, or they are alone."""
    places = {one.id: mentions(move.quote, names_of(one)) for one in there}
    first = min((spans[0].start, one) for one, spans in places.items() if spans) if any(places.values()) else None
    return len(there) == 1 if first is None else first[1] == person.id


def _person(sources: Sources, tie: Tie, acts: Sequence[Act]) -> SuggestedPerson:
    reasons = tuple(
        sources.stated(act.reflection_id, act.quote, f"naming.{act.kind.value}", tie, act.on)
        for act in acts[:MOST_REASONS]
    )
    return SuggestedPerson(name=tie.person.name, person_id=tie.person.id, reasons=reasons)
