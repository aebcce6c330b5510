"""What each reading counts for stands beside it, and months are added up by an index."""

import sqlalchemy as sa
from alembic import op

from journal.correcting import MoveCorrection, corrected
from journal.reading import Reading
from journal.tally import Counts

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_LENSES = ("felt", "connected", "patient")
_READ = sa.text(
    "SELECT reflections.owner, reflections.id, reflections.moves, readings.body FROM reflections JOIN readings"
    " ON readings.owner = reflections.owner AND readings.reflection_id = reflections.id"
    " AND readings.number = reflections.reading WHERE (reflections.owner, reflections.id) > (:owner, :id)"
    " ORDER BY reflections.owner, reflections.id LIMIT 1000"
).columns(moves=sa.JSON())
_COUNT = sa.text(
    "UPDATE reflections SET curious = :curious, steering = :steering, felt = :felt, connected = :connected,"
    " patient = :patient WHERE owner = :owner AND id = :id"
)


def upgrade() -> None:
    """Makes the columns, counts what was read before, and makes the index."""
    for name in ("curious", "steering"):
        op.add_column("reflections", sa.Column(name, sa.Integer(), nullable=True))
    for name in _LENSES:
        op.add_column("reflections", sa.Column(name, sa.String(length=10), nullable=True))
    connection, last = op.get_bind(), {"owner": "", "id": ""}
    while rows := connection.execute(_READ, last).all():
        connection.execute(_COUNT, [_counts(row) for row in rows])
        last = {"owner": rows[-1].owner, "id": rows[-1].id}
    op.create_index("reflections_by_tally", "reflections", ["owner", "on", "verdict", "curious", "steering", *_LENSES])


def _counts(row: sa.Row[tuple[str, str, list[object] | None, str]]) -> dict[str, object]:
    reading = Reading.model_validate_json(row.body)
    moves = [MoveCorrection.model_validate(one) for one in row.moves or ()]
    return {"owner": row.owner, "id": row.id, **Counts.of(corrected(reading, moves)).model_dump(mode="json")}
