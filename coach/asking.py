"""What a question asks of the journal: whom to write to, what was promised, or what was told."""

import re
from enum import StrEnum

from journal.frozen import Frozen
from journal.reading import Step


class QuestionKind(StrEnum):
    """The kinds of question that the journal answers."""

    RECONNECT = "reconnect"
    PROMISE = "promise"
    RECALL = "recall"


_RECONNECT = re.compile(
    r"""\b(reconnect|reach\s+out|catch\s+up|get\s+(?:back\s+)?in\s+touch|say\s+(?:hi|hello)|deserves?\s+a\s+hello
    |who\s+should\s+i\s+(?:write|call|text|message|contact|see|meet|thank|greet)
    |(?:ku|kau|di)?sapa|(?:me)?nyapa|(?:ku|kau|di|meng)?hubungi|(?:ku|di)?kontak(?:i|an)?|(?:ku|di)?kabari|mengabari
    |(?:ku|di)?tengok|menengok|(?:ku|di|men)?jenguk|silaturahmi|kangen)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PROMISE = re.compile(
    r"""\b(janji\w*|menjanjikan|dijanjikan|utang|promis\w+|owe[sd]?|did\s+i\s+(?:ever\s+)?(?:send|give|bring|return|call))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_LISTS_PROMISES = re.compile(r"\b(apa\s+saja|apa\s+aja|which|all|any|list|masih|belum|open|still)\b", re.IGNORECASE)


def kind_of(question: str) -> QuestionKind:
    """The question's kind, by its words: RECALL when they name no other."""
    if _PROMISE.search(question):
        return QuestionKind.PROMISE
    return QuestionKind.RECONNECT if _RECONNECT.search(question) else QuestionKind.RECALL


def asks_for_all_promises(question: str) -> bool:
    """Whether a question about promises asks for a list of them rather than for one."""
    return bool(_LISTS_PROMISES.search(question))


_PLAIN = frozenset(
    """siapa yang sebaiknya saya aku gue gw kamu ingin mau perlu harus hubungi kontak sapa disapa menyapa kabari lagi
    minggu hari bulan ini sekarang dong ya sih enaknya baiknya orang teman kenalan kembali untuk dengan ajak lama sudah
    udah who should i reconnect with reach out to this week month today now again whom people person catch up get in
    touch say hi hello next a an the my me of from contacts anyone someone""".split()
)


def condition_of(question: str) -> str:
    """The question itself when it asks for more than "who should I reconnect with?", else nothing."""
    words = re.findall(r"[\w'-]+", _RECONNECT.sub(" ", question))
    return question if any(word.lower() not in _PLAIN for word in words) else ""


class Reason(Frozen):
    """Why somebody comes up: the user's own words from a reflection, and what they mean, in a sentence."""

    reflection_id: str
    quote: str
    why: str


class SuggestedPerson(Frozen):
    """Somebody that an answer names."""

    name: str
    person_id: str
    reasons: tuple[Reason, ...]
    step: Step | None = None


class Answer(Frozen):
    """An answer and what it rests on; `found` is False when the journal does not tell. `reflections` are ids,
    best first."""

    found: bool
    answer: str
    people: tuple[SuggestedPerson, ...] = ()
    reflections: tuple[str, ...] = ()
