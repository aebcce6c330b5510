"""The tokenizer and the table of word rows that every network in `models/` begins with.

The table stays on disk, mapped, as the four-bit blocks it came in: a row is read when a text
needs it, and several networks share one table.
"""

import json
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

_BLOCK_BYTES = 18
_WEIGHTS = 32


@dataclass(frozen=True)
class Encoding:
    """The pieces of a text: `ids`, and where in the text each piece stands.

    `offsets` are (start, end) in characters of the text as it was given, end excluded. They are
    in order; a character that became several pieces has several equal offsets.
    """

    ids: list[int]
    offsets: list[tuple[int, int]]


class Words:
    """Pieces of a text, and the row of 384 numbers that belongs to each piece."""

    def __init__(self, tokenizer: Tokenizer, table: NDArray[np.uint8], begin: int, end: int) -> None:
        self._tokenizer = tokenizer
        self._table = table
        self.begin = begin
        self.end = end

    @classmethod
    def load(cls, folder: Path) -> "Words":
        """Returns the words of `models/encoder`, the same ones to all who use them at a time: the tokenizer is
        large. The table is mapped, not read.

        Raises:
            OSError: a file is missing.
        """
        with _sharing:
            return _shared.get(folder) or _shared.setdefault(folder, cls._read(folder))

    @classmethod
    def _read(cls, folder: Path) -> Self:
        told = json.loads((folder / "encoder.json").read_text(encoding="utf-8"))
        spelled = (folder / "tokenizer.json").read_text(encoding="utf-8")
        table = np.load(folder / "words.npy", mmap_mode="r")
        return cls(Tokenizer.from_str(spelled), table, told["begin"], told["end"])

    def encode(self, text: str) -> Encoding:
        """Returns the pieces of the text alone, without the marks of begin and end.

        Empty when the text holds nothing but white space and control characters.
        """
        found = self._tokenizer.encode(text, add_special_tokens=False)
        return Encoding(found.ids, [_with_marks(text, *offset) for offset in found.offsets])

    def rows(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """Returns the rows of the pieces: (pieces, 384)."""
        count = self._table.shape[1] // _BLOCK_BYTES
        blocks = self._table[np.asarray(ids, dtype=np.intp)].reshape(-1, count, _BLOCK_BYTES)
        scales = blocks[..., :2].copy().view("<f2").astype(np.float32)
        halves = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=-1)
        weights = (halves.astype(np.float32) - np.float32(8)) * scales
        return weights.reshape(-1, count * _WEIGHTS)


_sharing = threading.Lock()
_shared: WeakValueDictionary[Path, Words] = WeakValueDictionary()


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Composing "e" and its accent leaves the offsets of "e" alone: take the accent in."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end
