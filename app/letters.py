"""A letter over a week or a month: what changed, what starts the pitch, promises kept, whom you lifted.

The invariant: every sentence rests on reflections that it cites, but for the counts, which rest on all of them. No
score, no praise that the text does not earn.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from app.words import Words
from coach.looking_back import Talk, triggers, usual
from journal.frozen import Frozen
from journal.language import Language
from journal.mentions import mentions
from journal.people import Person, PromiseState, Tie
from journal.signals import Signal, Verdict
from journal.tally import STEERING, Tally
from memory.record import Entry, OwnedRecord

if TYPE_CHECKING:
    from coach.model.server import Server

_MOST = 3  # cited for one sentence
_PULLED = frozenset({Verdict.HIDDEN_PITCH, Verdict.SURFACE, Verdict.MIXED})
_NAMES = 5
_MOST_SENT = 60  # reflections of the days, the newest
_WARM = frozenset(signal for signal in Signal if signal.lean > 0)


class Topic(StrEnum):
    """What a paragraph is about, in the order of the letter."""

    WROTE = "wrote"
    CHANGED = "changed"
    TRIGGER = "trigger"
    PROMISE = "promise"
    LIFTED = "lifted"
    QUESTION = "question"


class Cite(Frozen):
    """A reflection that a sentence rests on, and the user's words in it."""

    reflection_id: str
    on: date
    quote: str


class Paragraph(Frozen):
    """One sentence or two of the letter."""

    topic: Topic
    sentence: str
    cites: tuple[Cite, ...] = ()


class Letter(Frozen):
    """A letter over the days `since` to `until`, both included."""

    since: date
    until: date
    paragraphs: tuple[Paragraph, ...]
    made_by: Literal["embedded", "model"] = "embedded"


def month_of(day: date) -> tuple[date, date]:
    """The first and last day of a day's month."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def week_of(day: date) -> tuple[date, date]:
    """The Monday and Sunday of a day's week."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def before(since: date, until: date) -> tuple[date, date]:
    """The period before one: the month before a whole month, else as many days."""
    if (since, until) == month_of(since):
        return month_of(since - timedelta(days=1))
    return since - (until - since) - timedelta(days=1), since - timedelta(days=1)


def talks(record: OwnedRecord, since: date, until: date) -> tuple[Talk, ...]:
    """The reflections of these days that were read, oldest first."""
    found = record.entries(since=since, until=until, limit=None)
    return tuple(talk for entry in reversed(found) if (talk := _talk(entry)) is not None)


def compose(record: OwnedRecord, say: Words, since: date, until: date) -> Letter:
    """The letter in the program's own words."""
    now = talks(record, since, until)
    if not now:
        nothing = Paragraph(topic=Topic.WROTE, sentence=say("letter.nothing"))
        return Letter(since=since, until=until, paragraphs=(nothing,))
    told = record.told_in([talk.reflection_id for talk in now])
    ties = record.ties_of({one for ids in told.values() for one in ids})
    paragraphs = [
        Paragraph(topic=Topic.WROTE, sentence=say("letter.wrote", count=len(now), people=len(ties))),
        *_changed(say, record.tally(since, until), record.tally(*before(since, until))),
        *_turned(say, ties, now, since),
        *_started(say, now),
        *_promises(say, ties, now),
        *_lifted(say, now, told, {tie.person.id: tie.person for tie in ties}),
        _question(say, now),
    ]
    return Letter(since=since, until=until, paragraphs=tuple(paragraphs))


def written(
    record: OwnedRecord,
    server: "Server",
    days: tuple[date, date],
    language: Language,
    *,
    hides: bool = True,
    pulse: Callable[[], None] = lambda: None,
) -> Letter | None:
    """The letter in a model's words, each sentence beside the quote that carries it; None when none of them holds.
    Nothing of it is kept.

    Raises:
        KesanError: the model gives no usable answer.
        Cancelled: `pulse` stopped it.
    """
    from coach.model.answering import Excerpt  # noqa: PLC0415 what speaks with a model is for whoever has one
    from coach.model.letter_writing import write_letter  # noqa: PLC0415 as above

    given = {talk.reflection_id: talk for talk in talks(record, *days)[-_MOST_SENT:]}
    excerpts = [Excerpt(reflection_id=one, on=talk.on, text=talk.text) for one, talk in given.items()]
    if not excerpts:
        return None
    people = [(one.name, *one.aliases) for one in record.everybody()]
    lines = write_letter(server, days, excerpts, language, people=people, hides=hides, pulse=pulse)
    paragraphs = tuple(
        Paragraph(
            topic=Topic(line.topic.value),
            sentence=line.sentence,
            cites=(Cite(reflection_id=line.cites, on=given[line.cites].on, quote=line.quote),),
        )
        for line in lines
    )
    return Letter(since=days[0], until=days[1], paragraphs=paragraphs, made_by="model") if paragraphs else None


def _talk(entry: Entry) -> Talk | None:
    reading, verdict, told = entry.seen, entry.verdict, entry.reflection
    if reading is None or verdict is None:
        return None
    return Talk(reflection_id=told.id, on=told.on, text=told.text, verdict=verdict, reading=reading)


def _changed(say: Words, now: Tally, earlier: Tally) -> Iterable[Paragraph]:
    real = Verdict.REAL_CONNECTION
    sentence = say("letter.real", count=now.verdicts.get(real, 0), of=now.talks)
    if earlier.talks:
        sentence += " " + say("letter.real.before", count=earlier.verdicts.get(real, 0), of=earlier.talks)
    yield Paragraph(topic=Topic.CHANGED, sentence=sentence)


def _turned(say: Words, ties: Sequence[Tie], now: Sequence[Talk], since: date) -> Iterable[Paragraph]:
    """With whom it went better than the time before."""
    by_id = {talk.reflection_id: talk for talk in now}
    for tie in ties:
        last = next((one for one in tie.meetings if one.reflection_id in by_id), None)
        older = next((one for one in tie.meetings if one.on < since), None)
        if last is None or older is None or last.verdict is not Verdict.REAL_CONNECTION or older.verdict not in _PULLED:
            continue
        cite = _first(by_id[last.reflection_id], _WARM)
        if cite:
            was = say(f"verdict.{older.verdict.value}").lower()
            sentence = say("letter.turned", name=tie.person.name, day=say.day(older.on), was=was)
            yield Paragraph(topic=Topic.CHANGED, sentence=sentence, cites=(cite,))
            return


def _started(say: Words, now: Sequence[Talk]) -> Iterable[Paragraph]:
    found = triggers(now)
    if not found:
        return
    often = usual(found)
    if often is None:
        sentence, shown = say("letter.pitched", count=len(found), of=len(now)), found
    else:
        kind, shown = often
        sentence = say(f"letter.trigger.{kind.value}", count=len(shown), of=len(found))
    cites = tuple(Cite(reflection_id=one.reflection_id, on=one.on, quote=one.quote) for one in shown[:_MOST])
    yield Paragraph(topic=Topic.TRIGGER, sentence=sentence, cites=cites)


def _promises(say: Words, ties: Sequence[Tie], now: Sequence[Talk]) -> Iterable[Paragraph]:
    """The promises that a reflection of these days tells to be kept, and those made in them that are open."""
    here = {talk.reflection_id for talk in now}
    promises = [promise for tie in ties for promise in tie.promises]
    kept = [one for one in promises if one.kept_in in here]
    still = [one for one in promises if one.reflection_id in here and one.state is PromiseState.OPEN]
    for name, some in (("kept", kept), ("open", still)):
        if some:
            cites = [Cite(reflection_id=one.reflection_id, on=one.made_on, quote=one.text) for one in some[:_MOST]]
            sentence = say(f"letter.promises.{name}", count=len(some))
            yield Paragraph(topic=Topic.PROMISE, sentence=sentence, cites=tuple(cites))


def _lifted(
    say: Words, now: Sequence[Talk], told: dict[str, tuple[str, ...]], known: dict[str, Person]
) -> Iterable[Paragraph]:
    """Whom the user helped with nothing asked in return, or who opened up where nothing was sold."""
    helped = [(talk, move) for talk in now for move in talk.moves(Signal.HELP_GIVEN)]
    opened = [
        (talk, move) for talk in now if not talk.moves(*STEERING) for move in talk.moves(Signal.THEY_OPENED_UP)[:1]
    ]
    for name, some in (("helped", helped), ("opened", opened)):
        people: dict[str, Cite] = {}
        for talk, move in some:
            there = [known[one] for one in told.get(talk.reflection_id, ()) if one in known]
            for person in _meant(there, move.quote):
                people.setdefault(person.name, Cite(reflection_id=talk.reflection_id, on=talk.on, quote=move.quote))
        if people:
            names = [*people][:_NAMES]
            cites = tuple(dict.fromkeys(people[one] for one in names))
            yield Paragraph(
                topic=Topic.LIFTED, sentence=say(f"letter.lifted.{name}", names=", ".join(names)), cites=cites
            )


def _meant(there: Sequence[Person], quote: str) -> Sequence[Person]:
    """Of those in a talk, whom words of it speak of: the one who is there, else whoever they name."""
    return there if len(there) == 1 else [one for one in there if mentions(quote, (one.name, *one.aliases))]


def _question(say: Words, now: Sequence[Talk]) -> Paragraph:
    """One question to take along; of what was, not of what should be."""
    steered = [talk for talk in now if talk.moves(*STEERING)]
    held = [talk for talk in now if talk.moves(Signal.HELD_BACK)]
    kind = "held" if held else "steered" if steered else "calm"
    cite = _first((held or steered)[-1], STEERING | {Signal.HELD_BACK}) if kind != "calm" else None
    return Paragraph(topic=Topic.QUESTION, sentence=say(f"letter.question.{kind}"), cites=(cite,) if cite else ())


def _first(talk: Talk, signals: Collection[Signal]) -> Cite | None:
    """The first words of a talk that show one of these."""
    move = next(iter(talk.moves(*signals)), None)
    return None if move is None else Cite(reflection_id=talk.reflection_id, on=talk.on, quote=move.quote)
