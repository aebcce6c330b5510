"""The first schema: everything that the journal keeps, and the full-text index over reflections on SQLite."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# The index holds no text of its own: it points at `reflections` by `number`, and the triggers keep it in step.
_FULL_TEXT = (
    """CREATE VIRTUAL TABLE reflections_fts USING fts5(
        text, content='reflections', content_rowid='number', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER reflections_fts_insert AFTER INSERT ON reflections BEGIN
        INSERT INTO reflections_fts(rowid, text) VALUES (new.number, new.text);
    END""",
    """CREATE TRIGGER reflections_fts_delete AFTER DELETE ON reflections BEGIN
        INSERT INTO reflections_fts(reflections_fts, rowid, text) VALUES ('delete', old.number, old.text);
    END""",
    """CREATE TRIGGER reflections_fts_update AFTER UPDATE OF text, number ON reflections BEGIN
        INSERT INTO reflections_fts(reflections_fts, rowid, text) VALUES ('delete', old.number, old.text);
        INSERT INTO reflections_fts(rowid, text) VALUES (new.number, new.text);
    END""",
)


def upgrade() -> None:
    """Makes the tables."""
    _create_reflections()
    _create_people()
    _create_todo()
    _create_vectors()
    if op.get_bind().dialect.name == "sqlite":
        for statement in _FULL_TEXT:
            op.execute(statement)


def _create_reflections() -> None:
    op.create_table(
        "reflections",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("problem", sa.JSON(), nullable=True),
        sa.Column("reading", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=30), nullable=True),
        sa.PrimaryKeyConstraint("owner", "id"),
    )
    op.create_index("reflections_by_day", "reflections", ["owner", "on", "kept_at", "id"])
    op.create_index("reflections_by_number", "reflections", ["number"])
    op.create_index("reflections_by_state", "reflections", ["owner", "state"])
    op.create_index("reflections_by_verdict", "reflections", ["owner", "verdict", "on", "kept_at", "id"])
    op.create_table(
        "readings",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("reflection_id", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reader", sa.String(length=30), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompts", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.String(length=30), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "reflection_id"], ["reflections.owner", "reflections.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "reflection_id", "number"),
    )
    op.create_table(
        "corrections",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("reflection_id", sa.String(length=200), nullable=False),
        sa.Column("verdict", sa.String(length=30), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "reflection_id"], ["reflections.owner", "reflections.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "reflection_id"),
    )


def _create_people() -> None:
    op.create_table(
        "people",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "id"),
    )
    op.create_table(
        "aliases",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("reflection_id", sa.String(length=200), nullable=False),
        sa.Column("bare", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["owner", "person_id"], ["people.owner", "people.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["owner", "reflection_id"], ["reflections.owner", "reflections.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "person_id", "folded", "reflection_id"),
    )
    op.create_index("aliases_by_bare", "aliases", ["owner", "bare"])
    op.create_index("aliases_by_reflection", "aliases", ["owner", "reflection_id"])
    op.create_table(
        "mentions",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("reflection_id", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=30), nullable=False),
        sa.Column("cares_about", sa.JSON(), nullable=False),
        sa.Column("tie_quality", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["owner", "person_id"], ["people.owner", "people.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["owner", "reflection_id"], ["reflections.owner", "reflections.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "reflection_id", "person_id"),
    )
    op.create_index("mentions_by_person", "mentions", ["owner", "person_id"])


def _create_todo() -> None:
    op.create_table(
        "promises",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("reflection_id", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["owner", "person_id"], ["people.owner", "people.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["owner", "reflection_id"], ["reflections.owner", "reflections.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "id"),
    )
    op.create_index("promises_by_person", "promises", ["owner", "person_id"])
    op.create_index("promises_by_reflection", "promises", ["owner", "reflection_id"])
    op.create_index("promises_by_state", "promises", ["owner", "state"])
    op.create_table(
        "steps",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("reflection_id", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["owner", "person_id"], ["people.owner", "people.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["owner", "reflection_id"], ["reflections.owner", "reflections.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "id"),
    )
    op.create_index("steps_by_person", "steps", ["owner", "person_id"])
    op.create_index("steps_by_reflection", "steps", ["owner", "reflection_id"])
    op.create_index("steps_by_state", "steps", ["owner", "state", "due"])


def _create_vectors() -> None:
    op.create_table(
        "vectors",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=100), nullable=False),
        sa.Column("reflection_id", sa.String(length=200), nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "reflection_id"], ["reflections.owner", "reflections.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "fingerprint", "reflection_id", "chunk"),
    )
    op.create_index("vectors_by_reflection", "vectors", ["owner", "reflection_id"])
    op.create_index("vectors_by_sequence", "vectors", ["owner", "fingerprint", "sequence"])
    op.create_table(
        "changes",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("owner"),
    )
