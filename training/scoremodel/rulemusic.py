"""A MIDI file of the rule composer as bars that can be measured: roles by program, key and chords by the notes."""

from . import features, midi, roles, vocabulary as v
from .measures import Bar

RUN = 16
BASS_PROGRAMS, LEAD_PROGRAMS = range(32, 40), (73,)
# Krumhansl and Kessler 1982: how well each degree fits a major or minor key.
_PROFILES = (
    (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
)


def key_of(notes):
    """(tonic, mode) whose profile fits best."""
    weight = [0.0] * 12
    for onset, end, pitch in notes:
        weight[pitch % 12] += end - onset
    mean = sum(weight) / 12

    def fit(tonic, profile):
        middle = sum(profile) / 12
        top = sum((weight[(tonic + i) % 12] - mean) * (p - middle) for i, p in enumerate(profile))
        return top / sum((p - middle) ** 2 for p in profile) ** 0.5
    return max(((t, m) for m in (0, 1) for t in range(12)), key=lambda k: (fit(k[0], _PROFILES[k[1]]), -k[0], -k[1]))


def chord_of(notes, begin, end):
    """The chord number whose tones hold most of what sounds, less what they miss; the bass counts for its root."""
    weight, low = [0.0] * 12, None
    for onset, stop, pitch in notes:
        length = min(stop, end) - max(onset, begin)
        if length > 0:
            weight[pitch % 12] += length
            low = pitch if low is None else min(low, pitch)
    if low is None:
        return 0
    total = sum(weight)
    best = None
    for root in range(12):
        for quality, tones in enumerate(v.QUALITY_TONES):
            inside = [weight[(root + t) % 12] for t in tones]
            score = sum(inside) / total - 0.15 * sum(1 for w in inside if w == 0) + (0.1 if low % 12 == root else 0)
            if best is None or score > best[0] + 1e-9:
                best = (score, 1 + root * len(v.QUALITIES) + quality)
    return best[1]


def pieces_of(path):
    """Runs of at most RUN bars of one metre, as `Bar`s with bass and melody; the key is estimated for each run."""
    division, tracks, metres, _ = midi.read(path)
    scaled = {}
    for name, notes, program in tracks:
        if "sting" in name.lower():
            # Answers to events, in their own time: not a part of the piece.
            continue
        role = "bass" if program in BASS_PROGRAMS else "melody" if program in LEAD_PROGRAMS else "other"
        for onset, end, pitch, channel in notes:
            if channel != 9:
                start = onset * 24 // division
                scaled.setdefault(role, []).append((start, start + max(1, (end - onset) * 24 // division), pitch))
    scaled = {role: sorted(notes) for role, notes in scaled.items()}
    if not scaled:
        return []
    last = max(n[1] for notes in scaled.values() for n in notes)
    pieces = []
    for index, (tick, metre) in enumerate(metres):
        stop = metres[index + 1][0] * 24 // division if index + 1 < len(metres) else last
        begin = tick * 24 // division
        while metre in v.METRES and begin + 8 * v.METRES[metre][0] <= stop:
            end = min(stop, begin + RUN * v.METRES[metre][0])
            pieces.append(_run(scaled, metre, begin, end))
            begin = end
    return pieces


def _run(scaled, metre, begin, stop):
    here = {role: [n for n in notes if n[1] > begin and n[0] < stop] for role, notes in scaled.items()}
    tonic, mode = key_of([n for notes in here.values() for n in notes])
    shift = -tonic if tonic <= 6 else 12 - tonic
    moved = {role: [(a, b, p + shift) for a, b, p in notes] for role, notes in here.items()}
    return list(_bars(moved, metre, mode, begin, stop))


def _bars(scaled, metre, mode, begin, stop):
    ticks, half, _ = v.METRES[metre]
    carried = {"bass": 0, "melody": 0}
    harmony = sorted(scaled.get("other", []) + scaled.get("bass", []))
    state = features.State()
    state.push(v.ID["METRE_" + metre])
    while begin + ticks <= stop:
        end = begin + ticks
        state.push(v.BAR)
        chords = [chord_of(harmony, begin, begin + half), chord_of(harmony, begin + half, end)]
        bar = Bar(metre, mode, chords, state.bars[-1])
        for role, top in (("bass", False), ("melody", True)):
            here = [n for n in scaled.get(role, ()) if n[1] > begin and n[0] < end]
            tokens, sounds = roles.content(roles.line(here, begin, end, top), begin, end, carried[role])
            if tokens is None:
                carried[role] = 0
                continue
            for token in [v.ID["ROLE_" + role]] + tokens:
                state.push(token)
            carried[role] = state.last_pitch[v.ROLES.index(role)] if sounds else 0
        yield bar
        begin = end
