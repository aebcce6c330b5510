"""An assistant's tools, asked over the protocol."""

from collections.abc import Callable, Iterator
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp.server import MCPServer

from app.kesan import Kesan
from app.mcp_tools import server
from app.settings import Settings, load_settings
from app.words import Words
from journal.errors import McpNotAllowed
from journal.language import Language
from memory.embedders import EmbeddedEmbedder
from tests.app.fakes import Reads, readers_of

TEXT = "Aku dengar cerita Bu Ani tentang ibunya."
Call = Callable[..., Any]


@pytest.fixture
def kesan(embedder: EmbeddedEmbedder) -> Iterator[Kesan]:
    """A Kesan with one reflection."""
    opened = Kesan(load_settings(), readers=readers_of(Reads()), embedder=embedder)
    kept = opened.notebook().keep(TEXT)
    opened.notebook().read(kept.reflection.id)
    yield opened
    opened.close()


@pytest.fixture
def call(kesan: Kesan) -> Call:
    """Calls a tool; returns the protocol's result."""
    served = server(kesan, Words(Language.ENGLISH))

    def call(tool: str, **arguments: object) -> Any:
        async def ask() -> Any:
            async with Client(served) as client:
                return await client.call_tool(tool, arguments)

        return anyio.run(ask)

    return call


def tools_of(served: MCPServer) -> list[Any]:
    """The tools as an assistant sees them."""

    async def ask() -> list[Any]:
        async with Client(served) as client:
            return list((await client.list_tools()).tools)

    return anyio.run(ask)


def test_six_tools_read_and_five_write(kesan: Kesan) -> None:
    tools = tools_of(server(kesan, Words(Language.ENGLISH)))
    assert {tool.name: tool.annotations.read_only_hint for tool in tools} == {
        "search": True,
        "who_to_reconnect_with": True,
        "who_would_mention_me": True,
        "person": True,
        "due": True,
        "who_is_who": True,
        "keep": False,
        "same_person": False,
        "undo_same_person": False,
        "different_people": False,
        "split_person": False,
    }


def test_an_assistant_finds_a_reflection(call: Call) -> None:
    assert "cerita Bu Ani" in str(call("search", query="ibunya").content)


def test_an_assistant_keeps_a_reflection_of_a_day_said_in_words(call: Call, kesan: Kesan) -> None:
    call("keep", text="Tadi malam aku dengar cerita Pak Oei.", day="yesterday")
    assert kesan.notebook().count() == 2


def test_an_assistant_is_told_in_a_sentence_what_is_wrong(call: Call) -> None:
    refused = call("person", name="Nobody")
    assert refused.is_error
    assert "Nobody called “Nobody”" in str(refused.content) or "Nobody" in str(refused.content)


def test_what_is_due_and_promised_is_told(call: Call) -> None:
    assert not call("due").is_error


def test_a_hosted_journal_is_not_opened_to_assistants_unless_that_is_said() -> None:
    hosted = {"KESAN_DATABASE_URL": "postgresql://x/y"}
    assert not Settings(**hosted).mcp_is_allowed  # type: ignore[arg-type]
    assert Settings(**hosted, KESAN_MCP="on").mcp_is_allowed  # type: ignore[arg-type]


def test_a_journal_that_is_kept_from_assistants_is_not_served(kesan: Kesan) -> None:
    kesan.settings = kesan.settings.model_copy(update={"mcp": "off"})
    with pytest.raises(McpNotAllowed):
        server(kesan, Words(Language.ENGLISH))
