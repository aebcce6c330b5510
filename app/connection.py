"""Whether the model server answers as it should."""

import time

from coach.model.endpoint import Endpoint
from coach.model.server import Asked, Message
from journal.frozen import Frozen

_GREETING = Asked(
    prompt="test",
    turns=(Message("user", 'Answer with this JSON object and nothing else: {"ready": true}'),),
    form="Ready",
    schema={
        "type": "object",
        "properties": {"ready": {"type": "boolean"}},
        "required": ["ready"],
        "additionalProperties": False,
    },
)


class Connection(Frozen):
    """What a model server said of itself: the `kind` of server, the `model` that answered, all `models` that it
    offers, and the `seconds` that one short answer took."""

    url: str
    kind: str
    model: str
    models: tuple[str, ...]
    seconds: float


def greet(endpoint: Endpoint) -> Connection:
    """What the server says, after one short answer from the chosen model.

    Raises:
        KesanError: it does not answer as it should.
    """
    models = endpoint.models()
    begun = time.perf_counter()
    endpoint.reply(_GREETING, lambda: None)
    return Connection(
        url=endpoint.shown_url,
        kind=endpoint.kind,
        model=endpoint.chosen,
        models=models,
        seconds=time.perf_counter() - begun,
    )
