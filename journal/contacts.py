"""Names from the user's contacts. They help to find who is spoken of; they are nobody in the journal until a
reflection speaks of them."""

import re

from journal.frozen import Frozen
from journal.names import fold_name, without_honorifics

_SHORTEST_FIRST = 3
_WORD = re.compile(r"\w+")


class Contact(Frozen):
    """Somebody's name, and what else they are called."""

    name: str
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What two contacts of the same name share, whatever the case, the accents and the honorifics."""
        return without_honorifics(fold_name(self.name))

    def called_in(self, text: str) -> tuple[str, ...]:
        """The names by which a text may speak of them: whole ones, whatever the case; the first name alone where it has
        a capital ("hope" is a word, "Hope" may be somebody)."""
        folded = f" {' '.join(_WORD.findall(fold_name(text)))} "
        whole = tuple(name for name in (self.name, *self.also) if _stands(name, folded))
        first = self._first
        capital = {word for word in _WORD.findall(text) if word[:1].isupper()}
        return (*whole, first) if len(first) >= _SHORTEST_FIRST and first in capital - set(whole) else whole

    @property
    def _first(self) -> str:
        """The first name as written, or empty where it stands in no word of its own."""
        first = self.key.split()[:1]
        return next((word for word in self.name.split() if [fold_name(word)] == first), "")


def _stands(name: str, folded: str) -> bool:
    words = " ".join(_WORD.findall(without_honorifics(fold_name(name))))
    return bool(words) and f" {words} " in folded
