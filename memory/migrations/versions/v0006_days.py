"""Days that people spoke of are found by an index: the first page and a calendar ask for those to come."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the index."""
    op.create_index("facts_by_day", "facts", ["owner", "about"])
