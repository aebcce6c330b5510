"""The base of all domain values: immutable, closed, compared by value."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value that can't be changed and refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")
