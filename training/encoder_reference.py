"""The network in PyTorch, as functions over named weights: to check the graph, and to train on.

Whoever trains gives weights that ask for gradients, and packs what comes out by
`encoder_graph.pack_q8`.
"""

from collections.abc import Mapping

import numpy as np
import torch
from torch.nn import functional

from training.encoder_source import Floats, Shape, Source, dequantise

Weights = Mapping[str, torch.Tensor]

WORDS = "emb.word"


def weights(source: Source) -> dict[str, torch.Tensor]:
    """Returns all weights but the word table, in float32, under the names of the source."""
    width = source.shape.width
    loaded = {name: torch.tensor(vector) for name, vector in source.vectors.items()}
    for name in ("emb.pos", "emb.type"):
        loaded[name] = loaded[name].reshape(-1, width)
    for name, rows in source.matrices.items():
        if name != WORDS:
            loaded[name] = torch.tensor(dequantise(rows))
    return loaded


def states(shape: Shape, given: Weights, rows: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
    """Returns the states of the last layer: (batch, tokens, width).

    Args:
        rows: the word rows (batch, tokens, width).
        present: false where a token is padding (batch, tokens).
    """
    found = rows + given["emb.pos"][: rows.shape[1]] + given["emb.type"][0]
    found = _normalised(shape, given, "emb.ln", found)
    for layer in range(shape.layers):
        found = _layer(shape, given, f"l{layer}.", found, present)
    return found


def vector(source: Source, given: Weights, ids: list[int], before: int) -> Floats:
    """Returns the mean state of one text's own pieces, at length 1: (width,). `before` others stand before them, and a
    mark behind."""
    rows = torch.tensor(dequantise(source.matrices[WORDS][ids]))[None]
    with torch.inference_mode():
        mean = states(source.shape, given, rows, torch.ones(1, len(ids), dtype=torch.bool))
    pooled: Floats = functional.normalize(mean[:, before:-1].mean(dim=1), dim=-1)[0].numpy()
    return pooled.astype(np.float32)


def _layer(shape: Shape, given: Weights, layer: str, found: torch.Tensor, present: torch.Tensor) -> torch.Tensor:
    asked, keys, values = (_heads(shape, _times(given, layer + name, found)) for name in "qkv")
    mask = present[:, None, None, :]
    seen = functional.scaled_dot_product_attention(asked, keys, values, attn_mask=mask)
    change = _times(given, f"{layer}ao", seen.transpose(1, 2).flatten(2))
    found = _normalised(shape, given, f"{layer}aln", found + change)
    inner = functional.gelu(_times(given, f"{layer}fi", found))
    return _normalised(shape, given, f"{layer}oln", found + _times(given, f"{layer}fo", inner))


def _times(given: Weights, name: str, found: torch.Tensor) -> torch.Tensor:
    return functional.linear(found, given[f"{name}.w"], given[f"{name}.b"])


def _heads(shape: Shape, found: torch.Tensor) -> torch.Tensor:
    batch, tokens, _ = found.shape
    return found.reshape(batch, tokens, shape.heads, -1).transpose(1, 2)


def _normalised(shape: Shape, given: Weights, name: str, found: torch.Tensor) -> torch.Tensor:
    scale, shift = given[f"{name}.w"], given[f"{name}.b"]
    return functional.layer_norm(found, (shape.width,), scale, shift, shape.epsilon)
