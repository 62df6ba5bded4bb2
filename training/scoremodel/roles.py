"""Finds bass, melody, counter-line and an inner line in a piece, bar by bar. Pure.

Each role is one voice. The melody is the highest line of the solo or highest part, the bass the lowest line of the lowest
part; the counter-line is the highest of what is left, the harmony the lowest.
"""

from . import vocabulary as v

_VOICES = ("voice", "vocal", "canto", "sopr", "vox", "singst", "chant", "gesang", "mel")
_DRUMS = ("tymp", "timp", "drum", "tambur", "perc", "cymb")


# The nearest point of the grid of sixteenths and triplet eighths for each tick of a quarter; the earlier of two equally near.
_NEAREST = [min((0, 6, 8, 12, 16, 18, 24), key=lambda point: (abs(point - rest), point))
            for rest in range(v.TICKS_PER_QUARTER)]


def snap(ticks):
    """The nearest point of the grid; ticks from the start of a bar."""
    quarter, rest = divmod(ticks, v.TICKS_PER_QUARTER)
    return quarter * v.TICKS_PER_QUARTER + _NEAREST[rest]


def notes_of(part):
    """(onset, end, pitch) in the order of onset."""
    notes, time = [], 0
    for delta, length, pitch in zip(part["t"], part["d"], part["p"]):
        time += delta
        notes.append((time, time + length, pitch))
    return notes


def usable_parts(piece):
    parts = []
    for part in piece["parts"]:
        label = (part["name"] + " " + part["inst"]).lower()
        if part["p"] and not any(word in label for word in _DRUMS):
            parts.append((part, notes_of(part), any(word in label for word in _VOICES)))
    return parts


def line(notes, begin, end, top):
    """The highest (or lowest) voice among notes of one bar: list of (onset, end, pitch, held)."""
    chosen = []
    sign = 1 if top else -1
    by_onset = {}
    for onset, stop, pitch in notes:
        held = onset < begin
        start = begin if held else begin + min(snap(onset - begin), end - begin)
        stop = min(stop, end)
        if stop <= start or start >= end:
            continue
        rank = sign * pitch
        best = by_onset.get(start)
        if best is None or rank > sign * best[2]:
            by_onset[start] = (start, stop, pitch, held)
    for start in sorted(by_onset):
        note = by_onset[start]
        if chosen:
            last = chosen[-1]
            if last[1] > start:
                # Another note still sounds further out: this one belongs to another voice.
                if sign * last[2] > sign * note[2] and last[1] - start >= 12:
                    continue
                chosen[-1] = (last[0], start, last[2], last[3])
        chosen.append(note)
    return chosen


def content(chosen, begin, end, carried_pitch):
    """Tokens of one role in one bar, or None where it is silent. Also whether it sounds to the end."""
    tokens, tick, bar = [], 0, end - begin
    events = [n for n in chosen if n[1] > n[0]]
    if events and events[0][3] and events[0][2] != carried_pitch:
        # A note that began earlier in another line than the one followed so far: not heard as this role's.
        events = events[1:]
    for index, (start, stop, pitch, held) in enumerate(events):
        onset = start - begin
        following = events[index + 1][0] - begin if index + 1 < len(events) else bar
        finish = min(following, snap(stop - begin))
        # A gap shorter than a sixteenth is articulation, not a rest.
        if following - finish <= 6 or finish <= onset:
            finish = following
        if onset > tick:
            tokens += [v.REST, v.duration_token(onset - tick)]
        if not v.LOWEST <= pitch <= v.HIGHEST:
            return None, False
        tokens += [v.HOLD if held else v.pitch_token(pitch), v.duration_token(finish - onset)]
        tick = finish
    if not events:
        return None, False
    sounds = tick >= bar
    if tick < bar:
        tokens += [v.REST, v.duration_token(bar - tick)]
    return tokens, sounds


def _mean(notes):
    return sum(n[2] for n in notes) / len(notes)


def split_bar(parts, bar_notes, begin, end, melody_part):
    """role -> chosen line of this bar. bar_notes: per part, notes sounding in the bar."""
    present = [i for i, notes in enumerate(bar_notes) if any(n[0] >= begin for n in notes)]
    lines = {}
    if not present:
        return lines
    heights = {i: _mean(bar_notes[i]) for i in present}
    lead = melody_part if melody_part in present else max(present, key=lambda i: (heights[i], -i))
    ground = min(present, key=lambda i: (heights[i], i))
    lines["melody"] = line(bar_notes[lead], begin, end, True)
    if len(present) > 1 or len(bar_notes[lead]) >= 2 * len(lines["melody"]):
        lines["bass"] = line(bar_notes[ground], begin, end, False)
        if lines["bass"] == lines["melody"]:
            del lines["bass"]
    # A unison doubling of an outer voice in another part is that voice again, not a line of its own.
    taken = {(n[2], n[0]) for role in ("melody", "bass") for n in lines.get(role, ())}
    rest = []
    for i in present:
        left = [n for n in bar_notes[i] if (n[2], n[0] if n[0] < begin else begin + snap(n[0] - begin)) not in taken]
        if left:
            rest.append((_mean(left), -i, left))
    if rest:
        rest.sort()
        lines["counter"] = line(rest[-1][2], begin, end, True)
        lower = rest[0][2] if len(rest) > 1 else [n for n in rest[0][2] if n[2] not in {c[2] for c in lines["counter"]}]
        if lower:
            lines["harmony"] = line(lower, begin, end, False)
    return lines


def main_part(parts):
    """Index of the part that carries the melody: a solo voice of few, else the highest."""
    voices = [i for i, (_, _, voice) in enumerate(parts) if voice]
    if len(voices) == 1:
        return voices[0]
    return max(range(len(parts)), key=lambda i: (_mean(parts[i][1]), -i))
