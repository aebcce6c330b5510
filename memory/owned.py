"""One owner's part of the record, and every way to it.

Each method is one transaction: what it returned from is committed. Every query is scoped by the owner, so who has
an `OwnedRecord` can reach nothing of another's.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime

from journal.contacts import Contact
from journal.correcting import MoveCorrection
from journal.draft import Draft
from journal.errors import KesanError
from journal.facts import Fact, FactKind
from journal.people import KeptStep, Person, Promise, PromiseState, StepState, Tie
from journal.reading import Reading, Step
from journal.reflection import BETWEEN, Correction, Owner, ReadingState, Reflection
from journal.signals import Signal, Verdict
from journal.standing import Standing
from journal.tally import Month, Tally
from memory import (
    contacts,
    deriving,
    drafts,
    entries,
    facts,
    forgetting,
    fulltext,
    joining,
    keeping,
    listing,
    parting,
    standings,
    tallies,
    ties,
    todo,
    vectors,
)
from memory.copies import Copy, take_in
from memory.database import OwnedDatabase
from memory.entries import Cursor, Entry, Filter, Problem
from memory.forgetting import Forgotten, Placeholder, Traces
from memory.fulltext import TextMatch
from memory.listing import Gathering, Order, PeoplePage, Place, Sieve
from memory.naming import Names
from memory.places import Chunk, Key
from memory.vectors import Vectors


class OwnedRecord:
    """One owner's part of the record. Ids that this owner does not have raise UnknownReflection, UnknownPerson
    or UnknownStep, whoever else has them."""

    def __init__(self, database: OwnedDatabase, owner: Owner) -> None:
        self._database = database
        self.owner = owner

    def rehearsal(self) -> "OwnedRecord":
        """The same part, in which whatever is kept is undone at once: to see what would come of it."""
        return OwnedRecord(self._database.rehearsal(), self.owner)

    # Reflections

    def keep(self, reflection: Reflection) -> None:
        """Keeps a reflection; it is committed when this returns."""
        with self._database.writing() as connection:
            keeping.insert_reflection(connection, self.owner, reflection)

    def extend(self, reflection_id: str, more: str) -> None:
        """Adds the user's further words at the end of a reflection, a blank line before them."""
        with self._database.writing() as connection:
            known = entries.entry(connection, self.owner, reflection_id).reflection.text
            keeping.set_text(connection, self.owner, reflection_id, f"{known}{BETWEEN}{more}")

    def keep_all(self, kept: Iterable[Reflection]) -> int:
        """Keeps reflections in one transaction, all or none; one whose id, or whose text and day, is there
        already is left out. Returns how many were new."""
        new = 0
        with self._database.writing() as connection:
            there = keeping.Kept(connection, self.owner)
            for reflection in kept:
                if there.add(reflection):
                    keeping.insert_reflection(connection, self.owner, reflection)
                    new += 1
        return new

    def take_in(self, given: Iterable[Copy]) -> int:
        """Keeps copies, with all that became of them, as `keep_all` keeps reflections. Returns how many were new."""
        with self._database.writing() as connection:
            return take_in(connection, self.owner, given)

    def entry(self, reflection_id: str) -> Entry:
        """The entry of this id.

        Raises:
            UnknownReflection: there is none.
        """
        with self._database.reading() as connection:
            return entries.entry(connection, self.owner, reflection_id)

    def entries(
        self,
        *,
        verdict: Verdict | None = None,
        person_id: str | None = None,
        since: date | None = None,
        until: date | None = None,
        before: Cursor | None = None,
        limit: int | None = 20,
    ) -> tuple[Entry, ...]:
        """The entries that fit, newest first; the next page is the one `before` the last entry's cursor.

        Args:
            verdict: the verdict that counts: the correction's, else the reading's.
            since, until: days of the meeting, both included.
            limit: None for all.
        """
        wanted = Filter(verdict=verdict, person_id=person_id, since=since, until=until, before=before)
        with self._database.reading() as connection:
            return entries.entries_where(connection, self.owner, wanted, limit)

    def entries_by_id(self, ids: Sequence[str]) -> tuple[Entry, ...]:
        """The entries of these ids, in this order; ids that are not there are left out."""
        with self._database.reading() as connection:
            return entries.entries_by_id(connection, self.owner, ids)

    def corrected(self, limit: int | None = None) -> tuple[Entry, ...]:
        """The entries whose reading the user corrected, the newest correction first; `limit` None: all of them."""
        with self._database.reading() as connection:
            return entries.corrected(connection, self.owner, limit)

    def days(self, ids: Sequence[str]) -> dict[str, date]:
        """The days of the meetings, by reflection; ids that are not there are left out."""
        with self._database.reading() as connection:
            return entries.days(connection, self.owner, ids)

    def ids(self) -> tuple[str, ...]:
        """The ids of all reflections, the oldest meeting first."""
        with self._database.reading() as connection:
            return entries.ids(connection, self.owner)

    def count(self) -> int:
        """How many reflections there are."""
        with self._database.reading() as connection:
            return entries.count(connection, self.owner)

    def unread(self) -> tuple[str, ...]:
        """The ids of reflections that have no reading, and none under way, oldest first."""
        with self._database.reading() as connection:
            return entries.unread(connection, self.owner)

    def is_empty(self) -> bool:
        """Whether there is no reflection."""
        with self._database.reading() as connection:
            return entries.is_empty(connection, self.owner)

    def newest_day(self) -> date | None:
        """The day of the newest meeting; None in an empty journal."""
        with self._database.reading() as connection:
            return entries.newest_day(connection, self.owner)

    def on_days(self, days: Collection[date], of_each: int) -> tuple[Entry, ...]:
        """The entries of these days, newest first, so many at most of each."""
        with self._database.reading() as connection:
            return entries.on_days(connection, self.owner, days, of_each)

    def months(self, limit: int) -> tuple[Month, ...]:
        """The newest months, so many at most, in which a talk has a verdict, oldest first."""
        with self._database.reading() as connection:
            return tallies.months(connection, self.owner, limit)

    def tally(self, since: date, until: date) -> Tally:
        """What is counted over the read talks of these days, both included."""
        with self._database.reading() as connection:
            return tallies.tally(connection, self.owner, since, until)

    # Readings and corrections

    def at_reading(self, reflection_id: str) -> AbstractContextManager[None]:
        """A block in which this process reads a reflection: while it lives, nobody takes the mark back."""
        return self._database.at_work.at(self.owner, reflection_id)

    def begin_reading(self, reflection_id: str) -> None:
        """Notes that a reading is under way."""
        with self._database.writing() as connection:
            keeping.set_state(connection, self.owner, reflection_id, ReadingState.READING)

    def save_reading(self, reflection_id: str, reading: Reading, at: datetime) -> None:
        """Keeps a reading and what it tells of people, promises and a step, which replaces what the one before
        had told, except promises and steps that the user has decided already."""
        with self._database.writing() as connection:
            keeping.set_reading(connection, self.owner, reflection_id, reading, at)
            seen = entries.entry(connection, self.owner, reflection_id).seen
            deriving.derive(connection, self.owner, reflection_id, seen or reading)

    def fail_reading(self, reflection_id: str, problem: Problem | KesanError) -> None:
        """Notes why the reading failed; an earlier reading stays."""
        told = Problem.of(problem) if isinstance(problem, KesanError) else problem
        with self._database.writing() as connection:
            keeping.set_state(connection, self.owner, reflection_id, ReadingState.FAILED, told)

    def stop_reading(self, reflection_id: str) -> None:
        """Notes that the user stopped the reading: it stands as before it began."""
        with self._database.writing() as connection:
            read = entries.entry(connection, self.owner, reflection_id).reading is not None
            state = ReadingState.READ if read else ReadingState.KEPT
            keeping.set_state(connection, self.owner, reflection_id, state)

    def interrupt_readings(self) -> int:
        """Takes back the mark of readings that a crash cut off, whoever was at them; returns how many there were."""
        with self._database.reading() as connection:
            if not keeping.being_read(connection, self.owner):
                return 0
        with self._database.writing() as connection:
            return keeping.interrupt(connection, self.owner, self._database.at_work)

    def correct(self, reflection_id: str, correction: Correction) -> None:
        """Keeps the user's own verdict, which counts from now on; an earlier one is replaced."""
        with self._database.writing() as connection:
            keeping.set_correction(connection, self.owner, reflection_id, correction)

    def withdraw_correction(self, reflection_id: str) -> None:
        """Lets the reading's verdict count again."""
        with self._database.writing() as connection:
            keeping.set_correction(connection, self.owner, reflection_id, None)

    def correct_move(self, reflection_id: str, correction: MoveCorrection) -> None:
        """Keeps what the user says of one move; saying what the reading said takes it back."""
        with self._database.writing() as connection:
            keeping.correct_move(connection, self.owner, reflection_id, correction)

    def tell_anew(self, reflection_id: str, seen: Reading) -> None:
        """Keeps what a reading tells of people, promises and a step as the user corrected it, in place of what it told
        before; what the user has decided stays.

        Raises:
            UnknownReflection: this owner has none of this id.
        """
        with self._database.writing() as connection:
            entries.entry(connection, self.owner, reflection_id)
            deriving.derive(connection, self.owner, reflection_id, seen)

    def having_signal(self, signal: Signal, among: Sequence[str] | None = None) -> frozenset[str]:
        """The ids of reflections, of these or (None) of all, in whose reading a move shows this signal, or the user
        says that one does."""
        with self._database.reading() as connection:
            return entries.having_signal(connection, self.owner, signal, among)

    def with_corrected_moves(self, limit: int | None = None) -> tuple[Entry, ...]:
        """The entries of whose moves the user corrected some, newest first; `limit` None: all of them."""
        with self._database.reading() as connection:
            return entries.with_corrected_moves(connection, self.owner, limit)

    # People, promises, steps

    def people(self) -> tuple[Tie, ...]:
        """Everybody with their meetings, promises and steps; last met first. In a journal of many years that takes
        long: no page may ask for it."""
        with self._database.reading() as connection:
            return ties.ties(connection, self.owner)

    def people_met_last(self, limit: int, called: str = "") -> tuple[tuple[Tie, ...], int]:
        """So many people with their meetings, promises and steps, last met first, and how many there are in all.
        With `called`, of those only in one of whose names these words stand."""
        page = self.people_page(Order.LAST_MET, Sieve(called=called), None, limit)
        return page.ties, page.in_all

    def people_page(self, order: Order, sieve: Sieve, after: Place | None, limit: int) -> PeoplePage:
        """So many of the people who fit, after a place in the order (None: from the first)."""
        with self._database.reading() as connection:
            found = listing.page(connection, self.owner, order, sieve, after=after, limit=limit)
            known = {tie.person.id: tie for tie in ties.ties(connection, self.owner, found.ids)}
            return PeoplePage(tuple(known[one] for one in found.ids), found.following, found.in_all)

    def gatherings(self, since: date, limit: int) -> tuple[Gathering, ...]:
        """So many reflections from a day on that tell of several people, the newest first."""
        with self._database.reading() as connection:
            return listing.gatherings(connection, self.owner, since, limit)

    def met_last(self, limit: int) -> tuple[str, ...]:
        """The ids of so many people, those met last first."""
        with self._database.reading() as connection:
            return listing.page(connection, self.owner, Order.LAST_MET, Sieve(), limit=limit).ids

    def people_who(self, sieve: Sieve) -> frozenset[str]:
        """The ids of all people who fit."""
        with self._database.reading() as connection:
            return listing.ids(connection, self.owner, sieve)

    def people_named_in(self, text: str) -> tuple[Tie, ...]:
        """The people of whom a text speaks by name."""
        with self._database.reading() as connection:
            return ties.ties(connection, self.owner, ties.named_in(connection, self.owner, text))

    def everybody(self) -> tuple[Person, ...]:
        """All people with the ways in which they are called, in no order."""
        with self._database.reading() as connection:
            return ties.everybody(connection, self.owner)

    def people_of(self, person_ids: Collection[str]) -> tuple[Person, ...]:
        """The people of these ids, in no order."""
        with self._database.reading() as connection:
            return ties.people_of(connection, self.owner, person_ids)

    def people_with(self, words: Collection[str]) -> tuple[Person, ...]:
        """The people in one of whose names any of these folded words stands (`journal.names`), in no order."""
        with self._database.reading() as connection:
            return ties.with_word(connection, self.owner, words)

    def standings(self, as_of: date) -> tuple[Standing, ...]:
        """How everybody who was met by that day stands on it, in no order: what can be counted of them."""
        with self._database.reading() as connection:
            return standings.standings(connection, self.owner, as_of)

    def facts_told(self, kinds: Collection[FactKind], since: date, until: date) -> tuple[Fact, ...]:
        """The facts of these kinds that hold, told in these days (both included), newest first."""
        with self._database.reading() as connection:
            return facts.told(connection, self.owner, kinds, since, until)

    def people_names(self) -> dict[str, str]:
        """Everybody's name by their id, in the order of names."""
        with self._database.reading() as connection:
            return ties.names(connection, self.owner)

    def people_count(self) -> int:
        """How many people there are."""
        with self._database.reading() as connection:
            return ties.count(connection, self.owner)

    def tie(self, person_id: str) -> Tie:
        """One person with their meetings, promises and steps.

        Raises:
            UnknownPerson: there is nobody of this id.
        """
        with self._database.reading() as connection:
            return ties.tie(connection, self.owner, person_id)

    def told_of(self, reflection_id: str) -> tuple[Tie, ...]:
        """Those whom a reflection tells of, each with their meetings, promises, steps and facts."""
        with self._database.reading() as connection:
            return ties.told_of(connection, self.owner, reflection_id)

    def ties_of(self, person_ids: Collection[str]) -> tuple[Tie, ...]:
        """The people of these ids, as `people` has them."""
        with self._database.reading() as connection:
            return ties.ties(connection, self.owner, person_ids)

    def told_in(self, reflection_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The ids of those whom each of these reflections tells of, by reflection."""
        with self._database.reading() as connection:
            return ties.told_in(connection, self.owner, reflection_ids)

    def told_lately(self, person_id: str, limit: int) -> tuple[tuple[str, str], ...]:
        """The id and text of the reflections that tell of somebody, newest first, so many at most."""
        with self._database.reading() as connection:
            return ties.told_lately(connection, self.owner, person_id, limit)

    def find_person(self, name: str) -> Person | None:
        """The person whom the user calls `name` (`journal.names`), or None."""
        with self._database.reading() as connection:
            return Names(connection, self.owner).find(name)

    def name_words(self) -> frozenset[str]:
        """All words of all people's names, folded (`journal.names`) and without honorifics."""
        with self._database.reading() as connection:
            return ties.name_words(connection, self.owner)

    def promises(
        self, state: PromiseState | None = None, reflection_id: str | None = None, limit: int | None = None
    ) -> tuple[Promise, ...]:
        """The promises that fit, newest first; so many at most."""
        with self._database.reading() as connection:
            return todo.promises_made(connection, self.owner, state=state, reflection_id=reflection_id, limit=limit)

    def decide_promise(self, promise_id: str, state: PromiseState, kept_in: str | None = None) -> None:
        """Notes what became of a promise; `kept_in` is the later reflection that tells it, None when the user does."""
        with self._database.writing() as connection:
            todo.decide_promise(connection, self.owner, promise_id, state, kept_in)

    def fact(self, fact_id: str) -> Fact:
        """One thing that is known of somebody.

        Raises:
            UnknownStep: there is none of this id.
        """
        with self._database.reading() as connection:
            return facts.fact_of(connection, self.owner, fact_id)

    def facts_about(self, since: date, until: date | None, limit: int) -> tuple[Fact, ...]:
        """So many things that still hold and speak of a day from `since` to `until` (None: any), soonest first."""
        with self._database.reading() as connection:
            return facts.facts_about(connection, self.owner, since, until, limit)

    def in_trust(self, reflection_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """The sentences of these reflections that were told in confidence, by reflection."""
        with self._database.reading() as connection:
            return facts.in_trust(connection, self.owner, reflection_ids)

    def change_fact(
        self, fact_id: str, *, words: str | None = None, ended: date | None = None, hidden: bool = False
    ) -> None:
        """Notes what the user made of a fact: other words, the day from which it is no longer true, or that it is to
        be forgotten.

        Raises:
            UnknownStep: there is none of this id.
        """
        with self._database.writing() as connection:
            facts.change_fact(connection, self.owner, fact_id, words=words, ended=ended, hidden=hidden)

    # Who is who

    def doubtful_people(self, of: Collection[str] | None = None) -> tuple[tuple[Person, Person], ...]:
        """Pairs who may be one person, to be asked about; never one that the user said is two. With `of`, only those
        in which one of these ids is."""
        with self._database.reading() as connection:
            return joining.doubtful(connection, self.owner, ties.everybody(connection, self.owner), of)

    def merge_people(self, kept: str, gone: str) -> None:
        """Makes two people one, with all that is known of both; the name of `kept` is shown."""
        with self._database.writing() as connection:
            joining.merge(connection, self.owner, kept, gone)

    def split_person(
        self, person_id: str, names: Collection[str] = (), reflection_ids: Collection[str] = ()
    ) -> str | None:
        """Makes somebody of their own of whom goes by these names, and of whom these reflections tell; returns their
        id, None when nothing would be left on one of the sides."""
        with self._database.writing() as connection:
            return parting.split(connection, self.owner, person_id, names, reflection_ids)

    def merged_into(self, person_id: str) -> dict[str, tuple[str, ...]]:
        """Who was made one with somebody: the id that each had, and the names that they went by."""
        with self._database.reading() as connection:
            return joining.merged_into(connection, self.owner, person_id)

    def unmerge_person(self, person_id: str, gone: str) -> None:
        """Makes `gone` somebody of their own again, as before they were made one with `person_id`."""
        with self._database.writing() as connection:
            parting.unmerge(connection, self.owner, person_id, gone)

    def apart_count(self) -> int:
        """How many pairs the user said to be two people."""
        with self._database.reading() as connection:
            return joining.apart_count(connection, self.owner)

    def keep_apart(self, one: str, other: str) -> None:
        """Notes that two people are not the same."""
        with self._database.writing() as connection:
            joining.keep_apart(connection, self.owner, one, other)

    def steps(
        self, state: StepState | None = None, due_until: date | None = None, reflection_id: str | None = None
    ) -> tuple[KeptStep, ...]:
        """The steps that fit, by the day they are due, those without a day last. With `due_until`, only those
        due on that day or before."""
        with self._database.reading() as connection:
            return todo.kept_steps(
                connection, self.owner, state=state, due_until=due_until, reflection_id=reflection_id
            )

    def decide_step(self, step_id: str, state: StepState, *, step: Step | None = None) -> None:
        """Notes what the user decided about a step, and `step` as they edited it."""
        with self._database.writing() as connection:
            todo.decide_step(connection, self.owner, step_id, state, step)

    # What is at hand before anything is kept

    def add_contacts(self, given: Iterable[Contact]) -> int:
        """Keeps names from the user's contacts; returns how many were not there yet."""
        with self._database.writing() as connection:
            return contacts.add(connection, self.owner, given)

    def contacts(self) -> tuple[Contact, ...]:
        """All names from the user's contacts, in the order of names."""
        with self._database.reading() as connection:
            return contacts.all_of(connection, self.owner)

    def contacts_named_in(self, text: str) -> tuple[Contact, ...]:
        """Those of the contacts of whom a text may speak."""
        with self._database.reading() as connection:
            return contacts.named_in(connection, self.owner, text)

    def count_contacts(self) -> int:
        """How many names from the user's contacts there are."""
        with self._database.reading() as connection:
            return contacts.count(connection, self.owner)

    def forget_contacts(self) -> None:
        """Erases all names from the user's contacts."""
        with self._database.erasing() as connection:
            contacts.forget(connection, self.owner)

    def keep_draft(self, draft: Draft) -> None:
        """Keeps what is being written in one browser, in place of what was before; an empty text drops it."""
        with self._database.writing() as connection:
            drafts.keep(connection, self.owner, draft)

    def drafts(self) -> tuple[Draft, ...]:
        """What is being written and not kept yet, the newest first."""
        with self._database.reading() as connection:
            return drafts.all_of(connection, self.owner)

    def step(self, step_id: str) -> KeptStep:
        """One step.

        Raises:
            UnknownStep: there is none of this id.
        """
        with self._database.reading() as connection:
            return todo.step_of(connection, self.owner, step_id)

    def tell_step(self, step_id: str, reflection_id: str) -> None:
        """Notes in which reflection the user wrote how a step went."""
        with self._database.writing() as connection:
            entries.entry(connection, self.owner, reflection_id)
            todo.tell_step(connection, self.owner, step_id, reflection_id)

    # Finding

    def put_vectors(self, reflection_id: str, fingerprint: str, chunks: Iterable[Chunk]) -> None:
        """Replaces the vectors that the embedder `fingerprint` made of a reflection."""
        with self._database.writing() as connection:
            entries.entry(connection, self.owner, reflection_id)
            vectors.put(connection, self.owner, reflection_id, fingerprint, chunks)

    def put_many_vectors(self, fingerprint: str, given: Mapping[str, Iterable[Chunk]]) -> None:
        """Replaces the vectors of many reflections, by id; those that were forgotten meanwhile are left out."""
        with self._database.writing() as connection:
            for reflection_id in entries.days(connection, self.owner, tuple(given)):
                vectors.put(connection, self.owner, reflection_id, fingerprint, given[reflection_id])

    def vectors(self, fingerprint: str, after: int = -1) -> Vectors:
        """This embedder's vectors of all reflections; those only that changed after change number `after`."""
        with self._database.reading() as connection:
            return vectors.all_of(connection, self.owner, fingerprint, after)

    def count_vectors(self, fingerprint: str) -> int:
        """How many chunks have a vector of this embedder."""
        with self._database.reading() as connection:
            return vectors.count(connection, self.owner, fingerprint)

    def vector_keys(self, fingerprint: str) -> frozenset[Key]:
        """Which chunks have a vector of this embedder."""
        with self._database.reading() as connection:
            return vectors.keys_of(connection, self.owner, fingerprint)

    def chunks(self, fingerprint: str, ids: Sequence[str]) -> dict[str, tuple[Chunk, ...]]:
        """The chunks of these reflections, by reflection."""
        with self._database.reading() as connection:
            return vectors.chunks_of(connection, self.owner, fingerprint, ids)

    def without_vectors(self, fingerprint: str) -> tuple[str, ...]:
        """The ids of reflections that this embedder has not embedded, newest first."""
        with self._database.reading() as connection:
            return vectors.without(connection, self.owner, fingerprint)

    def drop_other_vectors(self, fingerprint: str) -> None:
        """Deletes the vectors of all embedders but this one."""
        with self._database.writing() as connection:
            vectors.drop_others(connection, self.owner, fingerprint)

    def change_number(self) -> int:
        """How often this owner's vectors have changed: a cache that knows an older number is stale."""
        with self._database.reading() as connection:
            return vectors.change_number(connection, self.owner)

    def match_text(self, words: Sequence[str], limit: int) -> tuple[TextMatch, ...]:
        """The reflections that have any of the words, best first."""
        with self._database.reading() as connection:
            return fulltext.match(connection, self.owner, words, limit)

    def count_having(self, word: str, at_most: int) -> int:
        """In how many reflections a word stands; counting stops at `at_most`."""
        with self._database.reading() as connection:
            return fulltext.count_having(connection, self.owner, word, at_most)

    # Forgetting: afterwards the record's files hold no byte of it

    def forget_reflection(self, reflection_id: str) -> None:
        """Erases a reflection and all that came from it."""
        with self._database.erasing() as connection:
            forgetting.forget_reflection(connection, self.owner, reflection_id)

    def traces(self, person_id: str) -> Traces:
        """Which reflections speak of a person."""
        with self._database.reading() as connection:
            return forgetting.traces_of(connection, self.owner, person_id)

    def forget_person(self, person_id: str, placeholder: Placeholder | None = None) -> Forgotten:
        """Erases a person and the reflections that speak of nobody else. Of those that speak of others too, the name
        alone becomes `placeholder` of their text; None: they are erased as well."""
        with self._database.erasing() as connection:
            return forgetting.forget_person(connection, self.owner, person_id, placeholder)

    def forget_everything(self) -> tuple[str, ...]:
        """Erases all that this owner has; returns the ids of the reflections."""
        with self._database.erasing() as connection:
            return forgetting.forget_everything(connection, self.owner)
