"""What the model reader adds to the time of its server: one of fixed latency, over HTTP, that answers as scripted."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

from app.readers import Readers
from app.settings import Settings
from benchmarks.texts import ROOT
from benchmarks.timing import Timing, once, timing
from coach.reader import ToRead, Unwatched
from journal.language import Language

LATENCY_S = 0.5
_CHARACTERS = 4  # of a token, about
_TEXT = (
    "Ketemu Bu Sum di pasar. Saya tanya gimana rasanya berhenti jualan. Dia diam, lalu cerita soal bunyi gunting. "
    "Saya sempat mau nawarin asuransi, tapi tidak jadi. Saya janji bawain foto ibu hari Kamis."
)
_PERSON = {"name": "Bu Sum", "remembers_me": "yes", "thinks_well_of_me": "unknown"}
_ANSWERS: dict[str, dict[str, Any]] = {
    "noticed": {
        "moves": [
            {"quote": "Saya tanya gimana rasanya berhenti jualan.", "signal": "curious_question"},
            {"quote": "lalu cerita soal bunyi gunting", "signal": "they_opened_up"},
        ],
        "people": [{"name": "Bu Sum", "role": "penjual kain", "cares_about": ["bunyi gunting"]}],
        "promises": [{"quote": "janji bawain foto ibu hari Kamis", "to": "Bu Sum"}],
    },
    "weighed": {
        "their_side": "Dia ditanya soal berhenti jualan.",
        "writers_aim": "Tidak ada.",
        "grounds": [1, 2],
        "verdict": "real_connection",
        "felt": {"grounds": [2], "value": "yes"},
        "connected": {"grounds": [1], "value": "yes"},
        "patient": {"grounds": [], "value": "unknown"},
        "people": [_PERSON | {"at_ease_recommending_me": "unknown", "verdict": "real_connection"}],
        "because": "Kamu bertanya, dan dia bercerita.",
        "questions": [],
    },
    "suggested": {
        "because": "Kamu sudah janji.",
        "action": "Bawakan foto ibumu hari Kamis.",
        "message": "Bu, Kamis saya mampir bawa fotonya ya.",
        "person": "Bu Sum",
        "in_days": 1,
    },
    "guarded": {"why": "…", "transactional": False, "rewritten_action": "", "rewritten_message": ""},
}


def measure(folder: Path, runs: int) -> dict[str, Timing]:
    """The reader's own part of a reading's time, and the number of calls that a note takes."""
    with endpoint() as url:
        settings = Settings(KESAN_HOME=folder, OPENAI_BASE_URL=url, KESAN_MODEL="fake", KESAN_READER="model")
        reader = Readers(settings, ROOT / "models").reader("model")
        day = date(2026, 11, 25)
        asked = ToRead(text=_TEXT, on=day, today=day, language=Language.INDONESIAN)
        reader.read(asked, Unwatched())
        own, whole, calls, characters = [], [], 0, Endpoint.characters
        for _ in range(runs):
            begun, before = time.perf_counter(), Endpoint.calls
            reader.read(asked, Unwatched())
            seconds, calls = time.perf_counter() - begun, Endpoint.calls - before
            whole.append(seconds)
            own.append(max(0.0, seconds - calls * LATENCY_S))
    return {
        f"model reader, {LATENCY_S:g} s a call": timing(whole),
        "model reader: own overhead": timing(own),
        "model reader: calls a note": once(calls, "calls"),
        "model reader: prompt tokens a note": once((Endpoint.characters - characters) / runs / _CHARACTERS, "tokens"),
    }


class Endpoint(BaseHTTPRequestHandler):
    """Answers after `LATENCY_S`, by the form asked for; counts the calls and the characters of their prompts."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer in one piece: head and body apart would wait 40 ms for the client's acknowledgement
    calls = 0
    characters = 0

    def do_GET(self) -> None:
        """The list of models."""
        self._send({"object": "list", "data": [{"id": "fake", "object": "model"}]})

    def do_POST(self) -> None:
        """A chat completion."""
        begun = time.perf_counter()
        asked = self.rfile.read(int(self.headers["Content-Length"])).decode()
        type(self).calls += 1
        told = json.loads(asked)
        type(self).characters += sum(len(str(one["content"])) for one in told["messages"])
        type(self).characters += len(json.dumps(told.get("response_format", "")))  # a server reads the form too
        form = next(
            (answer for field, answer in _ANSWERS.items() if f'\\"{field}\\"' in asked or f'"{field}"' in asked), {}
        )
        content = json.dumps(form, ensure_ascii=False)
        message = {"role": "assistant", "content": content}
        time.sleep(max(0.0, LATENCY_S - (time.perf_counter() - begun)))
        self._send(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 1,
                "model": "fake",
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
            }
        )

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""

    def _send(self, value: dict[str, Any]) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def endpoint() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        host, port = cast("tuple[str, int]", listening.server_address)
        yield f"http://{host}:{port}/v1"
        listening.shutdown()
