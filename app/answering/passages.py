"""What the memory finds for a question, as passages: each reflection's sentences with whom they speak of."""

from collections.abc import Sequence

from coach.facts import Called, by_parts, whose
from coach.recalling import Passage
from journal.people import Person
from memory.record import Entry, OwnedRecord


def passages_of(record: OwnedRecord, scores: dict[str, float]) -> tuple[Passage, ...]:
    """The reflections of these scores, the highest first."""
    ordered = sorted(scores, key=lambda one: -scores[one])
    told = record.told_in(ordered)
    known = {person.id: person for person in record.people_of({one for ids in told.values() for one in ids})}
    return tuple(
        _passage(
            entry,
            scores[entry.reflection.id],
            [known[one] for one in told.get(entry.reflection.id, ()) if one in known],
        )
        for entry in record.entries_by_id(ordered)
    )


def _passage(entry: Entry, score: float, people: Sequence[Person]) -> Passage:
    text = entry.reflection.text
    called = by_parts([Called(person.id, (person.name, *person.aliases)) for person in people])
    spoken = tuple((text[span.start : span.end], ids) for span, ids in whose(text, called))
    alone = people[0].id if len(people) == 1 else None
    return Passage(
        entry.reflection.id,
        entry.reflection.on,
        score,
        tuple((sentence, ids or ((alone,) if alone else ())) for sentence, ids in spoken),
    )
