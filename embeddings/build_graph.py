"""Writes the encoder as an ONNX graph: token ids in, one vector per token out.

The graph keeps the checkpoint's 4-bit matrices as they are, so nothing is lost by building it. It holds no tokenizer
and no pooling.
"""

from __future__ import annotations

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from embeddings.build_weights import Checkpoint

OPSET = 18
CONTRIB = "com.microsoft"
WEIGHT_LEVELS = int(__import__("os").environ.get("WL","127"))


class _Graph:
    """Collects nodes and initialisers; every method returns the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []
        self.names: set[str] = set()

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        if name not in self.names:
            self.names.add(name)
            self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, op: str, *inputs: str, domain: str = "", **attributes: int | float) -> str:
        name = f"{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [name], name=name, domain=domain, **attributes))
        return name

    def linear(self, x: str, name: str, matrix: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """``x @ matrix.T + bias``: weights rounded once, row by row; activations at run time with one scale for the tensor."""
        scales = np.abs(matrix).max(axis=1) / WEIGHT_LEVELS
        rounded = np.rint(matrix / scales[:, None]).astype(np.int8).T
        weights = self.constant(f"{name}.int8", rounded)
        inputs = (x, weights, self.constant(f"{name}.scales", scales), "", self.constant(f"{name}.bias", bias))
        return self.node("DynamicQuantizeMatMul", *inputs, domain=CONTRIB)


def build_graph(checkpoint: Checkpoint, kept: NDArray[np.int64]) -> onnx.ModelProto:
    """The model over the pieces ``kept`` (their numbers in the checkpoint; a piece's new number is its place there).

    Input ``input_ids``: int64 (batch, length), rows of one length, no padding. Output ``token_embeddings``: float32
    (batch, length, hidden).
    """
    graph = _Graph()
    x = _embeddings(graph, checkpoint, kept)
    for layer in range(checkpoint.layers):
        x = _layer(graph, checkpoint, layer, x)
    graph.nodes[-1].output[0] = "token_embeddings"
    ids = helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])
    out = helper.make_tensor_value_info("token_embeddings", TensorProto.FLOAT, ["batch", "length", checkpoint.hidden])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "multilingual-e5-small", [ids], [out], graph.tensors),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)],
        ir_version=9,
        producer_name="embeddings.build_model",
    )
    onnx.checker.check_model(model)
    return model


def _embeddings(graph: _Graph, checkpoint: Checkpoint, kept: NDArray[np.int64]) -> str:
    """Word, position and token type added up. Only the rows of the words at hand are unpacked."""
    word = checkpoint.matrices["emb.word"]
    packed = graph.node("Gather", graph.constant("word.nibbles", word.nibbles[kept]), "input_ids")
    low = graph.node("BitwiseAnd", packed, graph.constant("low_half", np.uint8(15)))
    high = graph.node("BitShift", packed, graph.constant("half", np.uint8(4)), direction="RIGHT")
    values = graph.node("Cast", graph.node("Concat", low, high, axis=-1), to=TensorProto.FLOAT)
    values = graph.node("Sub", values, graph.constant("zero", np.float32(8)))
    scales = graph.node("Gather", graph.constant("word.scales", word.scales[kept][..., None]), "input_ids")
    values = graph.node("Mul", values, graph.node("Cast", scales, to=TensorProto.FLOAT))
    values = graph.node("Reshape", values, graph.constant("token_shape", np.array([0, 0, checkpoint.hidden])))

    tensors = checkpoint.tensors
    table = tensors["emb.pos"].reshape(checkpoint.positions, -1) + tensors["emb.type"].reshape(2, -1)[0]
    length = graph.node("Shape", "input_ids", start=1, end=2)
    positions = graph.node("Slice", graph.constant("positions", table), graph.constant("first", np.array([0])), length)
    x = graph.node("Add", values, positions)
    gamma, beta = (graph.constant(f"emb.ln.{part}", tensors[f"emb.ln.{part}"]) for part in "wb")
    return graph.node("LayerNormalization", x, gamma, beta, epsilon=checkpoint.epsilon)


def _layer(graph: _Graph, checkpoint: Checkpoint, layer: int, x: str) -> str:
    """One BERT layer: attention, then feed-forward, each added to its input and normalised."""
    tensors, matrices = checkpoint.tensors, checkpoint.matrices

    def linear(y: str, *parts: str) -> str:
        weights = np.concatenate([matrices[f"l{layer}.{part}.w"].values() for part in parts])
        bias = np.concatenate([tensors[f"l{layer}.{part}.b"] for part in parts])
        return graph.linear(y, f"l{layer}.{'+'.join(parts)}", weights, bias)

    def normalised(total: str, norm: str) -> str:
        gamma, beta = (graph.constant(f"l{layer}.{norm}.{k}", tensors[f"l{layer}.{norm}.{k}"]) for k in "wb")
        return graph.node("LayerNormalization", total, gamma, beta, epsilon=checkpoint.epsilon)

    joined = linear(x, "q", "k", "v")
    parts = [f"{joined}.{part}" for part in ("query", "key", "value")]
    graph.nodes.append(helper.make_node("Split", [joined], parts, name=f"{joined}.split", axis=-1, num_outputs=3))
    mixed = graph.node("MultiHeadAttention", *parts, domain=CONTRIB, num_heads=checkpoint.heads)
    x = normalised(graph.node("Add", linear(mixed, "ao"), x), "aln")
    inner = graph.node("Gelu", linear(x, "fi"), domain=CONTRIB)
    return normalised(graph.node("Add", linear(inner, "fo"), x), "oln")

