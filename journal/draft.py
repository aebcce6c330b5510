"""What is being written and not kept yet."""

from datetime import datetime

from pydantic import Field

from journal.frozen import Frozen


class Draft(Frozen):
    """The text in one browser (`device` is a name that it gave itself), as it stood at `saved_at`."""

    device: str = Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")
    text: str
    saved_at: datetime
