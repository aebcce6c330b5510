"""Without a key nothing leaves the machine: the whole way in a process of its own, with every socket watched."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WATCHED = """
import json, sys

touched = []
events = ("socket.getaddrinfo", "socket.gethostbyname", "socket.connect", "socket.sendto")

def watch(event, arguments):
    if event in events:
        place = arguments[0] if event.startswith("socket.get") else arguments[1]
        touched.append(str(place))

sys.addaudithook(watch)
from typer.testing import CliRunner
import cli

codes = {}
for name, words, given in json.loads(sys.stdin.read()):
    result = CliRunner().invoke(cli.commands, words, input=given)
    codes[name] = result.exit_code if result.exception is None else f"{result.exit_code} {result.exception!r}"
print(json.dumps({"codes": codes, "touched": touched}))
"""
TEXT = "Tadi ngobrol lama sama Bu Ani di kantin. Dia cerita anaknya baru masuk pesantren. Aku janji kirim buku doa."


def test_nothing_is_looked_up_and_nothing_connected(tmp_path: Path, home: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(json.dumps({"id": "a", "date": "2026-03-02", "text": "Pak Dedi lihat HP terus."}))
    steps = [
        ("reflect", ["reflect", "--json"], TEXT),
        ("import", ["import", str(rows), "--read"], ""),
        ("search", ["search", "anaknya sekolah agama", "--json"], ""),
        ("ask", ["ask", "siapa yang sebaiknya saya sapa lagi?", "--json"], ""),
        ("read", ["read", str(rows)], ""),
        ("guard", ["guard", str(rows)], ""),
        ("reindex", ["reindex"], ""),
        ("doctor", ["doctor"], ""),
        ("forget", ["forget", "--everything"], ""),
    ]
    environment = {**os.environ, "KESAN_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WATCHED]
    done = subprocess.run(
        command, input=json.dumps(steps), env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told == {"codes": {name: 0 for name, *_ in steps}, "touched": []}
