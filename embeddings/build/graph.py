"""Writes the encoder, and the reader, as an ONNX graph: token ids in, one vector, or two logits, per token out.

Word vectors stay in the checkpoint's own 4 bits; linear maps are rounded to int8. It holds no tokenizer and no pooling.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from embeddings.build.checkpoint import Checkpoint

OPSET = 18
CONTRIB = "com.microsoft"
INT8_MAX = 127
# How far large activations move into the weights, 0-1; 0.7 was nearest to fp32 among 0.3, 0.5, 0.7 and 0.8.
SMOOTHING = 0.7
SMALLEST = 1e-5
Ranges = dict[str, NDArray[np.float32]]


class _Graph:
    """Collects nodes and initialisers; every method returns the name of its result."""

    def __init__(self, ranges: Ranges | None) -> None:
        self.ranges = ranges
        self.nodes: list[onnx.NodeProto] = []
        self.tensors: list[onnx.TensorProto] = []
        self.names: set[str] = set()

    def constant(self, name: str, value: NDArray[Any] | np.generic) -> str:
        if name not in self.names:
            self.names.add(name)
            self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, op: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        name = f"{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [name], name=name, domain=domain, **attributes))
        return name

    def linear(self, x: str, name: str, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """``x @ weights.T + bias`` in int8: a scale for each row of weights, one found at run time for all of ``x``."""
        if self.ranges is None:
            return self._measured_linear(x, name, weights, bias)
        smooth = _smoothing(self.ranges[name], weights)
        x = self.node("Mul", x, self.constant(f"{name}.smooth", 1 / smooth))
        weights = weights * smooth
        scales = np.abs(weights).max(axis=1) / INT8_MAX
        rounded = self.constant(f"{name}.int8", np.rint(weights / scales[:, None]).astype(np.int8).T)
        inputs = (x, rounded, self.constant(f"{name}.scales", scales), "", self.constant(f"{name}.bias", bias))
        return self.node("DynamicQuantizeMatMul", *inputs, domain=CONTRIB)

    def _measured_linear(self, x: str, name: str, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """The same in fp32, putting the largest magnitude of each channel of ``x`` out under ``name``."""
        axes = self.constant("all_tokens", np.array([0, 1]))
        self.nodes.append(helper.make_node("ReduceMax", [self.node("Abs", x), axes], [name], keepdims=0))
        product = self.node("MatMul", x, self.constant(f"{name}.weights", weights.T))
        return self.node("Add", product, self.constant(f"{name}.bias", bias))


def _smoothing(ranges: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """What to divide each channel by before rounding: powers of two, so that the exact product stays the same."""
    largest_weight = np.maximum(np.abs(weights).max(axis=0), SMALLEST)
    scale = np.maximum(ranges, SMALLEST) ** SMOOTHING / largest_weight ** (1 - SMOOTHING)
    smoothing: NDArray[np.float32] = np.exp2(np.rint(np.log2(scale / np.median(scale)))).astype(np.float32)
    return smoothing


def build_graph(checkpoint: Checkpoint, kept: NDArray[np.int64], ranges: Ranges | None) -> onnx.ModelProto:
    """The model over the pieces ``kept`` (their numbers in the checkpoint; a piece's new number is its place there).

    Input ``input_ids``: int64 (batch, length), rows of one length, no padding. Output ``token_embeddings``: float32
    (batch, length, hidden); of a checkpoint with a head (``span.w``), ``span_logits``: float32 (batch, length, 2), how
    much speaks for an answer that begins, and ends, at each token.

    ranges: largest magnitude of each channel that enters a linear map, by the map's name; None makes a model in fp32
    that puts out these instead.
    """
    graph = _Graph(ranges)
    x = _embeddings(graph, checkpoint, kept)
    for layer in range(checkpoint.layers):
        x = _layer(graph, checkpoint, layer, x)
    output, width = "token_embeddings", checkpoint.hidden
    if "span.w" in checkpoint.tensors:
        output, width = "span_logits", 2
        product = graph.node("MatMul", x, graph.constant("span.w", checkpoint.tensors["span.w"].T))
        graph.node("Add", product, graph.constant("span.b", checkpoint.tensors["span.b"]))
    graph.nodes[-1].output[0] = output
    outputs: list[tuple[str, list[str | int | None]]] = [(output, ["batch", "length", width])]
    if ranges is None:
        outputs = [(node.output[0], [None]) for node in graph.nodes if node.op_type == "ReduceMax"]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "length"])],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs],
            graph.tensors,
        ),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)],
        ir_version=9,
        producer_name="embeddings.build.model",
    )
    onnx.checker.check_model(model)
    return model


def _embeddings(graph: _Graph, checkpoint: Checkpoint, kept: NDArray[np.int64]) -> str:
    """Word, position and token type added up. Only the rows of the words at hand are unpacked."""
    word = checkpoint.words
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
