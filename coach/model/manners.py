"""What a server understands beyond plain messages, learned from its refusals and remembered for it and its model.

A step down is taken only on a refusal that names what was refused: any other bad request is an error of its own.
"""

import re
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, Self

Rung = Literal["json_schema", "json_object", "plain"]
_BELOW: dict[Rung, Rung] = {"json_schema": "json_object", "json_object": "plain"}
_RUNGS: tuple[Rung, ...] = ("json_schema", "json_object", "plain")
_FORMAT = re.compile(
    r"response[ _.-]?format|json[ _-]?schema|json[ _-]?object|json mode|structured output|grammar", re.IGNORECASE
)
_USAGE = re.compile(r"stream[ _-]?options|include[ _-]?usage", re.IGNORECASE)
_TEMPERATURE = re.compile(r"temperature", re.IGNORECASE)


class Remembered(Protocol):
    """A small store of short texts that outlives the process."""

    def get(self, key: str) -> str | None:
        """What was put under `key`, or None."""

    def put(self, key: str, value: str) -> None:
        """Keeps `value` under `key`."""


class Forgetful:
    """A store for one process."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        """What was put under `key`, or None."""
        return self._kept.get(key)

    def put(self, key: str, value: str) -> None:
        """Keeps `value` under `key`."""
        self._kept[key] = value


@dataclass(frozen=True)
class Manners:
    """What to send: the rung of the format ladder, whether to ask for token counts, whether to set a temperature."""

    rung: Rung = "json_schema"
    usage: bool = True
    temperature: bool = True

    def options(self, name: str, schema: dict[str, Any]) -> dict[str, Any]:
        """The request's options for an answer of this schema."""
        options: dict[str, Any] = {}
        if self.rung == "json_schema":
            form = {"name": name, "strict": True, "schema": schema}
            options["response_format"] = {"type": "json_schema", "json_schema": form}
        elif self.rung == "json_object":
            options["response_format"] = {"type": "json_object"}
        if self.usage:
            options["stream_options"] = {"include_usage": True}
        if self.temperature:
            options["temperature"] = 0
        return options

    def after(self, refusal: str) -> "Manners | None":
        """The manners to try after a refusal in these words; None when it names nothing that can be left out."""
        if self.usage and _USAGE.search(refusal):
            return replace(self, usage=False)
        if self.temperature and _TEMPERATURE.search(refusal):
            return replace(self, temperature=False)
        if self.rung in _BELOW and _FORMAT.search(refusal):
            return replace(self, rung=_BELOW[self.rung])
        return None

    def __str__(self) -> str:
        return " ".join([self.rung, *(["usage"] if self.usage else []), *(["temperature"] if self.temperature else [])])

    @classmethod
    def parse(cls, kept: str | None) -> Self:
        """The manners that were kept as text; the highest for anything else."""
        first, *rest = (kept or "").split() or [""]
        for rung in _RUNGS:
            if first == rung:
                return cls(rung=rung, usage="usage" in rest, temperature="temperature" in rest)
        return cls()
