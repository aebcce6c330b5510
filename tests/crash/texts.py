"""Texts to keep: all different, each with a marker that is found again in any file that holds a part of it."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

_NAMES = "Rahmi Yusuf Tigor Lestari Made Agus Wulan Hendra Sari Bonar Ketut Nur".split()
_PLACES = "pasar bengkel madrasah stasiun kebun klinik balai warung dermaga gudang".split()
_TOPICS = "kopi biola batik jamur ginjal skripsi panen pajak kucing sepeda tenun madu".split()
_MARKER = re.compile(rb"penanda[0-9a-f]{16}")
_NAME = re.compile(r"ketemu (\S+ \S+) di")


def texts(seed: str, many: int) -> Iterator[str]:
    """So many texts of one to eight sentences; the same ones for the same seed."""
    pick = random.Random(seed)
    for _ in range(many):
        marker = f"penanda{pick.getrandbits(64):016x}"
        name = f"{pick.choice(('Bu', 'Pak'))} {pick.choice(_NAMES)}"
        opening = f"Aku {marker} ketemu {name} di {pick.choice(_PLACES)} soal {pick.choice(_TOPICS)}."
        more = (
            f"Ia cerita soal {pick.choice(_TOPICS)} dan {marker} di {pick.choice(_PLACES)}."
            for _ in range(pick.randrange(8))
        )
        yield " ".join((opening, *more))


def name_of(text: str) -> str:
    """The person whom a text names."""
    found = _NAME.search(text)
    return found[1] if found else "Bu Ani"


def marker_of(text: str) -> bytes:
    """A text's marker."""
    found = _MARKER.search(text.encode())
    assert found is not None
    return found[0]


def markers_in(folder: Path) -> dict[bytes, set[str]]:
    """Every marker that stands in a file below the folder, with the names of the files."""
    found: dict[bytes, set[str]] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            for marker in _MARKER.findall(path.read_bytes().lower()):
                found.setdefault(marker, set()).add(path.name)
    return found


def files_with(folder: Path, marker: str) -> list[str]:
    """The names of the files below the folder that hold the marker, in any letter case, in their name too."""
    wanted = marker.lower().encode()
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if wanted in path.name.lower().encode() or wanted in path.read_bytes().lower()]
