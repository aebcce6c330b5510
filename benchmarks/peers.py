"""What others take for the same: mem0, LangChain's Chroma, rank_bm25 and bm25s, on the same five hundred reflections.

They live in an environment of their own (`requirements-peers.txt`), whose Python `KESAN_PEERS_PYTHON` names; where none
is named they are not measured. Chroma and mem0 get vectors from Kesan's own encoder. mem0 is asked to remember
reflections with a model server of no latency that answers with one memory each: what counts is how often it asks,
and how much.
"""

import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from typing import Any, cast

from app.clock import today
from benchmarks.made_up import journal
from benchmarks.texts import ROOT, rows
from benchmarks.timing import Clock, Timing, once, timed
from embedded import Encoder

SIZE = 500
_NOTES = 5
_RUNS = 60
_CHARACTERS = 4  # of a token, about


def measure() -> dict[str, Timing]:
    """The peers' times, measured in their own environment."""
    python = os.environ.get("KESAN_PEERS_PYTHON")
    if not python:
        return {}
    told = subprocess.run([python, "-m", "benchmarks.peers"], cwd=ROOT, check=True, capture_output=True)
    found: dict[str, dict[str, Any]] = json.loads(told.stdout.splitlines()[-1])
    return {name: Timing(**one) for name, one in found.items()}


def _main() -> None:
    texts = [made.text for made in journal(SIZE, today())]
    queries = [words for row in rows() for person in row["people"] for words in person["cares_about"]][:_RUNS]
    encoder = Encoder.load(ROOT / "models" / "encoder", threads=1)
    times = _bm25s(texts, queries) | _rank_bm25(texts, queries) | _langchain(encoder, texts, queries)
    times |= _mem0(encoder, texts)
    print(json.dumps({name: one._asdict() for name, one in times.items()}))


def _over(queries: list[str], ask: Callable[[str], object]) -> Timing:
    return timed(lambda run: ask(queries[run % len(queries)]), _RUNS)


def _bm25s(texts: list[str], queries: list[str]) -> dict[str, Timing]:
    bm25s: Any = import_module("bm25s")
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)
    return {
        f"peer: bm25s search at {SIZE:,}": _over(
            queries, lambda query: index.retrieve(bm25s.tokenize(query, show_progress=False), k=10, show_progress=False)
        )
    }


def _rank_bm25(texts: list[str], queries: list[str]) -> dict[str, Timing]:
    index: Any = import_module("rank_bm25").BM25Okapi([text.lower().split() for text in texts])
    return {
        f"peer: rank_bm25 search at {SIZE:,}": _over(
            queries, lambda query: index.get_top_n(query.lower().split(), texts)
        )
    }


class _Embeddings:
    """Kesan's encoder as LangChain asks for one."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text."""
        return [[float(value) for value in row] for row in self._encoder.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The query's."""
        return self.embed_documents([text])[0]


def _langchain(encoder: Encoder, texts: list[str], queries: list[str]) -> dict[str, Timing]:
    chroma: Any = import_module("langchain_chroma").Chroma
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = chroma("peers", embedding_function=_Embeddings(encoder), persist_directory=folder)
        clock = Clock()
        store.add_texts(texts)
        added = once(clock.seconds / SIZE * 1000)
        found = _over(queries, lambda query: store.similarity_search(query, k=10))
    return {
        "peer: LangChain Chroma, add a reflection, whole text alone": added,
        f"peer: LangChain Chroma search at {SIZE:,}": found,
    }


def _mem0(encoder: Encoder, texts: list[str]) -> dict[str, Timing]:
    os.environ |= {"MEM0_TELEMETRY": "False", "OPENAI_API_KEY": "none"}
    _Fake.encoder = encoder
    with ThreadingHTTPServer(("127.0.0.1", 0), _Fake) as server, tempfile.TemporaryDirectory() as folder:
        os.environ["MEM0_DIR"] = folder
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host, port = cast("tuple[str, int]", server.server_address)
        at = {"openai_base_url": f"http://{host}:{port}/v1", "api_key": "none"}
        memory: Any = import_module("mem0").Memory.from_config(
            {
                "llm": {"provider": "openai", "config": {"model": "fake", **at}},
                "embedder": {"provider": "openai", "config": {"model": "fake", "embedding_dims": 384, **at}},
                "vector_store": {"provider": "qdrant", "config": {"path": folder, "embedding_model_dims": 384}},
                "history_db_path": f"{folder}/history.db",
            }
        )
        for text in texts[:_NOTES]:  # it sends what it remembers with the next note
            memory.add(text, user_id="one")
        _Fake.calls = _Fake.embedded = _Fake.characters = 0
        added = timed(lambda run: memory.add(texts[_NOTES + run], user_id="one"), _NOTES, warm=0)
        server.shutdown()
    return {
        "peer: mem0, add a reflection, its model taking no time": added,
        "peer: mem0, model calls a reflection": once(_Fake.calls / _NOTES, "calls"),
        "peer: mem0, prompt tokens a reflection": once(_Fake.characters / _NOTES / _CHARACTERS, "tokens"),
        "peer: mem0, embedding calls a reflection": once(_Fake.embedded / _NOTES, "calls"),
    }


class _Fake(BaseHTTPRequestHandler):
    """A model server that finds one thing to remember in each reflection."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    encoder: Encoder
    calls = embedded = characters = 0

    def do_POST(self) -> None:
        """A chat completion, or embeddings."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer = self._chat(asked) if "messages" in asked else self._embeddings(asked)
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _chat(self, asked: dict[str, Any]) -> dict[str, Any]:
        cls = type(self)
        cls.calls += 1
        cls.characters += sum(len(str(one["content"])) for one in asked["messages"])
        content = json.dumps({"memory": [{"id": "0", "text": f"Note number {cls.calls} of somebody.", "event": "ADD"}]})
        message = {"role": "assistant", "content": content}
        choices = [{"index": 0, "finish_reason": "stop", "message": message}]
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        known = {"id": "1", "object": "chat.completion", "created": 1, "model": "fake"}
        return known | {"choices": choices, "usage": usage}

    def _embeddings(self, asked: dict[str, Any]) -> dict[str, Any]:
        cls = type(self)
        cls.embedded += 1
        texts = [asked["input"]] if isinstance(asked["input"], str) else asked["input"]
        data = [
            {"object": "embedding", "index": place, "embedding": [float(value) for value in row]}
            for place, row in enumerate(cls.encoder.embed(texts))
        ]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        return {"object": "list", "model": "fake", "data": data, "usage": usage}

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""


if __name__ == "__main__":
    _main()
