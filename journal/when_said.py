"""Words for time in a message that may be sent days after it was written: "yesterday" is true for a day only.

What stands between quotation marks is somebody's own and stays as it is.
"""

import re
from datetime import date

_OF_DAY = r"(?:pagi|siang|sore|malam|malem)"
_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\")")
_TALK = r"obrolan|ngobrol|cerita|pertemuan|ketemu|bertemu|waktu|makan siang|kopi|ngopi|untuk|buat"
_SEEN = r"for|talk|chat|meeting|conversation|seeing|met|saw|told|lunch|coffee|time"
_TIMELESS = (
    (re.compile(rf"\b({_TALK})(\w*(?:\s+\w+)?\s+)hari ini\b", re.IGNORECASE), r"\1\2waktu itu"),
    (re.compile(rf"\b({_SEEN})((?:\s+\w+){{0,2}}\s+)today\b", re.IGNORECASE), r"\1\2the other day"),
    (
        re.compile(
            rf"\b(?:{_OF_DAY}\s+tadi|(?:kemarin|kemaren|tadi)(?:\s+(?:{_OF_DAY}|dulu|lusa))?|barusan|semalam|semalem)\b",
            re.IGNORECASE,
        ),
        "waktu itu",
    ),
    (re.compile(rf"(?<!-)\b(?:besok|lusa)(?!-)(?:\s+{_OF_DAY})?\b|\bnanti\s+{_OF_DAY}\b", re.IGNORECASE), "segera"),
    (
        re.compile(
            r"\b(?:yesterday(?:\s+(?:morning|afternoon|evening))?|last night|just now|earlier today|this morning"
            r"|earlier(?!\s+(?:than|this|in|on)\b))\b",
            re.IGNORECASE,
        ),
        "the other day",
    ),
    (re.compile(r"\b(?:tomorrow(?:\s+(?:morning|afternoon|evening))?|tonight)\b", re.IGNORECASE), "soon"),
)


def as_said_on(words: str, written: date, shown: date) -> str:
    """The words with those for time that are no longer right on the day `shown` made ones that are right on any day."""
    if written == shown:
        return words
    return "".join(piece if number % 2 else _timeless(piece) for number, piece in enumerate(_QUOTED.split(words)))


def _timeless(words: str) -> str:
    for pattern, instead in _TIMELESS:
        words = pattern.sub(lambda found, instead=instead: _like(found, found.expand(instead)), words)  # type: ignore[misc]
    return words


def _like(found: re.Match[str], words: str) -> str:
    """The words, with a capital where those that they replace had one."""
    return words[:1].upper() + words[1:] if found.group()[:1].isupper() else words
