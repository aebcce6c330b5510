"""What memory knows of the people in a text, handed to a reader: only the user's own words from earlier reflections."""

from collections.abc import Sequence

from coach.facts import Called
from coach.reader import KnownPerson
from journal.mentions import mentions
from journal.names import fold_name, without_honorifics
from journal.people import PromiseState, Tie
from journal.quotes import Span
from journal.reflection import Reflection
from journal.sentences import sentences
from memory.record import OwnedRecord

_PAST_REFLECTIONS = 3
_DETAILS = 5


def known_people(record: OwnedRecord, reflection: Reflection) -> tuple[KnownPerson, ...]:
    """The people known from other reflections, or by name from the user's contacts, whom this one speaks of."""
    named = record.people_named_in(reflection.text)
    met = tuple(_known(record, tie, reflection.id) for tie in named)
    spoken = {without_honorifics(fold_name(name)) for one in met for name in (one.name, *one.aliases)}
    called = [one.called_in(reflection.text) for one in record.contacts_named_in(reflection.text)]
    new = [names for names in called if not spoken & {without_honorifics(fold_name(name)) for name in names}]
    return (*met, *(KnownPerson(name=first, aliases=tuple(others)) for first, *others in new))


def called(known: Sequence[KnownPerson]) -> tuple[Called, ...]:
    """Known people by all their names, to find what a text tells of them."""
    return tuple(Called(one.name, (one.name, *one.aliases)) for one in known)


def sentence_about(text: str, names: tuple[str, ...]) -> Span | None:
    """The first sentence that speaks of somebody by name, or None."""
    spoken = mentions(text, names)
    for span in sentences(text):
        if any(span.start <= one.start < span.end for one in spoken):
            return span
    return None


def _known(record: OwnedRecord, tie: Tie, but_not: str) -> KnownPerson:
    earlier = [meeting for meeting in tie.meetings if meeting.reflection_id != but_not]
    names = (tie.person.name, *tie.person.aliases)
    entries = record.entries_by_id(tuple(meeting.reflection_id for meeting in earlier[:_PAST_REFLECTIONS]))
    told = [(entry.reflection.text, sentence_about(entry.reflection.text, names)) for entry in entries]
    return KnownPerson(
        name=tie.person.name,
        aliases=tie.person.aliases,
        cares_about=tuple(words for meeting in earlier for words in meeting.cares_about)[:_DETAILS],
        promises=tuple(
            one.text for one in tie.promises if one.state is PromiseState.OPEN and one.reflection_id != but_not
        ),
        past=tuple(text[span.start : span.end] for text, span in told if span is not None),
        last_met=earlier[0].on if earlier else None,
    )
