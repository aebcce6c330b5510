"""Which copies of the journal this home has made, and when: forgetting does not reach them, so they are named."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from app.home import write_privately
from memory.database import BEFORE_UPGRADES

NOTED = "backups.json"
_REMEMBERED = 100


class Backup(NamedTuple):
    """A copy of the record that was made at a moment (UTC)."""

    path: Path
    at: datetime


def note_backup(home: Path, path: Path, at: datetime) -> None:
    """Remembers a backup.

    Raises:
        HomeNotWritable, DiskFull: it could not be noted.
    """
    noted = [one for one in _noted(home) if one.path != path.absolute()]
    rows = [{"path": str(one.path), "at": one.at.isoformat()} for one in [*noted, Backup(path.absolute(), at)]]
    write_privately(home / NOTED, json.dumps(rows[-_REMEMBERED:], indent=1))


def backups(home: Path) -> tuple[Backup, ...]:
    """The backups that are where they were written, oldest first: those that were asked for, and those that the
    program made by itself before it changed the record."""
    noted = {one.path: one for one in _noted(home) if one.path.exists()}
    own = (home / BEFORE_UPGRADES).glob("*.db")
    made = {path: Backup(path, datetime.fromtimestamp(path.stat().st_mtime, UTC)) for path in own}
    return tuple(sorted((made | noted).values(), key=lambda one: one.at))


def _noted(home: Path) -> list[Backup]:
    """What was noted; a file that can't be read holds nothing that can't be found otherwise."""
    try:
        rows = json.loads((home / NOTED).read_text(encoding="utf-8"))
        return [Backup(Path(row["path"]), datetime.fromisoformat(row["at"])) for row in rows]
    except (OSError, ValueError, TypeError, KeyError):
        return []
