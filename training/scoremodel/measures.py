"""What is measured of music, whoever wrote it. Music here is a list of `Bar`s. NumPy only."""

import math
from dataclasses import dataclass, field

import numpy as np

from . import bloom, features, vocabulary as v

SCALES = ({0, 2, 4, 5, 7, 9, 11}, {0, 2, 3, 5, 7, 8, 10, 11})
DISSONANT = {1, 2, 6, 10, 11}


@dataclass
class Bar:
    metre: str
    mode: int
    chords: list                    # two chord numbers
    roles: dict = field(default_factory=dict)       # role number -> events of features.py
    controls: dict = field(default_factory=dict)    # role number -> (density, register) asked for
    commanded: dict = field(default_factory=dict)   # role number -> copy word or absent


def bars_of(tokens):
    """The bars of a token sequence."""
    state, bars, mode = features.State(), [], 0
    for token in tokens:
        state.push(token)
        if token == v.BAR:
            bars.append(Bar(v.METRE_NAMES[state.metre], mode, state.chords, state.bars[-1]))
        elif token in (v.ID["MODE_maj"], v.ID["MODE_min"]):
            mode = token - v.ID["MODE_maj"]
        elif v.DENSITY_FIRST <= token < v.REGISTER_FIRST:
            bars[-1].controls[state.role] = (token - v.DENSITY_FIRST, None)
        elif v.REGISTER_FIRST <= token < v.COPY_FIRST:
            bars[-1].controls[state.role] = (bars[-1].controls[state.role][0], token - v.REGISTER_FIRST)
        elif v.is_copy(token):
            bars[-1].commanded[state.role] = token
    return bars


def notes(bar, role):
    return [e for e in bar.roles.get(role, ()) if e.kind == "note"]


def share(hits):
    return sum(hits) / len(hits) if hits else None


BASS, MELODY = 0, 1


def melody_steps(piece):
    pitches = [e.pitch for bar in piece for e in notes(bar, MELODY)]
    return [b - a for a, b in zip(pitches, pitches[1:])]


def strong(bar):
    return v.METRES[bar.metre][2]


def chord_at(bar, tick):
    return bar.chords[0 if tick < v.METRES[bar.metre][1] else 1] if len(bar.chords) == 2 else 0


def _chord_tones(pieces, role):
    return share([e.pitch % 12 in v.chord_tones(chord_at(bar, e.onset)) for piece in pieces for bar in piece
                  for e in notes(bar, role) if e.onset in strong(bar) and chord_at(bar, e.onset)])


def _bass_root(pieces):
    return share([e.pitch % 12 == (bar.chords[0] - 1) // len(v.QUALITIES) for piece in pieces for bar in piece
                  for e in notes(bar, BASS) if e.onset == 0 and chord_at(bar, 0)])


def _in_scale(pieces):
    return share([e.pitch % 12 in SCALES[bar.mode] for piece in pieces for bar in piece for e in notes(bar, MELODY)])


def _outer(pieces):
    """Melody and bass on strong beats: (share of dissonances, share of parallel fifths or octaves among moves)."""
    clashes, parallels = [], []
    for piece in pieces:
        before = None
        for bar in piece:
            for tick in strong(bar):
                low = features.event_at(bar.roles.get(BASS, ()), tick)
                top = features.event_at(bar.roles.get(MELODY, ()), tick)
                if not low or not top or not low.pitch or not top.pitch:
                    before = None
                    continue
                interval = (top.pitch - low.pitch) % 12
                clashes.append(interval in DISSONANT)
                if before is not None and before[0] != low.pitch and before[1] != top.pitch:
                    was = (before[1] - before[0]) % 12
                    parallels.append(interval == was and interval in (0, 7))
                before = (low.pitch, top.pitch)
    return share(clashes), share(parallels)


def _signature(bar, exact):
    return tuple((e.onset, e.ticks, e.kind, e.pitch if exact else 0) for e in bar.roles.get(MELODY, ()))


def _repeated(pieces, back, exact):
    """Among melody bars of two notes or more with a melody bar so far back."""
    return share([_signature(bar, exact) == _signature(piece[i - back], exact) for piece in pieces
                  for i, bar in enumerate(piece)
                  if i >= back and len(notes(bar, MELODY)) >= 2 and piece[i - back].roles.get(MELODY)])


def _controls(pieces):
    exact, near, register = [], [], []
    for piece in pieces:
        for bar in piece:
            for role, (density, wanted) in bar.controls.items():
                onsets = [e.pitch for e in notes(bar, role)]
                found = v.density_class(len(onsets), v.METRES[bar.metre][0])
                exact.append(found == density)
                near.append(abs(found - density) <= 1)
                if onsets and wanted is not None:
                    register.append(abs(v.register_class(sum(onsets) / len(onsets)) - wanted) <= 1)
    return share(exact), share(near), share(register)


def bad_bars(pieces):
    """Bars in which a role's events do not fill the bar exactly."""
    return sum(1 for piece in pieces for bar in piece for events in bar.roles.values()
               if sum(e.ticks for e in events) != v.METRES[bar.metre][0])


def histogram(pieces):
    counts = np.zeros(49)
    for piece in pieces:
        for step in melody_steps(piece):
            counts[max(-24, min(24, step)) + 24] += 1
    return counts / max(1, counts.sum())


def divergence(a, b):
    """Jensen-Shannon divergence in nats."""
    middle = (a + b) / 2

    def part(p):
        kept = p > 0
        return float((p[kept] * np.log(p[kept] / middle[kept])).sum())
    return (part(a) + part(b)) / 2


def quotations(pieces, known, rhythm, place=False):
    """(share of eight-note shapes found in the sorted training shapes, most successive notes of a quotation)."""
    hits, longest = [], 0
    for piece in pieces:
        onsets, pitches, begin = [], [], 0
        for bar in piece:
            for e in notes(bar, MELODY):
                onsets.append(begin + e.onset)
                pitches.append(e.pitch)
            begin += v.METRES[bar.metre][0]
        numbers = bloom.shapes(onsets, pitches, rhythm, place)
        if not len(numbers):
            continue
        at = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
        run = 0
        for hit in (known[at] == numbers):
            hits.append(bool(hit))
            run = run + 1 if hit else 0
            longest = max(longest, run + bloom.PAIRS if run else 0)
    return share(hits), longest


def measure(pieces, reference, known):
    """Every measure of pieces (lists of bars), by name. reference: interval histogram of the data;
    known: the training melodies' shapes (bloom.known)."""
    steps = [s for piece in pieces for s in melody_steps(piece)]
    clash, parallel = _outer(pieces)
    density, near, register = _controls(pieces)
    found, longest = quotations(pieces, known[0], True) if known else (None, None)
    tunes, tune = quotations(pieces, known[1], False) if known else (None, None)
    _, exact = quotations(pieces, known[2], True, True) if known else (None, None)
    return {
        "bad bars": bad_bars(pieces),
        "melody on chord tones at strong beats": _chord_tones(pieces, MELODY),
        "bass root at the downbeat": _bass_root(pieces),
        "in-scale, melody": _in_scale(pieces),
        "melody steps (1-2 semitones)": share([1 <= abs(s) <= 2 for s in steps]),
        "melody repeats a pitch": share([s == 0 for s in steps]),
        "leaps over an octave": share([abs(s) > 12 for s in steps]),
        "divergence of the leaps from the data": divergence(histogram(pieces), reference) if reference is not None else None,
        "dissonance of outer voices on strong beats": clash,
        "parallel fifths or octaves of outer voices": parallel,
        "melody bar repeated after 1": _repeated(pieces, 1, True),
        "melody bar repeated after 4": _repeated(pieces, 4, True),
        "melody rhythm repeated after 1": _repeated(pieces, 1, False),
        "melody rhythm repeated after 4": _repeated(pieces, 4, False),
        "density as asked": density,
        "density within one class": near,
        "register within one class": register,
        "eight-note shapes found in the training data": found,
        "longest quotation, notes": longest,
        "longest at its own pitch, notes": exact,
        "the same by intervals alone": tunes,
        "longest by intervals alone, notes": tune,
    }


def finite(value):
    return value if value is None or not isinstance(value, float) or math.isfinite(value) else None
