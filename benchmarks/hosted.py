"""Many sessions on one server: everybody walks through the pages and searches, with a pause between two clicks.

The visitors are web sockets in this process, on the same cores as the server: a little of what is measured is theirs.
"""

import asyncio
import random
from typing import NamedTuple

from benchmarks.homes import Home
from benchmarks.server import server
from benchmarks.timing import Timing, once, timing
from benchmarks.visitor import LONGEST_S, Shown, Visitor, visitor

SESSIONS = 50
_SECONDS = 45.0
_PAUSE_S = (4.0, 12.0)  # a page is read before the next one is asked for
_QUERIES = ("ibunya sakit", "janji yang belum ditepati", "starting a business", "anak masuk kuliah", "pindah kerja")


class _Load(NamedTuple):
    shown: list[Shown]
    failed: list[str]


def measure(home: Home) -> dict[str, Timing]:
    """The times of all pages and searches together, and how many failed."""
    with server(home.path) as started:
        started.wait_until_ready()
        load = asyncio.run(_all(started.port))
    failed = len(load.failed) + sum(bool(shown.troubles) for shown in load.shown)
    return {
        f"hosted: a page of {SESSIONS} sessions at {home.size:,}": timing([shown.seconds for shown in load.shown]),
        f"hosted: errors of {SESSIONS} sessions": once(failed, "errors"),
    }


async def _all(port: int) -> _Load:
    load = _Load([], [])
    async with visitor(port) as first:
        await first.open()  # what a process loads once is measured as the first page
        await first.open("review")
    until = asyncio.get_running_loop().time() + _SECONDS
    await asyncio.gather(*(_session(port, number, until, load) for number in range(SESSIONS)))
    return load


async def _session(port: int, number: int, until: float, load: _Load) -> None:
    choose = random.Random(number)
    try:
        async with visitor(port) as one:
            await asyncio.sleep(choose.uniform(0, _PAUSE_S[1]))
            while asyncio.get_running_loop().time() < until:
                load.shown.append(await _next(one, choose))
                await asyncio.sleep(choose.uniform(*_PAUSE_S))
    except (OSError, TimeoutError, ConnectionError) as error:
        load.failed.append(f"{type(error).__name__} within {LONGEST_S} s")


async def _next(one: Visitor, choose: random.Random) -> Shown:
    wish = choose.choice(("", "people", "review", "settings", "search"))
    if wish == "search" and one.has("journal_query"):
        return await one.type("journal_query", choose.choice(_QUERIES))
    return await one.open("" if wish == "search" else wish)
