"""The network as an ONNX graph for single steps and for prefill, written node by node.

Past keys and values come in and only the rows of the new tokens go out: the host writes those into its own slots, so nothing
of the cache is copied. See docs/models.md for the meaning of inputs and outputs.
"""

import math

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from . import features, vocabulary as v
from .model import ANCHOR, CHORD, DEGREES, INTERVALS, degree_table, interval_table

OPSET = 17
IR = 8
MASKED = -1e9


class Writer:
    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, value, dtype=np.float32):
        self.constants.append(numpy_helper.from_array(np.array(value, dtype, order="C"), name))
        return name

    def has(self, name):
        return any(c.name == name for c in self.constants)

    def ints(self, name, *values):
        return self.constant(name, values, np.int64)

    def node(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output


def build(model):
    """An onnx.ModelProto with the weights of a ScoreModel."""
    c = model.config
    w = Writer()
    _embed(w, model)
    masks(w, c.heads // c.kv_heads)
    x = "x0"
    for index, layer in enumerate(model.blocks):
        x = block(w, c, index, layer, x)
    _score(w, model, x)
    return finish(w, "score-lm", *io(c))


def array(tensor):
    return tensor.detach().cpu().numpy()


def _embed(w, model):
    """One gather over all tables laid end to end, then the sum; plus the vector of the place in the window."""
    tables = [array(table) for table in model.feature_tables()]
    offsets = np.cumsum([0] + [len(t) for t in tables[:-1]])
    w.constant("tables", np.concatenate(tables))
    w.constant("table_offsets", offsets, np.int64)
    w.node("Add", ["rows", "table_offsets"], "table_rows")
    w.node("Gather", ["tables", "table_rows"], "vectors")
    w.node("ReduceSum", ["vectors", w.ints("axis_2", 2)], "described", keepdims=0)
    places(w, "rows", array(model.places.weight))


def places(w, source, table):
    """The vector of each token's place: of `source`, whose second axis counts the new tokens. described -> x0."""
    w.node("Shape", [source], "rows_shape")
    w.node("Gather", ["rows_shape", w.constant("one", 1, np.int64)], "count")
    w.node("Range", [w.constant("zero", 0, np.int64), "count", "one"], "fresh")
    w.node("Unsqueeze", ["lengths", "axis_1" if w.has("axis_1") else w.ints("axis_1", 1)], "lengths_column")
    w.node("Add", ["lengths_column", "fresh"], "place_rows")
    w.node("Gather", [w.constant("places", table), "place_rows"], "place_vectors")
    w.node("Add", ["described", "place_vectors"], "x0")


def masks(w, group):
    w.node("Shape", ["past_key_0"], "past_shape")
    w.node("Gather", ["past_shape", w.constant("two", 2, np.int64)], "past_count")
    w.node("Unsqueeze", ["past_count", w.ints("axis_0", 0)], "past_count_1")
    w.ints("axis_3", 3)
    w.ints("far", 2 ** 31)
    w.node("Range", ["zero", "past_count", "one"], "past_places")
    w.node("GreaterOrEqual", ["past_places", "lengths_column"], "unheld")
    w.node("Cast", ["unheld"], "unheld_float", to=TensorProto.FLOAT)
    w.node("Mul", ["unheld_float", w.constant("masked", MASKED)], "past_mask_flat")
    w.node("Unsqueeze", ["past_mask_flat", w.ints("axes_1_2", 1, 2)], "past_mask")
    w.node("Unsqueeze", ["fresh", "axis_1"], "fresh_column")
    w.node("Greater", ["fresh", "fresh_column"], "ahead")
    w.node("Cast", ["ahead"], "ahead_float", to=TensorProto.FLOAT)
    w.node("Mul", ["ahead_float", "masked"], "causal")
    w.node("Tile", ["causal", w.ints("group_times", group, 1)], "fresh_mask")


def block(w, c, i, layer, x):
    def name(text):
        return "b%d_%s" % (i, text)

    def norm(source_norm, source, target):
        return w.node("LayerNormalization", [source, w.constant(name(target + "_scale"), array(source_norm.weight)),
                                             w.constant(name(target + "_bias"), array(source_norm.bias))],
                      name(target), axis=-1, epsilon=source_norm.eps)

    group, kv = c.heads // c.kv_heads, c.kv_heads * c.head
    weights = array(layer.qkv.weight).T.copy()
    weights[:, :c.width] /= math.sqrt(c.head)
    w.node("MatMul", [norm(layer.norm1, x, "normed1"), w.constant(name("w_qkv"), weights)], name("qkv"))
    parts = [name("q_flat"), name("k_flat"), name("v_flat")]
    w.nodes.append(helper.make_node("Split", [name("qkv"), w.ints(name("split"), c.width, kv, kv)], parts,
                                    name=name("split_qkv"), axis=-1))
    w.node("Reshape", [parts[0], w.ints(name("q_shape"), 0, 0, c.kv_heads, group, c.head)], name("q_heads"))
    w.node("Transpose", [name("q_heads")], name("q_turned"), perm=[0, 2, 3, 1, 4])
    w.node("Reshape", [name("q_turned"), w.ints(name("q_rows"), 0, c.kv_heads, -1, c.head)], name("q"))
    for part, out in ((parts[1], "new_key_%d" % i), (parts[2], "new_value_%d" % i)):
        w.node("Reshape", [part, w.ints(name(out + "_shape"), 0, 0, c.kv_heads, c.head)], name(out + "_heads"))
        w.node("Transpose", [name(out + "_heads")], out, perm=[0, 2, 1, 3])
    w.node("Transpose", ["past_key_%d" % i], name("past_key_turned"), perm=[0, 1, 3, 2])
    w.node("Transpose", ["new_key_%d" % i], name("new_key_turned"), perm=[0, 1, 3, 2])
    w.node("MatMul", [name("q"), name("past_key_turned")], name("past_raw"))
    w.node("MatMul", [name("q"), name("new_key_turned")], name("new_raw"))
    w.node("Add", [name("past_raw"), "past_mask"], name("past_scores"))
    w.node("Add", [name("new_raw"), "fresh_mask"], name("new_scores"))
    w.node("Concat", [name("past_scores"), name("new_scores")], name("attention"), axis=-1)
    w.node("Softmax", [name("attention")], name("shares"), axis=-1)
    w.node("Slice", [name("shares"), "axis_0", "past_count_1", "axis_3"], name("past_shares"))
    w.node("Slice", [name("shares"), "past_count_1", "far", "axis_3"], name("new_shares"))
    w.node("MatMul", [name("past_shares"), "past_value_%d" % i], name("past_mixed"))
    w.node("MatMul", [name("new_shares"), "new_value_%d" % i], name("new_mixed"))
    w.node("Add", [name("past_mixed"), name("new_mixed")], name("mixed_heads"))
    w.node("Reshape", [name("mixed_heads"), w.ints(name("m_heads"), 0, c.kv_heads, group, -1, c.head)], name("mixed5"))
    w.node("Transpose", [name("mixed5")], name("mixed_turned"), perm=[0, 3, 1, 2, 4])
    w.node("Reshape", [name("mixed_turned"), w.ints(name("m_flat"), 0, 0, c.width)], name("mixed"))
    w.node("MatMul", [name("mixed"), w.constant(name("w_out"), array(layer.out.weight).T)], name("attended"))
    w.node("Add", [x, name("attended")], name("x1"))
    w.node("MatMul", [norm(layer.norm2, name("x1"), "normed2"), w.constant(name("w_up"), array(layer.up.weight).T)],
           name("up"))
    w.node("Relu", [name("up")], name("relu"))
    w.node("Mul", [name("relu"), name("relu")], name("squared"))
    w.node("MatMul", [name("squared"), w.constant(name("w_down"), array(layer.down.weight).T)], name("down"))
    return w.node("Add", [name("x1"), name("down")], name("x2"))


def _score(w, model, x):
    """Word scores; for pitches also the score of their interval and of their degree over the chord."""
    w.node("LayerNormalization", [x, w.constant("last_scale", array(model.norm.weight)),
                                  w.constant("last_bias", array(model.norm.bias))],
           "last", axis=-1, epsilon=model.norm.eps)
    width = model.config.width
    zero = np.zeros((width, 1), np.float32)
    words = array(model.word_table()).T
    w.node("MatMul", ["last", w.constant("w_words", words)], "word_scores")
    w.node("Add", ["word_scores", w.constant("word_bias", array(model.bias))], "plain_scores")
    extra = []
    for kind, layer, table, feature, count in (
            ("interval", model.intervals, interval_table(), ANCHOR, INTERVALS),
            ("degree", model.degrees, degree_table(), CHORD, DEGREES)):
        scored = np.concatenate((array(layer.weight).T, zero), 1)
        assert scored.shape[1] == count + 1
        w.node("MatMul", ["last", w.constant("w_" + kind, scored)], kind + "_scores")
        w.node("Gather", ["rows", w.constant(kind + "_feature", feature, np.int64)], kind + "_column", axis=2)
        w.node("Gather", [w.constant(kind + "_table", array(table), np.int64), kind + "_column"], kind + "_index")
        extra.append(w.node("GatherElements", [kind + "_scores", kind + "_index"], kind + "_added", axis=2))
    w.node("Slice", ["plain_scores", w.ints("words_from", 0), w.ints("pitches_from", v.PITCH_FIRST), "axis_2"], "other_words")
    w.node("Slice", ["plain_scores", "pitches_from", w.ints("words_to", v.SIZE), "axis_2"], "pitch_words")
    w.node("Add", ["pitch_words", extra[0]], "pitch_words_1")
    w.node("Add", ["pitch_words_1", extra[1]], "pitch_words_2")
    w.node("Concat", ["other_words", "pitch_words_2"], "scores", axis=2)


def io(c):
    """(inputs, outputs) as (name, type, shape), symbols as strings."""
    past = [c.kv_heads, "past", c.head]
    fresh = [c.kv_heads, "count", c.head]
    inputs = [("rows", "int64", ["batch", "count", features.COUNT]), ("lengths", "int64", ["batch"])]
    outputs = [("scores", "float32", ["batch", "count", v.SIZE])]
    for i in range(c.layers):
        inputs += [("past_%s_%d" % (k, i), "float32", ["batch"] + past) for k in ("key", "value")]
        outputs += [("new_%s_%d" % (k, i), "float32", ["batch"] + fresh) for k in ("key", "value")]
    return inputs, outputs


def finish(w, name, inputs, outputs):
    types = {"int64": TensorProto.INT64, "float32": TensorProto.FLOAT}
    graph = helper.make_graph(
        w.nodes, name, [helper.make_tensor_value_info(n, types[t], s) for n, t, s in inputs],
        [helper.make_tensor_value_info(n, types[t], s) for n, t, s in outputs],
        w.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="scoremodel")
    model.ir_version = IR
    onnx.checker.check_model(model, full_check=True)
    return model
