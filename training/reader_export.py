"""Writes the trained network to `models/reader`: the encoder's layers at eight bits (four, as they came, where
they were not trained), the heads as they are."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from coach.embedded.network import Calibration
from coach.embedded.wording import Wording
from training import encoder_graph
from training.encoder_source import Floats, Source
from training.reader_batches import LONGEST, PREFIX
from training.reader_data import LENSES, SIGNALS, VALUES, VERDICTS
from training.reader_figures import as_json
from training.reader_net import FROZEN, HEADS, Network

FILES = ("reader.onnx", "heads.npz", "wording.npz")
_MATRICES = ("q", "k", "v", "ao", "fi", "fo")
_NORMS = ("aln", "oln")


def write_network(network: Network, wording: Wording, source: Source, out: Path) -> None:
    """Writes the three files of weights."""
    out.mkdir(parents=True, exist_ok=True)
    vectors, matrices = dict(source.vectors), {}
    for number, layer in enumerate(network.layers):
        for name in _MATRICES:
            linear = getattr(layer, name)
            matrices[f"l{number}.{name}.w"] = _packed(source, f"l{number}.{name}.w", number, linear.weight)
            vectors[f"l{number}.{name}.b"] = _array(linear.bias)
        for name in _NORMS:
            norm = getattr(layer, name)
            vectors[f"l{number}.{name}.w"], vectors[f"l{number}.{name}.b"] = _array(norm.weight), _array(norm.bias)
    (out / "reader.onnx").write_bytes(encoder_graph.build(source.shape, vectors, matrices))
    np.savez(out / "heads.npz", **_heads(network))
    wording.save(out / "wording.npz")


def _packed(source: Source, name: str, layer: int, weight: Any) -> encoder_graph.Packed:
    """A layer that was not trained keeps its four bits, losing nothing."""
    if layer < FROZEN:
        return encoder_graph.pack_q4(source.matrices[name])
    return encoder_graph.pack_q8(_array(weight))


def write_facts(
    calibration: Calibration, trained: dict[str, Any], out: Path, figures: dict[str, Any] | None = None
) -> None:
    """Writes `reader.json`: the order of the labels, the calibration, what was trained on and what that scored, the
    files' hashes."""
    facts = {
        "name": "kesan-reader",
        "prefix": PREFIX,
        "longest": LONGEST,
        "labels": {"signals": SIGNALS, "verdicts": VERDICTS, "lenses": LENSES, "values": VALUES},
        "calibration": as_json(calibration),
        "trained": trained,
        "figures": figures or {},
        "files": {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES},
    }
    (out / "reader.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def _heads(network: Network) -> dict[str, Floats]:
    """The heads with the standardisation of their input folded in."""
    kept = {}
    middle, spread = _array(network.middle), _array(network.spread)
    for name in HEADS:
        if name == "ordinal":
            continue
        linear = getattr(network, name)
        kept[f"{name}.weight"], kept[f"{name}.bias"] = _array(linear.weight), _array(linear.bias)
    for name in ("signal", "gist"):
        weight = kept[f"{name}.weight"] / spread
        kept[f"{name}.weight"], kept[f"{name}.bias"] = weight, kept[f"{name}.bias"] - weight @ middle
    return kept


def _array(tensor: Any) -> Floats:
    return np.asarray(tensor.detach().float().cpu().numpy(), dtype=np.float32)
