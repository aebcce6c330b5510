"""Corrections of single moves, names from the user's contacts, and drafts that are not kept yet."""

import sqlalchemy as sa
from alembic import op

from memory.migrations.versions.v0002_server import fence
from memory.tables import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the column and the tables."""
    op.add_column("reflections", sa.Column("moves", sa.JSON(none_as_null=True), nullable=True))
    op.create_index(
        "reflections_by_moves",
        "reflections",
        ["owner", "on"],
        sqlite_where=sa.text("moves IS NOT NULL"),
        postgresql_where=sa.text("moves IS NOT NULL"),
    )
    op.create_table(
        "contacts",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("also", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "folded"),
    )
    op.create_table(
        "drafts",
        sa.Column("owner", sa.String(length=200), nullable=False),
        sa.Column("device", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "device"),
    )
    if op.get_bind().dialect.name == "postgresql":
        for table in ("contacts", "drafts"):
            fence(table)
