"""Closes promises of which a later reflection tells that they were kept. What the user decided is never touched."""

from collections.abc import Iterable

from coach.facts import Called, by_parts, whose
from coach.keeping_promises import tells_kept
from coach.terms import terms
from journal.people import Promise, PromiseState, Tie
from journal.quotes import find_quote
from journal.sentences import sentences
from memory.record import Entry, OwnedRecord


def close_kept(record: OwnedRecord, reflection_id: str) -> None:
    """Closes what this reflection tells to be kept, and of its own promises those of which a later one tells it."""
    for tie in record.told_of(reflection_id):
        waiting = [one for one in tie.promises if one.state is PromiseState.OPEN]
        if not waiting:
            continue
        ids = {meeting.reflection_id for meeting in tie.meetings} | {one.reflection_id for one in waiting}
        entries = {entry.reflection.id: entry for entry in record.entries_by_id(tuple(ids))}
        for promise in waiting:
            later = _later(entries.values(), promise, reflection_id)
            kept_in = next((one for one in later if _tells(tie, promise, entries[promise.reflection_id], one)), None)
            if kept_in is not None:
                record.decide_promise(promise.id, PromiseState.KEPT, kept_in.reflection.id)


def _later(entries: Iterable[Entry], promise: Promise, reflection_id: str) -> list[Entry]:
    """The reflections that may tell of the promise's keeping: this one, or for a promise of its own all later ones."""
    after = [
        one for one in entries if one.reflection.id != promise.reflection_id and one.reflection.on >= promise.made_on
    ]
    mine = promise.reflection_id == reflection_id
    return sorted(
        (one for one in after if mine or one.reflection.id == reflection_id), key=lambda one: one.reflection.on
    )


def _tells(tie: Tie, promise: Promise, made: Entry, later: Entry) -> bool:
    told = _with_sentences_around(made.reflection.text, promise.text)
    names = frozenset(term for name in (tie.person.name, *tie.person.aliases) for term in terms(name))
    return tells_kept(told, _said_of(tie, later), names) is not None


def _with_sentences_around(text: str, promise: str) -> str:
    """The sentence that holds the promise and the one before it, which says what "it" is."""
    at = find_quote(text, promise)
    spans = sentences(text)
    if at is None or not spans:
        return promise
    number = next((n for n, span in enumerate(spans) if span.start <= at.start < span.end), 0)
    before = spans[number - 1].start if number and len(set(terms(promise))) < 4 else spans[number].start  # noqa: PLR2004
    return text[before : max(spans[number].end, at.end)]


def _said_of(tie: Tie, entry: Entry) -> list[str]:
    """What the reflection says of the person; all of it where it tells of nobody else."""
    text = entry.reflection.text
    reading = entry.seen
    people = [] if reading is None else by_parts([Called(one.name, (one.name, *one.aliases)) for one in reading.people])
    if len(people) <= 1:
        return [text[span.start : span.end] for span in sentences(text)]
    mine = {tie.person.name, *tie.person.aliases}
    theirs = {one.name for one in people if mine & set(one.names)}
    return [text[span.start : span.end] for span, names in whose(text, people) if theirs & set(names)]
