"""Who is who in one owner's journal: whom it may hold twice, and what the user says of it. Each can be undone."""

from collections.abc import Collection

from app.jobs import Job, Jobs
from journal.errors import NothingToSplit, NothingToUndo
from journal.people import Person
from memory.record import OwnedRecord

Pair = tuple[Person, Person]
_LOOKING = "who is who"


class WhoIsWho:
    """One owner's people, made one and made two."""

    def __init__(self, record: OwnedRecord, jobs: Jobs) -> None:
        self._record = record
        self._jobs = jobs

    def alike(self, of: Collection[str] | None = None) -> tuple[Pair, ...]:
        """Pairs who may be one person; with `of`, those in which one of these ids is. Never a pair that the user
        said is two."""
        return self._record.doubtful_people(of)

    def start_looking(self, of: Collection[str]) -> Job:
        """The background job whose outcome is what `alike` returns: names are compared with thousands."""
        owner = self._record.owner
        known = self._jobs.of(owner, _LOOKING)
        key = f"{self._record.people_count()} {self._record.apart_count()} {' '.join(sorted(of))}"
        if known is not None and known.key == key:
            return known
        return self._jobs.start(key, owner, _LOOKING, lambda _watch: self.alike(of))

    def merge(self, kept: str, gone: str) -> None:
        """Makes two people one, who goes by the name of `kept`.

        Raises:
            UnknownPerson: there is nobody of one of the ids.
        """
        self._record.merge_people(kept, gone)

    def keep_apart(self, one: str, other: str) -> None:
        """Notes that two people are not the same: they are never asked about again.

        Raises:
            UnknownPerson: there is nobody of one of the ids.
        """
        self._record.keep_apart(one, other)

    def made_one(self, person_id: str) -> dict[str, tuple[str, ...]]:
        """Who was made one with somebody: the id that each had, and the names that they went by."""
        return self._record.merged_into(person_id)

    def undo(self, person_id: str, gone: str) -> None:
        """Makes `gone` somebody of their own again.

        Raises:
            UnknownPerson: nobody of this id was made one with them.
        """
        self._record.unmerge_person(person_id, gone)

    def undo_only(self, person_id: str, gone: str = "") -> str:
        """Takes back that somebody was made one with them; returns whom it makes somebody of their own again.

        Args:
            gone: whom; empty where there is only one.

        Raises:
            NothingToUndo: there is nobody, or there are several.
        """
        made_one = self.made_one(person_id)
        if not gone and len(made_one) == 1:
            gone = next(iter(made_one))
        if gone not in made_one:
            raise NothingToUndo(choices=", ".join(made_one) or "–")
        self.undo(person_id, gone)
        return gone

    def split_off(self, person_id: str, names: Collection[str] = (), reflection_ids: Collection[str] = ()) -> str:
        """As `split`, where something must be left on both sides.

        Raises:
            NothingToSplit: nothing would.
        """
        new = self.split(person_id, names, reflection_ids)
        if new is None:
            raise NothingToSplit
        return new

    def split(self, person_id: str, names: Collection[str] = (), reflection_ids: Collection[str] = ()) -> str | None:
        """Makes somebody of their own of whom goes by these names, and of whom these reflections tell; returns their
        id, None when nothing would be left on one of the sides.

        Raises:
            UnknownPerson: there is nobody of this id.
        """
        return self._record.split_person(person_id, names, reflection_ids)
