"""The only place that reads the clock."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The user's own day, in the machine's time zone."""
    return datetime.now().astimezone().date()
