"""Writes the vectors that a host's tests are checked by: python3 tests/make_host_vectors.py OUT.json, from the training folder.

Sequences for made-up plans, chosen by the reference rules from scores that are a hash of place and token, with draws from the
generator that hosts use. Per token: a hash of its row; per choice: how many tokens the rules left and a hash of them.
"""

import base64
import json
import os
import random
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from scoremodel import bloom, features, sampling, vocabulary as v  # noqa: E402

MASK = (1 << 64) - 1
DRAW_PART = 1 << 24


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


class Draws:
    """Counter-based randomness as hosts have it: SplitMix64's finaliser over (seed, section, bar, part, counter)."""

    def __init__(self, seed, section, bar, part):
        k = mix((seed + 0x9E3779B97F4A7C15) & MASK)
        for value, factor in ((section, 0xD1B54A32D192ED03), (bar, 0xABC98388FB8FAC03), (part, 0x8CB92BA72F3D8DD7)):
            k = mix(k ^ ((value * factor) & MASK))
        self.key, self.counter = k, 0

    def random(self):
        self.counter += 1
        return (mix((self.key + self.counter * 0x9E3779B97F4A7C15) & MASK) >> 11) / (1 << 53)


def score(place, token):
    """A score from -4 to 4 in steps of 1/32."""
    return (((place * 7919 + token * 104729 + 12345) * 2654435761 >> 16) & 255) / 32 - 4


def fnv(numbers):
    h = 2166136261
    for n in numbers:
        h = ((h ^ n) * 16777619) & 0xFFFFFFFF
    return h


def plan(draw, bars, outer=False):
    """Header and bars of controls; each role's controls are followed by None, where its notes come. outer: bass and melody in every
    bar and no copies, so that parallels come up often."""
    metre = "4/4" if outer else draw.choice(v.METRE_NAMES)
    tokens = [v.BOS, v.ID["MODE_maj"], v.ID["METRE_" + metre], v.ID["TEMPO_2"], v.ID["STYLE_song"]]
    sounded = []
    for bar in range(bars):
        tokens += [v.BAR, v.ID["PHRASE_" + draw.choice(v.PHRASES)], v.ID["DYNAMIC_middle"]]
        tokens += [v.chord_token(draw.randrange(12), draw.randrange(-1, len(v.QUALITIES))) for _ in range(2)]
        here = [role for role in range(len(v.ROLES)) if (role < 2 if outer else draw.random() < (0.9 if role < 2 else 0.5))]
        for role in here:
            register = {0: 3, 1: 8, 2: 6, 3: 5}[role] + draw.randrange(-1, 2)
            tokens += [v.ROLE_FIRST + role, v.DENSITY_FIRST + (3 if outer else draw.randrange(v.DENSITIES)), v.REGISTER_FIRST + register]
            back = draw.choice(v.COPY_BARS)
            if not outer and draw.random() < 0.8 and back <= bar and role in sounded[bar - back]:
                tokens.append(v.copy_token(back, draw.random() < 0.7))
            tokens.append(None)
        sounded.append(here)
    return tokens


def write(tokens, rules, seed):
    """The sequence, and per token the hash of its row, per choice [place, how many left, hash of them]."""
    state, quotes = features.State(), sampling.Quotes(rules)
    out, rows, choices = [], [], []
    draw, bar = None, -1

    def take(token):
        if v.is_pitch(token) and state.role == sampling.MELODY and rules.melodies is not None:
            quotes.take(state.elapsed + state.tick, v.pitch_of(token))
        out.append(token)
        rows.append(fnv(state.push(token)))

    for token in tokens:
        bar += token == v.BAR
        if token is not None:
            take(token)
            continue
        draw = Draws(seed, 3, bar, DRAW_PART + state.role)
        while not state.done():
            left = sampling.choices(state, rules, draw, quotes)
            choices.append([len(out), len(left), fnv(left)])
            index = 0
            if len(left) > 1:
                scores = np.array([score(len(out), t) for t in left])
                index = sampling.pick(sampling.weighed(state, rules, left, scores), rules, draw)
            take(left[index])
    return out, rows, choices


def main(path):
    draw = random.Random(20260101)
    full = bytes(draw.randrange(256) | draw.randrange(256) | draw.randrange(256) for _ in range(128))
    melodies = bloom.Filter(np.frombuffer(full, np.uint8).tobytes())
    settings = [
        dict(temperature=0.95, top_p=0.95, longest_match=9, melodies=melodies),
        dict(temperature=1.2, top_p=0.9, longest_match=8, melodies=melodies, chord_share=0.5, leap=5, repeat_penalty=0.0),
        dict(temperature=0.8, top_p=0.99, longest_match=0, melodies=None, chord_share=1.0, leap=12, repeat_penalty=2.0,
             parallels=True),
    ]
    cases = []
    for number in range(15):
        given = settings[number % len(settings)]
        tokens = plan(draw, 24, True) if number >= 12 else plan(draw, 9 if number < 3 else 5)
        seed = draw.randrange(1 << 62)
        out, rows, choices = write(tokens, sampling.Rules(**given), seed)
        named = {key: value for key, value in given.items() if key != "melodies"}
        cases.append({"seed": seed, "rules": named, "filtered": given["melodies"] is not None,
                      "script": [-1 if t is None else t for t in tokens], "tokens": out, "rows": rows, "choices": choices})
    shapes = []
    for _ in range(8):
        onsets = np.cumsum([draw.choice((6, 12, 24, 48, 600)) for _ in range(8)]).tolist()
        pitches = [draw.randrange(30, 100) for _ in range(8)]
        number = bloom.shapes(onsets, pitches)
        shapes.append({"onsets": onsets, "pitches": pitches, "shape": str(int(number[0])), "places": bloom.places(number, 1024)[:, 0].tolist()})
    built = bloom.build(np.array([int(s["shape"]) for s in shapes], np.uint64))
    file = {"filter": base64.b64encode(full).decode(), "hashes": bloom.HASHES, "shapes": shapes,
            "built": base64.b64encode(built).decode(), "cases": cases}
    with open(path, "w") as target:
        json.dump(file, target, separators=(",", ":"))
        target.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
