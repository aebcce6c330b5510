"""What has been heard of an answer, gathered from its pieces, and whether it is a whole one."""

from typing import Any

from journal.errors import AnswerCutOff, AnswerEmpty, AnswerRefused, ConnectionDropped

LONGEST_ANSWER = 100_000
"""Characters after which an answer that goes on is given up: some models write white space without end."""


class Heard:
    """An answer on its way."""

    def __init__(self) -> None:
        self.prompt_tokens = 0
        self.completion_tokens = 0
        self._said: list[str] = []
        self._thought: list[str] = []
        self._length = 0
        self._refused = False
        self._finish = ""

    def take(self, piece: dict[str, Any]) -> None:
        """Adds a piece of a stream, or a whole completion."""
        usage = _dict(piece.get("usage"))
        self.prompt_tokens = _count(usage.get("prompt_tokens")) or self.prompt_tokens
        self.completion_tokens = _count(usage.get("completion_tokens")) or self.completion_tokens
        choices = piece.get("choices")
        for choice in map(_dict, choices[:1] if isinstance(choices, list) else ()):
            words = _dict(choice.get("delta") or choice.get("message"))
            self._add(self._said, words.get("content"))
            self._add(self._thought, words.get("reasoning_content") or words.get("reasoning"))
            self._refused = self._refused or bool(words.get("refusal"))
            self._finish = choice.get("finish_reason") or self._finish

    @property
    def is_endless(self) -> bool:
        """Whether it has gone on for longer than any answer."""
        return self._length > LONGEST_ANSWER

    def answer(self, prompt: str) -> str:
        """The whole answer's text; what the model thought where it said nothing, as some servers put it there.

        Raises:
            ConnectionDropped: it broke off without an end.
            AnswerCutOff, AnswerRefused, AnswerEmpty: it ended, and is of no use.
        """
        if self.is_endless or self._finish == "length":
            raise AnswerCutOff(prompt=prompt)
        if self._refused or self._finish == "content_filter":
            raise AnswerRefused(prompt=prompt)
        if not self._finish:
            raise ConnectionDropped
        text = "".join(self._said).strip() or "".join(self._thought).strip()
        if not text:
            raise AnswerEmpty(prompt=prompt)
        return text

    def _add(self, words: list[str], more: object) -> None:
        if isinstance(more, str):
            words.append(more)
            self._length += len(more)


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
