"""What a reflection tells of each person: their own verdict, what they care about, what was promised to them,
whether they would mention the user's name."""

import re
from collections.abc import Sequence

from coach.embedded.details import Detail, details
from coach.embedded.people import Found
from coach.embedded.promises import promises
from coach.embedded.seen import Piece
from journal.quotes import Span
from journal.reading import PersonRead, TieQuality
from journal.signals import Known, Signal, Verdict

_MUCH_MORE = 2.5
_NAMED = 0.5
_THANKED = re.compile(
    r"\b(?:makasih|terima ?kasih|suwun|thanks?|thank you|grateful|baik banget|you were so|orangnya bener|telaten)\b",
    re.IGNORECASE,
)
_RECOMMENDED = re.compile(
    r"\b(?:kenalin|kenalkan|dikenalkan|ngenalin|rekomendasi\w*|disuruh|nyebut nama|cerita ke|told (?:two|her|his|them|people|everyone|everybody)"
    r"|introduced? me|recommend\w*|ask(?:ed)? for (?:me|you)|naming you|sent (?:her|him|them) to me)\b",
    re.IGNORECASE,
)
_REMEMBERED = re.compile(
    r"\b(?:masih (?:ingat|inget)|(?:ingat|inget) (?:saya|aku|gue|gw|sama)|still remember(?:s|ed)?|remember(?:s|ed) me|recogni[sz]ed me|yang dulu)\b",
    re.IGNORECASE,
)


def person_reads(text: str, seen: Sequence[Piece], people: Sequence[Found], whole: Verdict) -> tuple[PersonRead, ...]:
    """The people, in the order in which the text names them."""
    promised = promises(text, seen)
    return tuple(
        _person(
            text,
            [piece for piece in seen if number in piece.people],
            person,
            _theirs(seen, promised, number),
            people,
            whole,
        )
        for number, person in enumerate(people)
    )


def nobody(text: str, seen: Sequence[Piece]) -> PersonRead:
    """What was told of somebody who has no name in the text."""
    told = details(text, seen)
    promised = tuple(_words(text, span) for _, span in promises(text, seen))
    return PersonRead(name="", cares_about=_all_words(text, told), promises=promised)


def verdict_with(pieces: Sequence[Piece], whole: Verdict) -> Verdict:
    """The verdict on the part that speaks of one person of several, from what leans which way in it."""
    if whole is Verdict.UNCLEAR:
        return whole
    minus = _sum(piece for piece in pieces if any(s.lean < 0 and s not in _THEIR_DOING for s in piece.signals))
    plus = _sum(piece for piece in pieces if any(s.lean > 0 for s in piece.signals))
    shallow = any(Signal.CHECKLIST in piece.signals for piece in pieces)
    if not minus and not plus:
        return Verdict.SURFACE if shallow or whole is Verdict.SURFACE else Verdict.UNCLEAR
    if minus and not plus:
        return Verdict.HIDDEN_PITCH
    if plus and not minus:
        return whole if whole in (Verdict.HIDDEN_PITCH, Verdict.SURFACE) and plus == 1 else Verdict.REAL_CONNECTION
    if minus >= _MUCH_MORE * plus or whole is Verdict.HIDDEN_PITCH:
        return Verdict.HIDDEN_PITCH
    return Verdict.MIXED


_THEIR_DOING = frozenset({Signal.CHECKLIST, Signal.THEY_WITHDREW})


def _sum(pieces: object) -> int:
    return sum(1 for _ in pieces)  # type: ignore[attr-defined]


def _theirs(seen: Sequence[Piece], promised: Sequence[tuple[int, Span]], person: int) -> tuple[Span, ...]:
    """The promises in pieces that speak of this person first."""
    return tuple(span for number, span in promised if seen[number].people[:1] == (person,))


def _person(
    text: str, pieces: Sequence[Piece], person: Found, promised: Sequence[Span], people: Sequence[Found], whole: Verdict
) -> PersonRead:
    own = [piece for piece in pieces if piece.people[:1] == (people.index(person),)]
    return PersonRead(
        name=person.name,
        role=person.role,
        verdict=whole if len(people) == 1 else verdict_with(pieces, whole),
        cares_about=_all_words(text, details(text, own)),
        promises=tuple(_words(text, span) for span in promised),
        tie_quality=tie_quality(pieces),
    )


def _all_words(text: str, told: Sequence[Detail]) -> tuple[str, ...]:
    return tuple(_words(text, detail.span) for detail in told)


def _words(text: str, span: Span) -> str:
    return text[span.start : span.end].rstrip(" .,;:")


def tie_quality(pieces: Sequence[Piece]) -> TieQuality:
    """From `they_named_me` and the words of remembering, thanking and recommending alone; else unknown."""
    named = [piece.text for piece in pieces if Signal.THEY_NAMED_ME in piece.signals]
    told = [
        piece.text for piece in pieces if piece.probability.get(Signal.THEY_NAMED_ME, 0.0) >= _NAMED or piece.lean > 0
    ]
    remembered = bool(named) or any(_REMEMBERED.search(words) for words in told)
    return TieQuality(
        remembers_me=_known(remembered),
        thinks_well_of_me=_known(any(_THANKED.search(words) or _RECOMMENDED.search(words) for words in named)),
        at_ease_recommending_me=_known(any(_RECOMMENDED.search(words) for words in named)),
    )


def _known(shown: bool) -> Known:  # noqa: FBT001 one truth, one answer
    return Known.YES if shown else Known.UNKNOWN
