"""What the model is told with each token: ten small numbers that follow from the tokens alone.

A host in another language keeps the same state; vectors.json of a package holds examples to check it by. Row order:

0 token      its id
1 interval   pitch token with a known earlier pitch of its role: 25 + semitones (clamped to +-24); else 0
2 onset      inside a role: 1 + (tick in the bar where the next note begins) / 2; else 0
3 left       inside a role: 1 + (ticks left in the bar) / 2; else 0
4 chord      inside a role with ticks left: 1 + 10 root + quality of the chord that sounds there; 0 none
5 ref_pitch  under a copy token: pitch - 23 of the copied bar at this tick, 81 where it rests; else 0
6 ref_interval  under a copy token, where the copied bar has a note beginning here: its own interval number; else 0
7 low        pitch - 23 of this bar's bass at this tick (0 none; 0 in the bass itself)
8 top        pitch - 23 of this bar's melody at this tick (0 none; 0 in bass and melody)
9 anchor     inside a role: pitch - 23 of the role's latest note; 0 none
"""

from . import vocabulary as v

NAMES = ("token", "interval", "onset", "left", "chord", "ref_pitch", "ref_interval", "low", "top", "anchor")
SIZES = (v.SIZE, 50, 74, 74, 121, 82, 50, 81, 81, 81)
COUNT = len(NAMES)
BASS, MELODY = 0, 1
KEPT_BARS = max(v.COPY_BARS)
_BELOW = v.LOWEST - 1


class Event:
    """One note, rest or held note of a role in a bar. pitch 0 is a rest."""

    __slots__ = ("onset", "ticks", "kind", "pitch", "interval")

    def __init__(self, onset, kind, pitch, interval):
        self.onset, self.ticks, self.kind, self.pitch, self.interval = onset, 0, kind, pitch, interval


def interval_number(pitch, anchor):
    return 0 if anchor == 0 else max(-24, min(24, pitch - anchor)) + 25


def event_at(events, tick):
    for event in events:
        if event.onset <= tick < event.onset + event.ticks:
            return event
    return None


class State:
    """Follows a sequence token by token."""

    def __init__(self):
        self.metre = 0
        self.bar_ticks, self.half_ticks, _ = v.METRES["4/4"]
        self.bars = []          # the latest bars: one dict per bar, role -> events
        self.chords = []        # chord numbers of this bar
        self.role = -1
        self.tick = 0
        self.elapsed = -1       # ticks before this bar; set by the first BAR
        self.density = -1       # density and register asked for in this role and bar
        self.register = -1
        self.copy = None        # (events of the copied bar, exact) under a copy token
        self.open = None        # the event that waits for its duration
        self.last_pitch = [0] * len(v.ROLES)
        self.sounding = [False] * len(v.ROLES)   # whether the role's last event reached the end of its bar sounding
        self.carried = [False] * len(v.ROLES)    # `sounding` as the bar began

    @property
    def events(self):
        return self.bars[-1][self.role]

    def push(self, token):
        """Takes one token and returns its row."""
        interval = 0
        if token == v.BAR:
            self._begin_bar()
        elif v.METRE_FIRST <= token < v.METRE_FIRST + len(v.METRES):
            self.metre = token - v.METRE_FIRST
            self.bar_ticks, self.half_ticks, _ = v.METRES[v.METRE_NAMES[self.metre]]
        elif v.CHORD_NONE <= token < v.ROLE_FIRST:
            self.chords.append(token - v.CHORD_NONE)
        elif v.is_role(token):
            self.role, self.tick, self.density, self.register = token - v.ROLE_FIRST, 0, -1, -1
            self.copy = self.open = None
            self.bars[-1][self.role] = []
            self.sounding[self.role] = False
        elif v.DENSITY_FIRST <= token < v.REGISTER_FIRST:
            self.density = token - v.DENSITY_FIRST
        elif v.REGISTER_FIRST <= token < v.COPY_FIRST:
            self.register = token - v.REGISTER_FIRST
        elif v.is_copy(token):
            back, exact = v.copy_of(token)
            events = self.bars[-1 - back].get(self.role) if len(self.bars) > back else None
            self.copy = (events, exact) if events else None
        elif token == v.REST:
            self._open(Event(self.tick, "rest", 0, 0))
        elif token == v.HOLD:
            self._open(Event(self.tick, "hold", self.last_pitch[self.role], 0))
        elif v.is_pitch(token):
            pitch = v.pitch_of(token)
            interval = interval_number(pitch, self.last_pitch[self.role])
            self._open(Event(self.tick, "note", pitch, interval))
            self.last_pitch[self.role] = pitch
        elif v.is_duration(token) and self.open is not None:
            self.open.ticks = v.duration_of(token)
            self.tick += self.open.ticks
            self.sounding[self.role] = self.open.kind != "rest" and self.tick >= self.bar_ticks
            self.open = None
        return self._row(token, interval)

    def _begin_bar(self):
        present = self.bars[-1] if self.bars else {}
        self.carried = [self.sounding[r] and r in present for r in range(len(v.ROLES))]
        self.elapsed = 0 if self.elapsed < 0 else self.elapsed + self.bar_ticks
        self.bars.append({})
        del self.bars[:-1 - KEPT_BARS]
        self.chords, self.role, self.copy, self.open = [], -1, None, None

    def _open(self, event):
        self.open = event
        self.events.append(event)

    def chord(self):
        """The chord number at the current tick, 0 where there is none."""
        if self.role < 0 or self.tick >= self.bar_ticks or len(self.chords) < 2:
            return 0
        return self.chords[0 if self.tick < self.half_ticks else 1]

    def pitch_in(self, role):
        """The pitch that sounds in another role of this bar at the current tick, 0 for none."""
        event = event_at(self.bars[-1].get(role, ()), self.tick)
        return event.pitch if event is not None else 0

    def reference(self):
        """The event of the copied bar at the current tick, None without one."""
        return event_at(self.copy[0], self.tick) if self.copy is not None else None

    def done(self):
        """Whether the current role has filled its bar."""
        return self.role >= 0 and self.open is None and self.tick >= self.bar_ticks

    def _row(self, token, interval):
        if self.role < 0:
            return (token, interval, 0, 0, 0, 0, 0, 0, 0, 0)
        tick = min(self.tick, self.bar_ticks)
        reference = self.reference()
        ref_pitch = ref_interval = 0
        if reference is not None:
            ref_pitch = reference.pitch - _BELOW if reference.pitch else 81
            if reference.onset == self.tick:
                ref_interval = reference.interval
        low = self.pitch_in(BASS) if self.role != BASS else 0
        top = self.pitch_in(MELODY) if self.role not in (BASS, MELODY) else 0
        anchor = self.last_pitch[self.role]
        return (
            token, interval, 1 + tick // 2, 1 + (self.bar_ticks - tick) // 2, self.chord(), ref_pitch, ref_interval,
            low - _BELOW if low else 0, top - _BELOW if top else 0, anchor - _BELOW if anchor else 0,
        )


def rows(tokens):
    """The rows of a whole sequence."""
    state = State()
    return [state.push(token) for token in tokens]
