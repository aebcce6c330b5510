"""The process that keeps an index's folder: Chroma runs here and nowhere else on this machine.

Chroma writes memory that it never filled to its files: whatever the process had there before (measured: words of
reflections). So it runs in a process that never sees any. It is told vectors, ids and hashed owners through its
standard input, a line of JSON and then the vectors' bytes; it answers a line of JSON. When Chroma's native code
crashes, only this process ends; when the one that started it is killed, its input ends and so does it, and with
it the lock that it holds on the folder.
"""

import json
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import numpy as np

from journal.errors import KesanError
from memory.chroma import ChromaCollection
from memory.collection import IndexTrouble, Reach
from memory.folder import IndexFolder
from memory.places import Floats, Key

_A_MOMENT = 0.1  # seconds between two looks for a wish to erase


def main() -> None:
    """Keeps the folder `sys.argv[1]` for the embedder `sys.argv[2]` until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for who started this
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever Chroma prints is no answer
    folder = IndexFolder(Path(sys.argv[1]))
    try:
        with folder.held() as held:
            if not held:
                _say(answers, {"opened": False})
                return
            folder.note_holder(os.getppid())
            os.chdir(folder.path)  # away from the settings files that Chroma would read
            _keep(folder, sys.stdin.buffer, answers)
    except (IndexTrouble, KesanError) as trouble:
        _say(answers, {"trouble": str(trouble)})


def _keep(folder: IndexFolder, asked: BinaryIO, answers: BinaryIO) -> None:
    collection = ChromaCollection.in_folder(folder.making(), sys.argv[2])
    at_work = threading.Lock()
    threading.Thread(target=_obey, args=(folder, collection, at_work), daemon=True).start()
    _say(answers, {"opened": True})
    for line in asked:
        with at_work:
            try:
                _say(answers, {"answer": _do(collection, json.loads(line), asked)})
            except IndexTrouble as trouble:
                _say(answers, {"trouble": str(trouble)})
    with at_work:
        collection.close()


def _obey(folder: IndexFolder, collection: ChromaCollection, at_work: threading.Lock) -> None:
    """Throws everything away and ends when another process has forgotten something, so that it is erased when that
    process says so, not when this one is next asked."""
    while not folder.must_be_erased:
        time.sleep(_A_MOMENT)
    with at_work:
        collection.close()
        with suppress(KesanError):
            folder.wipe()
        os._exit(0)  # the lock goes with the process; the main thread waits for its input


def _do(collection: ChromaCollection, wish: dict[str, object], asked: BinaryIO) -> object:
    match wish:
        case {"do": "ids"}:
            return sorted(collection.ids())
        case {"do": "has_neighbours"}:
            return collection.has_neighbours()
        case {"do": "nearest", "owner": str(owner), "limit": int(limit), "alone": bool(alone), "size": int(size)}:
            return collection.nearest(owner, _floats(asked, size), limit, alone=alone)
        case {"do": "put", "owner": str(owner), "keys": list(keys), "size": int(size)}:
            collection.put(owner, [Key(*key) for key in keys], _floats(asked, size).reshape(len(keys), -1))
        case {"do": "delete", "ids": list(ids)}:
            collection.delete(ids)
        case _:
            return _do_of_its_graph(collection, wish, asked)
    return None


def _do_of_its_graph(collection: ChromaCollection, wish: dict[str, object], asked: BinaryIO) -> object:
    match wish:
        case {"do": "unreached", "owner": str(owner), "keys": list(keys), "alone": bool(alone), "size": int(size)}:
            rows = _floats(asked, size).reshape(len(keys), -1)
            return collection.unreached(owner, [Key(*key) for key in keys], rows, alone=alone)
        case {"do": "reach"}:
            return collection.reach()
        case {"do": "note_reach", "checked": int(checked), "unreached": list(unreached)}:
            collection.note_reach(Reach(checked, tuple(unreached)))
    return None


def _floats(asked: BinaryIO, size: int) -> Floats:
    return np.frombuffer(asked.read(size), dtype="<f4").astype(np.float32)


def _say(answers: BinaryIO, said: dict[str, object]) -> None:
    answers.write(json.dumps(said).encode() + b"\n")
    answers.flush()


if __name__ == "__main__":
    main()
