"""What an answer is made from: the record, what the memory finds, and the words to say it in, as of one day."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from app.answering.passages import passages_of
from app.knowing import sentence_about
from app.words import Words
from coach.asking import Answer, Question, Reason, SuggestedPerson
from coach.ranking import asked_for_quiet, pitched
from coach.reader import Guard
from coach.recalling import Passage, Recalled, recall
from coach.terms import terms
from journal.facts import FactKind
from journal.names import fold_name
from journal.naming import named_people, words_of
from journal.people import Person, Tie
from journal.signals import Signal
from memory.finding import Memory
from memory.record import OwnedRecord

MOST_PEOPLE = 3
MOST_LISTED = 8
MOST_REFLECTIONS = 5
MOST_REASONS = 3
SEARCHED = 24
_THEIR_REFLECTIONS = 24


class Sources:
    """One owner's journal, as of one day."""

    def __init__(self, record: OwnedRecord, memory: Memory, guard: Guard, words: Words, as_of: date) -> None:
        self.record = record
        self.memory = memory
        self.guard = guard
        self.say = words
        self.as_of = as_of

    @cached_property
    def naming(self) -> frozenset[str]:
        """The reflections in which somebody named the user: few, where a reading that says so is parsed for each of
        thousands of people."""
        return self.record.having_signal(Signal.THEY_NAMED_ME)

    def named(self, question: str) -> tuple[Person, ...]:
        """The people whom a question names."""
        return named_people(question, self.record.people_with(words_of(question)))

    def others_called(self, person: Person) -> tuple[Person, ...]:
        """Everybody else in whose shown name this person's one-word name stands."""
        word = fold_name(person.name)
        having = self.record.people_with((word,))
        return tuple(one for one in having if one.id != person.id and word in fold_name(one.name).split())

    def searched(self, asked: Question) -> dict[str, float]:
        """The reflections near a question, in its days and until the day of asking, with how near each is."""
        days = asked.days
        since, until_day = (days.since, min(days.until, self.as_of)) if days else (None, self.as_of)
        found = self.memory.search(asked.text, limit=SEARCHED, since=since, until=until_day)
        return {one.reflection_id: one.score for one in found}

    def passages(self, scores: dict[str, float]) -> tuple[Passage, ...]:
        """These reflections sentence by sentence."""
        return passages_of(self.record, scores)

    def recalled(self, asked: Question, named: Sequence[Person]) -> tuple[Recalled, ...]:
        """The sentences that answer, best first; where somebody is named, theirs alone."""
        scores = self.searched(asked)
        if named:
            ties = self.record.ties_of([one.id for one in named])
            theirs = [meeting.reflection_id for tie in ties for meeting in tie.meetings if meeting.on <= self.as_of]
            missing = [one for one in theirs if one not in scores][:_THEIR_REFLECTIONS]
            scores |= self.memory.nearness(asked.text, missing)
            scores = {one: score for one, score in scores.items() if one in set(theirs)} or scores
        own = {term for one in named for name in names_of(one) for term in terms(name)}
        about = [term for term in asked.about if term not in own]
        return recall(about, self.passages(scores), {one.id for one in named})

    def sentence(self, tie: Tie, reflection_id: str) -> str:
        """The first sentence of a reflection that speaks of somebody by name; empty when none does."""
        entry = next(iter(self.record.entries_by_id((reflection_id,))), None)
        text = "" if entry is None else entry.reflection.text
        span = sentence_about(text, names_of(tie.person))
        return "" if span is None else text[span.start : span.end]

    def stated(self, reflection_id: str, quote: str, why: str, tie: Tie, on: date) -> Reason:
        """A reason whose sentence is that of `why`."""
        said = self.say(why, name=tie.person.name, day=self.say.day(on))
        return Reason(reflection_id=reflection_id, quote=quote, why=said)

    def not_this(self, tie: Tie) -> str:
        """What better not to do: they asked for quiet, they grieve, or told something in confidence."""
        name = tie.person.name
        if asked_for_quiet(tie, self.as_of) is not None:
            return self.say("ask.not.quiet", name=name)
        if tie.told(FactKind.GRIEF):
            return self.say("ask.not.grief", name=name)
        if pitched(tie):
            return self.say("ask.not.pitch", name=name)
        return self.say("ask.not.confidence", name=name) if tie.told(FactKind.CONFIDENCE) else ""

    def not_told(self, nearest: tuple[str, ...] = ()) -> Answer:
        """That the journal does not tell."""
        return Answer(found=False, answer=self.say("ask.not_told"), reflections=nearest)


def names_of(person: Person) -> tuple[str, ...]:
    """All names of a person."""
    return (person.name, *person.aliases)


def reflections_of(people: Iterable[SuggestedPerson]) -> tuple[str, ...]:
    """The reflections that these people's reasons rest on."""
    return tuple(dict.fromkeys(reason.reflection_id for person in people for reason in person.reasons))


def first_of(ids: Iterable[str]) -> tuple[str, ...]:
    """The first few, each once."""
    return tuple(dict.fromkeys(ids))[:MOST_REFLECTIONS]
