"""The chain's prompts, loaded and checked together."""

from pathlib import Path
from typing import NamedTuple, Self

from coach.prompts import PROMPTS, Prompt, load_prompt


class Chain(NamedTuple):
    """The prompts of a reading, in the order in which they are asked."""

    notice: Prompt
    requote: Prompt
    weigh: Prompt
    next_step: Prompt
    guard: Prompt

    @classmethod
    def load(cls, folder: Path = PROMPTS) -> Self:
        """The chain of a folder.

        Raises:
            PromptBroken: a prompt file breaks the rules.
        """
        return cls(*(load_prompt(folder, name) for name in cls._fields))

    @property
    def labels(self) -> tuple[str, ...]:
        """What a reading is signed with."""
        return tuple(prompt.label for prompt in self)
