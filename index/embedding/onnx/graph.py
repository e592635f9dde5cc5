"""The ONNX graph of a BERT encoder (Devlin et al. 2019), in the fused operators of ONNX Runtime.

In: the word vectors of one text, shape (1, tokens, hidden). Out: its last hidden states, of the same shape. The word
vectors are looked up outside: three quarters of a multilingual model are its words, of which a text needs a few.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Vectors

Weights = Mapping[str, NDArray[np.float32]]
"""A state dict, by the names of Hugging Face's ``BertModel``."""

WORDS = "embeddings.word_embeddings.weight"
_POSITIONS = "embeddings.position_embeddings.weight"
_TYPES = "embeddings.token_type_embeddings.weight"
_FUSED = "com.microsoft"
_OPSET, _IR = 17, 9
_EPSILON = 1e-12
"""Of all layer normalisations of BERT."""
_LARGEST = 63
"""The largest code of a matrix: 7 bits. A processor without VNNI adds two products in 16 bits and cuts off what goes
beyond; two of 255 times 63 never do, so that all processors give the same sums."""


def bert_graph(weights: Weights, heads: int, *, quantised: bool) -> bytes:
    """Write the graph as an ONNX file.

    :param heads: attention heads of each layer.
    :param quantised: whether its matrices are kept in 7 bits, each output with a scale of its own; what goes in is then
        quantised to 8 as it comes (dynamic quantisation). Those behind the activation stay as they are: it lets through
        values so far apart that 8 bits cost a tenth of what is found between languages.
    """
    return _Graph(weights, heads, quantised).serialised()


class _Graph:
    """The nodes and constants of a graph under construction; a value is known by its name."""

    def __init__(self, weights: Weights, heads: int, quantised: bool) -> None:
        from onnx import TensorProto, helper, numpy_helper

        self._helper, self._types, self._numpy = helper, TensorProto, numpy_helper
        self._weights, self._heads, self._quantised = weights, heads, quantised
        self._nodes: list[Any] = []
        self._constants: list[Any] = []

    def serialised(self) -> bytes:
        helper, floats = self._helper, self._types.FLOAT
        hidden = self._weights[_POSITIONS].shape[1]
        layers = 1 + max(int(name.split(".")[2]) for name in self._weights if name.startswith("encoder.layer."))
        states = self._embeddings()
        for layer in range(layers):
            states = self._layer(states, layer, hidden)
        words = helper.make_tensor_value_info("words", floats, [1, "tokens", hidden])
        output = helper.make_tensor_value_info(states, floats, [1, "tokens", hidden])
        graph = helper.make_graph(self._nodes, "bert", [words], [output], self._constants)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return bytes(helper.make_model(graph, opset_imports=opsets, ir_version=_IR).SerializeToString())

    def _embeddings(self) -> str:
        """Add to the words their positions and the first segment."""
        positions = self._constant("positions", self._weights[_POSITIONS] + self._weights[_TYPES][0])
        nought, axis = self._constant("nought", np.array([0])), self._constant("axis", np.array([0]))
        count = self._node("Shape", ["words"], domain="", start=1, end=2)
        first = self._node("Slice", [positions, nought, count, axis], domain="")
        placed = self._node("Add", ["words", first], domain="")
        norm = [self._weight(f"embeddings.LayerNorm.{part}") for part in ("weight", "bias")]
        return self._node("LayerNormalization", [placed, *norm], domain="", axis=-1, epsilon=_EPSILON)

    def _layer(self, states: str, layer: int, hidden: int) -> str:
        at = f"encoder.layer.{layer}"
        three = [f"{at}.attention.self.{role}" for role in ("query", "key", "value")]
        matrix = np.concatenate([self._weights[f"{name}.weight"] for name in three])
        bias = self._constant(f"{at}.bias", np.concatenate([self._weights[f"{name}.bias"] for name in three]))
        joined = self._product(states, f"{at}.joined", matrix, self._quantised)
        sizes = self._constant(f"{at}.sizes", np.array([hidden] * 3))
        parts = [f"{at}.{role}" for role in "qkv"]
        self._nodes.append(self._helper.make_node("Split", [joined, sizes], parts, axis=-1))
        attended = self._node("MultiHeadAttention", [*parts, bias], num_heads=self._heads)
        states = self._add_and_normalise(attended, states, f"{at}.attention.output", self._quantised)
        inner = self._product(states, f"{at}.inner", self._weights[f"{at}.intermediate.dense.weight"], self._quantised)
        inner = self._node("BiasGelu", [inner, self._weight(f"{at}.intermediate.dense.bias")])
        return self._add_and_normalise(inner, states, f"{at}.output", quantised=False)

    def _add_and_normalise(self, values: str, residual: str, at: str, quantised: bool) -> str:
        product = self._product(values, at, self._weights[f"{at}.dense.weight"], quantised)
        norm = [self._weight(f"{at}.LayerNorm.{part}") for part in ("weight", "bias")]
        bias = self._weight(f"{at}.dense.bias")
        return self._node("SkipLayerNormalization", [product, residual, *norm, bias], epsilon=_EPSILON)

    def _product(self, values: str, name: str, matrix: NDArray[np.float32], quantised: bool) -> str:
        """Multiply by a matrix, given as torch keeps it: shape (outputs, inputs)."""
        if not quantised:
            return self._node("MatMul", [values, self._constant(f"{name}.matrix", matrix.T)], domain="")
        scales = np.maximum(np.abs(matrix).max(axis=1) / _LARGEST, 1e-12).astype(np.float32)
        codes = np.rint(matrix / scales[:, None]).astype(np.int8)
        constants = [
            self._constant(f"{name}.codes", codes.T),
            self._constant(f"{name}.scales", scales),
            self._constant(f"{name}.zeros", np.zeros(len(matrix), np.int8)),
        ]
        return self._node("DynamicQuantizeMatMul", [values, *constants])

    def _weight(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _constant(self, name: str, values: NDArray[Any] | Vectors) -> str:
        self._constants.append(self._numpy.from_array(np.ascontiguousarray(values), name))
        return name

    def _node(self, kind: str, inputs: list[str], domain: str = _FUSED, **attributes: Any) -> str:  # noqa: ANN401
        output = f"{kind}_{len(self._nodes)}"
        self._nodes.append(self._helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output
