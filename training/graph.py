"""Write the tagger's network as it runs best: one window, fused attention, no filling.

The exporter writes attention as a dozen steps with a mask, and its three matrices apart; most of
that time is spent on moving numbers. Here the same weights of eight bits are put into a graph of a
few steps for a layer, for one window without a mask (docs/adr/0014). Needs `onnx`.

`python -m training.graph EXPORTED OUT`
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HEADS = 12
FUSED = "com.microsoft"  # the runtime's own steps
EMBEDDINGS = "encoder.embeddings."
SMALL = 1e-12  # of the layer norms
Weights = dict[str, Any]


class Graph:
    """A graph under way: its steps and its numbers."""

    def __init__(self) -> None:
        self.steps: list[Any] = []
        self.numbers: list[Any] = []

    def number(self, name: str, numbers: Any) -> str:  # noqa: ANN401  (NumPy's)
        """Keep numbers under a name."""
        self.numbers.append(numpy_helper.from_array(np.ascontiguousarray(numbers), name))
        return name

    def step(self, kind: str, given: Sequence[str], results: int = 1, **more: Any) -> list[str]:  # noqa: ANN401
        """Add a step, and name what comes out of it."""
        names = [f"{len(self.steps)}.{i}" for i in range(results)]
        self.steps.append(helper.make_node(kind, given, names, **more))
        return names

    def norm(self, given: str, weights: Weights, name: str) -> str:
        """Add a layer norm."""
        own = [self.number(f"{name}.{k}", weights[f"{name}.{k}"]) for k in ("weight", "bias")]
        return self.step("LayerNormalization", [given, *own], axis=-1, epsilon=SMALL)[0]

    def product(
        self, given: str, weights: Weights, matrices: Sequence[str], biases: Sequence[str]
    ) -> str:
        """Add a product with matrices of eight bits, side by side, and their biases."""
        name = biases[0]
        scales = np.concatenate([weights[f"{m}_scale"] for m in matrices])
        own = [
            self.number(
                f"{name}.matrix", np.concatenate([weights[f"{m}_quantized"] for m in matrices], 1)
            ),
            self.number(f"{name}.scale", scales),
            self.number(f"{name}.zero", np.zeros(scales.shape, np.int8)),
            self.number(name, np.concatenate([weights[b] for b in biases])),
        ]
        return self.step("DynamicQuantizeMatMul", [given, *own], domain=FUSED)[0]


def lean(exported: Path, out: Path) -> None:
    """Read what the exporter wrote with weights of eight bits, and write the lean graph."""
    weights = {i.name: numpy_helper.to_array(i) for i in onnx.load(exported).graph.initializer}
    found = [name.removesuffix("_quantized") for name in weights if name.endswith("_quantized")]
    # The exporter numbers the matrices in the order in which they are used.
    matrices = sorted(
        (m for m in found if not m.startswith(EMBEDDINGS)), key=lambda m: int(m.split("_")[-1])
    )
    graph = Graph()
    at = _embedded(graph, weights)
    for layer in range((len(matrices) - 1) // 6):
        at = _layer(graph, weights, at, layer, matrices[6 * layer : 6 * layer + 6])
    graph.product(at, weights, matrices[-1:], ["output.1.bias"])
    graph.steps[-1].output[0] = "marks"
    whole = helper.make_graph(
        graph.steps,
        "tagger",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "pieces"])],
        [helper.make_tensor_value_info("marks", TensorProto.FLOAT, [1, "pieces", 3])],
        graph.numbers,
    )
    sets = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
    onnx.save(helper.make_model(whole, opset_imports=sets, ir_version=9), out)


def _table(weights: Weights, name: str) -> Any:  # noqa: ANN401  (NumPy's)
    """Give a table of embeddings as floats."""
    own = f"{EMBEDDINGS}{name}.weight"
    zero = np.float32(weights[f"{own}_zero_point"])
    return (weights[f"{own}_quantized"].astype(np.float32) - zero) * weights[f"{own}_scale"]


def _embedded(graph: Graph, weights: Weights) -> str:
    """Look up the pieces and their places."""
    own = f"{EMBEDDINGS}word_embeddings.weight"
    parts = ("quantized", "scale", "zero_point")
    words, scale, zero = (graph.number(f"words.{k}", weights[f"{own}_{k}"]) for k in parts)
    (rows,) = graph.step("Gather", [words, "ids"])
    (at,) = graph.step("DequantizeLinear", [rows, scale, zero])
    kind = graph.number("kind", _table(weights, "token_type_embeddings")[0])
    (at,) = graph.step("Add", [at, kind])
    places = graph.number("places", _table(weights, "position_embeddings"))
    first = graph.number("first", np.array([0], np.int64))
    (length,) = graph.step("Shape", ["ids"], start=1, end=2)
    (own_places,) = graph.step("Slice", [places, first, length])
    (at,) = graph.step("Add", [at, own_places])
    return graph.norm(at, weights, f"{EMBEDDINGS}LayerNorm")


def _layer(graph: Graph, weights: Weights, given: str, layer: int, own: Sequence[str]) -> str:
    """Add one layer; `own` are its six matrices in the order of use."""
    name = f"encoder.encoder.layer.{layer}"
    biases = [f"{name}.attention.self.{k}.bias" for k in ("query", "key", "value")]
    joined = graph.product(given, weights, own[:3], biases)
    three = graph.step("Split", [joined], 3, axis=-1, num_outputs=3)
    (seen,) = graph.step("MultiHeadAttention", three, domain=FUSED, num_heads=HEADS)
    out = graph.product(seen, weights, own[3:4], [f"{name}.attention.output.dense.bias"])
    (at,) = graph.step("Add", [out, given])
    at = graph.norm(at, weights, f"{name}.attention.output.LayerNorm")
    wide = graph.product(at, weights, own[4:5], [f"{name}.intermediate.dense.bias"])
    (wide,) = graph.step("Gelu", [wide], domain=FUSED)
    out = graph.product(wide, weights, own[5:6], [f"{name}.output.dense.bias"])
    (out,) = graph.step("Add", [out, at])
    return graph.norm(out, weights, f"{name}.output.LayerNorm")


if __name__ == "__main__":
    lean(Path(sys.argv[1]), Path(sys.argv[2]))
