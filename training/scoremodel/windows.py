"""Windows of the prepared data: a header and as many bars as fit, some roles left out now and then. Pure but for NumPy."""

import random

import numpy as np

from . import features, vocabulary as v

# How often a bar of each style is drawn, beside its share of the data.
WEIGHTS = {"song": 1.0, "quartet": 1.0, "hymn": 2.0, "piano": 1.0, "choral": 0.12, "orchestra": 0.3, "lead": 0.5,
           "other": 0.5}
# Role sets that a window keeps: all, or what a style with fewer neural parts will ask for.
ROLE_SETS = ((0.55, (0, 1, 2, 3)), (0.25, (0, 1)), (0.1, (0, 1, 2)), (0.05, (1,)), (0.05, (0, 1, 3)))


class Pieces:
    """The token file of one split."""

    def __init__(self, path):
        data = np.load(path)
        self.tokens, self.bars, self.segments = data["tokens"], data["bars"], data["segments"]
        self.headers, self.styles = data["headers"], data["styles"]

    def __len__(self):
        return len(self.headers)

    def bar(self, index):
        return self.tokens[self.bars[index]:self.bars[index + 1]].tolist()

    def sampling_weights(self):
        counts = np.diff(self.segments).astype(np.float64)
        return counts * np.array([WEIGHTS[v.STYLES[s]] for s in self.styles])


def split_roles(tokens):
    """(controls of the bar, [(role, tokens)])."""
    starts = [i for i, t in enumerate(tokens) if v.is_role(t)] + [len(tokens)]
    return tokens[:starts[0]], [(tokens[a] - v.ROLE_FIRST, tokens[a:b]) for a, b in zip(starts, starts[1:])]


def last_pitch(pieces, first, before, role):
    """The latest pitch of a role in bars first..before-1, 0 for none."""
    for bar in range(before - 1, max(first, before - 40) - 1, -1):
        for number, tokens in split_roles(pieces.bar(bar))[1]:
            if number == role:
                pitches = [t for t in tokens if v.is_pitch(t)]
                if pitches:
                    return v.pitch_of(pitches[-1])
    return 0


def window(pieces, segment, start, length, kept=(0, 1, 2, 3), whole=False):
    """Tokens from bar `start` of a segment on. whole: only bars that fit entirely. Copies of bars before the window are not stated."""
    first, end = int(pieces.segments[segment]), int(pieces.segments[segment + 1])
    tokens = pieces.headers[segment].tolist()
    for index in range(first + start, end):
        controls, parts = split_roles(pieces.bar(index))
        bar = list(controls)
        for role, part in parts:
            if role in kept:
                bar += _fitted(pieces, first, first + start, index, role, part)
        if whole and len(tokens) + len(bar) > length:
            break
        tokens += bar
        if len(tokens) >= length:
            break
    return tokens[:length]


def _fitted(pieces, first, begin, index, role, part):
    out = []
    for token in part:
        if v.is_copy(token) and index - v.copy_of(token)[0] < begin:
            continue
        if token == v.HOLD and index == begin:
            # Nothing stands before the first bar: a note held into it begins there.
            pitch = last_pitch(pieces, first, begin, role)
            token = v.pitch_token(pitch) if pitch else v.REST
        out.append(token)
    return out


class Sampler:
    """Random windows as rows, by a seed and the step alone, so that a resumed run goes on the same."""

    def __init__(self, pieces, length, seed):
        self.pieces, self.length, self.seed = pieces, length, seed
        weights = pieces.sampling_weights()
        self.cumulative = np.cumsum(weights / weights.sum())

    def draw(self, step, index):
        draw = random.Random("%d/%d/%d" % (self.seed, step, index))
        segment = min(int(np.searchsorted(self.cumulative, draw.random())), len(self.pieces) - 1)
        bars = int(self.pieces.segments[segment + 1] - self.pieces.segments[segment])
        start = draw.randrange(max(1, bars - 7))
        pick, kept = draw.random(), ROLE_SETS[0][1]
        for share, roles in ROLE_SETS:
            if pick < share:
                kept = roles
                break
            pick -= share
        return window(self.pieces, segment, start, self.length, kept)

    def batch(self, step, size):
        return rows_of([self.draw(step, i) for i in range(size)], self.length)


def rows_of(sequences, length):
    """[B, length, 10]; short sequences end in PAD."""
    out = np.zeros((len(sequences), length, features.COUNT), np.int64)
    for i, tokens in enumerate(sequences):
        out[i, :len(tokens)] = features.rows(tokens)
    return out
