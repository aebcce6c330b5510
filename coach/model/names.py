"""Names as a model and a text write them: the same when the words of one are all in the other."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")


def words_in(text: str) -> frozenset[str]:
    """The text's words, case set aside."""
    return frozenset(_WORD.findall(text.casefold()))


def same_name(one: str, other: str) -> bool:
    """Whether they may name one person: "Sum" and "Bu Sum" may, "Bu Sum" and "Bu Yanti" not."""
    left, right = words_in(one), words_in(other)
    return bool(left and right) and (left <= right or right <= left)


def closest_name(wanted: str, names: Iterable[str]) -> str | None:
    """The name that is written the same, else the first that may be the same; None when none may."""
    listed = tuple(names)
    exact = (name for name in listed if words_in(name) == words_in(wanted))
    return next(exact, None) or next((name for name in listed if same_name(name, wanted)), None)
