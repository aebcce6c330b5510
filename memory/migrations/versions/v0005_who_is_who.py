"""Who was made one person of two, so that it can be undone; what a step came to; and calendars that follow a secret."""

import sqlalchemy as sa
from alembic import op

from memory.migrations.versions.v0002_server import fence

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables and columns."""
    op.add_column("steps", sa.Column("told_in", sa.String(length=200), nullable=True))
    op.create_table(
        "merged",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("gone_id", sa.String(length=40), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("reflection_id", sa.String(length=200), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["owner", "person_id"], ["people.owner", "people.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["owner", "reflection_id"], ["reflections.owner", "reflections.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "gone_id", "folded", "reflection_id"),
    )
    op.create_index("merged_by_person", "merged", ["owner", "person_id"])
    op.create_index("merged_by_reflection", "merged", ["owner", "reflection_id"])
    op.create_table(
        "feeds",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("names", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("owner"),
    )
    op.create_index("feeds_by_secret", "feeds", ["secret"], unique=True)
    if op.get_bind().dialect.name == "postgresql":
        for table in ("merged", "feeds"):
            fence(table)
