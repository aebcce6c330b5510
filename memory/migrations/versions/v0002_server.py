"""What a database server needs beside the tables: full text by tsvector, and row-level security as a second wall.

Every query names its owner; should one forget to, the server still shows no row but that owner's: each transaction
says whose it is (`kesan.owner`), and `*` is the upkeep that serves all. The tables' own owner is bound by it too. A
superuser is not, whatever one does: Kesan's role must be none.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TABLES = "reflections readings corrections people aliases mentions promises steps vectors changes".split()
_PLAIN = "translate(lower(text), 'àáâãäåèéêëìíîïòóôõöùúûüñç', 'aaaaaaeeeeiiiiooooouuuunc')"


def upgrade() -> None:
    """Nothing on SQLite, which has its full text since the first schema and serves one user."""
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute(f"CREATE INDEX reflections_by_words ON reflections USING gin (to_tsvector('simple', {_PLAIN}))")
    for table in _TABLES:
        fence(table)


def fence(table: str) -> None:
    """Puts a table behind the second wall; a later migration that makes a table calls this too."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    asked = "current_setting('kesan.owner', true)"
    op.execute(f"CREATE POLICY {table}_of_owner ON {table} USING ({asked} IN (owner, '*'))")
