"""The sentences of a reading: why, how it may have been for them, what to ask. Built from the note's own words
alone; where it does not tell, they say that it does not."""

from collections.abc import Sequence
from typing import Any

from coach.embedded.register import called
from coach.embedded.seen import Piece
from coach.embedded.word_lists import cue, data_file
from journal.language import Language
from journal.signals import Signal, Verdict

_LONGEST = 80
_LONGEST_OF_TWO = 60
_ENOUGH = 24  # characters that a clause must have to be quoted without what follows it
_TELLING = 30  # characters; a shorter quote says little by itself


class Voice:
    """The words for one reading in `language`; `names` are the people it tells of."""

    def __init__(self, language: Language, names: Sequence[str]) -> None:
        self._words: dict[str, Any] = data_file("voice", language)
        self._names = [called(name) for name in names]
        self._name = self._names[0] if len(names) == 1 else ""

    def because(self, verdict: Verdict, grounds: Sequence[tuple[Signal, str]]) -> str:
        """One sentence from the strongest grounds, which come first."""
        told = self._words["because"][verdict.value]
        plus = next(((signal, quote) for signal, quote in grounds if signal.lean > 0), None)
        minus = next(((signal, quote) for signal, quote in grounds if signal.lean < 0), None)
        if verdict is Verdict.MIXED and plus and minus and plus[1] == minus[1]:
            minus = next((each for each in grounds if each[0].lean < 0 and each[1] != plus[1]), None)
        if verdict is Verdict.UNCLEAR:
            return str(told["mixed_signs" if plus or minus else "some"])
        if verdict is Verdict.MIXED:
            if plus and minus:
                both = {"plus": quotable(plus[1], _LONGEST_OF_TWO), "minus": quotable(minus[1], _LONGEST_OF_TWO)}
                return _filled(told["both"], **both)
            return str(told["any"])
        chosen = plus if verdict is Verdict.REAL_CONNECTION else minus
        if chosen is None or (verdict is Verdict.SURFACE and chosen[0].value not in told):
            return (
                _filled(told["any"], minus=chosen[1])
                if chosen and verdict is not Verdict.SURFACE
                else self._plain(verdict)
            )
        return _filled(told.get(chosen[0].value, told["any"]), plus=chosen[1], minus=chosen[1])

    def _plain(self, verdict: Verdict) -> str:
        told = str(self._words["because"][verdict.value]["any"])
        return told.split(":", maxsplit=1)[0].rstrip() + "." if "{" in told else told

    def their_side(self, verdict: Verdict, seen: Sequence[Piece]) -> str:
        """How it may have been for them, hedged."""
        opened = _strongest(seen, Signal.THEY_OPENED_UP)
        named = _strongest(seen, Signal.THEY_NAMED_ME)
        withdrew = _strongest(seen, Signal.THEY_WITHDREW)
        if verdict is Verdict.UNCLEAR or not (opened or named or withdrew):
            told = self._words["their_side"]["nothing" if self._name else "nothing_nobody"]
            return _filled(told, name=self._name)
        if withdrew and opened and opened.people[:1] == withdrew.people[:1]:
            return self._side("opened_then_withdrew", withdrew, opened=opened.text, withdrew=withdrew.text)
        if withdrew:
            return self._side("withdrew", withdrew, withdrew=withdrew.text)
        if named and verdict in (Verdict.REAL_CONNECTION, Verdict.MIXED):
            return self._side("named", named, opened=named.text)
        key = "opened_in_pitch" if verdict is Verdict.HIDDEN_PITCH else "opened"
        shown = opened or named
        return self._side(key, shown, opened=shown.text) if shown else ""

    def _side(self, key: str, piece: Piece, **quotes: str) -> str:
        """The sentence `key` about whom the piece speaks of first."""
        name = self._names[piece.people[0]] if piece.people else ""
        somebody, them = str(self._words["somebody"]), str(self._words["somebody_object"])
        return _filled(self._words["their_side"][key], name=name or somebody, them=name or them, **quotes)

    def questions(self, verdict: Verdict) -> tuple[str, ...]:
        """What would help to know; may be empty."""
        key = f"{verdict.value}_person" if verdict is Verdict.UNCLEAR and self._name else verdict.value
        if not self._name:
            key = f"{verdict.value}_nobody"
        return tuple(_filled(question, name=self._name) for question in self._words["questions"][key])


def quotable(words: str, longest: int = _LONGEST) -> str:
    """The words as they stand between quotation marks in a sentence of ours: on one line, without the last full
    stop, and no more of them than whole clauses of `longest` characters."""
    line = " ".join(words.split()).replace('"', "'").replace("“", "'").replace("”", "'")
    if len(line) > longest:
        ends = [found.start() for found in cue("clause_break").finditer(line) if _ENOUGH <= found.start() <= longest]
        line = line[: ends[-1] if ends else line.rfind(" ", 0, longest)].rstrip(",;:–—") + " …"
    return line.rstrip(".,;: ") if not line.endswith("…") else line


def _strongest(seen: Sequence[Piece], signal: Signal) -> Piece | None:
    shown = [piece for piece in seen if signal in piece.signals]
    return max(shown, key=lambda piece: piece.probability[signal] * min(1.0, len(piece.text) / _TELLING), default=None)


def _filled(template: str, **words: str) -> str:
    filled = template.format(**{name: quotable(word) for name, word in words.items()})
    return filled[:1].upper() + filled[1:]
