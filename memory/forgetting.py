"""Deleting for good. Rows go here; the bytes go when the record is scrubbed afterwards."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, delete, exists, select

from journal.errors import UnknownReflection
from journal.people import Person
from journal.redaction import Redaction
from journal.reflection import Owner
from memory import contacts as known_names
from memory import drafts as written_drafts
from memory.entries import entry
from memory.redacting import redact
from memory.tables import aliases, contacts, corrections, drafts, mentions, people, readings, reflections, steps
from memory.ties import drop_the_unmentioned, tie
from memory.todo import reopen, untell
from memory.vectors import note_change

Placeholder = Callable[[str], str]  # what stands for a name in a reflection of this text


class Traces(NamedTuple):
    """The ids of the reflections that speak of a person and nobody else, and of all others that name them, those
    newest first."""

    about_them: tuple[str, ...]
    about_others: tuple[str, ...]


class Forgotten(NamedTuple):
    """The ids of the reflections that are gone, and of those that stayed with a placeholder in them."""

    erased: tuple[str, ...]
    redacted: tuple[str, ...]


def forget_reflection(connection: Connection, owner: Owner, reflection_id: str) -> None:
    """Deletes a reflection and all that came from it, people of whom nothing else speaks too.

    Raises:
        UnknownReflection: this owner has none of this id.
    """
    one = delete(reflections).where(reflections.c.owner == owner, reflections.c.id == reflection_id)
    if connection.execute(one).rowcount == 0:
        raise UnknownReflection(reflection_id=reflection_id)
    reopen(connection, owner, reflection_id)
    untell(connection, owner, reflection_id)
    drop_the_unmentioned(connection, owner)
    note_change(connection, owner)


def traces_of(connection: Connection, owner: Owner, person_id: str) -> Traces:
    """Where a person stands in this owner's journal.

    Raises:
        UnknownPerson: this owner has nobody of this id.
    """
    person = tie(connection, owner, person_id).person
    alone = _speaking_of_nobody_else(connection, owner, person_id)
    theirs = set(connection.execute(_mentioned_in(owner, person_id)).scalars())
    named = Redaction.of("", _called(person), _other_names(connection, owner, person_id), "")
    others = [
        one
        for one, written in _all_that_is_written(connection, owner)
        if one not in alone and (one in theirs or named.names_somebody_in(written))
    ]
    return Traces(alone, tuple(dict.fromkeys(others)))


def forget_person(connection: Connection, owner: Owner, person_id: str, placeholder: Placeholder | None) -> Forgotten:
    """Deletes a person, the reflections that speak of nobody else, and the others that name them: the whole
    reflections when `placeholder` is None, else their name alone, in whose place it stands.

    Raises:
        UnknownPerson: this owner has nobody of this id.
    """
    traces = traces_of(connection, owner, person_id)
    called = _called(tie(connection, owner, person_id).person)
    other_names = _other_names(connection, owner, person_id)
    known_names.forget_called(connection, owner, called)
    _forget_in_drafts(connection, owner, called, other_names, placeholder)
    connection.execute(delete(people).where(people.c.owner == owner, people.c.id == person_id))
    gone = traces.about_them if placeholder is not None else (*traces.about_them, *traces.about_others)
    for reflection_id in gone:
        forget_reflection(connection, owner, reflection_id)
    if placeholder is None:
        return Forgotten(gone, ())
    for reflection_id in traces.about_others:
        text = entry(connection, owner, reflection_id).reflection.text
        redact(connection, owner, reflection_id, Redaction.of(text, called, other_names, placeholder(text)))
    return Forgotten(gone, traces.about_others)


def forget_everything(connection: Connection, owner: Owner) -> tuple[str, ...]:
    """Deletes all that this owner has; returns the ids of the reflections."""
    ids = tuple(connection.execute(select(reflections.c.id).where(reflections.c.owner == owner)).scalars())
    for table in (reflections, people, contacts, drafts):
        connection.execute(delete(table).where(table.c.owner == owner))
    note_change(connection, owner)
    return ids


def _forget_in_drafts(
    connection: Connection,
    owner: Owner,
    called: Sequence[str],
    other_names: Sequence[str],
    placeholder: Placeholder | None,
) -> None:
    """What is being written loses the name; the whole of it goes where what is about others goes too."""
    for draft in written_drafts.all_of(connection, owner):
        hole = "" if placeholder is None else placeholder(draft.text)
        redaction = Redaction.of(draft.text, called, other_names, hole)
        if redaction.names_somebody_in(draft.text):
            left = "" if placeholder is None else redaction.text(draft.text)
            written_drafts.keep(connection, owner, draft.model_copy(update={"text": left}))


def _speaking_of_nobody_else(connection: Connection, owner: Owner, person_id: str) -> tuple[str, ...]:
    other = mentions.alias("other")
    same = (other.c.owner == owner, other.c.reflection_id == mentions.c.reflection_id)
    query = _mentioned_in(owner, person_id).where(~exists().where(*same, other.c.person_id != person_id))
    return tuple(connection.execute(query.order_by(mentions.c.reflection_id)).scalars())


def _mentioned_in(owner: Owner, person_id: str) -> Select[Any]:
    return select(mentions.c.reflection_id).where(mentions.c.owner == owner, mentions.c.person_id == person_id)


def _called(person: Person) -> tuple[str, ...]:
    return (person.name, *person.aliases)


def _other_names(connection: Connection, owner: Owner, person_id: str) -> tuple[str, ...]:
    names = select(aliases.c.name).where(aliases.c.owner == owner, aliases.c.person_id != person_id).distinct()
    return tuple(connection.execute(names.order_by(aliases.c.name)).scalars())


def _all_that_is_written(connection: Connection, owner: Owner) -> Iterator[tuple[str, str]]:
    """Every text of every reflection with its id, newest first: its own, and what readings, steps and the user made
    of it."""
    rows = reflections.c
    newest_first = (rows.on.desc(), rows.kept_at.desc(), rows.id)
    yield from _pairs(connection, select(rows.id, rows.text).where(rows.owner == owner).order_by(*newest_first))
    for table, column in ((readings, readings.c.body), (steps, steps.c.body), (corrections, corrections.c.note)):
        same = (table.c.owner == rows.owner) & (table.c.reflection_id == rows.id)
        query = select(rows.id, column).select_from(reflections.join(table, same)).where(rows.owner == owner)
        yield from _pairs(connection, query.order_by(*newest_first))


def _pairs(connection: Connection, query: Select[Any]) -> list[tuple[str, str]]:
    return [(one, written) for one, written in connection.execute(query)]
