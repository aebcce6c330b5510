"""A Kesan in memory with the same methods, and the few readings that the screens' tests look at."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.backups import Backup
from app.connection import Connection
from app.examination import Finding
from app.jobs import Job
from app.letters import Cite, Letter, Paragraph, Topic
from app.notebook import ReaderName
from app.settings import Settings
from app.shown import (
    Answer,
    Asked,
    ByName,
    Cursor,
    Entry,
    Found,
    Greeting,
    Network,
    Order,
    PeoplePage,
    Place,
    Problem,
    Reach,
    Reason,
    Stage,
    SuggestedPerson,
    Wanted,
)
from coach.model.reader import FirstQuestion, first_question
from coach.reader import ToRead
from journal.contacts import Contact
from journal.draft import Draft
from journal.errors import (
    KesanError,
    TransactionalStep,
    UnknownPerson,
    UnknownReflection,
    UnknownStep,
    UnreadableImport,
)
from journal.facts import Fact, FactKind
from journal.language import Language
from journal.people import KeptStep, Meeting, Person, Promise, PromiseState, StepState, Tie
from journal.quotes import find_quote
from journal.reading import Lenses, MadeBy, Move, PersonRead, Reading, Step, TieQuality
from journal.reflection import LOCAL_OWNER, Correction, Owner, ReadingState, Reflection, check_day, clean_text
from journal.signals import Known, Lens, LensValue, Signal, Verdict
from journal.tally import Counts, Month, Tally
from memory.forgetting import Forgotten, Traces

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TEXT = "Makan siang sama Bu Ratna. Aku tanya kabar ibunya dan dia cerita lama. Lalu aku buka demo aplikasiku di HP."
PAYLOAD = '![x](https://evil.example/p.png) <img src="https://evil.example/i.png" onerror="alert(1)"> [l](javascript:1)'
_NOTED = (
    ("Makan siang sama Bu Ratna.", Signal.CONTEXT),
    ("Aku tanya kabar ibunya", Signal.CURIOUS_QUESTION),
    ("dia cerita lama", Signal.THEY_OPENED_UP),
    ("aku buka demo aplikasiku di HP", Signal.PRODUCT_STEERING),
)


def move(text: str, quote: str, signal: Signal) -> Move:
    """A move whose quote stands in the text."""
    span = find_quote(text, quote)
    assert span is not None
    return Move(signal=signal, quote=text[span.start : span.end], start=span.start, end=span.end)


def reading(text: str = TEXT, because: str = "Perhatianmu nyata, sampai demonya keluar.") -> Reading:
    """A mixed reading with everything in it."""
    noted = [(quote, signal) for quote, signal in _NOTED if find_quote(text, quote)]
    return Reading(
        verdict=Verdict.MIXED,
        because=because,
        their_side="Ia mungkin merasa didengar, lalu merasa jadi calon pembeli.",
        lenses=Lenses(felt=LensValue.YES, connected=LensValue.PARTLY, patient=LensValue.UNKNOWN),
        moves=tuple(move(text, quote, signal) for quote, signal in noted),
        grounds=tuple(range(1, len(noted))),
        lens_grounds={Lens.FELT: (2,)} if len(noted) > 2 else {},
        people=(
            PersonRead(
                name="Bu Ratna",
                role="teman kantor lama",
                verdict=Verdict.MIXED,
                cares_about=("kabar ibunya",),
                promises=("kirim nomor dokter",),
                tie_quality=TieQuality(remembers_me=Known.YES),
            ),
        ),
        questions=("Bagaimana kalian berpisah?",),
        step=step(),
        language=Language.INDONESIAN,
        dropped_quotes=1,
        made_by=MadeBy(reader="embedded", model="test@1"),
    )


def fact(kind: FactKind = FactKind.GOING_ON, quote: str = "dia cerita lama", number: int = 1) -> Fact:
    """A thing known of Bu Ratna."""
    return Fact(
        id=f"f{number}",
        reflection_id="r1",
        person_id="p1",
        kind=kind,
        quote=quote,
        words=quote,
        told_on=TODAY,
    )


def step() -> Step:
    """A step with a message."""
    return Step(
        person="Bu Ratna",
        action="Kirim nomor dokternya.",
        message="Halo Bu Ratna, ini nomornya.",
        because="kabar ibunya",
        due=TODAY + timedelta(days=3),
    )


def _month(first: date, entries: Sequence[Entry]) -> Month:
    verdicts = [entry.verdict for entry in entries if entry.verdict is not None]
    counts = [Counts.of(entry.seen) for entry in entries if entry.seen is not None]
    counted = {verdict: verdicts.count(verdict) for verdict in verdicts}
    curious, steering = sum(one.curious for one in counts), sum(one.steering for one in counts)
    tally = Tally(talks=len(counts), verdicts=counted, curious=curious, steering=steering)
    return Month(first=first, verdicts=counted, tally=tally)


class FakeWho:
    """Who is who among the people of a fake journal."""

    def __init__(self, book: "FakeNotebook") -> None:
        self.book = book
        self.pairs: tuple[tuple[str, str], ...] = ()
        self.did: list[tuple[str, ...]] = []
        self.joined: dict[str, tuple[str, ...]] = {}

    def start_looking(self, of: Sequence[str]) -> Job:
        job = Job(" ".join(of), self.book.owner, "who is who")
        known = {tie.person.id: tie.person for tie in self.book.people}
        job.run(lambda _watch: tuple((known[one], known[other]) for one, other in self.pairs))
        return job

    def merge(self, kept: str, gone: str) -> None:
        self.did.append(("merge", kept, gone))
        self.pairs = ()

    def keep_apart(self, one: str, other: str) -> None:
        self.did.append(("apart", one, other))
        self.pairs = ()

    def made_one(self, person_id: str) -> dict[str, tuple[str, ...]]:
        return self.joined if person_id == "p1" else {}

    def undo(self, person_id: str, gone: str) -> None:
        self.did.append(("undo", person_id, gone))

    def split(self, person_id: str, names: Sequence[str] = (), reflection_ids: Sequence[str] = ()) -> str:
        self.did.append(("split", person_id, *names, *reflection_ids))
        return "p2"


class FakeAgenda:
    """What is due in a fake journal."""

    def __init__(self, book: "FakeNotebook") -> None:
        self.book = book

    def due(self, within: timedelta) -> tuple[KeptStep, ...]:
        return self.book.steps(StepState.ACCEPTED, TODAY + within)

    def owed(self, limit: int) -> tuple[Promise, ...]:
        made = (one for tie in self.book.people for one in tie.promises if one.state is PromiseState.OPEN)
        return tuple(made)[:limit]

    def coming(self, within: timedelta) -> tuple[Fact, ...]:
        told = (one for tie in self.book.people for one in tie.facts if one.about is not None)
        return tuple(one for one in told if one.about is not None and TODAY <= one.about <= TODAY + within)

    def ics(self, say: object) -> bytes:
        assert say
        return b"BEGIN:VCALENDAR"


class FakeNotebook:
    """One owner's journal in a dictionary."""

    def __init__(self, kesan: "FakeKesan") -> None:
        self.owner = LOCAL_OWNER
        self.kesan = kesan
        self.kept: dict[str, Entry] = {}
        self.jobs: dict[str, Job] = {}
        self.people: tuple[Tie, ...] = ()
        self.kept_steps: list[KeptStep] = []
        self.answer = Answer(found=False, answer="Jurnalmu tidak menceritakan soal itu.")
        self.asked: list[str] = []
        self.writes_letters = False
        self.named: list[str | None] = []
        self.names = Answer(found=False, answer="")
        self.small: SuggestedPerson | None = None
        self.threads: list[tuple[Asked, ...]] = []
        self.answers_at_once = True
        self.refuses: KesanError | None = None
        self.who = FakeWho(self)
        self.import_job: Job | None = None
        self.contacts: dict[str, Contact] = {}
        self.kept_drafts: dict[str, Draft] = {}
        self.agenda = FakeAgenda(self)
        self.network = Network()
        self.listed: list[tuple[Order, Wanted]] = []

    def put(
        self,
        text: str = TEXT,
        found: Reading | None = None,
        *,
        on: date = TODAY,
        problem: Problem | None = None,
        state: ReadingState | None = None,
    ) -> str:
        """Keeps a reflection as it would be after the fact; returns its id."""
        number = len(self.kept) + 1
        reflection = Reflection(id=f"r{number}", text=text, on=on, kept_at=NOW + timedelta(minutes=number))
        state = state or (ReadingState.READ if found else ReadingState.FAILED if problem else ReadingState.KEPT)
        self.kept[reflection.id] = Entry(reflection, state, problem, found, None)
        if found is not None and found.step is not None:
            self.kept_steps.append(
                KeptStep(
                    id=f"s{number}",
                    reflection_id=reflection.id,
                    person_id="p1",
                    step=found.step,
                    state=StepState.SUGGESTED,
                )
            )
        return reflection.id

    def put_person(
        self, name: str = "Bu Ratna", reflection_ids: tuple[str, ...] = ("r1",), facts: tuple[Fact, ...] = ()
    ) -> str:
        """Somebody met in these reflections; returns the id."""
        person_id = f"p{len(self.people) + 1}"
        meetings = tuple(
            Meeting(
                reflection_id=one,
                on=TODAY,
                role="teman kantor lama",
                verdict=Verdict.MIXED,
                cares_about=("kabar ibunya",),
                tie_quality=TieQuality(remembers_me=Known.YES),
            )
            for one in reflection_ids
        )
        promise = Promise(
            id=f"q{person_id}",
            reflection_id=reflection_ids[0],
            person_id=person_id,
            text="kirim nomor dokter",
            made_on=TODAY,
            state=PromiseState.OPEN,
        )
        person = Person(id=person_id, name=name, aliases=("Ratna",))
        self.people = (*self.people, Tie(person=person, meetings=meetings, promises=(promise,), facts=facts))
        return person_id

    def reach(self, person_id: str) -> Reach:
        assert person_id
        return Reach(phones=("+6281234567890",))

    def reword_step(self, step_id: str, action: str) -> KeptStep:
        if "demo" in action:
            raise TransactionalStep
        self.kept_steps = [
            one.model_copy(update={"step": one.step.model_copy(update={"action": action})})
            if one.id == step_id
            else one
            for one in self.kept_steps
        ]
        return next(one for one in self.kept_steps if one.id == step_id)

    def tell_step(self, step_id: str, told: str) -> Entry:
        entry = self.keep(told)
        self.kept_steps = [
            one.model_copy(update={"told_in": entry.reflection.id}) if one.id == step_id else one
            for one in self.kept_steps
        ]
        return entry

    def fact(self, fact_id: str) -> Fact:
        for tie in self.people:
            for fact in tie.facts:
                if fact.id == fact_id:
                    return fact
        raise UnknownStep(step_id=fact_id)

    def in_trust(self, reflection_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
        wanted = set(reflection_ids)
        told = (one for tie in self.people for one in tie.facts if one.kind is FactKind.CONFIDENCE)
        found: dict[str, tuple[str, ...]] = {}
        for one in told:
            if one.reflection_id in wanted:
                found[one.reflection_id] = (*found.get(one.reflection_id, ()), one.quote)
        return found

    def change_fact(
        self, fact_id: str, *, words: str | None = None, ended: date | None = None, hidden: bool = False
    ) -> None:
        def changed(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
            return tuple(
                one.model_copy(update={"words": words or one.words, "ended": ended}) if one.id == fact_id else one
                for one in facts
                if not (hidden and one.id == fact_id)
            )

        self.people = tuple(tie.model_copy(update={"facts": changed(tie.facts)}) for tie in self.people)

    def keep(self, text: str, on: date | None = None) -> Entry:
        if self.refuses is not None:
            raise self.refuses
        return self.kept[self.put(clean_text(text), on=check_day(on or TODAY, TODAY))]

    def add(self, reflection_id: str, more: str) -> Entry:
        before = self.kept[reflection_id]
        longer = before.reflection.model_copy(update={"text": f"{before.reflection.text}\n\n{clean_text(more)}"})
        self.kept[reflection_id] = Entry(longer, before.state, before.problem, before.reading, before.correction)
        return self.kept[reflection_id]

    def start_reading(self, reflection_id: str, reader: ReaderName | None = None) -> Job:
        job = Job(reader or "embedded", self.owner, reflection_id)
        self.jobs[reflection_id] = job
        self.kesan.read_by(job, self)
        return job

    def finish(self, reflection_id: str, found: Reading) -> None:
        """The reading is done."""
        before = self.kept[reflection_id]
        self.kept[reflection_id] = Entry(before.reflection, ReadingState.READ, None, found, before.correction)

    def job(self, reflection_id: str) -> Job | None:
        return self.jobs.get(reflection_id)

    def try_sample(self, text: str, on: date) -> Reading:
        assert on == TODAY
        return reading(text)

    def first_question(self, text: str, on: date) -> FirstQuestion:
        asked = ToRead(text=text, on=on, today=TODAY, language=Language.INDONESIAN)
        return first_question(asked, hides=self.kesan.settings.hides_names)

    def entry(self, reflection_id: str) -> Entry:
        if reflection_id not in self.kept:
            raise UnknownReflection(reflection_id=reflection_id)
        return self.kept[reflection_id]

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
        assert until is None
        assert before is None
        theirs = {m.reflection_id for tie in self.people if tie.person.id == person_id for m in tie.meetings}
        fitting = [
            entry
            for entry in self.kept.values()
            if (verdict is None or entry.verdict is verdict)
            and (person_id is None or entry.reflection.id in theirs)
            and (since is None or entry.reflection.on >= since)
        ]
        return tuple(sorted(fitting, key=lambda entry: entry.cursor, reverse=True)[:limit])

    def entries_by_id(self, reflection_ids: tuple[str, ...]) -> tuple[Entry, ...]:
        return tuple(self.kept[one] for one in reflection_ids if one in self.kept)

    def is_empty(self) -> bool:
        return not self.kept

    def count(self) -> int:
        return len(self.kept)

    def unread(self) -> tuple[str, ...]:
        return tuple(one for one, entry in self.kept.items() if entry.reading is None)

    def correct(self, reflection_id: str, verdict: Verdict, note: str = "") -> Entry:
        return self._change(reflection_id, Correction(verdict=verdict, note=note, made_at=NOW))

    def withdraw_correction(self, reflection_id: str) -> Entry:
        return self._change(reflection_id, None)

    def _change(self, reflection_id: str, correction: Correction | None) -> Entry:
        entry = self.entry(reflection_id)
        self.kept[reflection_id] = Entry(entry.reflection, entry.state, entry.problem, entry.reading, correction)
        return self.kept[reflection_id]

    def people_page(self, order: Order, wanted: Wanted, after: Place | None, limit: int) -> PeoplePage:
        self.listed.append((order, wanted))
        fitting = [tie for tie in self.people if wanted.called.casefold() in tie.person.name.casefold()]
        first = 0 if after is None else [tie.person.id for tie in fitting].index(after.person_id) + 1
        shown = tuple(fitting[first : first + limit])
        more = len(fitting) > first + limit
        return PeoplePage(shown, ByName("", shown[-1].person.id) if more else None, len(fitting))

    def met_last(self, limit: int) -> tuple[str, ...]:
        return tuple(tie.person.id for tie in self.people[:limit])

    def start_greeting(self, wanted: Wanted, language: Language, limit: int) -> Job:
        assert language
        job = Job(str(wanted), self.owner, "whom to greet")
        job.run(lambda _: tuple(Greeting(tie.person.id, "Ada janji.") for tie in self.people[:limit]))
        return job

    def start_network(self) -> Job:
        job = Job("now", self.owner, "network")
        job.run(lambda _: self.network)
        return job

    def ties_of(self, person_ids: tuple[str, ...]) -> tuple[Tie, ...]:
        return tuple(self.tie(one) for one in person_ids)

    def people_names(self) -> dict[str, str]:
        return {tie.person.id: tie.person.name for tie in self.people}

    def tie(self, person_id: str) -> Tie:
        for tie in self.people:
            if tie.person.id == person_id:
                return tie
        raise UnknownPerson(name=person_id)

    def find_person(self, name: str) -> Person | None:
        return next((tie.person for tie in self.people if tie.person.name == name), None)

    def decide_promise(self, promise_id: str, state: PromiseState) -> None:
        self.people = tuple(
            tie.model_copy(
                update={
                    "promises": tuple(
                        one.model_copy(update={"state": state}) if one.id == promise_id else one for one in tie.promises
                    )
                }
            )
            for tie in self.people
        )

    def steps(
        self, state: StepState | None = None, due_until: date | None = None, reflection_id: str | None = None
    ) -> tuple[KeptStep, ...]:
        return tuple(
            one
            for one in self.kept_steps
            if (state is None or one.state is state)
            and reflection_id in (None, one.reflection_id)
            and (due_until is None or (one.step.due is not None and one.step.due <= due_until))
        )

    def decide_step(self, step_id: str, state: StepState, step: Step | None = None) -> None:
        self.kept_steps = [
            one.model_copy(update={"state": state, "step": step or one.step}) if one.id == step_id else one
            for one in self.kept_steps
        ]

    def months(self) -> tuple[Month, ...]:
        judged: dict[date, list[Entry]] = {}
        for entry in self.kept.values():
            if entry.verdict is not None:
                judged.setdefault(entry.reflection.on.replace(day=1), []).append(entry)
        return tuple(_month(first, entries) for first, entries in sorted(judged.items()))

    def search(
        self, query: str, *, limit: int = 10, since: date | None = None, until: date | None = None
    ) -> tuple[Found, ...]:
        assert since is None
        assert until is None
        words = set(query.lower().split())
        return tuple(
            Found(one, entry.reflection.on, 1.0, entry.reflection.text, 0, len(entry.reflection.text))
            for one, entry in self.kept.items()
            if words & set(entry.reflection.text.lower().split())
        )[:limit]

    def ask(self, question: str, as_of: date | None = None, language: Language | None = None) -> Answer:
        assert as_of is None
        assert language is not None
        self.asked.append(question)
        return self.answer

    def start_asking(self, question: str, language: Language | None = None, thread: tuple[Asked, ...] = ()) -> Job:
        self.threads.append(thread)
        job = Job(question, self.owner, "")
        if self.answers_at_once:
            job.run(lambda _watch: self.ask(question, language=language))
        return job

    def letter(self, since: date, until: date, language: Language) -> Letter:
        assert language
        inside = [one for one in self.kept.values() if self.writes_letters and since <= one.reflection.on <= until]
        cites = tuple(
            Cite(reflection_id=one.reflection.id, on=one.reflection.on, quote=one.reflection.text) for one in inside
        )
        paragraphs = (Paragraph(topic=Topic.LIFTED, sentence="", cites=cites),) if cites else ()
        return Letter(since=since, until=until, paragraphs=paragraphs)

    def start_letter(self, since: date, until: date, language: Language) -> Job:
        job = Job("letter", self.owner, "letter")
        if self.answers_at_once:
            job.run(lambda _: self.letter(since, until, language).model_copy(update={"made_by": "model"}))
        return job

    def newest_day(self) -> date | None:
        return max((one.reflection.on for one in self.kept.values()), default=None)

    def on_this_day(self, day: date) -> tuple[Entry, ...]:
        return tuple(
            one
            for one in self.kept.values()
            if (one.reflection.on.month, one.reflection.on.day) == (day.month, day.day)
            and one.reflection.on.year < day.year
        )

    def would_name(self, person_id: str | None = None, language: Language | None = None) -> Answer:
        assert language is not None
        self.named.append(person_id)
        return self.names

    def likelier(self, person_id: str | None = None, language: Language | None = None) -> SuggestedPerson | None:
        assert language is not None
        self.named.append(person_id)
        return self.small

    def start_hearing(self, recording: bytes) -> Job:
        job = Job("speech", self.owner, "speech")
        job.run(lambda _watch: f"Terdengar {len(recording)} bita.")
        return job

    def start_import(self, name: str, content: bytes) -> Job:
        self.import_job = Job(name, self.owner, "import")
        self.import_job.run(lambda _job: self._import(content))
        return self.import_job

    def importing(self) -> Job | None:
        return self.import_job

    def _import(self, content: bytes) -> int:
        if content == b"broken":
            raise UnreadableImport(line=3, reason="JSON")
        return 2

    def add_contacts(self, contacts: Iterable[Contact]) -> int:
        before = len(self.contacts)
        self.contacts |= {one.key: one for one in contacts}
        return len(self.contacts) - before

    def rehearse_contacts(self, contacts: Iterable[Contact]) -> int:
        return len({one.key for one in contacts} - set(self.contacts))

    def count_contacts(self) -> int:
        return len(self.contacts)

    def forget_contacts(self) -> None:
        self.contacts = {}

    def drafts(self) -> tuple[Draft, ...]:
        return tuple(sorted(self.kept_drafts.values(), key=lambda one: one.saved_at, reverse=True))

    def keep_draft(self, device: str, text: str) -> None:
        self.kept_drafts.pop(device, None)
        if text:
            self.kept_drafts[device] = Draft(device=device, text=text, saved_at=NOW)

    def export_file(self, path: Path) -> int:
        path.write_bytes(b"exported")
        return len(self.kept)

    def forget_reflection(self, reflection_id: str) -> None:
        del self.kept[reflection_id]

    def traces(self, person_id: str) -> Traces:
        met = {tie.person.id: {one.reflection_id for one in tie.meetings} for tie in self.people}
        theirs, others = met.pop(person_id), set[str]().union(*met.values())
        return Traces(tuple(sorted(theirs - others)), tuple(sorted(theirs & others)))

    def forget_person(self, person_id: str, *, erase_others: bool = False) -> Forgotten:
        traces = self.traces(person_id)
        self.people = tuple(tie for tie in self.people if tie.person.id != person_id)
        erased = traces.about_them + (traces.about_others if erase_others else ())
        for one in erased:
            del self.kept[one]
        return Forgotten(erased, () if erase_others else traces.about_others)

    def forget_everything(self) -> None:
        self.kept.clear()
        self.people = ()


class FakeKesan:
    """A Kesan that reads nothing by itself: `read_by` says what a job comes to."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._given: dict[str, str] = {"KESAN_HOME": str(home)}
        self.settings = Settings(KESAN_HOME=home)
        self.book = FakeNotebook(self)
        self.read_by: Callable[[Job, FakeNotebook], None] = read_at_once
        self.refuses_connection: KesanError | None = None
        self.changes: list[dict[str, str]] = []
        self.overruled = False
        self.key_set_aside = ""
        self.sealed = False

    def notebook(self, owner: Owner = LOCAL_OWNER) -> FakeNotebook:
        assert owner == LOCAL_OWNER
        return self.book

    @property
    def reader_name(self) -> ReaderName:
        return "model" if self.settings.uses_model else "embedded"

    def change_settings(self, changes: dict[str, str]) -> None:
        self.changes.append(changes)
        self._given |= {} if self.overruled else changes
        self.settings = Settings(**{name: value for name, value in self._given.items() if value})  # type: ignore[arg-type]

    def test_connection(self) -> Connection:
        if self.refuses_connection is not None:
            raise self.refuses_connection
        return Connection(
            url=self.settings.address, kind="ollama", model="qwen3:8b", models=("qwen3:8b", "gemma3"), seconds=1.25
        )

    def models(self) -> tuple[str, ...]:
        return ("qwen3:8b", "gemma3")

    def backups(self) -> tuple[Backup, ...]:
        return (Backup(Path("/copies/kesan.db"), NOW),)

    def examine(self) -> tuple[Finding, ...]:
        return (Finding(well=True, words="settings.saved"), Finding(well=False, words="nav.to_journal"))

    def warm(self, after: float = 0.0) -> None:
        """Has nothing to load."""

    def close(self) -> None:
        """Has nothing to close."""


def read_at_once(job: Job, book: FakeNotebook) -> None:
    """The job is done before anybody looks."""
    text = book.kept[job.reflection_id].reflection.text
    job.run(lambda _watch: book.finish(job.reflection_id, reading(text)))


def still_reading(job: Job, book: FakeNotebook) -> None:
    """The job waits for ever, two stages in."""
    del book
    job.stage(Stage.NOTICE)
    job.stage(Stage.WEIGH)


def suggestion(quote: str = "kabar ibunya", name: str = "Bu Ratna") -> Answer:
    """An answer that names somebody."""
    reason = Reason(reflection_id="r1", quote=quote, why="Ini penting buatnya.")
    person = SuggestedPerson(name=name, person_id="p1", reasons=(reason,), step=step())
    return Answer(found=True, answer=f"Yang pertama {name}: sapa dia.", people=(person,), reflections=("r1",))
