"""Whether the model server answers as it should."""

import time
from typing import TYPE_CHECKING

from app.settings import Settings
from journal.frozen import Frozen

if TYPE_CHECKING:
    from app.readers import Readers


class Connection(Frozen):
    """What a model server said of itself: the `kind` of server, the `model` that answered, all `models` it offers
    and the `seconds` that one short answer took."""

    url: str
    kind: str
    model: str
    models: tuple[str, ...]
    seconds: float


def test_connection(settings: Settings, readers: "Readers") -> Connection:
    """What the server says, after one short answer from the chosen model.

    Raises:
        KesanError: it does not answer as it should.
    """
    endpoint = readers.endpoint()
    models = endpoint.models()
    begun = time.perf_counter()
    endpoint.greet()
    took = time.perf_counter() - begun
    return Connection(url=settings.address, kind=endpoint.kind, model=endpoint.model, models=models, seconds=took)
