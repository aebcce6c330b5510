"""The record's tables. Every row has an owner, who is the first part of every primary key.

A change here needs a migration beside it; a test compares the two.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: SQLite keeps no time zone, so it is put back when the row is read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC; one without a time zone is taken to be in UTC."""
        if value is None or value.tzinfo is None:
            return value
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment, aware of its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

_TO_REFLECTION = (["owner", "reflection_id"], ["reflections.owner", "reflections.id"])
_TO_PERSON = (["owner", "person_id"], ["people.owner", "people.id"])


def _of_reflection() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(*_TO_REFLECTION, ondelete="CASCADE")


def _of_person() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(*_TO_PERSON, ondelete="CASCADE")


reflections = Table(
    "reflections",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("id", String(200), primary_key=True),
    # The full-text index's row id: SQLite may renumber rows of a table whose key is no integer.
    Column("number", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("kept_at", Moment, nullable=False),
    Column("state", String(20), nullable=False),
    Column("problem", JSON(none_as_null=True)),
    # The current reading's number, and the verdict that counts (the correction's, else the reading's).
    Column("reading", Integer),
    Column("verdict", String(30)),
    # What the user corrected of single moves (`journal.correcting`), or NULL.
    Column("moves", JSON(none_as_null=True)),
    # What the reading, so corrected, counts for (`journal.tally`), or NULL: months are added up without reading it.
    Column("curious", Integer),
    Column("steering", Integer),
    Column("felt", String(10)),
    Column("connected", String(10)),
    Column("patient", String(10)),
    Index("reflections_by_day", "owner", "on", "kept_at", "id"),
    Index("reflections_by_verdict", "owner", "verdict", "on", "kept_at", "id"),
    Index("reflections_by_state", "owner", "state"),
    Index("reflections_by_tally", "owner", "on", "verdict", "curious", "steering", "felt", "connected", "patient"),
    Index("reflections_by_number", "number"),
)
# Of corrected ones alone, as its migration says: said here, it would load PostgreSQL's drivers at every start.
Index("reflections_by_moves", reflections.c.owner, reflections.c.on)

readings = Table(
    "readings",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("reflection_id", String(200), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("reader", String(30), nullable=False),
    Column("model", Text, nullable=False),
    Column("prompts", JSON, nullable=False),
    Column("verdict", String(30), nullable=False),
    Column("made_at", Moment, nullable=False),
    _of_reflection(),
)

corrections = Table(
    "corrections",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("reflection_id", String(200), primary_key=True),
    Column("verdict", String(30), nullable=False),
    Column("note", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    _of_reflection(),
)

people = Table(
    "people",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
)

# Every way in which a person is called, and the reflection that calls them so: a name that only a forgotten
# reflection had is forgotten with it.
aliases = Table(
    "aliases",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("person_id", String(40), primary_key=True),
    Column("folded", String(200), primary_key=True),
    Column("reflection_id", String(200), primary_key=True),
    Column("bare", String(200), nullable=False),
    Column("name", Text, nullable=False),
    _of_person(),
    _of_reflection(),
    Index("aliases_by_reflection", "owner", "reflection_id"),
    Index("aliases_by_bare", "owner", "bare"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("reflection_id", String(200), primary_key=True),
    Column("person_id", String(40), primary_key=True),
    Column("role", Text, nullable=False),
    Column("verdict", String(30), nullable=False),
    Column("cares_about", JSON, nullable=False),
    Column("tie_quality", JSON, nullable=False),
    Column("warmth", Float, nullable=False, server_default="0"),
    _of_reflection(),
    _of_person(),
    Index("mentions_by_person", "owner", "person_id"),
)

promises = Table(
    "promises",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("reflection_id", String(200), nullable=False),
    Column("person_id", String(40)),
    Column("text", Text, nullable=False),
    Column("state", String(20), nullable=False),
    # The later reflection that tells that it was kept: forgotten, the promise is open again.
    Column("kept_in", String(200)),
    _of_reflection(),
    _of_person(),
    Index("promises_by_reflection", "owner", "reflection_id"),
    Index("promises_by_person", "owner", "person_id"),
    Index("promises_by_state", "owner", "state"),
)

steps = Table(
    "steps",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("reflection_id", String(200), nullable=False),
    Column("person_id", String(40)),
    Column("body", Text, nullable=False),
    Column("due", Date),
    Column("state", String(20), nullable=False),
    # The reflection that the user wrote on how it went.
    Column("told_in", String(200)),
    _of_reflection(),
    _of_person(),
    Index("steps_by_reflection", "owner", "reflection_id"),
    Index("steps_by_person", "owner", "person_id"),
    Index("steps_by_state", "owner", "state", "due"),
)

# What is known of people, each with its quote. `words` is what the user made of it, `ended` since when it is no longer
# true, `hidden` that the user wants it forgotten: a mark, so that reading again does not bring it back.
facts = Table(
    "facts",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("reflection_id", String(200), nullable=False),
    Column("person_id", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("quote", Text, nullable=False),
    Column("words", Text),
    Column("about", Date),
    Column("ended", Date),
    Column("hidden", Boolean, nullable=False, server_default=false()),
    _of_reflection(),
    _of_person(),
    Index("facts_by_reflection", "owner", "reflection_id"),
    Index("facts_by_person", "owner", "person_id"),
    Index("facts_by_day", "owner", "about"),
)

# Two people whom the user said are not the same: they are never asked about, or joined, again.
apart = Table(
    "apart",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("person_id", String(40), primary_key=True),
    Column("other_id", String(40), primary_key=True),
    _of_person(),
    ForeignKeyConstraint(["owner", "other_id"], ["people.owner", "people.id"], ondelete="CASCADE"),
)

# Who went by these names before the user made them one with somebody: what it takes to undo it.
merged = Table(
    "merged",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("gone_id", String(40), primary_key=True),
    Column("folded", String(200), primary_key=True),
    Column("reflection_id", String(200), primary_key=True),
    Column("person_id", String(40), nullable=False),
    _of_reflection(),
    _of_person(),
    Index("merged_by_person", "owner", "person_id"),
    Index("merged_by_reflection", "owner", "reflection_id"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("fingerprint", String(100), primary_key=True),
    Column("reflection_id", String(200), primary_key=True),
    Column("chunk", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    _of_reflection(),
    Index("vectors_by_reflection", "owner", "reflection_id"),
    Index("vectors_by_sequence", "owner", "fingerprint", "sequence"),
)

# How often an owner's vectors changed: an index or a cache that knows an older number is stale.
changes = Table(
    "changes",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
)

# Names from the user's contacts: they help to find who is spoken of, and are nobody in the journal yet.
contacts = Table(
    "contacts",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("folded", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("also", JSON, nullable=False),
)

# What is being written and not kept yet, one draft a browser.
drafts = Table(
    "drafts",
    metadata,
    Column("owner", String(200), primary_key=True),
    Column("device", String(40), primary_key=True),
    Column("text", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
)
