"""What a reader needs of a model server: a question in turns, an answer's text, and who answers."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from coach.model.addresses import Kind


class Message(NamedTuple):
    """One turn of the exchange."""

    role: str
    content: str


class Asked(NamedTuple):
    """What is asked: the prompt's label for errors, the turns so far, the name and schema of the answer's form."""

    prompt: str
    turns: tuple[Message, ...]
    form: str
    schema: dict[str, Any]


class Reply(NamedTuple):
    """What came back; tokens as the server counted them, 0 when it did not."""

    text: str
    prompt_tokens: int
    completion_tokens: int


class Server(Protocol):
    """A model on a server; see `coach.model.endpoint.Endpoint`."""

    @property
    def kind(self) -> Kind:
        """The kind of server."""

    @property
    def model(self) -> str:
        """The model's name as set; may be empty."""

    @property
    def chosen(self) -> str:
        """The name of the model that is asked."""

    def open(self) -> None:
        """Gets it ready to be asked."""

    def reply(self, asked: Asked, pulse: Callable[[], None]) -> Reply:
        """The answer's text; `pulse` is called between its pieces and may raise to stop it."""
