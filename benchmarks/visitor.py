"""One visitor of the app, without a browser: speaks Streamlit's own protocol over a web socket, as its page does.

What it times is from the wish to the last element of the page's script: the server's work and the way to it, not
the drawing of the page.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from time import perf_counter
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

LONGEST_S = 60.0


class Shown(NamedTuple):
    """One run of a page's script: how long it took, how much came, and the exceptions shown on it."""

    seconds: float
    messages: int
    size: int
    troubles: tuple[str, ...]


class Visitor:
    """An open session. Widgets keep what was last said to them, as a browser's do."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._page = ""
        self._query = ""
        self._widgets: dict[str, WidgetState] = {}
        self._ids: dict[str, str] = {}

    async def open(self, page: str = "", query: str = "") -> Shown:
        """Goes to a page by its name in the address; "" is the first one."""
        self._page, self._query = page, query
        self._widgets, self._ids = {}, {}
        return await self._run(())

    async def click(self, key: str) -> Shown:
        """Clicks the button of this key.

        Raises:
            KeyError: the page has none.
        """
        return await self._run([WidgetState(id=self._ids[key], trigger_value=True)])

    async def type(self, key: str, words: str) -> Shown:
        """Types into the field of this key, as `click` clicks."""
        widget = self._widgets[key] = WidgetState(id=self._ids[key], string_value=words)
        return await self._run([widget])

    def has(self, key: str) -> bool:
        """Whether the page has a widget of this key."""
        return key in self._ids

    async def _run(self, changed: Iterable[WidgetState]) -> Shown:
        wish = BackMsg()
        state = wish.rerun_script
        state.query_string, state.page_name = self._query, self._page
        state.context_info.locale, state.context_info.timezone = "id-ID", "Asia/Jakarta"
        state.context_info.url = f"http://127.0.0.1/{self._page}"
        state.widget_states.widgets.extend({one.id: one for one in (*self._widgets.values(), *changed)}.values())
        begun = perf_counter()
        await self._socket.send(wish.SerializeToString())
        return await asyncio.wait_for(self._heard(begun), LONGEST_S)

    async def _heard(self, begun: float) -> Shown:
        """Everything up to the end of the script's run; a rerun that the page itself asks for is part of it."""
        count = size = 0
        troubles: list[str] = []
        async for received in self._socket:
            assert isinstance(received, bytes)  # noqa: S101 protobuf is no text
            message = ForwardMsg.FromString(received)
            count, size = count + 1, size + len(received)
            match message.WhichOneof("type"):
                case "delta" if message.delta.WhichOneof("type") == "new_element":
                    troubles += self._notice(message)
                case "navigation":
                    self._page = self._page or ""
                case "script_finished" if message.script_finished in _ENDS:
                    return Shown(perf_counter() - begun, count, size, tuple(troubles))
        raise ConnectionError("the server hung up")

    def _notice(self, message: ForwardMsg) -> list[str]:
        """Notes a widget's id by its key; returns the exception that the element is, if it is one."""
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        widget = getattr(element, kind) if kind else None
        name = str(getattr(widget, "id", ""))
        if name.startswith("$$"):
            self._ids[name.rsplit("-", 1)[-1]] = name
        return [f"{element.exception.type}: {element.exception.message}"] if kind == "exception" else []


_ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@asynccontextmanager
async def visitor(port: int) -> AsyncIterator[Visitor]:
    """A new session on a server of this machine."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        yield Visitor(socket)
