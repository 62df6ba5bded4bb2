"""A larger network that begins as a smaller trained one: what it says is the same at first, and it only has to get better.

New layers are copies of the layer before them whose two ways out are zero, as in C. Wu et al., "LLaMA Pro: Progressive LLaMA with
Block Expansion" (2024): the layer adds nothing until it has learned something. A wider hidden layer gets new rows in and zeros out.
The parent is a package or a checkpoint.
"""

import json
import os

import numpy as np
import onnx.numpy_helper
import torch

from . import prepare
from .model import Config, ScoreModel


def parent(path):
    """(model, where it comes from) of a package's folder or of a checkpoint."""
    if not os.path.isdir(path):
        kept = torch.load(path, map_location="cpu")
        model = ScoreModel(Config(**kept["config"]))
        model.load_state_dict(kept["model"])
        state = kept["state"]
        return model, {"checkpoint": prepare.sha256(path), "steps": state["step"], "tokensSeen": tokens_seen(kept)}
    with open(os.path.join(path, "model.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    graph = os.path.join(path, "graph.onnx")
    training = manifest["training"]
    earlier = (training.get("parent") or {}).get("tokensSeen", 0)
    return from_graph(graph, Config(**manifest["config"])), {
        "package": "%s %s" % (manifest["name"], manifest["version"]), "graph": prepare.sha256(graph),
        "steps": training["steps"], "tokensSeen": training["tokensSeen"] + earlier}


def tokens_seen(kept):
    """Tokens of a checkpoint's own training and of all that its beginning had seen."""
    return kept["state"]["tokens"] + (kept.get("parent") or {}).get("tokensSeen", 0)


def from_graph(path, config):
    """The model whose weights a graph of graph.py holds. Sums that the graph keeps added up (the vectors of pitch class and
    octave, of chord root and kind) come back as one vector per word, with zeros beside it: the same function."""
    kept = {t.name: onnx.numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    model = ScoreModel(config)

    def put(parameter, values):
        if tuple(parameter.shape) != values.shape:
            raise ValueError("the graph has %s where the model has %s" % (values.shape, tuple(parameter.shape)))
        parameter.copy_(torch.from_numpy(np.array(values)))
    with torch.no_grad():
        for table in (model.pitch_class, model.octave, model.chord_root, model.chord_kind):
            table.weight.zero_()
        starts = list(kept["table_offsets"]) + [len(kept["tables"])]
        tables = [kept["tables"][a:b] for a, b in zip(starts, starts[1:])]
        for parameter, table in zip([model.words.weight] + [o.weight for o in model.others], tables):
            put(parameter, table)
        put(model.places.weight, kept["places"])
        for i, block in enumerate(model.blocks):
            qkv = kept["b%d_w_qkv" % i].T.copy()
            qkv[:config.width] *= np.float32(config.head ** 0.5)
            put(block.qkv.weight, qkv)
            for name, layer in (("out", block.out), ("up", block.up), ("down", block.down)):
                put(layer.weight, kept["b%d_w_%s" % (i, name)].T)
            for name, norm in (("normed1", block.norm1), ("normed2", block.norm2)):
                put(norm.weight, kept["b%d_%s_scale" % (i, name)])
                put(norm.bias, kept["b%d_%s_bias" % (i, name)])
        put(model.norm.weight, kept["last_scale"])
        put(model.norm.bias, kept["last_bias"])
        put(model.intervals.weight, kept["w_interval"][:, :-1].T)
        put(model.degrees.weight, kept["w_degree"][:, :-1].T)
        put(model.bias, kept["word_bias"])
    return model


def sources(old, new):
    """For each new layer the old one it begins as, and whether it is the copy: copies are spread evenly."""
    chosen = []
    for i in range(old):
        chosen += [(i, False)] + [(i, True)] * (new * (i + 1) // old - new * i // old - 1)
    return chosen


def grow(small, config):
    """A ScoreModel of `config` that gives the scores of `small`. Takes its random numbers from PyTorch's seed."""
    was = small.config
    for field in ("width", "heads", "kv_heads", "context"):
        if getattr(was, field) != getattr(config, field):
            raise ValueError("a model grows in layers and hidden only; %s is %d and was to become %d" % (
                field, getattr(was, field), getattr(config, field)))
    if config.layers < was.layers or config.hidden < was.hidden:
        raise ValueError("a model does not shrink: %s, %s" % (was, config))
    large = ScoreModel(config)
    fresh = {name: p.clone() for name, p in large.state_dict().items()}
    state = {name: p for name, p in small.state_dict().items() if not name.startswith("blocks.")}
    for target, (source, copied) in enumerate(sources(was.layers, config.layers)):
        for name, p in small.blocks[source].state_dict().items():
            full = "blocks.%d.%s" % (target, name)
            grown = fresh[full]
            if name == "up.weight":
                grown[:was.hidden] = p
            elif name == "down.weight":
                grown.zero_()
                if not copied:
                    grown[:, :was.hidden] = p
            elif name == "out.weight" and copied:
                grown.zero_()
            else:
                grown = p
            state[full] = grown
    large.load_state_dict(state)
    return large
