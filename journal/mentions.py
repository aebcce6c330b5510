"""Where a text speaks of somebody: whole names and aliases, letter case aside."""

import re
from collections.abc import Iterable

from journal.quotes import Span


def mentions(text: str, names: Iterable[str]) -> tuple[Span, ...]:
    """The spans in which any of the names stands as whole words, in order."""
    wanted = sorted({name.strip() for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    if not wanted:
        return ()
    pattern = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in wanted)
    return tuple(Span(*found.span()) for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE))
