"""One piece of the data set as bars of tokens, moved so that its tonic is C. Pure."""

import bisect
import random

from . import roles, vocabulary as v

SHORTEST_BARS = 8


def usable(piece):
    """Public domain, CC0, and the two CC BY collections whose attribution is given as one text."""
    if piece["source"] == "mutopia":
        return piece["licence"] in ("Public-Domain", "CC0-1.0")
    return piece["licence"] in ("Public-Domain", "CC0-1.0") or piece["source"].startswith("nifc-")


def style_of(piece, parts):
    source, genre = piece["source"], piece["genre"].lower()
    instruments = {(p["name"], p["inst"]) for p, _, _ in parts}
    voices = sum(1 for _, _, voice in parts if voice)
    if source == "open-hymnal" or "hymn" in genre:
        return "hymn"
    if source == "openscore-quartets" or "quartet" in genre:
        return "quartet"
    if source == "openscore-orchestra" or len(parts) >= 8:
        return "orchestra"
    if source == "openscore-lieder" or "song" in genre or (voices == 1 and len(parts) <= 3):
        return "song"
    if "sacred" in genre or "choir" in genre or voices >= 3:
        return "choral"
    if len(parts) == 1 and "guitar" not in genre and "piano" not in genre:
        return "lead"
    keyboard = ("piano", "keyb", "forte", "clav", "harps", "organ", "guitar", "gm0", "upper")
    if len(instruments) <= 3 and all(any(k in (n + " " + i).lower() for k in keyboard) for n, i in instruments):
        return "piano"
    return "piano" if source == "nifc-chopin" or "chopin" in source else "other"


def tempo_class(bpm):
    return 0 if bpm is None else 1 + bisect.bisect_right((66, 90, 116, 144), bpm)


def dynamic_class(level):
    return 0 if level is None else 1 if level <= 2 else 2 if level <= 4 else 3


def at(changes, tick):
    """The value of the latest change at or before the tick, None before the first."""
    index = bisect.bisect_right([c[0] for c in changes], tick) - 1
    return changes[index] if index >= 0 else None


def segments(piece):
    """Runs of bars of one known metre and full length: (metre, [(begin, end)])."""
    starts, time = [], 0
    for delta in piece["bars"]:
        time += delta
        starts.append(time)
    starts.append(piece["len"])
    run, metre = [], None
    for begin, end in zip(starts, starts[1:]):
        signature = at(piece["ts"], begin)
        name = "%d/%d" % (signature[1], signature[2]) if signature else ""
        full = name in v.METRES and end - begin == v.METRES[name][0]
        if not full or name != metre:
            if len(run) >= SHORTEST_BARS:
                yield metre, run
            run, metre = [], name
        if full:
            run.append((begin, end))
    if len(run) >= SHORTEST_BARS:
        yield metre, run


def chord_of(piece, times, begin, end, tonic):
    """The chord that fills most of a span, as a token."""
    changes, share = piece["chords"], {}
    index = max(0, bisect.bisect_right(times, begin) - 1)
    while index < len(changes) and changes[index][0] < end:
        start = max(begin, changes[index][0])
        stop = min(end, changes[index + 1][0] if index + 1 < len(changes) else end)
        if stop > start:
            key = (changes[index][1], changes[index][2])
            share[key] = share.get(key, 0) + stop - start
        index += 1
    if not share:
        return v.CHORD_NONE
    root, quality = max(share, key=lambda k: (share[k], -k[0], -k[1]))
    return v.chord_token((root - tonic) % 12, quality)


def phrase_words(piece, bars, melody):
    """A word per bar from fermatas, double bars, the end, and long rests of the melody after a note."""
    last = set()
    marks = sorted(piece["ferm"] + piece["sect"])
    for index, (begin, end) in enumerate(bars):
        position = bisect.bisect_right(marks, begin)
        if position < len(marks) and marks[position] <= end:
            last.add(index)
        tokens = melody[index]
        if tokens and tokens[-2] == v.REST and v.duration_of(tokens[-1]) * 3 >= end - begin:
            last.add(index)
    if not last:
        return ["unknown"] * len(bars)
    words = []
    for index in range(len(bars)):
        if index in last:
            word = "last"
        elif index + 1 in last:
            word = "before-last"
        elif index - 1 in last or index == 0:
            word = "first"
        elif index - 2 in last or index == 1:
            word = "second"
        else:
            word = "inside"
        words.append(word)
    return words


def copy_word(history, index, role, draw):
    """Whether this bar of a role repeats an earlier one exactly or in rhythm: a copy token, or None."""
    here = history[index].get(role)
    if not here or sum(1 for t in here if v.is_pitch(t)) < 2:
        return None
    for exact in (True, False):
        found = []
        for back in v.COPY_BARS:
            there = history[index - back].get(role) if index >= back else None
            if there and len(there) == len(here) and (there == here if exact else rhythm(there) == rhythm(here)):
                found.append(back)
        if found:
            return v.copy_token(draw.choice(found), exact)
    return None


def rhythm(tokens):
    return [v.PITCH_FIRST if v.is_pitch(t) else t for t in tokens]


def density_and_register(tokens, bar_ticks, held_pitch):
    onsets = [v.pitch_of(t) for t in tokens if v.is_pitch(t)]
    pitches = onsets or [held_pitch]
    return (v.DENSITY_FIRST + v.density_class(len(onsets), bar_ticks),
            v.REGISTER_FIRST + v.register_class(sum(pitches) / len(pitches)))


def encode(piece):
    """The piece as segments: dicts with style, metre, header tokens and bars of tokens."""
    parts = roles.usable_parts(piece)
    if not parts:
        return
    tonic = piece["key"][0]
    shift = -tonic if tonic <= 6 else 12 - tonic
    parts = [(p, [(s, e, q + shift) for s, e, q in notes], voice) for p, notes, voice in parts]
    style = style_of(piece, parts)
    melody_part = roles.main_part(parts)
    chord_times = [c[0] for c in piece["chords"]]
    draw = random.Random(piece["id"])
    for metre, bars in segments(piece):
        lines = _lines(parts, bars, melody_part)
        if sum(1 for bar in lines if "melody" in bar) < SHORTEST_BARS:
            continue
        tempo = at(piece["tempo"], bars[0][0])
        header = [v.BOS, v.ID["MODE_" + ("min" if piece["key"][1] == "minor" else "maj")], v.ID["METRE_" + metre],
                  v.ID["TEMPO_unknown"] + tempo_class(tempo[1] if tempo else None), v.ID["STYLE_" + style]]
        phrases = phrase_words(piece, bars, [bar.get("melody") for bar in lines])
        yield {"style": style, "header": header,
               "bars": _bars(piece, bars, metre, lines, phrases, chord_times, tonic, draw)}


def _lines(parts, bars, melody_part):
    """Per bar: role -> tokens."""
    cursors = [0] * len(parts)
    carried = {}
    result = []
    for begin, end in bars:
        bar_notes = []
        for i, (_, notes, _) in enumerate(parts):
            j = cursors[i]
            while j < len(notes) and notes[j][1] <= begin:
                j += 1
            cursors[i] = j
            found = []
            while j < len(notes) and notes[j][0] < end:
                if notes[j][1] > begin:
                    found.append(notes[j])
                j += 1
            bar_notes.append(found)
        chosen = roles.split_bar(parts, bar_notes, begin, end, melody_part)
        bar = {}
        for role in v.ROLES:
            if role not in chosen:
                carried[role] = 0
                continue
            tokens, sounds = roles.content(chosen[role], begin, end, carried.get(role, 0))
            if tokens is None:
                carried[role] = 0
                continue
            bar[role] = tokens
            pitches = [v.pitch_of(t) for t in tokens if v.is_pitch(t)]
            latest = pitches[-1] if pitches else carried.get(role, 0)
            carried[role] = latest if sounds else 0
        result.append(bar)
    return result


def _bars(piece, bars, metre, lines, phrases, chord_times, tonic, draw):
    ticks, half, _ = v.METRES[metre]
    latest = {}
    result = []
    for index, (begin, end) in enumerate(bars):
        level = at(piece["dyn"], begin)
        tokens = [v.BAR, v.ID["PHRASE_" + phrases[index]],
                  v.ID["DYNAMIC_" + v.DYNAMICS[dynamic_class(level[1] if level else None)]],
                  chord_of(piece, chord_times, begin, begin + half, tonic),
                  chord_of(piece, chord_times, begin + half, end, tonic)]
        for number, role in enumerate(v.ROLES):
            music = lines[index].get(role)
            if music is None:
                continue
            density, register = density_and_register(music, ticks, latest.get(role, 60))
            tokens += [v.ROLE_FIRST + number, density, register]
            copy = copy_word(lines, index, role, draw)
            if copy is not None:
                tokens.append(copy)
            tokens += music
            for token in music:
                if v.is_pitch(token):
                    latest[role] = v.pitch_of(token)
        result.append(tokens)
    return result
