"""The table of calendars that follow a secret goes: no part of the program ever wrote or served one.

Streamlit's `st.App` could add the route, but the address would lie with whoever runs the calendar and pass the sign-in
of a hosted Kesan, and a journal under a passphrase is closed while its user is away. `export due.ics` does without.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drops the table, which is empty."""
    op.drop_table("feeds")
