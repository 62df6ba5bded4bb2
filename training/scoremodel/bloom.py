"""A Bloom filter of the training melodies' eight-note shapes, so that a host can keep from quoting them.

A shape is seven successive intervals in semitones, each clamped to -24..24 and shifted to 1..49, packed six bits each, the
first in the highest place. The number goes through SplitMix64; the low half h1 and the odd-made high half h2 give the bits
(h1 + i h2) mod m, i = 0..k-1, bit j lying in byte j / 8 at place j mod 8. Being made of intervals, it knows transpositions.
"""

import os

import numpy as np

from . import vocabulary as v, windows

INTERVALS = 7
BITS_PER_SHAPE = 10
HASHES = 7
MELODY = v.ROLES.index("melody")


def splitmix(x):
    with np.errstate(over="ignore"):
        x = x.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


def shapes(pitches):
    """The shape numbers of a melody given as MIDI pitches."""
    steps = np.clip(np.diff(np.asarray(pitches, np.int64)), -24, 24) + 25
    if len(steps) < INTERVALS:
        return np.zeros(0, np.uint64)
    packed = np.zeros(len(steps) - INTERVALS + 1, np.uint64)
    for i in range(INTERVALS):
        packed = (packed << np.uint64(6)) | steps[i:len(steps) - INTERVALS + 1 + i].astype(np.uint64)
    return packed


def melodies(pieces):
    """The melody of every segment as MIDI pitches."""
    tokens = pieces.tokens.astype(np.int64)
    roles = (tokens >= v.ROLE_FIRST) & (tokens < v.ROLE_FIRST + len(v.ROLES))
    marks = roles | (tokens == v.BAR)
    role = np.where(roles, tokens - v.ROLE_FIRST, -1)
    latest = np.maximum.accumulate(np.where(marks, np.arange(len(tokens)), 0))
    melody = (role[latest] == MELODY) & (tokens >= v.PITCH_FIRST)
    for first, end in zip(pieces.segments, pieces.segments[1:]):
        part = slice(pieces.bars[first], pieces.bars[end])
        yield tokens[part][melody[part]] - v.PITCH_FIRST + v.LOWEST


def all_shapes(pieces):
    return np.unique(np.concatenate([shapes(m) for m in melodies(pieces)]))


class Filter:
    def __init__(self, data):
        self.bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")

    def contains(self, numbers):
        return self.bits[places(numbers, len(self.bits))].all(axis=0)


def places(numbers, count):
    mixed = splitmix(np.asarray(numbers, np.uint64))
    h1, h2 = mixed & np.uint64(0xFFFFFFFF), (mixed >> np.uint64(32)) | np.uint64(1)
    return np.stack([((h1 + np.uint64(i) * h2) % np.uint64(count)).astype(np.int64) for i in range(HASHES)])


def build(numbers):
    count = -(-len(numbers) * BITS_PER_SHAPE // 64) * 64
    bits = np.zeros(count, np.uint8)
    bits[places(numbers, count).ravel()] = 1
    return np.packbits(bits, bitorder="little").tobytes()


def write_filter(prepared, path):
    numbers = all_shapes(windows.Pieces(os.path.join(prepared, "train.npz")))
    data = build(numbers)
    with open(path, "wb") as file:
        file.write(data)
    return {"file": os.path.basename(path), "notes": INTERVALS + 1, "shapes": int(len(numbers)), "bits": len(data) * 8,
            "hashes": HASHES}
