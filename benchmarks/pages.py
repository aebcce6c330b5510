"""Each page's script, as one visitor sees it after the first time, and what the processes weigh afterwards."""

import asyncio
import sqlite3
from contextlib import closing

from benchmarks.homes import Home
from benchmarks.server import Server, server
from benchmarks.timing import Timing, once, timing
from benchmarks.visitor import Shown, Visitor, visitor

_LOADED_S = 8.0  # in which the readers and Chroma are loaded in the background, from the first page on
_SETTLED_S = 3.0
_PAGES = ("journal", "people", "review", "settings")


class Broken(RuntimeError):
    """A page showed an exception."""


def measure(home: Home, runs: int) -> dict[str, Timing]:
    """Each page's time on a home, and the weight of the app with everything loaded."""
    with server(home.path) as started:
        started.wait_until_ready()
        times = asyncio.run(_visit(started, home, runs))
        weights = started.memory_mb() if home.size else {}
    if weights:
        times[f"memory at {home.size:,}: app and keeper"] = once(sum(weights.values()), "MB")
        times |= {f"memory at {home.size:,}: {name}": once(weight, "MB") for name, weight in weights.items()}
    return times


async def _visit(started: Server, home: Home, runs: int) -> dict[str, Timing]:
    times = {}
    async with visitor(started.port) as one:
        await one.open("")
        await asyncio.sleep(_LOADED_S)
        for page in _PAGES:
            times[f"page {page} at {home.size:,}"] = await _page(started, one, page, "", runs)
        if home.size:
            reflection, person = _newest(home), _met_most(home)
            times[f"page reflection at {home.size:,}"] = await _page(started, one, "", f"reflection={reflection}", runs)
            times[f"page person at {home.size:,}"] = await _page(started, one, "people", f"person={person}", runs)
            await _everything_loaded(one)
    return times


async def _page(started: Server, one: Visitor, page: str, query: str, runs: int) -> Timing:
    name = "" if page == "journal" else page
    await one.open(name, query)
    before = started.cpu_seconds()
    seconds = [_sound(await one.open(name, query)).seconds for _ in range(runs)]
    return timing(seconds, started.cpu_seconds() - before)


def _sound(shown: Shown) -> Shown:
    if shown.troubles:
        raise Broken(shown.troubles[0])
    return shown


async def _everything_loaded(one: Visitor) -> None:
    """Searches, and asks whom to reconnect with."""
    await one.open("")
    if one.has("journal_query"):
        await one.type("journal_query", "ibunya sakit")
    await one.open("people")
    if one.has("reconnect"):
        await one.click("reconnect")
    await asyncio.sleep(_SETTLED_S)


def _newest(home: Home) -> str:
    return _one(home, 'SELECT id FROM reflections ORDER BY "on" DESC, kept_at DESC, id DESC LIMIT 1')


def _met_most(home: Home) -> str:
    return _one(home, "SELECT person_id FROM mentions GROUP BY person_id ORDER BY count(*) DESC, person_id LIMIT 1")


def _one(home: Home, query: str) -> str:
    with closing(sqlite3.connect(home.path / "kesan.db")) as connection:
        return str(connection.execute(query).fetchone()[0])
