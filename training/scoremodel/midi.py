"""Standard MIDI files: just enough to listen to generated music and to measure what the rule composer exports."""

import struct

from . import vocabulary as v


def _variable(value):
    out = [value & 0x7F]
    while value > 0x7F:
        value >>= 7
        out.append(0x80 | value & 0x7F)
    return bytes(reversed(out))


def _track(events):
    data, time = b"", 0
    for tick, message in sorted(events, key=lambda e: (e[0], e[1][:1] >= b"\x90", e[1])):
        data += _variable(tick - time) + message
        time = tick
    data += b"\x00\xff\x2f\x00"
    return b"MTrk" + struct.pack(">I", len(data)) + data


def write(path, bars, bpm=100, programs=(32, 73, 71, 48)):
    """bars of measures.py as a MIDI file, one track per role."""
    tracks = [_track([(0, b"\xff\x51\x03" + struct.pack(">I", int(60e6 / bpm))[1:])])]
    for role, name in enumerate(v.ROLES):
        events = [(0, bytes((0xC0 | role, programs[role]))), (0, b"\xff\x03" + bytes((len(name),)) + name.encode())]
        begin, open_note = 0, None
        for bar in bars:
            for e in bar.roles.get(role, ()):
                if e.kind == "note":
                    open_note = [begin + e.onset, begin + e.onset + e.ticks, e.pitch]
                    events.append(open_note)
                elif e.kind == "hold" and open_note is not None:
                    open_note[1] = begin + e.onset + e.ticks
            begin += v.METRES[bar.metre][0]
        sounding = [e for e in events if isinstance(e, list)]
        events = [e for e in events if isinstance(e, tuple)]
        for start, stop, pitch in sounding:
            events += [(start, bytes((0x90 | role, pitch, 80))), (stop, bytes((0x80 | role, pitch, 0)))]
        tracks.append(_track(events))
    with open(path, "wb") as file:
        file.write(b"MThd" + struct.pack(">IHHH", 6, 1, len(tracks), v.TICKS_PER_QUARTER) + b"".join(tracks))


def read(path):
    """(ticks per quarter, [(track name, [(onset, end, pitch, channel)], program)], [(tick, metre)], [(tick, text)])."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:4] != b"MThd":
        raise ValueError("not a MIDI file")
    division = struct.unpack(">H", data[12:14])[0]
    position, tracks, metres, texts = 8 + struct.unpack(">I", data[4:8])[0], [], [], []
    while position + 8 <= len(data):
        length = struct.unpack(">I", data[position + 4:position + 8])[0]
        if data[position:position + 4] == b"MTrk":
            tracks.append(_read_track(data[position + 8:position + 8 + length], metres, texts))
        position += 8 + length
    return division, tracks, metres, texts


def _read_track(data, metres, texts):
    position = time = status = 0
    name, notes, sounding, program = "", [], {}, 0

    def number():
        nonlocal position
        value = 0
        while True:
            byte = data[position]
            position += 1
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value

    while position < len(data):
        time += number()
        if data[position] >= 0x80:
            status = data[position]
            position += 1
        if status in (0xFF, 0xF0, 0xF7):
            kind = data[position] if status == 0xFF else -1
            position += 1 if status == 0xFF else 0
            length = number()
            content = data[position:position + length]
            position += length
            if kind == 3:
                name = content.decode("utf-8", "replace")
            elif kind == 0x58:
                metres.append((time, "%d/%d" % (content[0], 1 << content[1])))
            elif kind in (1, 6):
                texts.append((time, content.decode("utf-8", "replace")))
            continue
        kind, channel = status & 0xF0, status & 15
        first = data[position]
        second = data[position + 1] if kind not in (0xC0, 0xD0) else 0
        position += 2 if kind not in (0xC0, 0xD0) else 1
        if kind == 0xC0:
            program = first
        key = (channel, first)
        if kind in (0x80, 0x90) and key in sounding:
            notes.append((sounding.pop(key), time, first, channel))
        if kind == 0x90 and second:
            sounding[key] = time
    return name, sorted(notes), program
