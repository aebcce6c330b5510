"""A real model server on loopback that misbehaves in each known way: the name of the model asked for says which.

So one server serves a whole test run, and a test reads as "a model that is `fenced`". Every request is kept.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = '{"why": "he asked about her son", "verdict": "mixed"}'
WRONG = '{"why": "he asked about her son", "verdict": "lukewarm"}'
_FORMS = ("json_schema", "json_object")
_SLOW_S = 1.0


class MisbehavingServer(ThreadingHTTPServer):
    """The server; `requests` are the bodies of the questions so far, `paths` the paths asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.answers: list[str] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """Keeps quiet when a client hangs up, as some tests do."""

    @property
    def url(self) -> str:
        """The base URL."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def asked(self, model: str) -> list[dict[str, Any]]:
        """The questions to this model."""
        return [request for request in self.requests if request["model"] == model]


@contextmanager
def misbehaving_server() -> Iterator[MisbehavingServer]:
    """A running server, stopped afterwards."""
    with MisbehavingServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: MisbehavingServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Keeps the terminal quiet."""

    def do_GET(self) -> None:
        """The list of models, or what stands in its place."""
        self.server.paths.append(self.path)
        if self.path.startswith("/html"):
            return self.page()
        if self.path.startswith("/text"):
            return self.send_text(200, "ok", "text/plain")
        if self.path.startswith("/keyed"):
            return self.refuse(401, "Incorrect API key provided")
        listed = [] if self.path.startswith("/empty") else ["nomic-embed-text", "good", "fenced"]
        return self.send(200, {"object": "list", "data": [{"id": name, "object": "model"} for name in listed]})

    def do_POST(self) -> None:
        """An answer, or what the model does instead."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/audio/transcriptions"):
            return self.hear(body)
        asked = json.loads(body)
        self.server.paths.append(self.path)
        self.server.requests.append(asked)
        return _BEHAVIOURS[asked["model"]](self, asked)

    def hear(self, body: bytes) -> None:
        """A transcription, or what a speech model does instead."""
        self.server.paths.append(self.path)
        if b"silent" in body:
            return self.send(200, {"text": " "})
        if b"page" in body:
            return self.page()
        if b"deaf" in body:
            return self.refuse(404, "The model does not exist", "model_not_found")
        return self.send(200, {"text": " Tadi ketemu Bu Ratna. "})

    def send(self, status: int, body: object, **headers: str) -> None:
        """A JSON body."""
        self.send_text(status, json.dumps(body), "application/json", **headers)

    def send_text(self, status: int, text: str, kind: str, **headers: str) -> None:
        """Any body."""
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def refuse(self, status: int, message: str, code: str | None = None, **headers: str) -> None:
        """An error as model servers tell it."""
        self.send(status, {"error": {"message": message, "type": "error", "param": None, "code": code}}, **headers)

    def page(self) -> None:
        """A log-in page."""
        self.send_text(200, "<html><body>Welcome to Hotel Wi-Fi</body></html>", "text/html; charset=utf-8")

    def stream(self, text: str, finish: str | None = "stop", **delta: str) -> None:
        """A streamed answer, in pieces; without `finish` it breaks off."""
        self.begin()
        for at in range(0, len(text), 12):
            self.chunk({"content": text[at : at + 12]})
        if delta:
            self.chunk(delta)
        if finish is not None:
            self.chunk({}, finish)
            usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
            self.event({"choices": [], "usage": usage})
            self.wfile.write(b"data: [DONE]\n\n")

    def begin(self) -> None:
        """The head of a stream."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def chunk(self, delta: dict[str, str], finish: str | None = None) -> None:
        """One piece."""
        self.event({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    def event(self, body: dict[str, Any]) -> None:
        """One server-sent event."""
        whole = {"id": "1", "created": 1, "model": "m", "object": "chat.completion.chunk"} | body
        self.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())
        self.wfile.flush()


def _redirects(handler: _Handler, _: dict[str, Any]) -> None:
    handler.send_response(307)
    handler.send_header("Location", "/elsewhere/chat/completions")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


Behaviour = Callable[[_Handler, dict[str, Any]], None]


def _says(text: str, finish: str | None = "stop", **delta: str) -> Behaviour:
    return lambda handler, _: handler.stream(text, finish, **delta)


def _refuses(status: int, message: str, code: str | None = None, **headers: str) -> Behaviour:
    return lambda handler, _: handler.refuse(status, message, code, **headers)


def _takes_only(*forms: str, says: str) -> Behaviour:
    """A server that knows these forms of answer alone."""

    def behave(handler: _Handler, asked: dict[str, Any]) -> None:
        form = asked.get("response_format", {}).get("type", "plain")
        if form in forms:
            handler.stream(GOOD)
        else:
            handler.refuse(400, says)

    return behave


def _takes_no(option: str, says: str) -> Behaviour:
    return lambda handler, asked: handler.refuse(400, says) if option in asked else handler.stream(GOOD)


def _mends(handler: _Handler, asked: dict[str, Any]) -> None:
    handler.stream(GOOD if any(turn["role"] == "assistant" for turn in asked["messages"]) else WRONG)


def _is_slow(handler: _Handler, _: dict[str, Any]) -> None:
    time.sleep(_SLOW_S)
    handler.close_connection = True


def _stalls(handler: _Handler, _: dict[str, Any]) -> None:
    handler.begin()
    handler.chunk({"content": GOOD[:5]})
    time.sleep(_SLOW_S)


def _breaks_in_a_piece(handler: _Handler, _: dict[str, Any]) -> None:
    handler.begin()
    handler.chunk({"content": GOOD[:5]})
    handler.wfile.write(b'data: {"id": "1", "choi')


def _breaks_its_own_framing(handler: _Handler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"40\r\ndata: {")
    handler.close_connection = True


def _fails_in_the_stream(handler: _Handler, _: dict[str, Any]) -> None:
    handler.begin()
    handler.event({"error": {"message": "CUDA out of memory", "code": 500}})


def _breaks_off_at_once(handler: _Handler, _: dict[str, Any]) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def _sends_odd_pieces(handler: _Handler, _: dict[str, Any]) -> None:
    handler.begin()
    handler.wfile.write(b'data: ["?"]\n\ndata: 7\n\n: ping\n\n')
    handler.event({"choices": None})
    handler.event({"choices": {"0": "?"}, "usage": {"prompt_tokens": "7"}})
    handler.event({"choices": [{"index": 0, "delta": None, "finish_reason": None}], "usage": []})
    handler.chunk({"content": GOOD})
    handler.chunk({}, "stop")


def _answers_at_once(handler: _Handler, _: dict[str, Any]) -> None:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": GOOD}}
    handler.send(200, {"object": "chat.completion", "choices": [choice], "usage": {"prompt_tokens": 7}})


def _answers_in_turn(handler: _Handler, _: dict[str, Any]) -> None:
    handler.stream(handler.server.answers.pop(0))


_BEHAVIOURS: dict[str, Behaviour] = {
    "good": _says(GOOD),
    "refuses-schema": _takes_only("json_object", says="This response_format type is unavailable now"),
    "refuses-forms": _takes_only("plain", says="'response_format.type' must be 'json_schema' or 'text'"),
    "refuses-usage": _takes_no("stream_options", "Unknown parameter: 'stream_options'"),
    "refuses-temperature": _takes_no("temperature", "Unsupported value: 'temperature' does not support 0"),
    "refuses-all": _refuses(400, "messages: at least one message is required"),
    "too-long": _refuses(400, "This model's maximum context length is 4096 tokens", "context_length_exceeded"),
    "too-long-in-words": _refuses(400, "the request exceeds the available context size"),
    "too-long-for-a-proxy": lambda handler, _: handler.send_text(413, "<html>Too large</html>", "text/html"),
    "too-long-in-200": lambda handler, _: handler.send(200, {"error": "context window is full"}),
    "no-credit": _refuses(429, "You exceeded your current quota", "insufficient_quota"),
    "unpaid": _refuses(402, "Insufficient balance"),
    "redirects": _redirects,
    "fenced": _says(f"```json\n{GOOD}\n```"),
    "prose": _says(f"Sure! Here is {{the}} answer you asked for:\n\n{GOOD}\n\nHope this helps {{:)}}"),
    "thinks-aloud": _says(f'<think>{{"why": "draft", "verdict": "surface"}} no, wait</think>\n{GOOD}'),
    "thinks-apart": _says("", reasoning_content=GOOD),
    "thinks-apart-too": _says("", reasoning=GOOD),
    "near-enum": _says(GOOD.replace("mixed", "A bit mixed")),
    "wrong-enum": _says(WRONG),
    "mends": _mends,
    "cut-off": _says(GOOD[:20], finish="length"),
    "endless": lambda handler, _: handler.stream('{"why": "' + " " * 110_000),
    "empty": _says("  \n"),
    "filtered": _says("", finish="content_filter"),
    "refuses-politely": _says("", refusal="I can't help with that."),
    "filtered-before": _refuses(400, "The prompt was filtered", "content_filter"),
    "no-key": _refuses(401, "Incorrect API key provided"),
    "forbidden": _refuses(403, "Project has no access"),
    "missing": _refuses(404, "model 'missing' not found"),
    "wrong-path": lambda handler, _: handler.send_text(404, "404 page not found", "text/plain"),
    "busy": _refuses(429, "Rate limit reached", retry_after="7"),
    "busy-without-end": _refuses(429, "Rate limit reached"),
    "broken": _refuses(500, "Internal error"),
    "broken-page": lambda handler, _: handler.send_text(502, "<html>Bad gateway</html>", "text/html"),
    "slow": _is_slow,
    "stalls": _stalls,
    "html": lambda handler, _: handler.page(),
    "error-in-200": lambda handler, _: handler.send(200, {"error": {"message": "model crashed"}}),
    "nothing-in-200": lambda handler, _: handler.send(200, {"status": "ok"}),
    "fails-in-stream": _fails_in_the_stream,
    "drops": _says(GOOD[:20], finish=None),
    "drops-in-a-piece": _breaks_in_a_piece,
    "drops-its-framing": _breaks_its_own_framing,
    "answers-at-once": _answers_at_once,
    "breaks-off-at-once": _breaks_off_at_once,
    "odd-pieces": _sends_odd_pieces,
    "odd-choices": lambda handler, _: handler.send(200, {"choices": {"0": "?"}}),
    "busy-in-200": lambda handler, _: handler.send(200, {"error": {"message": "slow down", "code": 429}}),
    "word-in-200": lambda handler, _: handler.send(200, {"error": "no"}),
    "scripted": _answers_in_turn,
}
