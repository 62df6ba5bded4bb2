"""A Bloom filter of the training melodies' eight-note shapes, so that a host can keep from quoting them.

A shape is seven successive pairs of notes: the interval in semitones, clamped to -24..24 and shifted to 1..49, and the ticks from
onset to onset, halved and at most 255. With h = 0, each pair makes h = (h xor (256 interval + time)) * 0x100000001B3 modulo
2^64 (FNV-1a's step). The number goes through SplitMix64; the low half h1 and the odd-made high half h2 give the bits (h1 + i h2) mod m,
i = 0..k-1, bit j lying in byte j / 8 at place j mod 8. Being made of intervals, it knows transpositions.
"""

import os

import numpy as np

from . import vocabulary as v, windows

PAIRS = 7
_PRIME = np.uint64(0x100000001B3)
BITS_PER_SHAPE = 10
HASHES = 7
MELODY = v.ROLES.index("melody")


def splitmix(x):
    with np.errstate(over="ignore"):
        x = x.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


def shapes(onsets, pitches, rhythm=True, place=False):
    """The shape numbers of a melody: onsets in ticks, MIDI pitches. rhythm False looks at the intervals alone; place True makes the
    same shape from another pitch another number."""
    steps = np.clip(np.diff(np.asarray(pitches, np.int64)), -24, 24) + 25
    if rhythm:
        steps = 256 * steps + np.minimum(np.diff(np.asarray(onsets, np.int64)) // 2, 255)
    count = len(steps) - PAIRS + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    number = np.asarray(pitches, np.uint64)[:count] << np.uint64(32) if place else np.zeros(count, np.uint64)
    with np.errstate(over="ignore"):
        for i in range(PAIRS):
            number = (number ^ steps[i:count + i].astype(np.uint64)) * _PRIME
    return number


def melodies(pieces):
    """(onsets, pitches) of the melody of every segment."""
    tokens = pieces.tokens.astype(np.int64)
    roles = (tokens >= v.ROLE_FIRST) & (tokens < v.ROLE_FIRST + len(v.ROLES))
    bars = tokens == v.BAR
    latest = np.maximum.accumulate(np.where(roles | bars, np.arange(len(tokens)), 0))
    melody = (np.where(roles, tokens - v.ROLE_FIRST, -1)[latest] == MELODY) & (tokens >= v.PITCH_FIRST)
    lengths = np.where((tokens >= v.DURATION_FIRST) & (tokens < v.PITCH_FIRST), 2 * (tokens - v.DURATION_FIRST + 1), 0)
    before = np.cumsum(lengths) - lengths
    in_bar = before - before[latest]
    number = np.cumsum(bars)
    for index, (first, end) in enumerate(zip(pieces.segments, pieces.segments[1:])):
        part = slice(pieces.bars[first], pieces.bars[end])
        chosen = melody[part]
        metre = v.METRE_NAMES[next(t - v.METRE_FIRST for t in pieces.headers[index].tolist()
                                   if v.METRE_FIRST <= t < v.METRE_FIRST + len(v.METRES))]
        onsets = number[part][chosen] * v.METRES[metre][0] + in_bar[part][chosen]
        yield onsets, tokens[part][chosen] - v.PITCH_FIRST + v.LOWEST


def all_shapes(pieces, rhythm=True, place=False):
    return np.unique(np.concatenate([shapes(onsets, pitches, rhythm, place) for onsets, pitches in melodies(pieces)]))


def known(pieces):
    """Shapes of the training melodies: transposable, by intervals alone, and at their own pitch."""
    return all_shapes(pieces), all_shapes(pieces, False), all_shapes(pieces, True, True)


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
    return {"file": os.path.basename(path), "notes": PAIRS + 1, "shapes": int(len(numbers)), "bits": len(data) * 8,
            "hashes": HASHES}
