"""What is known of people, which of them are not the same, and where a promise was kept."""

import sqlalchemy as sa
from alembic import op

from memory.migrations.versions.v0002_server import fence

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables and columns."""
    op.add_column("mentions", sa.Column("warmth", sa.Float(), nullable=False, server_default="0"))
    op.add_column("promises", sa.Column("kept_in", sa.String(length=200), nullable=True))
    op.create_table(
        "facts",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("reflection_id", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("about", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(["owner", "person_id"], ["people.owner", "people.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["owner", "reflection_id"], ["reflections.owner", "reflections.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "id"),
    )
    op.create_index("facts_by_person", "facts", ["owner", "person_id"])
    op.create_index("facts_by_reflection", "facts", ["owner", "reflection_id"])
    op.create_table(
        "apart",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("other_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["owner", "person_id"], ["people.owner", "people.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner", "other_id"], ["people.owner", "people.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "person_id", "other_id"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("facts", "apart"):
            fence(table)
