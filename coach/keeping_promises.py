"""Whether a later reflection tells that a promise was kept: in a sentence of the user's that says it was done and
speaks of the same thing. A sentence that says "not yet" closes nothing; when in doubt the promise stays open."""

import re
from collections.abc import Sequence

from coach.terms import terms

_SAID_SO = re.compile(
    r"\b(?:lunas|terbayar|ditepati|kutepati|tertepati|tuntas|as promised|sesuai janji|kept (?:my|the) (?:promise|word)"
    r"|I'?d promised|had promised|janji(?:ku|nya)? (?:sudah|udah|selesai|beres))\b|\b(?:that (?:one|is)|it is"
    r"|it's) done\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:sudah|udah|dah|finally|akhirnya|at last|kelar|beres|selesai|jadi|kukirim\w*|kuanter\w*|kuantar\w*"
    r"|kubawa\w*|kubalik\w*"
    r"|kukasih\w*|kusampaikan|langsung|tadi|(?:saya|aku|gue|gw) (?:kirim|anter|antar|bawa|kasih|balik|ketemu"
    r"|temenin|scan)\w*"
    r"|(?:ng|meng)anter\w*|nganterin|kirim|anter|nemenin|nebus"
    r"|sent|took|brought|gave|returned|delivered|finished|done|made|introduced|called|fixed|handed|showed|dropped|put|asked"
    r"|balikin|dibalikin|terkirim|dikirim|diantar|ketemu|agreed)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:belum|blm|haven'?t|hasn'?t|not yet|lupa|forgot|kurang|sisanya|sebentar lagi|harus|masih|still"
    r"|did(?: not|n'?t)"
    r"|gak jadi|nggak jadi|nanti|besok|must|should|will|akan|mau|janji (?!lunas))\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:kurang|sisanya|sebagian dulu|belum semua|the rest|remaining|still (?:owe|to (?:send|bring|do))|half of)\b",
    re.IGNORECASE,
)
_FEWEST_SHARED = 2
# What one does to keep a promise, as `coach.terms` has it: alone it tells of no promise in particular.
_DOING = frozenset(
    f"={word}" for word in "janji bilang kirim antar cari buat balik temenin benerin bantu kenalin".split()
)


def tells_kept(promise: str, sentences: Sequence[str], names: frozenset[str]) -> str | None:
    """The sentence that tells that the promise was kept, or None.

    Args:
        promise: the words of the promise, with the sentence around them.
        sentences: what the later reflection says of the person, in order.
        names: the terms of the person's names, which tell nothing of the thing promised.
    """
    wanted = {term for term in terms(promise) if term not in names}
    things = wanted - _DOING
    everywhere = things & {term for sentence in sentences for term in terms(sentence)}
    if any(_PARTLY.search(sentence) for sentence in sentences):
        return None
    return next((one for one in sentences if _tells(one, wanted, things, everywhere)), None)


def _tells(sentence: str, wanted: set[str], things: set[str], everywhere: set[str]) -> bool:
    """Whether one sentence tells it; `everywhere` is what the whole reflection has of the things promised."""
    if _SAID_SO.search(sentence):
        return bool(everywhere) or not things
    if _NOT_YET.search(sentence) or not _DONE.search(sentence):
        return False
    here = set(terms(sentence))
    done = wanted & here & _DOING
    return len(things & here) >= _FEWEST_SHARED or bool(done and everywhere)
