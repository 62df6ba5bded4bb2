"""The network: a small decoder-only transformer over the rows of features.py.

Shared key/value heads keep the cache small, since its traffic is what a step costs at large batches. Pitches are scored by
three terms: the word itself (pitch class + octave + own vector), the interval from the role's latest note, and the degree
over the root of the chord; so that steps and chord tones are learned once and not for each key and octave.
"""

import math
from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional as F

from . import features, vocabulary as v


@dataclass(frozen=True)
class Config:
    layers: int = 4
    width: int = 192
    heads: int = 6
    kv_heads: int = 2
    hidden: int = 768
    context: int = 512
    dropout: float = 0.0

    @property
    def head(self):
        return self.width // self.heads

    def to_json(self):
        return asdict(self)


CONFIGS = {
    "tiny": Config(layers=2, width=32, heads=4, kv_heads=2, hidden=64, context=256),
    "preview": Config(),
    "full": Config(layers=6),
    # Beyond what a package may weigh as fp32, and beyond what a CPU trains in hours.
    "large": Config(layers=7, width=384, heads=6, kv_heads=2, hidden=1536, context=1024, dropout=0.1),
}

INTERVALS = 49      # -24..24; column 49 stays zero
DEGREES = 12        # column 12 stays zero
ANCHOR = features.NAMES.index("anchor")
CHORD = features.NAMES.index("chord")
# Queries of a training window go in spans of so many, each over the keys up to its own end: later keys would only be masked away.
SPAN = 128


def interval_table():
    """[anchor 0..80][pitch] -> column of the interval scores."""
    table = torch.full((v.PITCHES + 1, v.PITCHES), INTERVALS, dtype=torch.long)
    for anchor in range(1, v.PITCHES + 1):
        for pitch in range(v.PITCHES):
            table[anchor, pitch] = max(-24, min(24, pitch + 1 - anchor)) + 24
    return table


def degree_table():
    """[chord 0..120][pitch] -> column of the degree scores."""
    table = torch.full((1 + 12 * len(v.QUALITIES), v.PITCHES), DEGREES, dtype=torch.long)
    for chord in range(1, table.shape[0]):
        root = (chord - 1) // len(v.QUALITIES)
        for pitch in range(v.PITCHES):
            table[chord, pitch] = (pitch + v.LOWEST - root) % 12
    return table


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.c = c
        self.norm1 = nn.LayerNorm(c.width)
        self.qkv = nn.Linear(c.width, (c.heads + 2 * c.kv_heads) * c.head, bias=False)
        self.out = nn.Linear(c.width, c.width, bias=False)
        self.norm2 = nn.LayerNorm(c.width)
        self.up = nn.Linear(c.width, c.hidden, bias=False)
        self.down = nn.Linear(c.hidden, c.width, bias=False)
        self.drop = nn.Dropout(c.dropout)

    def forward(self, x, mask, past=None):
        """past: (k, v) of earlier tokens, each [B, kv heads, P, head]. Returns x and the new k, v."""
        c = self.c
        batch, length, _ = x.shape
        group = c.heads // c.kv_heads
        q, k, val = self.qkv(self.norm1(x)).split([c.width, c.kv_heads * c.head, c.kv_heads * c.head], dim=-1)
        q = q.view(batch, length, c.kv_heads, group, c.head).permute(0, 2, 3, 1, 4)
        k = k.view(batch, length, c.kv_heads, c.head).transpose(1, 2)
        val = val.view(batch, length, c.kv_heads, c.head).transpose(1, 2)
        keys, values = (k, val) if past is None else (torch.cat((past[0], k), 2), torch.cat((past[1], val), 2))
        if past is None and length > SPAN:
            mixed = torch.cat([self._attend(q[:, :, :, a:a + SPAN], keys[:, :, :a + SPAN], values[:, :, :a + SPAN],
                                            mask[a:a + SPAN, :a + SPAN]) for a in range(0, length, SPAN)], 3)
        else:
            mixed = self._attend(q, keys, values, mask)
        mixed = mixed.permute(0, 3, 1, 2, 4).reshape(batch, length, c.width)
        x = x + self.drop(self.out(mixed))
        x = x + self.drop(self.down(F.relu(self.up(self.norm2(x))).square()))
        return x, k, val

    def _attend(self, q, keys, values, mask):
        """q [B, kv heads, group, T, head] over keys and values [B, kv heads, P, head]."""
        batch, heads, group, length, head = q.shape
        # Query heads that share a key head stand as more query rows of it: one larger product instead of several.
        scores = q.reshape(batch, heads, group * length, head) @ keys.transpose(2, 3) * (1 / math.sqrt(head))
        scores = scores.view(batch, heads, group, length, -1) + mask
        weights = self.drop(scores.softmax(-1)).view(batch, heads, group * length, -1)
        return (weights @ values).view(batch, heads, group, length, head)


class ScoreModel(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = c = config
        self.words = nn.Embedding(v.SIZE, c.width)
        self.pitch_class = nn.Embedding(12, c.width)
        self.octave = nn.Embedding(9, c.width)
        self.chord_root = nn.Embedding(13, c.width)
        self.chord_kind = nn.Embedding(len(v.QUALITIES) + 1, c.width)
        self.others = nn.ModuleList(nn.Embedding(size, c.width) for size in features.SIZES[1:])
        self.places = nn.Embedding(c.context, c.width)
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.layers))
        self.norm = nn.LayerNorm(c.width)
        self.intervals = nn.Linear(c.width, INTERVALS, bias=False)
        self.degrees = nn.Linear(c.width, DEGREES, bias=False)
        self.bias = nn.Parameter(torch.zeros(v.SIZE))
        pitches = torch.arange(v.LOWEST, v.HIGHEST + 1)
        self.register_buffer("class_of", pitches % 12, persistent=False)
        self.register_buffer("octave_of", pitches // 12, persistent=False)
        self.register_buffer("interval_table", interval_table(), persistent=False)
        self.register_buffer("degree_table", degree_table(), persistent=False)
        chords = torch.arange(12 * len(v.QUALITIES))
        self.register_buffer("root_of", torch.cat((torch.tensor([12]), chords // len(v.QUALITIES))), persistent=False)
        self.register_buffer("kind_of", torch.cat((torch.tensor([len(v.QUALITIES)]), chords % len(v.QUALITIES))),
                             persistent=False)
        self._initialise()

    def _initialise(self):
        for module in self.modules():
            if isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)
            elif isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=0.02)
        for block in self.blocks:
            for layer in (block.out, block.down):
                nn.init.normal_(layer.weight, std=0.02 / math.sqrt(2 * self.config.layers))

    def word_table(self):
        """[words, width]: the vector of each word, also used to score it."""
        pitched = self.pitch_class(self.class_of) + self.octave(self.octave_of)
        chords = self.chord_root(self.root_of) + self.chord_kind(self.kind_of)
        first, last = v.CHORD_NONE, v.ROLE_FIRST
        words = self.words.weight
        return torch.cat((words[:first], words[first:last] + chords, words[last:v.PITCH_FIRST],
                          words[v.PITCH_FIRST:] + pitched))

    def feature_tables(self):
        """One table per column of features.py."""
        tables = [self.word_table()] + [table.weight for table in self.others]
        chords = self.chord_root(self.root_of) + self.chord_kind(self.kind_of)
        tables[CHORD] = tables[CHORD] + chords
        return tables

    def forward(self, rows, lengths=None, past=None):
        """rows [B, T, 10]; past: per layer (k, v) [B, kv heads, P, head] of which lengths[b] tokens count.

        Returns scores [B, T, words] and per layer the new (k, v)."""
        batch, count, _ = rows.shape
        device = rows.device
        x = sum(F.embedding(rows[:, :, i], table) for i, table in enumerate(self.feature_tables()))
        causal = torch.full((count, count), -1e9, device=device).triu(1)
        places = torch.arange(count, device=device)[None]
        mask = causal
        if past is not None:
            places = places + lengths[:, None]
            held = torch.arange(past[0][0].shape[2], device=device)[None] >= lengths[:, None]
            held = (held * -1e9)[:, None, None, None, :].expand(batch, 1, 1, count, -1)
            mask = torch.cat((held, causal.expand(batch, 1, 1, count, count)), -1)
        x = x + self.places(places)
        fresh = []
        for index, block in enumerate(self.blocks):
            x, k, val = block(x, mask, past[index] if past is not None else None)
            fresh.append((k, val))
        return self.score(self.norm(x), rows), fresh

    def score(self, x, rows):
        scores = x @ self.word_table().t() + self.bias
        zero = x.new_zeros(x.shape[:2] + (1,))
        leaps = torch.cat((self.intervals(x), zero), -1).gather(-1, self.interval_table[rows[:, :, ANCHOR]])
        tones = torch.cat((self.degrees(x), zero), -1).gather(-1, self.degree_table[rows[:, :, CHORD]])
        return torch.cat((scores[:, :, :v.PITCH_FIRST], scores[:, :, v.PITCH_FIRST:] + leaps + tones), -1)

    def size(self):
        return sum(p.numel() for p in self.parameters())
