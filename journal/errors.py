"""Every error that Kesan raises, split by who must act.

    KesanError
    ├── UserMustAct            the user changes a text, a file, a setting
    │   ├── EmptyText, NoQuestion, TextTooLong, FutureDate, NotADate, DayNotUnderstood, NothingToForget
    │   ├── UnreadableImport, UnknownFileKind, FileNotFound, NoChatFound, WhoAreYou, NoContactsFound
    │   ├── UnknownReflection, UnknownPerson, UnknownStep, TransactionalStep, NothingToUndo, NothingToSplit
    │   ├── NoModelServer, KeyRefused, ModelNotFound, NoModelChosen, BadAddress, CanNotHear
    │   ├── CreditUsedUp, TextTooLongForModel, RequestRefused
    │   ├── HomeNotWritable, DiskFull, RecordDamaged, RecordNewer, OnServer
    │   ├── Locked, WrongPassphrase, PassphraseTooShort, PassphraseUnavailable
    │   ├── BadSetting, FileExists, McpNotAllowed
    │   └── UnknownTask, DeveloperPackagesMissing, PackageMissing
    ├── WaitAndRetry           nothing is wrong on this side: later it works
    │   └── ModelBusy, ModelTimedOut, ModelFailed, ConnectionDropped, RecordBusy, PassphraseTooSoon
    ├── ModelMisbehaved        the model answered, and the answer is of no use
    │   └── AnswerUnreadable, AnswerEmpty, AnswerCutOff, AnswerRefused
    ├── Cancelled              the user stopped it
    └── OurFault               a defect or a broken installation of ours
        └── PromptBroken, ModelFilesMissing

An error carries its context as attributes and never a word of an entry's text. `words` is the key of
its sentence in `locale/`, in which the attributes stand as placeholders; `str()` is for logs.
"""

from typing import ClassVar


class KesanError(Exception):
    """Whatever Kesan refuses or could not do."""

    words: ClassVar[str] = "error.unknown"

    def __init__(self, **context: object) -> None:
        self.context = context
        super().__init__(", ".join(f"{name}={value!r}" for name, value in context.items()))

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.context))


def _rebuild(kind: type[KesanError], context: dict[str, object]) -> KesanError:
    return kind(**context)


class UserMustAct(KesanError):
    """The user can mend it."""


class WaitAndRetry(KesanError):
    """It mends itself; trying again later is enough."""


class ModelMisbehaved(KesanError):
    """A model's answer can't be used."""


class OurFault(KesanError):
    """A defect of Kesan or of its installation."""


class Cancelled(KesanError):
    """The user stopped the work."""

    words = "error.cancelled"


class EmptyText(UserMustAct):
    """There is no text to keep."""

    words = "error.empty_text"


class NoQuestion(UserMustAct):
    """Nothing was asked."""

    words = "error.no_question"


class TextTooLong(UserMustAct):
    """The text is longer than `limit` characters; it has `length`."""

    words = "error.text_too_long"

    def __init__(self, *, length: int, limit: int) -> None:
        super().__init__(length=length, limit=limit)


class FutureDate(UserMustAct):
    """A meeting can't have been on `day`, which is still to come."""

    words = "error.future_date"

    def __init__(self, *, day: str) -> None:
        super().__init__(day=day)


class NotADate(UserMustAct):
    """`given` is no date of the form 2026-11-24."""

    words = "error.not_a_date"

    def __init__(self, *, given: str) -> None:
        super().__init__(given=given)


class DayNotUnderstood(UserMustAct):
    """`given` says no day that is known."""

    words = "error.day_not_understood"

    def __init__(self, *, given: str) -> None:
        super().__init__(given=given)


class NothingToForget(UserMustAct):
    """It was not said what to forget."""

    words = "error.nothing_to_forget"


class TransactionalStep(UserMustAct):
    """The step asks for something, or gives in order to get: it stays as it was."""

    words = "error.transactional_step"


class NothingToUndo(UserMustAct):
    """Nobody was made one with the person, or of several it was not said whom to take back."""

    words = "error.nothing_to_undo"

    def __init__(self, *, choices: str) -> None:
        super().__init__(choices=choices)


class NothingToSplit(UserMustAct):
    """What was named is nothing of the person, or all of them: nothing would be left on one side."""

    words = "error.nothing_to_split"


class UnreadableImport(UserMustAct):
    """Line `line` of the import file can't be read, for `reason`; nothing was imported."""

    words = "error.unreadable_import"

    def __init__(self, *, line: int, reason: str) -> None:
        super().__init__(line=line, reason=reason)


class UnknownFileKind(UserMustAct):
    """A file whose name ends in `ending` is none that Kesan reads or writes."""

    words = "error.unknown_file_kind"

    def __init__(self, *, ending: str) -> None:
        super().__init__(ending=ending)


class FileNotFound(UserMustAct):
    """There is no readable file at `path`."""

    words = "error.file_not_found"

    def __init__(self, *, path: str) -> None:
        super().__init__(path=path)


class NoChatFound(UserMustAct):
    """The file or text holds no chat that Kesan can read."""

    words = "error.no_chat_found"


class NoContactsFound(UserMustAct):
    """The file holds no names of contacts that Kesan can read."""

    words = "error.no_contacts_found"


class WhoAreYou(UserMustAct):
    """Which of the `names` in a chat is the user can't be told."""

    words = "error.who_are_you"

    def __init__(self, *, names: str) -> None:
        super().__init__(names=names)


class UnknownReflection(UserMustAct):
    """This owner has no reflection `reflection_id`."""

    words = "error.unknown_reflection"

    def __init__(self, *, reflection_id: str) -> None:
        super().__init__(reflection_id=reflection_id)


class UnknownPerson(UserMustAct):
    """This owner's journal has nobody called `name`."""

    words = "error.unknown_person"

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)


class UnknownStep(UserMustAct):
    """This owner has no step `step_id`."""

    words = "error.unknown_step"

    def __init__(self, *, step_id: str) -> None:
        super().__init__(step_id=step_id)


class NoModelServer(UserMustAct):
    """Nothing answers at `url`."""

    words = "error.no_model_server"

    def __init__(self, *, url: str) -> None:
        super().__init__(url=url)


class KeyRefused(UserMustAct):
    """The server at `url` does not accept the key."""

    words = "error.key_refused"

    def __init__(self, *, url: str) -> None:
        super().__init__(url=url)


class ModelNotFound(UserMustAct):
    """The server at `url` has no model `model`, or no such address."""

    words = "error.model_not_found"

    def __init__(self, *, model: str, url: str) -> None:
        super().__init__(model=model, url=url)


class NoModelChosen(UserMustAct):
    """The model reader was asked for, and no key or server is set."""

    words = "error.no_model_chosen"


class CanNotHear(UserMustAct):
    """A recording was given, and no model server is there to hear it."""

    words = "error.can_not_hear"


class BadAddress(UserMustAct):
    """What answers at `url` is no model server: a web page, another service, a log-in portal."""

    words = "error.bad_address"

    def __init__(self, *, url: str) -> None:
        super().__init__(url=url)


class CreditUsedUp(UserMustAct):
    """The account at `url` has nothing left to pay an answer with."""

    words = "error.credit_used_up"

    def __init__(self, *, url: str) -> None:
        super().__init__(url=url)


class TextTooLongForModel(UserMustAct):
    """The text is longer than the model `model` takes in at once."""

    words = "error.text_too_long_for_model"

    def __init__(self, *, model: str) -> None:
        super().__init__(model=model)


class RequestRefused(UserMustAct):
    """The server at `url` refuses what it was asked, with HTTP status `status`; asking again changes nothing."""

    words = "error.request_refused"

    def __init__(self, *, url: str, status: int) -> None:
        super().__init__(url=url, status=status)


class BadSetting(UserMustAct):
    """The setting or settings file `name` has a value that can't be used."""

    words = "error.bad_setting"

    def __init__(self, *, name: str) -> None:
        super().__init__(name=name)


class McpNotAllowed(UserMustAct):
    """The settings keep assistants out of this journal."""

    words = "error.mcp_not_allowed"


class FileExists(UserMustAct):
    """There is a file at `path` already; it is left as it is."""

    words = "error.file_exists"

    def __init__(self, *, path: str) -> None:
        super().__init__(path=path)


class HomeNotWritable(UserMustAct):
    """The data folder `path` can't be written."""

    words = "error.home_not_writable"

    def __init__(self, *, path: str) -> None:
        super().__init__(path=path)


class DiskFull(UserMustAct):
    """The disk that holds `path` is full."""

    words = "error.disk_full"

    def __init__(self, *, path: str) -> None:
        super().__init__(path=path)


class RecordDamaged(UserMustAct):
    """The record at `path` is no readable database; it is left as it is."""

    words = "error.record_damaged"

    def __init__(self, *, path: str) -> None:
        super().__init__(path=path)


class RecordNewer(UserMustAct):
    """The record at `path` was written by a newer Kesan."""

    words = "error.record_newer"

    def __init__(self, *, path: str) -> None:
        super().__init__(path=path)


class OnServer(UserMustAct):
    """The record is at `place`, a database server, whose own tools make and restore its backups."""

    words = "error.on_server"

    def __init__(self, *, place: str) -> None:
        super().__init__(place=place)


class UnknownTask(UserMustAct):
    """There is nothing called `task` to evaluate; there are `tasks`."""

    words = "error.unknown_task"

    def __init__(self, *, task: str, tasks: str) -> None:
        super().__init__(task=task, tasks=tasks)


class DeveloperPackagesMissing(UserMustAct):
    """Measuring needs `package`, which is installed for developers only."""

    words = "error.developer_packages_missing"

    def __init__(self, *, package: str) -> None:
        super().__init__(package=package)


class PackageMissing(UserMustAct):
    """What is wanted needs `package`, which not everybody installs; `file` names it."""

    words = "error.package_missing"

    def __init__(self, *, package: str, file: str) -> None:
        super().__init__(package=package, file=file)


class Locked(UserMustAct):
    """The journal is under a passphrase, which was not given."""

    words = "error.locked"


class WrongPassphrase(UserMustAct):
    """It is not the passphrase; the next try counts in `seconds`."""

    words = "error.wrong_passphrase"

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds=seconds)


class PassphraseTooSoon(WaitAndRetry):
    """After several wrong tries the next one is allowed in `seconds`."""

    words = "error.passphrase_too_soon"

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds=seconds)


class PassphraseTooShort(UserMustAct):
    """A passphrase needs at least `shortest` characters."""

    words = "error.passphrase_too_short"

    def __init__(self, *, shortest: int) -> None:
        super().__init__(shortest=shortest)


class PassphraseUnavailable(UserMustAct):
    """SQLCipher is not installed for this Python (`python`) on this machine."""

    words = "error.passphrase_unavailable"

    def __init__(self, *, python: str) -> None:
        super().__init__(python=python)


class RecordBusy(WaitAndRetry):
    """Another program holds the record at `path` for writing."""

    words = "error.record_busy"

    def __init__(self, *, path: str) -> None:
        super().__init__(path=path)


class ModelBusy(WaitAndRetry):
    """The server asks to wait; `seconds` as it says, or None."""

    words = "error.model_busy"

    def __init__(self, *, seconds: int | None) -> None:
        super().__init__(seconds=seconds)


class ModelTimedOut(WaitAndRetry):
    """No answer within `seconds`."""

    words = "error.model_timed_out"

    def __init__(self, *, seconds: float) -> None:
        super().__init__(seconds=seconds)


class ModelFailed(WaitAndRetry):
    """The server failed with HTTP status `status`, or with an error inside a good status (200)."""

    words = "error.model_failed"

    def __init__(self, *, status: int) -> None:
        super().__init__(status=status)


class ConnectionDropped(WaitAndRetry):
    """The connection broke while the answer came."""

    words = "error.connection_dropped"


class AnswerUnreadable(ModelMisbehaved):
    """The answer to prompt `prompt` had not the form asked for, nor after one repair."""

    words = "error.answer_unreadable"

    def __init__(self, *, prompt: str) -> None:
        super().__init__(prompt=prompt)


class AnswerEmpty(ModelMisbehaved):
    """The answer to prompt `prompt` had no text."""

    words = "error.answer_empty"

    def __init__(self, *, prompt: str) -> None:
        super().__init__(prompt=prompt)


class AnswerCutOff(ModelMisbehaved):
    """The answer to prompt `prompt` reached the model's length limit."""

    words = "error.answer_cut_off"

    def __init__(self, *, prompt: str) -> None:
        super().__init__(prompt=prompt)


class AnswerRefused(ModelMisbehaved):
    """The model, or a filter before it, would not answer prompt `prompt`."""

    words = "error.answer_refused"

    def __init__(self, *, prompt: str) -> None:
        super().__init__(prompt=prompt)


class PromptBroken(OurFault):
    """The prompt file `prompt` breaks its own rules, for `reason`."""

    words = "error.prompt_broken"

    def __init__(self, *, prompt: str, reason: str) -> None:
        super().__init__(prompt=prompt, reason=reason)


class ModelFilesMissing(OurFault):
    """The embedded model's files are missing or damaged at `path`."""

    words = "error.model_files_missing"

    def __init__(self, *, path: str) -> None:
        super().__init__(path=path)
