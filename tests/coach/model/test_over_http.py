"""The whole chain against a real server, and what it costs before anything is asked."""

import subprocess
import sys
from pathlib import Path

from coach.model.endpoint import Endpoint
from coach.model.reader import ModelReader
from coach.reader import Unwatched
from journal.reading import Reading
from journal.signals import Verdict
from tests.coach.model.scripted import guarded, no_rule, noticed, safe_step, suggested, to_read, weighed
from tests.misbehaving_server import MisbehavingServer

ROOT = Path(__file__).resolve().parents[3]


def read(server: MisbehavingServer) -> Reading:
    server.answers += [answer.model_dump_json() for answer in (noticed(), weighed(), suggested(), guarded())]
    reader = ModelReader(Endpoint(server.url, "", "scripted", 5), no_rule, safe_step)
    return reader.read(to_read(), Unwatched())


def test_a_reflection_is_read_over_http(server: MisbehavingServer) -> None:
    assert read(server).verdict is Verdict.REAL_CONNECTION


def test_a_reading_s_tokens_are_the_server_s_count(server: MisbehavingServer) -> None:
    cost = read(server).cost
    assert (cost.calls, cost.prompt_tokens, cost.completion_tokens) == (4, 400, 80)


def test_the_prompts_of_a_short_reflection_stay_in_their_budget(server: MisbehavingServer) -> None:
    read(server)
    characters = sum(len(turn["content"]) for request in server.requests for turn in request["messages"])
    assert characters / 4 <= 6_000


def test_the_openai_library_is_loaded_only_when_a_model_is_asked() -> None:
    check = """
import sys
import coach.model.answering, coach.model.reader
from coach.model.endpoint import Endpoint
Endpoint("http://localhost", "", "")
print("openai" in sys.modules)
"""
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.strip() == "False"
