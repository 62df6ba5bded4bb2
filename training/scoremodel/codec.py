"""A tiny codec language model with random weights, in the layout docs/models.md gives for the task codec-lm. For tests of a host."""

import os

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional as F

from . import graph, package
from .model import Block, Config

CONFIG = Config(layers=2, width=32, heads=4, kv_heads=2, hidden=64, context=128)
CODEBOOKS, SIZE, STYLE = 4, 32, 8
SAMPLE_RATE, CHANNELS, SAMPLES_PER_FRAME = 48000, 2, 1920
# What stands for a codebook that has no code yet: at the beginning, and before its delay has passed.
NONE = SIZE
SEQUENCES, FRAMES = 2, 24


class CodecModel(nn.Module):
    """All codebooks of a frame at once; a delay pattern lets the later ones see the earlier."""

    def __init__(self):
        super().__init__()
        c = CONFIG
        self.codes = nn.Embedding(CODEBOOKS * (SIZE + 1), c.width)
        self.style = nn.Linear(STYLE, c.width, bias=False)
        self.places = nn.Embedding(c.context, c.width)
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.layers))
        self.norm = nn.LayerNorm(c.width)
        self.heads = nn.Linear(c.width, CODEBOOKS * SIZE, bias=False)

    def forward(self, codes, style):
        """codes [B, T, codebooks], style [B, style width] -> scores [B, T, codebooks, size]."""
        count = codes.shape[1]
        x = self.codes(codes + torch.arange(CODEBOOKS) * (SIZE + 1)).sum(2)
        x = x + self.style(style)[:, None] + self.places(torch.arange(count))
        mask = torch.full((count, count), -1e9).triu(1)
        for block in self.blocks:
            x, _, _ = block(x, mask)
        return self.heads(self.norm(x)).view(codes.shape[0], count, CODEBOOKS, SIZE)


class Decoder(nn.Module):
    """Codes to sound, frame by frame: enough to have something to hear of the right shape."""

    def __init__(self):
        super().__init__()
        self.codes = nn.Embedding(CODEBOOKS * SIZE, 16)
        self.samples = nn.Linear(16, CHANNELS * SAMPLES_PER_FRAME, bias=False)

    def forward(self, codes):
        """codes [B, codebooks, frames] -> audio [B, channels, samples]."""
        vectors = self.codes(codes + torch.arange(CODEBOOKS)[:, None] * SIZE).sum(1)
        sound = torch.tanh(self.samples(F.relu(vectors))).view(codes.shape[0], -1, CHANNELS, SAMPLES_PER_FRAME)
        return sound.permute(0, 2, 1, 3).reshape(codes.shape[0], CHANNELS, -1)


def io(c=CONFIG):
    inputs = [("codes", "int64", ["batch", "count", CODEBOOKS]), ("style", "float32", ["batch", STYLE]),
              ("lengths", "int64", ["batch"])]
    outputs = [("scores", "float32", ["batch", "count", CODEBOOKS, SIZE])]
    for i in range(c.layers):
        for kind in ("key", "value"):
            inputs.append(("past_%s_%d" % (kind, i), "float32", ["batch", c.kv_heads, "past", c.head]))
            outputs.append(("new_%s_%d" % (kind, i), "float32", ["batch", c.kv_heads, "count", c.head]))
    return inputs, outputs


DECODER_IO = ([("codes", "int64", ["batch", CODEBOOKS, "frames"])],
              [("audio", "float32", ["batch", CHANNELS, "samples"])])


def language_graph(model):
    w = graph.Writer()
    w.node("Add", ["codes", w.constant("code_offsets", np.arange(CODEBOOKS) * (SIZE + 1), np.int64)], "code_rows")
    w.node("Gather", [w.constant("code_table", graph.array(model.codes.weight)), "code_rows"], "code_vectors")
    w.node("ReduceSum", ["code_vectors", w.ints("axis_2", 2)], "code_sum", keepdims=0)
    w.node("MatMul", ["style", w.constant("w_style", graph.array(model.style.weight).T)], "styled")
    w.node("Unsqueeze", ["styled", w.ints("axis_1", 1)], "styled_rows")
    w.node("Add", ["code_sum", "styled_rows"], "described")
    graph.places(w, "codes", graph.array(model.places.weight))
    graph.masks(w, CONFIG.heads // CONFIG.kv_heads)
    x = "x0"
    for index, block in enumerate(model.blocks):
        x = graph.block(w, CONFIG, index, block, x)
    w.node("LayerNormalization", [x, w.constant("last_scale", graph.array(model.norm.weight)),
                                  w.constant("last_bias", graph.array(model.norm.bias))],
           "last", axis=-1, epsilon=model.norm.eps)
    w.node("MatMul", ["last", w.constant("w_heads", graph.array(model.heads.weight).T)], "flat_scores")
    w.node("Reshape", ["flat_scores", w.ints("score_shape", 0, 0, CODEBOOKS, SIZE)], "scores")
    return graph.finish(w, "codec-lm", *io())


def decoder_graph(model):
    w = graph.Writer()
    offsets = (np.arange(CODEBOOKS) * SIZE)[:, None]
    w.node("Add", ["codes", w.constant("code_offsets", offsets, np.int64)], "code_rows")
    w.node("Gather", [w.constant("code_table", graph.array(model.codes.weight)), "code_rows"], "code_vectors")
    w.node("ReduceSum", ["code_vectors", w.ints("axis_1", 1)], "code_sum", keepdims=0)
    w.node("Relu", ["code_sum"], "rectified")
    w.node("MatMul", ["rectified", w.constant("w_samples", graph.array(model.samples.weight).T)], "raw")
    w.node("Tanh", ["raw"], "bounded")
    w.node("Reshape", ["bounded", w.ints("frame_shape", 0, 0, CHANNELS, SAMPLES_PER_FRAME)], "by_frame")
    w.node("Transpose", ["by_frame"], "by_channel", perm=[0, 2, 1, 3])
    w.node("Reshape", ["by_channel", w.ints("audio_shape", 0, CHANNELS, -1)], "audio")
    return graph.finish(w, "codec-decoder", *DECODER_IO)


def vectors(model, decoder, folder):
    generator = torch.Generator().manual_seed(1)
    cases, blob = [], b""
    for _ in range(SEQUENCES):
        codes = torch.randint(0, SIZE, (1, FRAMES, CODEBOOKS), generator=generator)
        style = torch.randn(1, STYLE, generator=generator)
        delayed = codes.clone()
        for book in range(CODEBOOKS):
            delayed[0, :book + 1, book] = NONE
        with torch.no_grad():
            scores = model(delayed, style)[0].numpy().astype("<f4")
            audio = decoder(codes[:, :4].transpose(1, 2))[0].numpy().astype("<f4")
        case = {"codes": delayed[0].tolist(), "style": [float(x) for x in style[0]],
                "decoded": codes[0, :4].t().tolist()}
        for name, values in (("scores", scores), ("audio", audio)):
            case[name] = {"offset": len(blob), "shape": list(values.shape)}
            blob += values.tobytes()
        cases.append(case)
    with open(os.path.join(folder, "vectors.bin"), "wb") as file:
        file.write(blob)
    package.write_json(os.path.join(folder, "vectors.json"), {
        "format": 1, "file": "vectors.bin", "type": "float32 little-endian", "tolerance": package.TOLERANCE, "cases": cases})


def tiny(folder, seed):
    """Writes the package."""
    os.makedirs(folder, exist_ok=True)
    torch.manual_seed(seed)
    model, decoder = CodecModel().eval(), Decoder().eval()
    with torch.no_grad():
        for p in list(model.parameters()) + list(decoder.parameters()):
            p.normal_(std=0.2)
    onnx.save(language_graph(model), os.path.join(folder, "graph.onnx"))
    onnx.save(decoder_graph(decoder), os.path.join(folder, "decoder.onnx"))
    vectors(model, decoder, folder)
    c = CONFIG
    names = (("graph.onnx", "graph"), ("decoder.onnx", "decoder"), ("vectors.json", "vectors"), ("vectors.bin", "vectors-data"))
    inputs, outputs = io()
    content = {
        "format": package.FORMAT, "name": "codec-tiny", "version": "0.0.%d" % seed, "task": "codec-lm",
        "files": [package.file_entry(folder, name, role) for name, role in names],
        "inputs": package.shapes(inputs), "outputs": package.shapes(outputs),
        "decoder": {"inputs": package.shapes(DECODER_IO[0]), "outputs": package.shapes(DECODER_IO[1])},
        "cache": {"layers": c.layers, "keyValueHeads": c.kv_heads, "headWidth": c.head, "context": c.context,
                  "bytesPerToken": 2 * 4 * c.layers * c.kv_heads * c.head},
        "codec": {"codebooks": CODEBOOKS, "codebookSize": SIZE, "none": NONE, "delays": list(range(CODEBOOKS)),
                  "framesPerSecond": SAMPLE_RATE // SAMPLES_PER_FRAME, "sampleRate": SAMPLE_RATE, "channels": CHANNELS,
                  "samplesPerFrame": SAMPLES_PER_FRAME, "styleWidth": STYLE},
        "parameters": sum(p.numel() for m in (model, decoder) for p in m.parameters()), "config": c.to_json(),
        "sample": {"temperature": 1.0, "topK": 40, "guidance": 3.0},
        "minimumRuntime": {"onnxruntime": package.MINIMUM_RUNTIME},
        "training": {"code": package.VERSION, "seed": seed, "size": "tiny", "steps": 0, "tokensSeen": 0, "seconds": 0,
                     "settings": None, "data": None},
        "evaluation": None, "licence": {"weights": "MIT", "note": "Random numbers; for tests only."}, "attribution": [],
    }
    package.write_json(os.path.join(folder, "model.json"), content, 1)
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as file:
        file.write(package.card.render(content))
    return content
