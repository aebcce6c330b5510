"""Many sessions on one server: everybody walks through the pages and searches, and reads what came before going on.

The load: each session asks for a page or a search, then reads for 4 to 12 seconds (eight on average), so fifty ask for
about six pages a second; all work in one journal. The visitors are web sockets in a process of their own on the same
cores: what they use of the processor themselves is told beside what the server uses.
"""

import asyncio
import random
import time
from typing import NamedTuple

from benchmarks.homes import Home
from benchmarks.server import Server, server
from benchmarks.timing import Timing, once, timing
from benchmarks.visitor import LONGEST_S, Shown, Visitor, visitor

SESSIONS = 50
_SECONDS = 45.0
_LOADED_S = 10.0  # as in `benchmarks.pages`
_PAUSE_S = (4.0, 12.0)  # a page is read before the next one is asked for
_QUERIES = ("ibunya sakit", "janji yang belum ditepati", "starting a business", "anak masuk kuliah", "pindah kerja")


class _Load(NamedTuple):
    shown: list[Shown]
    searched: list[Shown]
    failed: list[str]


def measure(home: Home) -> dict[str, Timing]:
    """The times of all pages and searches together, how many failed, and how much of the processor went into them."""
    with server(home.path) as started:
        started.wait_until_ready()
        load, cores, own = asyncio.run(_all(started))
    failed = len(load.failed) + sum(bool(shown.troubles) for shown in load.shown)
    by_kind = {
        f"hosted: {name} of {SESSIONS} sessions at {home.size:,}": timing([one.seconds for one in some])
        for name, some in (("a page", load.shown), ("a search", load.searched))
    }
    return by_kind | {
        f"hosted: errors of {SESSIONS} sessions": once(failed, "errors"),
        "hosted: the server's part of the processor": once(cores, "cores"),
        "hosted: the visitors' own part": once(own, "cores"),
    }


async def _all(started: Server) -> tuple[_Load, float, float]:
    load = _Load([], [], [])
    async with visitor(started.port) as first:
        await first.open()  # what a process loads once is measured as the first page
        await first.open("review")
        await asyncio.sleep(_LOADED_S)
    begun, used, own = time.perf_counter(), started.cpu_seconds(), time.process_time()
    until = asyncio.get_running_loop().time() + _SECONDS
    await asyncio.gather(*(_session(started.port, number, until, load) for number in range(SESSIONS)))
    passed = time.perf_counter() - begun
    return load, (started.cpu_seconds() - used) / passed, (time.process_time() - own) / passed


async def _session(port: int, number: int, until: float, load: _Load) -> None:
    choose = random.Random(number)
    try:
        async with visitor(port) as one:
            await asyncio.sleep(choose.uniform(0, _PAUSE_S[1]))
            while asyncio.get_running_loop().time() < until:
                await _next(one, choose, load)
                await asyncio.sleep(choose.uniform(*_PAUSE_S))
    except (OSError, TimeoutError, ConnectionError) as error:
        load.failed.append(f"{type(error).__name__} within {LONGEST_S} s")


async def _next(one: Visitor, choose: random.Random, load: _Load) -> None:
    wish = choose.choice(("", "people", "review", "settings", "search"))
    if wish == "search" and one.has("journal_query"):
        shown = await one.type("journal_query", choose.choice(_QUERIES))
        load.searched.append(shown)
    else:
        shown = await one.open("" if wish == "search" else wish)
    load.shown.append(shown)
