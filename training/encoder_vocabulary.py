"""Which of the 250,002 pieces are kept, and the tokenizer that spells with them.

Kept are all pieces in the letters that Indonesian, English, Malay, Javanese and Sundanese are
written in, all without a letter (digits, punctuation, emoji), every single character of any
script, and pairs of Latin ones. So any text can still be spelled, and one in these languages is
spelled as before: the choice looks at letters, not at a corpus, so no word is too rare for it.
"""

import unicodedata
from collections.abc import Sequence

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from training.encoder_source import Pieces

MARK = "▁"

_OWN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzéèêë")
_SHORT = 2
# What the source's map deletes, and what it makes a space beyond what NFKC does.
_DELETED = Regex(r"[\u0001-\u0008\u000b\u000e-\u001f\u007f\u008f\u009f]")
_SPACES = Regex(r"[\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]")
# A deleted character: put before the names of the marks, no text can spell them.
_UNSPELLABLE = "\u0001"


def kept(pieces: Pieces) -> list[int]:
    """Returns the numbers of the kept pieces, ascending: the marks of begin and end first."""
    marks = {pieces.bos, pieces.pad, pieces.eos, pieces.unknown}
    return [i for i, text in enumerate(pieces.texts) if i in marks or _is_needed(text)]


def _is_needed(piece: str) -> bool:
    text = piece.replace(MARK, "")
    short = len(text) <= (_SHORT if _is_latin(text) else 1)
    return short or all(letter in _OWN_LETTERS for letter in text.lower() if letter.isalpha())


def _is_latin(text: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in text)


def tokenizer(pieces: Pieces, chosen: Sequence[int]) -> Tokenizer:
    """Returns the tokenizer of the chosen pieces; a piece's id is its place in `chosen`.

    It normalises as XLM-R does: against the source's map, every single code point agrees but two
    (the full-width tilde U+FF5E and the squared ideograph U+1F23B).
    """
    marks = {pieces.bos, pieces.pad, pieces.eos, pieces.unknown}
    spelled = [(f"{_UNSPELLABLE if i in marks else ''}{pieces.texts[i]}", float(pieces.scores[i])) for i in chosen]
    made = Tokenizer(models.Unigram(spelled, unk_id=chosen.index(pieces.unknown)))
    made.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(_DELETED, ""),
            normalizers.Replace(_SPACES, " "),
            normalizers.NFKC(),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(MARK, "always")]
    )
    return made
