"""The journal for an assistant that the user already has: an MCP server over standard input and output.

Six tools read, five write, none forgets. What they hand over goes to the assistant, and so to whoever runs it: the
user starts this server on purpose. A hosted record is not opened this way unless the settings allow it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations

from app.clock import today
from app.days import day_in_words
from app.kesan import Kesan
from app.notebook import Notebook
from app.shapes import Shape, answer_shape, found_shapes, pair_shapes, person_shape
from app.words import Words
from journal.errors import KesanError, McpNotAllowed, UnknownPerson
from journal.people import PromiseState, StepState

INSTRUCTIONS = (
    "Kesan is the user's private journal of how meetings with people went. Its answers rest on the user's own words: "
    "quote them, and invent nothing. Keep a reflection only when the user asks for it, in the user's own words."
)
_MOST = 50
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False)
_KEEPS = ToolAnnotations(read_only_hint=False, destructive_hint=False, open_world_hint=False)


class Tools:
    """What an assistant may do. Each docstring is what the assistant is told."""

    def __init__(self, notebook: Notebook, say: Words) -> None:
        self._notebook = notebook
        self._say = say

    def search(self, query: str, limit: int = 10) -> list[Shape]:
        """Reflections near the query in meaning, best first: id, date, score, and the words that fit best."""
        with self._told():
            return found_shapes(self._notebook.search(query, limit=max(1, min(limit, _MOST))))

    def who_to_reconnect_with(self, question: str = "") -> Shape:
        """People whom the user might reconnect with, each with reasons in the user's own words and one small step
        that asks for nothing. A question narrows it: "who is looking for a school?"."""
        with self._told():
            return answer_shape(self._notebook.ask(question or self._say("ask.reconnect_question")))

    def who_would_mention_me(self, name: str = "") -> Shape:
        """Who has named, introduced, remembered or thanked the user, with the user's own words that tell it, and one
        small thing that asks for nothing. A name narrows it to one person. Nothing told yet is said so."""
        with self._told():
            known = self._notebook.find_person(name) if name else None
            if name and known is None:
                raise UnknownPerson(name=name)
            who = None if known is None else known.id
            small = self._notebook.likelier(who, self._say.language)
            answer = answer_shape(self._notebook.would_name(who, self._say.language))
            return {**answer, "likelier": None if small is None else small.model_dump(mode="json")}

    def person(self, name: str) -> Shape:
        """What the journal tells of one person: meetings, what they care about, promises, steps."""
        with self._told():
            known = self._notebook.find_person(name)
            if known is None:
                raise UnknownPerson(name=name)
            shape: Shape = self._notebook.tie(known.id).model_dump(mode="json")
            return shape

    def due(self, days: int = 7) -> Shape:
        """Steps that the user took on and that are due within so many days, and promises that are open."""
        with self._told():
            steps = self._notebook.steps(StepState.ACCEPTED, today() + timedelta(days=max(0, days)))
            promises = self._notebook.promises(PromiseState.OPEN)
            return {
                "steps": [one.model_dump(mode="json") for one in steps],
                "promises": [one.model_dump(mode="json") for one in promises],
            }

    def who_is_who(self) -> list[Shape]:
        """Pairs of people who may be one person, to be asked about: each with id, name and other names."""
        with self._told():
            return pair_shapes(self._notebook.who.alike())

    def same_person(self, kept: str, gone: str) -> Shape:
        """Makes two people one who goes by the name of `kept`, when the user says that they are the same. Names or ids.
        `undo_same_person` takes it back."""
        with self._told():
            one, other = self._notebook.person_called(kept), self._notebook.person_called(gone)
            self._notebook.who.merge(one.id, other.id)
            return {"person": person_shape(self._notebook.person_called(one.id)), "gone": other.id}

    def undo_same_person(self, person: str, gone: str = "") -> Shape:
        """Takes back that two people were made one; `gone` is the id that `same_person` told, needed where there are
        several."""
        with self._told():
            one = self._notebook.person_called(person)
            again = self._notebook.who.undo_only(one.id, gone)
            return {"person": person_shape(one), "again": person_shape(self._notebook.person_called(again))}

    def different_people(self, one: str, other: str) -> Shape:
        """Notes that two people are not the same, when the user says so: they are never asked about again."""
        with self._told():
            two = self._notebook.person_called(one), self._notebook.person_called(other)
            self._notebook.who.keep_apart(two[0].id, two[1].id)
            return {"apart": [person_shape(each) for each in two]}

    def split_person(self, person: str, reflection_ids: list[str]) -> Shape:
        """Makes somebody of their own of whom these reflections tell, when the user says that one person of the journal
        is two."""
        with self._told():
            left = self._notebook.person_called(person)
            new = self._notebook.who.split_off(left.id, reflection_ids=reflection_ids)
            return {
                "person": person_shape(self._notebook.person_called(left.id)),
                "new": person_shape(self._notebook.person_called(new)),
            }

    def keep(self, text: str, day: str = "") -> Shape:
        """Keeps a reflection in the user's own words and has it read in the background. The day may be said in words,
        such as "yesterday"; without one it is today. Returns its id."""
        with self._told():
            kept = self._notebook.keep(text, day_in_words(day, today())).reflection
            self._notebook.start_reading(kept.id)
            return {"id": kept.id, "date": kept.on.isoformat()}

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tells our errors as the sentence that a user would read."""
        try:
            yield
        except KesanError as error:
            raise ToolError(self._say.problem(error)) from None


def server(kesan: Kesan, say: Words) -> MCPServer:
    """The server, on the journal of this machine's user.

    Raises:
        McpNotAllowed: the record is a hosted one, or the settings keep assistants out.
    """
    if not kesan.settings.mcp_is_allowed:
        raise McpNotAllowed
    tools = Tools(kesan.notebook(), say)
    made = MCPServer("kesan", instructions=INSTRUCTIONS, log_level="WARNING")
    reading: tuple[Callable[..., object], ...] = (
        tools.search,
        tools.who_to_reconnect_with,
        tools.who_would_mention_me,
        tools.person,
        tools.due,
        tools.who_is_who,
    )
    for tool in reading:
        made.add_tool(tool, annotations=_READS)
    writing: tuple[Callable[..., object], ...] = (
        tools.keep,
        tools.same_person,
        tools.undo_same_person,
        tools.different_people,
        tools.split_person,
    )
    for tool in writing:
        made.add_tool(tool, annotations=_KEEPS)
    return made
