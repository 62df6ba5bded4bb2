"""Codec language models with random weights, in the layout docs/models.md gives for the task codec-lm: for tests and benches of a host.

Two ways of writing the codebooks of a frame are made: all at once, each codebook a step later than the one before (delays), and one
after the other by a second, smaller network that is told what was chosen so far (depth).
"""

import os
from dataclasses import dataclass

import numpy as np
import onnx
import torch
from torch import nn
from torch.nn import functional as F

from . import graph, package
from .model import Block, Config

STYLES = ("ambient", "chiptune", "cinematic", "drum-and-bass", "folk-acoustic", "funk", "house", "lo-fi", "lounge-jazz", "meditation",
          "orchestral-tension", "synthwave")
SEQUENCES, FRAMES, DECODED = 2, 24, 12
LEFT, RIGHT = 2, 1      # frames the decoder looks at before and after the one it makes


@dataclass(frozen=True)
class Shape:
    """A layout. depth: layers of the network that writes the codebooks of a frame; 0 writes them at once, with delays."""

    name: str
    config: Config
    codebooks: int
    size: int
    style: int
    sample_rate: int
    channels: int
    samples_per_frame: int
    depth: int
    depth_width: int
    decoder: int
    guidance: float
    std: float = 0.2

    @property
    def none(self):
        """What stands for a codebook that has no code yet: at the beginning, and before its delay has passed."""
        return self.size

    @property
    def delays(self):
        return [0] * self.codebooks if self.depth else list(range(self.codebooks))


SHAPES = {
    # As MusicGen's: 32 kHz in one channel, 50 frames a second, four codebooks with delays.
    "tiny": Shape("codec-tiny", Config(layers=2, width=32, heads=4, kv_heads=2, hidden=64, context=256), 4, 32, 8, 32000, 1, 640,
                  0, 0, 16, 3.0),
    # As Magenta RealTime 2's: 48 kHz stereo, 25 frames a second, twelve codebooks one after the other.
    "depth-tiny": Shape("codec-depth-tiny", Config(layers=2, width=32, heads=4, kv_heads=2, hidden=64, context=256), 12, 32, 8, 48000,
                        2, 1920, 1, 24, 8, 2.0),
    # Of the size of small published ones, for benches: too large for the repository.
    "bench": Shape("codec-bench", Config(layers=8, width=768, heads=12, kv_heads=4, hidden=3072, context=512), 12, 1024, 128, 48000,
                   2, 1920, 2, 384, 64, 2.0, 0.02),
}


class CodecModel(nn.Module):
    """The network over frames: scores of all codebooks, or the vector from which the depth network writes them."""

    def __init__(self, s):
        super().__init__()
        self.s, c = s, s.config
        self.codes = nn.Embedding(s.codebooks * (s.size + 1), c.width)
        self.style = nn.Linear(s.style, c.width, bias=False)
        self.places = nn.Embedding(c.context, c.width)
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.layers))
        self.norm = nn.LayerNorm(c.width)
        self.heads = None if s.depth else nn.Linear(c.width, s.codebooks * s.size, bias=False)

    def forward(self, codes, style):
        """codes [B, T, codebooks], style [B, style width] -> scores [B, T, codebooks, size], or hidden [B, T, width]."""
        s, count = self.s, codes.shape[1]
        x = self.codes(codes + torch.arange(s.codebooks) * (s.size + 1)).sum(2)
        x = x + self.style(style)[:, None] + self.places(torch.arange(count))
        mask = torch.full((count, count), -1e9).triu(1)
        for block in self.blocks:
            x, _, _ = block(x, mask)
        x = self.norm(x)
        return x if self.heads is None else self.heads(x).view(codes.shape[0], count, s.codebooks, s.size)


class Depth(nn.Module):
    """The codebooks of a frame one after the other: from the frame's vector and the codes chosen so far."""

    def __init__(self, s):
        super().__init__()
        self.s = s
        self.enter = nn.Linear(s.config.width, s.depth_width, bias=False)
        self.codes = nn.Embedding(s.codebooks * (s.size + 1), s.depth_width)
        self.books = nn.Embedding(s.codebooks, s.depth_width)
        self.norms = nn.ModuleList(nn.LayerNorm(s.depth_width) for _ in range(s.depth + 1))
        self.ups = nn.ModuleList(nn.Linear(s.depth_width, 4 * s.depth_width, bias=False) for _ in range(s.depth))
        self.downs = nn.ModuleList(nn.Linear(4 * s.depth_width, s.depth_width, bias=False) for _ in range(s.depth))
        self.heads = nn.Parameter(torch.zeros(s.codebooks, s.depth_width, s.size))

    def forward(self, hidden, codes, book):
        """hidden [B, width], codes [B, codebooks] (none from `book` on) -> scores [B, size] of codebook `book`."""
        x = self.enter(hidden) + self.books.weight[book]
        x = x + self.codes(codes + torch.arange(self.s.codebooks) * (self.s.size + 1)).sum(1)
        for norm, up, down in zip(self.norms, self.ups, self.downs):
            x = x + down(F.relu(up(norm(x))))
        return self.norms[-1](x) @ self.heads[book]


class Decoder(nn.Module):
    """Codes to sound; a frame depends on two before it and one after, so that a host that decodes in pieces has to mind their edges."""

    def __init__(self, s):
        super().__init__()
        self.s = s
        self.codes = nn.Embedding(s.codebooks * s.size, s.decoder)
        self.frames = nn.Conv1d(s.decoder, s.decoder, LEFT + RIGHT + 1, bias=False)
        self.samples = nn.Linear(s.decoder, s.channels * s.samples_per_frame, bias=False)

    def forward(self, codes):
        """codes [B, codebooks, frames] -> audio [B, channels, samples]."""
        s = self.s
        vectors = self.codes(codes + torch.arange(s.codebooks)[:, None] * s.size).sum(1)
        near = F.relu(self.frames(F.pad(vectors.transpose(1, 2), (LEFT, RIGHT)))).transpose(1, 2)
        sound = 0.2 * torch.tanh(self.samples(near)).view(codes.shape[0], -1, s.channels, s.samples_per_frame)
        return sound.permute(0, 2, 1, 3).reshape(codes.shape[0], s.channels, -1)


def io(s):
    c = s.config
    inputs = [("codes", "int64", ["batch", "count", s.codebooks]), ("style", "float32", ["batch", s.style]),
              ("lengths", "int64", ["batch"])]
    outputs = [("hidden", "float32", ["batch", "count", c.width])] if s.depth else \
        [("scores", "float32", ["batch", "count", s.codebooks, s.size])]
    for i in range(c.layers):
        for kind in ("key", "value"):
            inputs.append(("past_%s_%d" % (kind, i), "float32", ["batch", c.kv_heads, "past", c.head]))
            outputs.append(("new_%s_%d" % (kind, i), "float32", ["batch", c.kv_heads, "count", c.head]))
    return inputs, outputs


def depth_io(s):
    return ([("hidden", "float32", ["batch", s.config.width]), ("codes", "int64", ["batch", s.codebooks]), ("book", "int64", [1])],
            [("scores", "float32", ["batch", s.size])])


def decoder_io(s):
    return ([("codes", "int64", ["batch", s.codebooks, "frames"])], [("audio", "float32", ["batch", s.channels, "samples"])])


def described(w, model, size, books, axis):
    """The sum of the vectors of a frame's codes."""
    w.node("Add", ["codes", w.constant("code_offsets", books * size, np.int64)], "code_rows")
    w.node("Gather", [w.constant("code_table", graph.array(model.codes.weight)), "code_rows"], "code_vectors")
    return w.node("ReduceSum", ["code_vectors", w.ints("code_axis", axis)], "code_sum", keepdims=0)


def norm(w, name, layer, source, target):
    return w.node("LayerNormalization", [source, w.constant(name + "_scale", graph.array(layer.weight)),
                                         w.constant(name + "_bias", graph.array(layer.bias))], target, axis=-1, epsilon=layer.eps)


def language_graph(s, model):
    w = graph.Writer()
    described(w, model, s.size + 1, np.arange(s.codebooks), 2)
    w.node("MatMul", ["style", w.constant("w_style", graph.array(model.style.weight).T)], "styled")
    w.node("Unsqueeze", ["styled", w.ints("axis_1", 1)], "styled_rows")
    w.node("Add", ["code_sum", "styled_rows"], "described")
    graph.places(w, "codes", graph.array(model.places.weight))
    graph.masks(w, s.config.heads // s.config.kv_heads)
    x = "x0"
    for index, block in enumerate(model.blocks):
        x = graph.block(w, s.config, index, block, x)
    norm(w, "last", model.norm, x, "hidden" if s.depth else "last")
    if not s.depth:
        w.node("MatMul", ["last", w.constant("w_heads", graph.array(model.heads.weight).T)], "flat_scores")
        w.node("Reshape", ["flat_scores", w.ints("score_shape", 0, 0, s.codebooks, s.size)], "scores")
    return graph.finish(w, "codec-lm", *io(s))


def depth_graph(s, model):
    w = graph.Writer()
    described(w, model, s.size + 1, np.arange(s.codebooks), 1)
    w.node("MatMul", ["hidden", w.constant("w_enter", graph.array(model.enter.weight).T)], "entered")
    w.node("Gather", [w.constant("book_table", graph.array(model.books.weight)), "book"], "book_row")
    w.node("Add", ["entered", "book_row"], "placed")
    x = w.node("Add", ["placed", "code_sum"], "d0")
    for i, (up, down) in enumerate(zip(model.ups, model.downs)):
        normed = norm(w, "n%d" % i, model.norms[i], x, "normed%d" % i)
        w.node("MatMul", [normed, w.constant("w_up%d" % i, graph.array(up.weight).T)], "up%d" % i)
        w.node("Relu", ["up%d" % i], "relu%d" % i)
        w.node("MatMul", ["relu%d" % i, w.constant("w_down%d" % i, graph.array(down.weight).T)], "down%d" % i)
        x = w.node("Add", [x, "down%d" % i], "d%d" % (i + 1))
    norm(w, "last", model.norms[-1], x, "last")
    w.node("Gather", [w.constant("w_heads", graph.array(model.heads)), "book"], "head_1")
    w.node("Squeeze", ["head_1", w.ints("axis_0", 0)], "head")
    w.node("MatMul", ["last", "head"], "scores")
    return graph.finish(w, "codec-depth", *depth_io(s))


def decoder_graph(s, model):
    w = graph.Writer()
    described(w, model, s.size, np.arange(s.codebooks)[:, None], 1)
    w.node("Transpose", ["code_sum"], "by_width", perm=[0, 2, 1])
    w.node("Conv", ["by_width", w.constant("w_frames", graph.array(model.frames.weight))], "near", pads=[LEFT, RIGHT])
    w.node("Relu", ["near"], "rectified")
    w.node("Transpose", ["rectified"], "frames_first", perm=[0, 2, 1])
    w.node("MatMul", ["frames_first", w.constant("w_samples", graph.array(model.samples.weight).T)], "raw")
    w.node("Tanh", ["raw"], "bounded")
    w.node("Mul", ["bounded", w.constant("level", 0.2)], "levelled")
    w.node("Reshape", ["levelled", w.ints("frame_shape", 0, 0, s.channels, s.samples_per_frame)], "by_frame")
    w.node("Transpose", ["by_frame"], "by_channel", perm=[0, 2, 1, 3])
    w.node("Reshape", ["by_channel", w.ints("audio_shape", 0, s.channels, -1)], "audio")
    return graph.finish(w, "codec-decoder", *decoder_io(s))


def delayed(s, frames):
    """[T, codebooks] -> rows: nothing first, then codebook k of frame t in row 1 + t + delays[k]."""
    rows = torch.full((len(frames), s.codebooks), s.none)
    for book, delay in enumerate(s.delays):
        rows[1 + delay:, book] = frames[:len(frames) - 1 - delay, book]
    return rows


def vectors(s, models, folder):
    model, depth, decoder = models
    generator = torch.Generator().manual_seed(1)
    cases, blob = [], b""
    for _ in range(SEQUENCES):
        frames = torch.randint(0, s.size, (FRAMES, s.codebooks), generator=generator)
        style = torch.randn(1, s.style, generator=generator)
        rows = delayed(s, frames)
        with torch.no_grad():
            scores = model(rows[None], style)[0]
            if depth is not None:
                told = torch.full((FRAMES, s.codebooks), s.none)
                written = []
                for book in range(s.codebooks):
                    written.append(depth(scores, told, book))
                    told[:, book] = frames[:, book]
                scores = torch.stack(written, 1)
            audio = decoder(frames[None, :DECODED].transpose(1, 2))[0].numpy().astype("<f4")
        case = {"codes": rows.tolist(), "style": [float(x) for x in style[0]], "decoded": frames[:DECODED].t().tolist()}
        if depth is not None:
            case["frames"] = frames.tolist()
        for name, values in (("scores", scores.numpy().astype("<f4")), ("audio", audio)):
            case[name] = {"offset": len(blob), "shape": list(values.shape)}
            blob += values.tobytes()
        cases.append(case)
    with open(os.path.join(folder, "vectors.bin"), "wb") as file:
        file.write(blob)
    package.write_json(os.path.join(folder, "vectors.json"), {
        "format": 1, "file": "vectors.bin", "type": "float32 little-endian", "tolerance": package.TOLERANCE, "cases": cases})


def styles(s, folder, seed):
    draw = torch.Generator().manual_seed(seed)
    package.write_json(os.path.join(folder, "styles.json"), {
        "format": 1, "styles": {name: [round(float(x), 4) for x in torch.randn(s.style, generator=draw)] for name in STYLES}})


def manifest(s, models, folder, seed):
    c = s.config
    names = [("graph.onnx", "graph"), ("decoder.onnx", "decoder"), ("styles.json", "styles"), ("vectors.json", "vectors"),
             ("vectors.bin", "vectors-data")] + ([("depth.onnx", "depth")] if s.depth else [])
    inputs, outputs = io(s)
    content = {
        "format": package.FORMAT, "name": s.name, "version": "0.1.%d" % seed, "task": "codec-lm",
        "files": [package.file_entry(folder, name, role) for name, role in names],
        "inputs": package.shapes(inputs), "outputs": package.shapes(outputs),
        "decoder": dict(zip(("inputs", "outputs"), map(package.shapes, decoder_io(s)))),
        "cache": {"layers": c.layers, "keyValueHeads": c.kv_heads, "headWidth": c.head, "context": c.context,
                  "bytesPerToken": 2 * 4 * c.layers * c.kv_heads * c.head},
        "codec": {"codebooks": s.codebooks, "codebookSize": s.size, "none": s.none, "delays": s.delays,
                  "framesPerSecond": s.sample_rate / s.samples_per_frame, "sampleRate": s.sample_rate, "channels": s.channels,
                  "samplesPerFrame": s.samples_per_frame, "styleWidth": s.style, "decoderLeft": LEFT, "decoderRight": RIGHT},
        "parameters": sum(p.numel() for m in models if m is not None for p in m.parameters()), "config": c.to_json(),
        "sample": {"temperature": 1.0, "topK": 40, "guidance": s.guidance},
        "minimumRuntime": {"onnxruntime": package.MINIMUM_RUNTIME},
        "training": {"code": package.VERSION, "seed": seed, "size": "tiny", "steps": 0, "tokensSeen": 0, "seconds": 0,
                     "settings": None, "data": None},
        "evaluation": None, "licence": {"weights": "MIT", "note": "Random numbers; for tests only."}, "attribution": [],
    }
    if s.depth:
        content["depth"] = dict(zip(("inputs", "outputs"), map(package.shapes, depth_io(s))))
    return content


def tiny(folder, seed, shape="tiny"):
    """Writes a package."""
    s = SHAPES[shape]
    os.makedirs(folder, exist_ok=True)
    torch.manual_seed(seed)
    models = (CodecModel(s).eval(), Depth(s).eval() if s.depth else None, Decoder(s).eval())
    with torch.no_grad():
        for p in (p for m in models if m is not None for p in m.parameters()):
            p.normal_(std=s.std)
    onnx.save(language_graph(s, models[0]), os.path.join(folder, "graph.onnx"))
    if s.depth:
        onnx.save(depth_graph(s, models[1]), os.path.join(folder, "depth.onnx"))
    onnx.save(decoder_graph(s, models[2]), os.path.join(folder, "decoder.onnx"))
    vectors(s, models, folder)
    styles(s, folder, seed)
    content = manifest(s, models, folder, seed)
    package.write_json(os.path.join(folder, "model.json"), content, 1)
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as file:
        file.write(package.card.render(content))
    return content
