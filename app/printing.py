"""What the commands print for people: plain lines, without colour, in the user's language."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from app.shown import as_seen
from app.words import Words
from coach.asking import Answer, SuggestedPerson
from journal.reading import Reading, Step
from journal.signals import Lens

if TYPE_CHECKING:
    from app.letters import Letter
    from journal.people import KeptStep, Person
    from memory.entries import Entry
    from memory.finding import Found


def entry_lines(entry: "Entry", say: Words) -> Iterator[str]:
    """A kept reflection and what was read in it, after what the user sees instead."""
    yield say("cli.kept", id=entry.reflection.id, day=say.day(entry.reflection.on))
    seen = as_seen(entry, say)
    if seen is not None:
        yield ""
        if entry.correction is not None:
            yield f"{say('reading.yours')}: {say(f'verdict.{entry.correction.verdict.value}')}"
        yield from reading_lines(seen, say)


def reading_lines(reading: Reading, say: Words) -> Iterator[str]:
    """A reading: first what it comes to, then the user's own words that it rests on, then the step."""
    yield f"{say(f'verdict.{reading.verdict.value}')}: {reading.because}"
    yield from _titled(say("cli.their_side"), [reading.their_side] if reading.their_side else [])
    moves = (f"{say(f'signal.{move.signal.value}')}: “{move.quote}”" for move in reading.moves)
    yield from _titled(say("cli.moves"), moves)
    answers = ((lens, getattr(reading.lenses, lens.value)) for lens in Lens)
    yield from _titled(
        say("cli.lenses"),
        (f"{say(f'lens.{lens.value}')}: {say(f'lens.{lens.value}.{answer.value}')}" for lens, answer in answers),
    )
    yield from _titled(say("cli.people"), (f"{person.name}, {person.role}".rstrip(", ") for person in reading.people))
    yield from _titled(say("cli.questions"), reading.questions)
    if reading.step is not None:
        yield from _titled(say("cli.step"), step_lines(reading.step, say))
    yield ""
    yield say("cli.made_by", reader=say(f"reader.{reading.made_by.reader}"), model=reading.made_by.model)


def step_lines(step: Step, say: Words) -> Iterator[str]:
    """A step: what to do, the words to send, and by when."""
    yield step.action
    if step.message:
        yield f"“{step.message}”"
    if step.due is not None:
        yield say("cli.due", day=say.day(step.due))


def pair_lines(pairs: "Iterable[tuple[Person, Person]]", say: Words) -> Iterator[str]:
    """Pairs who may be one person, one line each."""
    lines = [say("cli.pair", one=_named(one), other=_named(other)) for one, other in pairs]
    return iter(lines or [say("cli.no_pairs")])


def kept_step_lines(steps: "Iterable[KeptStep]", say: Words) -> Iterator[str]:
    """Steps, each under its id."""
    for kept in steps:
        yield from _titled(kept.id, step_lines(kept.step, say))


def _named(person: "Person") -> str:
    return f"{', '.join((person.name, *person.aliases))} ({person.id})"


def answer_lines(answer: Answer, say: Words) -> Iterator[str]:
    """An answer, then everybody it names, each with the words that speak for them."""
    yield answer.answer
    for person in answer.people:
        reasons = [f"{reason.why} “{reason.quote}” ({reason.reflection_id})" for reason in person.reasons]
        steps = [] if person.step is None else list(step_lines(person.step, say))
        yield from _titled(person.name, [*reasons, *steps])
    if answer.reflections and not answer.people:
        yield from _titled(say("cli.rests_on"), answer.reflections)


def likelier_lines(small: SuggestedPerson | None, say: Words) -> Iterator[str]:
    """One small thing that makes it likelier that somebody mentions the user's name."""
    step = [] if small is None or small.step is None else list(step_lines(small.step, say))
    yield from _titled(say("naming.likelier"), step or [say("naming.likelier.none")])


def letter_lines(letter: "Letter", say: Words) -> Iterator[str]:
    """A letter, each sentence with the words that it rests on."""
    yield say("letter.days", since=say.day(letter.since), until=say.day(letter.until))
    for paragraph in letter.paragraphs:
        quoted = [f"“{cite.quote}” ({cite.reflection_id})" for cite in paragraph.cites]
        yield from _titled(say(f"letter.topic.{paragraph.topic.value}"), [paragraph.sentence, *quoted])


def found_lines(found: "Iterable[Found]", say: Words) -> Iterator[str]:
    """What a search found, one line each."""
    lines = [f"{one.on.isoformat()}  {one.snippet}  ({one.reflection_id})" for one in found]
    return iter(lines or [say("cli.nothing_found")])


def _titled(title: str, lines: Iterable[str]) -> Iterator[str]:
    kept = tuple(lines)
    if kept:
        yield ""
        yield title
        yield from (f"  {line}" for line in kept)
