"""One owner's use cases: keep, read, correct, find, ask, decide, forget. Pages and commands both go through here.

The invariant: a text is committed to the record before anything else looks at it.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

from app import disagreeing, exchange, knowing, letters
from app.agenda import Agenda
from app.answering import Answering, Asked, Sources, likelier, would_name
from app.clock import now, today
from app.current_steps import as_told_on
from app.jobs import Job
from app.kept_promises import close_kept
from app.letters import Letter
from app.listing import Wanted, worth_greeting
from app.network import network
from app.reaching import Reach, is_worth_looking, reach
from app.who import WhoIsWho
from app.words import Words
from coach.asking import Answer, SuggestedPerson
from coach.facts import with_facts
from coach.reader import Judgement, ToRead, Unwatched, Watch
from journal.contacts import Contact
from journal.correcting import MoveCorrection, facts_left, gone_from
from journal.draft import Draft
from journal.errors import Cancelled, EmptyText, KesanError, NoQuestion, TransactionalStep, UnknownPerson
from journal.facts import Fact
from journal.language import Language, language_of
from journal.people import KeptStep, Person, Promise, PromiseState, StepState, Tie
from journal.reading import Move, Reading, Step
from journal.reflection import BETWEEN, Correction, Owner, ReadingState, Reflection, check_day, clean_text
from journal.signals import Signal, Verdict
from journal.tally import Month
from memory.finding import Found, Memory
from memory.forgetting import Forgotten, Traces
from memory.listing import Order, PeoplePage, Place
from memory.record import Cursor, Entry, OwnedRecord

if TYPE_CHECKING:
    from app.kesan import Kesan
    from coach.model.reader import FirstQuestion

_IMPORT = "import"
_NETWORK = "network"
_GREETING = "whom to greet"
_LATEST = 30  # meetings that are looked through for a number
ReaderName = Literal["embedded", "model"]
_YEARS, _OF_A_DAY = 11, 3
_MONTHS = 12


class Notebook:
    """What one owner can do with their journal."""

    def __init__(self, kesan: "Kesan", owner: Owner) -> None:
        self.owner = owner
        self._kesan = kesan

    @property
    def _record(self) -> OwnedRecord:
        return self._kesan.record.of(self.owner)

    @property
    def _memory(self) -> Memory:
        return self._kesan.memory(self.owner)

    def keep(self, text: str, on: date | None = None) -> Entry:
        """The reflection as kept; it is on disk when this returns. `on` None means today.

        Raises:
            EmptyText, TextTooLong, FutureDate: it can't be kept so.
            HomeNotWritable, DiskFull, RecordBusy: it could not be kept; the caller still holds the text.
        """
        day = check_day(on or today(), today())
        reflection = Reflection(id=uuid4().hex, text=clean_text(text), on=day, kept_at=now())
        self._record.keep(reflection)
        return self._record.entry(reflection.id)

    def add(self, reflection_id: str, more: str) -> Entry:
        """The reflection with more of the user's words at its end; its reading is that of the words before.

        Raises:
            EmptyText, TextTooLong: nothing was added.
            UnknownReflection: there is none of this id.
        """
        added = clean_text(more)
        clean_text(BETWEEN.join((self._record.entry(reflection_id).reflection.text, added)))
        self._record.extend(reflection_id, added)
        return self._record.entry(reflection_id)

    def start_reading(self, reflection_id: str, reader: ReaderName | None = None) -> Job:
        """The background job that reads a kept reflection; asked twice for the same thing, the same job.

        `reader` None means the one that the settings name.

        Raises:
            UnknownReflection: there is none of this id.
        """
        entry = self._record.entry(reflection_id)
        chosen = reader or self._kesan.reader_name
        key = hashlib.sha256(
            f"{chosen}\0{self._kesan.settings.chosen_model}\0{entry.reflection.text}".encode()
        ).hexdigest()
        return self._kesan.jobs.start(key, self.owner, reflection_id, lambda watch: self._read(entry, chosen, watch))

    def job(self, reflection_id: str) -> Job | None:
        """The newest reading job of a reflection since the program began, or None."""
        return self._kesan.jobs.of(self.owner, reflection_id)

    def read(self, reflection_id: str, reader: ReaderName | None = None, watch: Watch | None = None) -> Entry:
        """The reflection, read here and now.

        Raises:
            KesanError: it could not be read; it stays kept, and its entry says why.
        """
        self._read(self._record.entry(reflection_id), reader or self._kesan.reader_name, watch or Unwatched())
        return self._record.entry(reflection_id)

    def _read(self, entry: Entry, reader: ReaderName, watch: Watch) -> None:
        """Reads where other processes can tell that somebody is at it."""
        with self._record.at_reading(entry.reflection.id):
            self._read_marked(entry, reader, watch)

    def _read_marked(self, entry: Entry, reader: ReaderName, watch: Watch) -> None:
        """Reads, keeps what came of it, and indexes the user's words, whatever came of the reading."""
        reflection = entry.reflection
        ended: Reading | KesanError = KesanError()
        self._record.begin_reading(reflection.id)
        try:
            asked = self._to_read(reflection)
            read = self._kesan.reader(reader).read(asked, watch)
            ended = with_facts(read, reflection.text, reflection.on, knowing.called(asked.known))
        except KesanError as error:
            ended = error
            raise
        except KeyboardInterrupt:
            ended = Cancelled()
            raise
        finally:
            self._end_reading(reflection, ended)
            with suppress(KesanError):  # what came of the reading stands; the index is healed at the next start
                self._memory.remember(self._record.entry(reflection.id).reflection)

    def _end_reading(self, reflection: Reflection, ended: Reading | KesanError) -> None:
        reflection_id = reflection.id
        if self._record.entry(reflection_id).reflection.text != reflection.text:
            ended = Cancelled()  # somebody was forgotten meanwhile, whom this reading may name
        match ended:
            case Reading():
                self._record.save_reading(reflection_id, ended, now())
                close_kept(self._record, reflection_id)
            case Cancelled():
                self._record.stop_reading(reflection_id)
            case KesanError():
                self._record.fail_reading(reflection_id, ended)

    def _to_read(self, reflection: Reflection) -> ToRead:
        return ToRead(
            text=reflection.text,
            on=reflection.on,
            today=max(reflection.on, today()),
            language=language_of(reflection.text),
            known=knowing.known_people(self._record, reflection),
            disagreements=disagreeing.disagreements(self._record),
            move_disagreements=disagreeing.move_disagreements(self._record),
        )

    def first_question(self, text: str, on: date, *, hides: bool | None = None) -> "FirstQuestion":
        """The very words that a model's reading of this text would send first; `hides` None: as the settings say.

        Raises:
            EmptyText, TextTooLong: it can't be read.
        """
        from coach.model.reader import first_question  # noqa: PLC0415 what speaks with a model is for whoever has one

        reflection = Reflection(id="not kept", text=clean_text(text), on=on, kept_at=now())
        return first_question(
            self._to_read(reflection), hides=self._kesan.settings.hides_names if hides is None else hides
        )

    def try_sample(self, text: str, on: date) -> Reading:
        """The embedded reader's view of a text that is not kept.

        Raises:
            EmptyText, TextTooLong: it can't be read.
        """
        asked = ToRead(text=clean_text(text), on=on, today=on, language=language_of(text))
        return self._kesan.reader("embedded").read(asked, Unwatched())

    def entry(self, reflection_id: str) -> Entry:
        """A reflection with its reading and correction.

        Raises:
            UnknownReflection: there is none of this id.
        """
        entry = self._record.entry(reflection_id)
        if entry.state is ReadingState.READING and self._record.interrupt_readings():
            return self._record.entry(reflection_id)
        return entry

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
        """Reflections, newest first, one page: the next page begins `before` the last one's cursor."""
        self._record.interrupt_readings()
        return self._record.entries(
            verdict=verdict, person_id=person_id, since=since, until=until, before=before, limit=limit
        )

    def entries_by_id(self, reflection_ids: tuple[str, ...]) -> tuple[Entry, ...]:
        """The reflections of these ids, in their order; those that are gone are left out."""
        return self._record.entries_by_id(reflection_ids)

    def count(self) -> int:
        """How many reflections there are."""
        return self._record.count()

    def is_empty(self) -> bool:
        """Whether there is no reflection."""
        return self._record.is_empty()

    def unread(self) -> tuple[str, ...]:
        """Ids of reflections that no reader has read."""
        self._record.interrupt_readings()
        return self._record.unread()

    def correct(self, reflection_id: str, verdict: Verdict, note: str = "") -> Entry:
        """The reflection with the user's own verdict, which wins over the reading's."""
        self._record.correct(reflection_id, Correction(verdict=verdict, note=note.strip(), made_at=now()))
        return self._record.entry(reflection_id)

    def withdraw_correction(self, reflection_id: str) -> Entry:
        """The reflection with the reading's verdict again."""
        self._record.withdraw_correction(reflection_id)
        return self._record.entry(reflection_id)

    def correct_move(self, reflection_id: str, move: Move, meant: Signal | None) -> Entry:
        """The reflection with what the user says of one move of its reading: another signal, or (None) nothing of the
        kind; what the reading said takes an earlier correction back."""
        correction = MoveCorrection(start=move.start, end=move.end, said=move.signal, meant=meant, made_at=now())
        self._record.correct_move(reflection_id, correction)
        entry = self._record.entry(reflection_id)
        if entry.reading is not None and entry.seen is not None:
            reflection = entry.reflection
            known = knowing.called(self._to_read(reflection).known)
            told = with_facts(entry.seen, reflection.text, reflection.on, known)
            facts = facts_left(told.facts, gone_from(entry.reading, entry.seen))
            self._record.tell_anew(reflection_id, told.model_copy(update={"facts": facts}))
            close_kept(self._record, reflection_id)
        return entry

    def drafts(self) -> tuple[Draft, ...]:
        """What is being written in any browser and not kept yet, the newest first."""
        return self._record.drafts()

    def keep_draft(self, device: str, text: str) -> None:
        """Keeps what is being written in one browser, in place of what was before; an empty text drops it.

        Raises:
            TextTooLong: what was kept before stays.
        """
        text = clean_text(text) if text.strip() else ""
        self._record.keep_draft(Draft(device=device, text=text, saved_at=now()))

    def people_met_last(self, limit: int, called: str = "") -> tuple[tuple[Tie, ...], int]:
        """So many people, those met last first, and how many there are in all; with `called`, of those only in one
        of whose names these words stand."""
        return self._record.people_met_last(limit, called.strip())

    def people_page(self, order: Order, wanted: Wanted, after: Place | None, limit: int) -> PeoplePage:
        """So many of the people who are wanted, after a place in the order (None: from the first)."""
        return self._record.people_page(order, wanted.sieve(today()), after, limit)

    def met_last(self, limit: int) -> tuple[str, ...]:
        """The ids of so many people, those met last first."""
        return self._record.met_last(limit)

    def start_greeting(self, wanted: Wanted, language: Language, limit: int) -> Job:
        """The background job whose outcome are so many `Greeting`s, best first: all standings are looked through."""
        key = f"{today()} {wanted} {language} {limit}"
        return self._kesan.questions.start(
            key, self.owner, _GREETING, lambda _: worth_greeting(self._record, wanted, today(), Words(language), limit)
        )

    def start_network(self) -> Job:
        """The background job whose outcome is the `Network` of the last two years."""
        key = f"{today()} {self.count()}"
        return self._kesan.questions.start(key, self.owner, _NETWORK, lambda _: network(self._record, today()))

    def ties_of(self, person_ids: tuple[str, ...]) -> tuple[Tie, ...]:
        """The people of these ids, in their order; those who are gone are left out."""
        known = {tie.person.id: tie for tie in self._record.ties_of(person_ids)}
        return tuple(known[one] for one in person_ids if one in known)

    def people_names(self) -> dict[str, str]:
        """Everybody's name by their id, in the order of names."""
        return self._record.people_names()

    def people_count(self) -> int:
        """How many people there are."""
        return self._record.people_count()

    def tie(self, person_id: str) -> Tie:
        """All that the journal tells of somebody.

        Raises:
            UnknownPerson: there is nobody of this id.
        """
        tie = self._record.tie(person_id)
        return tie.model_copy(update={"steps": as_told_on(self._record, tie.steps, today())})

    @property
    def who(self) -> WhoIsWho:
        """Whom the journal may hold twice, and what the user says of it."""
        return WhoIsWho(self._record, self._kesan.questions)

    def fact(self, fact_id: str) -> Fact:
        """One thing that is known of somebody.

        Raises:
            UnknownStep: there is none of this id.
        """
        return self._record.fact(fact_id)

    def in_trust(self, reflection_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The sentences of these reflections that were told in confidence, by reflection; the others are left out."""
        return self._record.in_trust(tuple(reflection_ids))

    def change_fact(
        self, fact_id: str, *, words: str | None = None, ended: date | None = None, hidden: bool = False
    ) -> None:
        """Notes what the user made of a fact: other words, the day from which it is no longer true (None: it still
        is), or that it is to be forgotten.

        Raises:
            UnknownStep: there is none of this id.
        """
        self._record.change_fact(fact_id, words=words, ended=ended, hidden=hidden)

    def find_person(self, name: str) -> Person | None:
        """Whoever goes by this name or alias, or None."""
        return self._record.find_person(name)

    def promises(self, state: PromiseState | None = None) -> tuple[Promise, ...]:
        """My promises, oldest first."""
        return self._record.promises(state)

    def decide_promise(self, promise_id: str, state: PromiseState) -> None:
        """Notes what became of a promise."""
        self._record.decide_promise(promise_id, state)

    def steps(
        self, state: StepState | None = None, due_until: date | None = None, reflection_id: str | None = None
    ) -> tuple[KeptStep, ...]:
        """Suggested steps, soonest first, as they can be told today."""
        return as_told_on(self._record, self._record.steps(state, due_until, reflection_id), today())

    def decide_step(self, step_id: str, state: StepState, step: Step | None = None) -> None:
        """Notes what the user decided about a step, and the step as edited.

        Raises:
            UnknownStep: there is none of this id.
        """
        self._record.decide_step(step_id, state, step=step)

    def reword_step(self, step_id: str, action: str | None = None, message: str | None = None) -> KeptStep:
        """The step in the user's own words; None leaves what to do, or the message, as it is.

        Raises:
            UnknownStep: there is none of this id.
            TransactionalStep, EmptyText, TextTooLong: it stays as it was.
        """
        kept = self._record.step(step_id)
        words = {"action": clean_text(action)} if action is not None else {}
        words |= {"message": clean_text(message) if message.strip() else ""} if message is not None else {}
        step = kept.step.model_copy(update=words)
        told = f"{step.action}\n{step.message}"
        if self._kesan.guard("embedded").judge(told, language_of(told)).transactional:
            raise TransactionalStep
        self._record.decide_step(step_id, kept.state, step=step)
        return self._record.step(step_id)

    def person_called(self, name: str) -> Person:
        """Whoever goes by a name, or has this id.

        Raises:
            UnknownPerson: nobody does.
        """
        found = self._record.find_person(name)
        if found is None:
            found = next(iter(self._record.people_of([name])), None)
        if found is None:
            raise UnknownPerson(name=name)
        return found

    def tell_step(self, step_id: str, told: str) -> Entry:
        """The reflection on how a step went, in the user's words after the name of whom it was for.

        Raises:
            UnknownStep, EmptyText, TextTooLong: nothing was kept.
        """
        name = self._record.step(step_id).step.person or ""
        words = clean_text(told)
        named = not name or name.casefold() in words.casefold()
        entry = self.keep(words if named else f"{name}: {words}")
        self._record.tell_step(step_id, entry.reflection.id)
        return entry

    @property
    def agenda(self) -> Agenda:
        """What is to do and what comes, as of today."""
        return Agenda(self._record, now(), today())

    def reach(self, person_id: str) -> Reach:
        """How somebody can be reached, as the latest reflections say.

        Raises:
            UnknownPerson: there is nobody of this id.
        """
        person = self._person(person_id)
        texts = {one: text for one, text in self._record.told_lately(person.id, _LATEST) if is_worth_looking(text)}
        if not texts:
            return Reach()
        told_in = self._record.told_in(tuple(texts))
        known = {one.id: one for one in self._record.people_of({who for each in told_in.values() for who in each})}
        there = {one: [known[who] for who in told_in.get(one, ()) if who in known] for one in texts}
        return reach(person.id, ((text, there[one]) for one, text in texts.items()))

    def _person(self, person_id: str) -> Person:
        found = self._record.people_of((person_id,))
        if not found:
            raise UnknownPerson(name=person_id)
        return found[0]

    def vcard(self, person_id: str, language: Language) -> str:
        """Somebody as a vCard.

        Raises:
            UnknownPerson: there is nobody of this id.
        """
        from app.vcards import vcard  # noqa: PLC0415 what writes vCards is for whoever takes one

        return vcard(self._record.tie(person_id), self.reach(person_id), Words(language))

    def months(self) -> tuple[Month, ...]:
        """The newest months in which a talk has a verdict, a year of them at most, oldest first."""
        return self._record.months(_MONTHS)

    def search(
        self, query: str, *, limit: int = 10, since: date | None = None, until: date | None = None
    ) -> tuple[Found, ...]:
        """Reflections near the query in meaning, or that hold its name or rare word, best first."""
        return self._memory.search(query, limit=limit, since=since, until=until)

    def ask(
        self,
        question: str,
        as_of: date | None = None,
        language: Language | None = None,
        *,
        thread: tuple[Asked, ...] = (),
        pulse: Callable[[], None] = lambda: None,
    ) -> Answer:
        """The answer from memory, worded in `language` (None: the question's own).

        Args:
            thread: what was asked and answered before it in the same talk, oldest first.
            pulse: called while a language model is waited for; may raise Cancelled to stop it.

        Raises:
            NoQuestion, TextTooLong: there is no question, or it is a whole text.
            Cancelled: `pulse` stopped it.
        """
        try:
            asked = clean_text(question)
        except EmptyText:
            raise NoQuestion from None
        words = Words(language or language_of(asked))
        guard = self._kesan.guard("embedded")
        found = Answering(self._record, self._memory, guard, words, as_of or today()).answer(asked, thread)
        settings = self._kesan.settings
        if self._kesan.reader_name == "embedded" or not settings.model_is_set:
            return found
        from app.wording import worded  # noqa: PLC0415 as in first_question

        whole = "\n".join((*(one.question for one in thread), asked))  # "and she?" tells nothing by itself
        endpoint, hides = self._kesan.endpoint(), settings.hides_names
        return worded(found, whole, self._record, endpoint, words.language, hides=hides, pulse=pulse)

    def start_asking(self, question: str, language: Language | None = None, thread: tuple[Asked, ...] = ()) -> Job:
        """The background job whose outcome is what `ask` returns, or whose problem is what it raises. A new question
        stops the one before."""
        talk = "\0".join((*(one.question for one in thread), question))
        key = hashlib.sha256(f"{today()}\0{language}\0{talk}".encode()).hexdigest()
        return self._kesan.questions.start(
            key, self.owner, "", lambda watch: self.ask(question, None, language, thread=thread, pulse=watch.go_on)
        )

    def would_name(self, person_id: str | None = None, language: Language | None = None) -> Answer:
        """Who has named, introduced, remembered or thanked the user, or whether this person has.

        Raises:
            UnknownPerson: there is nobody of this id.
        """
        person = None if person_id is None else self._person(person_id)
        return would_name(self._sources(language), person)

    def likelier(self, person_id: str | None = None, language: Language | None = None) -> SuggestedPerson | None:
        """One small thing that asks for nothing and makes it likelier; None when now is not the time.

        Raises:
            UnknownPerson: there is nobody of this id.
            ModelFilesMissing: what guards a step is not there.
        """
        person = None if person_id is None else self._person(person_id)
        return likelier(self._sources(language), person)

    def letter(self, since: date, until: date, language: Language) -> Letter:
        """The letter over these days, both included, in the program's own words."""
        return letters.compose(self._record, Words(language), since, until)

    def start_letter(self, since: date, until: date, language: Language) -> Job:
        """The background job that has a language model write the letter: its outcome is the letter, or None when no
        sentence of it stands in the reflections."""
        kesan, days = self._kesan, (since, until)
        key = hashlib.sha256(f"letter\0{since}\0{until}\0{language}".encode()).hexdigest()

        def write(job: Job) -> Letter | None:
            hides = kesan.settings.hides_names
            return letters.written(self._record, kesan.endpoint(), days, language, hides=hides, pulse=job.go_on)

        return kesan.questions.start(key, self.owner, "letter", write)

    def newest_day(self) -> date | None:
        """The day of the newest reflection; None in an empty journal."""
        return self._record.newest_day()

    def on_this_day(self, day: date) -> tuple[Entry, ...]:
        """What was written of the same day in earlier years, the newest first; where there is nothing, of the day half
        a year and a month ago."""
        years = [same for back in range(1, _YEARS) if (same := _years_before(day, back))]
        near = [day - timedelta(days=one) for one in (30, 182)]
        return self._record.on_days(years, _OF_A_DAY) or self._record.on_days(near, 1)

    def _sources(self, language: Language | None) -> Sources:
        words = Words(language or self._kesan.settings.language or Language.INDONESIAN)
        return Sources(self._record, self._memory, _LateGuard(self._kesan), words, today())

    def start_hearing(self, recording: bytes) -> Job:
        """The background job whose outcome is the words of a recording, or whose problem is why there are none."""
        key = hashlib.sha256(recording).hexdigest()
        return self._kesan.questions.start(key, self.owner, "speech", lambda _watch: self._kesan.transcribe(recording))

    def import_file(self, path: Path, progress: Callable[[int, int], None] | None = None, me: str | None = None) -> int:
        """How many reflections a JSONL file, Markdown zip or chat brought that were not there yet; they can be found
        from now on. `progress` is told how many of how many are findable.

        Raises:
            FileNotFound, UnknownFileKind, UnreadableImport, NoChatFound, WhoAreYou: nothing was imported.
        """
        brought = exchange.import_file(self._record, path, me)
        self._memory.heal(progress)
        return brought

    def start_import(self, name: str, content: bytes) -> Job:
        """The background job that does what `import_file` does with a file of this name; its outcome is how many
        reflections came. Stopped before the file is read through, it brings nothing."""
        key = hashlib.sha256(name.encode() + content).hexdigest()
        return self._kesan.questions.start(key, self.owner, _IMPORT, lambda job: self._import(name, content, job))

    def importing(self) -> Job | None:
        """The newest import since the program began, or None."""
        return self._kesan.questions.of(self.owner, _IMPORT)

    def _import(self, name: str, content: bytes, job: Job) -> int:
        """The file's own name is used for its ending alone."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"import{PurePath(name).suffix.lower()}"
            path.write_bytes(content)
            brought = exchange.import_file(self._record, path, progress=job.progress)
        with suppress(Cancelled):  # they are kept: what is not findable yet is made so at the next start
            self._memory.heal(job.progress)
        return brought

    def rehearse_import(self, path: Path, me: str | None = None) -> int:
        """How many reflections `import_file` would bring that are not there yet; nothing is kept. Raises as it does."""
        return exchange.import_file(self._record.rehearsal(), path, me)

    def add_contacts(self, contacts: Iterable[Contact]) -> int:
        """How many names of contacts are kept that were not there yet."""
        return self._record.add_contacts(contacts)

    def rehearse_contacts(self, contacts: Iterable[Contact]) -> int:
        """How many names `add_contacts` would add; nothing is kept."""
        return self._record.rehearsal().add_contacts(contacts)

    def count_contacts(self) -> int:
        """How many names from the user's contacts are kept."""
        return self._record.count_contacts()

    def forget_contacts(self) -> None:
        """Erases the names from the user's contacts."""
        self._record.forget_contacts()

    def export_file(self, path: Path, person_id: str | None = None, language: Language = Language.INDONESIAN) -> int:
        """How many reflections were written to a new JSONL file or Markdown zip, how many days to an ICS file, or how
        many people to a vCard file: `person_id` alone, or everybody.

        Raises:
            FileExists, UnknownFileKind, HomeNotWritable, DiskFull: nothing was written.
            UnknownPerson: there is nobody of this id.
        """
        match path.suffix.lower():
            case ".ics":
                content = self.agenda.ics(Words(language))
                exchange.write_new(path, content)
                return content.count(b"BEGIN:VEVENT")
            case ".vcf":
                people = [person_id] if person_id else list(self.people_names())
                exchange.write_new(path, "".join(self.vcard(one, language) for one in people).encode())
                return len(people)
        return exchange.export_file(self._record, path)

    def export_cases(self, path: Path) -> int:
        """How many corrected reflections were written to a new file, as cases for `evaluate`.

        Raises:
            FileExists, UnknownFileKind, HomeNotWritable, DiskFull: nothing was written.
        """
        return exchange.export_cases(self._record, path)

    def forget_reflection(self, reflection_id: str) -> None:
        """Erases a reflection and all that came from it, the index too.

        Raises:
            UnknownReflection: there is none of this id.
        """
        self._kesan.jobs.forget(self.owner, reflection_id)
        self._record.forget_reflection(reflection_id)
        self._memory.forget((reflection_id,))

    def traces(self, person_id: str) -> Traces:
        """Which reflections speak of somebody: of nobody else, and of others too.

        Raises:
            UnknownPerson: there is nobody of this id.
        """
        return self._record.traces(person_id)

    def forget_person(self, person_id: str, *, erase_others: bool = False) -> Forgotten:
        """Erases a person and the reflections that speak of nobody else, the index too. Those that speak of others
        stay, with a placeholder for the name; with `erase_others` they go as well.

        Raises:
            UnknownPerson: there is nobody of this id.
        """
        traces = self.traces(person_id)
        for reflection_id in (*traces.about_them, *traces.about_others):
            self._kesan.jobs.forget(self.owner, reflection_id)
        forgotten = self._record.forget_person(person_id, None if erase_others else _placeholder)
        self._memory.forget((*forgotten.erased, *forgotten.redacted))
        for entry in self._record.entries_by_id(forgotten.redacted):
            self._memory.remember(entry.reflection)
        return forgotten

    def forget_everything(self) -> None:
        """Erases all that this owner has, the index too."""
        self._kesan.jobs.forget_all(self.owner)
        self._kesan.questions.forget_all(self.owner)
        indexed = {key.reflection_id for key in self._record.vector_keys(self._kesan.embedder.fingerprint)}
        self._record.forget_everything()
        self._memory.forget(tuple(indexed))

    def reindex(self, progress: Callable[[int, int], None] | None = None) -> int:
        """How many reflections were indexed anew; `progress` is told how many of how many."""
        return self._memory.reindex(progress)


def _years_before(day: date, years: int) -> date | None:
    """The same day so many years before; None on a 29th of February that was none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return None


class _LateGuard:
    """The embedded guard, loaded when it first judges: a page that only looks back need not wait for it."""

    def __init__(self, kesan: "Kesan") -> None:
        self._kesan = kesan

    def judge(self, step: str, language: Language) -> Judgement:
        """Whether a step is transactional."""
        return self._kesan.guard("embedded").judge(step, language)


def _placeholder(text: str) -> str:
    """What stands for a forgotten name in a reflection of this text, in the text's language."""
    return Words(language_of(text))("forget.placeholder")
