"""The network as an ONNX graph: rows of the word table in, one state per token out.

Matrices stay in blocks of 32 weights with a scale each (`MatMulNBits`). At four bits this is
Q4_0 itself, so that nothing is lost of what the source holds; for weights that were trained
further there are eight bits. The activations are quantised per token and block, not per
tensor, so a text's states do not depend on what else is in its batch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.encoder_source import BLOCK, BLOCK_BYTES, Bytes, Floats, Shape

ROWS = "rows"
LENGTHS = "lengths"
STATES = "states"

_FUSED = "com.microsoft"
_FUSED_KINDS = {"MatMulNBits", "MultiHeadAttention", "SkipLayerNormalization", "Gelu"}
# Activations at eight bits: a quarter to a half faster than float32, cosine to it above 0.999.
_ACCURACY = 4
_ZERO = np.zeros(1, np.int64)


@dataclass(frozen=True)
class Packed:
    """A matrix as `MatMulNBits` reads it: (outputs, blocks, bytes) and (outputs, blocks)."""

    weights: Bytes
    scales: Floats
    bits: int


def pack_q4(rows: Bytes) -> Packed:
    """Returns the rows of Q4_0 blocks with their halves in the order of ONNX, losing nothing."""
    blocks = rows.reshape(len(rows), -1, BLOCK_BYTES)
    scales = blocks[..., :2].copy().view("<f2")[..., 0].astype(np.float32)
    low, high = blocks[..., 2:] & 15, blocks[..., 2:] >> 4
    halves = np.concatenate([low, high], axis=-1)
    return Packed(halves[..., 0::2] | (halves[..., 1::2] << 4), scales, bits=4)


def pack_q8(matrix: Floats) -> Packed:
    """Returns a float matrix (outputs, inputs) at eight bits, one scale to 32 weights."""
    blocks = matrix.reshape(len(matrix), -1, BLOCK)
    largest = np.abs(blocks).max(axis=-1, keepdims=True)
    scales = np.maximum(largest / 127.0, np.finfo(np.float32).tiny)
    weights = np.rint(blocks / scales).astype(np.int16) + 128
    return Packed(weights.astype(np.uint8), scales[..., 0].astype(np.float32), bits=8)


def build(shape: Shape, vectors: Mapping[str, Floats], matrices: Mapping[str, Packed]) -> bytes:
    """Returns the graph as the bytes of an ONNX file.

    It takes `rows` (batch, tokens, width) and `lengths` (batch), the tokens of each text that
    are no padding, and gives `states` (batch, tokens, width).

    Args:
        vectors: biases and normalisations, under the names of the source.
        matrices: the matrices of the layers, under the names of the source.
    """
    graph = _Graph(shape, vectors, matrices)
    states = _embedded(graph)
    for layer in range(shape.layers):
        states = _layer(graph, f"l{layer}.", states)
    graph.node("Identity", [states], STATES)
    return _file(graph)


@dataclass
class _Graph:
    shape: Shape
    vectors: Mapping[str, Floats]
    matrices: Mapping[str, Packed]
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def node(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        domain = _FUSED if kind in _FUSED_KINDS else ""
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def vector(self, name: str) -> str:
        return self.constant(name, self.vectors[name])


def _embedded(graph: _Graph) -> str:
    """The rows, with the row of their position and of the only token type, normalised."""
    width = graph.shape.width
    places = graph.vectors["emb.pos"].reshape(-1, width) + graph.vectors["emb.type"][:width]
    table = graph.constant("places", places)
    first, axis = graph.constant("first", _ZERO), graph.constant("axis", _ZERO)
    tokens = graph.node("Shape", [ROWS], "tokens", start=1, end=2)
    placed = graph.node("Slice", [table, first, tokens, axis], "placed")
    summed = graph.node("Add", [ROWS, placed], "summed")
    scale, shift = graph.vector("emb.ln.w"), graph.vector("emb.ln.b")
    epsilon = graph.shape.epsilon
    return graph.node("LayerNormalization", [summed, scale, shift], "start", epsilon=epsilon)


def _layer(graph: _Graph, layer: str, states: str) -> str:
    asked, keys, values = (_times(graph, f"{layer}{name}", states) for name in "qkv")
    seen = graph.node(
        "MultiHeadAttention",
        [asked, keys, values, "", LENGTHS],
        f"{layer}seen",
        num_heads=graph.shape.heads,
    )
    states = _added(graph, f"{layer}aln", states, _times(graph, f"{layer}ao", seen))
    inner = graph.node("Gelu", [_times(graph, f"{layer}fi", states)], f"{layer}inner")
    return _added(graph, f"{layer}oln", states, _times(graph, f"{layer}fo", inner))


def _times(graph: _Graph, name: str, states: str) -> str:
    """The states times the matrix of this name, and its bias."""
    matrix = graph.matrices[f"{name}.w"]
    outputs, blocks, _ = matrix.weights.shape
    weights = graph.constant(f"{name}.w", matrix.weights)
    scales = graph.constant(f"{name}.scales", matrix.scales.reshape(-1))
    return graph.node(
        "MatMulNBits",
        [states, weights, scales, "", "", graph.vector(f"{name}.b")],
        name,
        N=outputs,
        K=blocks * BLOCK,
        bits=matrix.bits,
        block_size=BLOCK,
        accuracy_level=_ACCURACY,
    )


def _added(graph: _Graph, name: str, states: str, change: str) -> str:
    """The states and their change, normalised."""
    inputs = [states, change, graph.vector(f"{name}.w"), graph.vector(f"{name}.b")]
    return graph.node("SkipLayerNormalization", inputs, name, epsilon=graph.shape.epsilon)


def _file(graph: _Graph) -> bytes:
    states: list[str | int | None] = ["batch", "tokens", graph.shape.width]
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [
            helper.make_tensor_value_info(ROWS, TensorProto.FLOAT, states),
            helper.make_tensor_value_info(LENGTHS, TensorProto.INT32, ["batch"]),
        ],
        [helper.make_tensor_value_info(STATES, TensorProto.FLOAT, states)],
        graph.constants,
    )
    versions = [helper.make_opsetid("", 18), helper.make_opsetid(_FUSED, 1)]
    model = helper.make_model(made, opset_imports=versions, ir_version=9)
    written: bytes = model.SerializeToString(deterministic=True)
    return written
