"""What a reflection tells of each person: their own verdict, what they care about, what was promised to them,
whether they would mention the user's name."""

from collections.abc import Sequence

from coach.embedded.details import Detail, details
from coach.embedded.people import Found, bare_name
from coach.embedded.promises import promises
from coach.embedded.seen import Piece
from coach.embedded.word_lists import cue
from journal.quotes import Span
from journal.reading import PersonRead, TieQuality
from journal.signals import Known, Signal, Verdict

_MUCH_MORE = 2.5
_NAMED = 0.5
_NOT_MINE = frozenset({Signal.CHECKLIST, Signal.THEY_WITHDREW})


def person_reads(text: str, seen: Sequence[Piece], people: Sequence[Found], whole: Verdict) -> tuple[PersonRead, ...]:
    """The people, in the order in which the text names them."""
    promised = promises(text, seen)
    return tuple(
        PersonRead(
            name=person.name,
            role=person.role,
            aliases=_other_names(person),
            verdict=whole if len(people) == 1 else verdict_with(with_person(seen, number), whole),
            cares_about=_all_words(text, details(text, [piece for piece in seen if piece.people[:1] == (number,)])),
            promises=tuple(_words(text, span) for at, span in promised if seen[at].people[:1] == (number,)),
            tie_quality=tie_quality(with_person(seen, number)),
        )
        for number, person in enumerate(people)
    )


def _other_names(person: Found) -> tuple[str, ...]:
    """The names that are no part of the full one: "Mamat" for Rahmat, not "Andi" for Andi Lim."""
    full = set(bare_name(person.name).split())
    return tuple(name for name in person.names if not set(bare_name(name).split()) <= full)


def with_person(seen: Sequence[Piece], number: int) -> tuple[Piece, ...]:
    """The pieces that speak of person `number`."""
    return tuple(piece for piece in seen if number in piece.people)


def nobody(text: str, seen: Sequence[Piece]) -> PersonRead:
    """What was told of somebody who has no name in the text."""
    told = details(text, seen)
    promised = tuple(_words(text, span) for _, span in promises(text, seen))
    return PersonRead(name="", cares_about=_all_words(text, told), promises=promised)


def verdict_with(pieces: Sequence[Piece], whole: Verdict) -> Verdict:
    """The verdict on the part that speaks of one person of several, from what leans which way in it."""
    if whole is Verdict.UNCLEAR:
        return whole
    minus = sum(any(s.lean < 0 and s not in _NOT_MINE for s in piece.signals) for piece in pieces)
    plus = sum(any(s.lean > 0 for s in piece.signals) for piece in pieces)
    if not minus and not plus:
        shallow = whole is Verdict.SURFACE or any(Signal.CHECKLIST in piece.signals for piece in pieces)
        return Verdict.SURFACE if shallow else Verdict.UNCLEAR
    if not minus:
        doubtful = whole in (Verdict.HIDDEN_PITCH, Verdict.SURFACE) and plus == 1
        return whole if doubtful else Verdict.REAL_CONNECTION
    pitched = not plus or minus >= _MUCH_MORE * plus or whole is Verdict.HIDDEN_PITCH
    return Verdict.HIDDEN_PITCH if pitched else Verdict.MIXED


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
    remembered = bool(named) or any(cue("remembered").search(words) for words in told)
    return TieQuality(
        remembers_me=_known(remembered),
        thinks_well_of_me=_known(
            any(cue("thanked").search(words) or cue("recommended").search(words) for words in named)
        ),
        at_ease_recommending_me=_known(any(cue("recommended").search(words) for words in named)),
    )


def _known(shown: bool) -> Known:  # noqa: FBT001 one truth, one answer
    return Known.YES if shown else Known.UNKNOWN
