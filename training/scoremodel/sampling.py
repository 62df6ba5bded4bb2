"""How a token is chosen: the rules a host applies to the scores, in the same order. NumPy only."""

import numpy as np

from . import automaton, bloom, vocabulary as v
from .features import event_at

# The sixteenth, in ticks: what a note still due is given room for.
SHORTEST = 6
BASS, MELODY = v.ROLES.index("bass"), v.ROLES.index("melody")


# What a package tells hosts to begin with, where nothing else was evaluated.
SAMPLE = {"temperature": 0.95, "topP": 0.95, "melodyRepeatPenalty": 0.9, "strongBeatChordShare": 0.9, "melodyLeapSemitones": 9,
          "longestTrainingMatchNotes": 11}


class Rules:
    """The sampling rules. With everything off only the automaton is left."""

    def __init__(self, temperature=0.95, top_p=0.95, chord_share=0.9, leap=9, longest_match=11, copies=True, melodies=None,
                 register=True, density=True, repeat_penalty=0.9, parallels=False):
        self.temperature, self.top_p, self.chord_share, self.leap = temperature, top_p, chord_share, leap
        self.longest_match, self.copies, self.melodies, self.register = longest_match, copies, melodies, register
        self.density, self.repeat_penalty = density, repeat_penalty
        # Whether parallel fifths and octaves with the bass may come.
        self.parallels = parallels

    @staticmethod
    def of(sample, melodies=None):
        """The rules with a package's defaults."""
        return Rules(sample["temperature"], sample["topP"], sample["strongBeatChordShare"], sample["melodyLeapSemitones"],
                     sample["longestTrainingMatchNotes"], melodies=melodies, repeat_penalty=sample["melodyRepeatPenalty"])

    def described(self):
        """The settings as numbers; with a filter or without."""
        return [self.melodies is not None if name == "melodies" else value for name, value in sorted(vars(self).items())]

    @staticmethod
    def free(temperature=1.0):
        return Rules(temperature, 1.0, 0.0, 99, 0, False, None, False, False, 0.0, True)


class Quotes:
    """Follows the melody's shapes against the filter."""

    def __init__(self, rules):
        self.rules, self.notes, self.hits = rules, [], 0

    def _run(self, onset, pitch):
        tail = self.notes[-bloom.PAIRS:] + [(onset, pitch)]
        if len(tail) <= bloom.PAIRS:
            return 0
        number = bloom.shapes([o for o, _ in tail], [p for _, p in tail])
        return self.hits + 1 if self.rules.melodies.contains(number)[0] else 0

    def forbids(self, onset, pitch):
        return self._run(onset, pitch) + bloom.PAIRS > self.rules.longest_match

    def take(self, onset, pitch):
        self.hits = self._run(onset, pitch)
        self.notes.append((onset, pitch))


def choices(state, rules, draw, quotes):
    """The tokens the rules leave."""
    tokens = automaton.allowed(state)
    if rules.copies:
        copied = automaton.copied(state)
        if copied is not None:
            kept = [t for t in tokens if t in copied]
            if len(kept) == 1 and v.is_pitch(kept[0]) and _quotes(state, rules, quotes, v.pitch_of(kept[0])):
                # What was new the first time would now make too long a quotation together with what stands before it.
                kept = [t for t in tokens if v.is_pitch(t)]
            if kept:
                return _pitched(state, rules, quotes, kept, draw)
    if rules.density and state.density >= 0:
        tokens = _counted(state, tokens)
    return _pitched(state, rules, quotes, tokens, draw)


def _pitched(state, rules, quotes, tokens, draw):
    """The rules for pitches, applied to the pitches among the tokens."""
    if state.open is not None or len(tokens) == 1:
        return tokens
    pitches = [t for t in tokens if v.is_pitch(t)]
    if not pitches:
        return tokens
    return [t for t in tokens if not v.is_pitch(t)] + _narrowed(state, rules, draw, quotes, pitches)


def _counted(state, tokens):
    """Keeps the onsets within the density asked for: room for those still due, none beyond the most."""
    fewest, most = v.density_bounds(state.density, state.bar_ticks)
    onsets = sum(1 for e in state.events if e.kind == "note")
    if state.open is None:
        if most is not None and onsets >= most:
            kept = [t for t in tokens if not v.is_pitch(t)]
        elif fewest - onsets >= (state.bar_ticks - state.tick) // SHORTEST:
            kept = [t for t in tokens if v.is_pitch(t)]
        else:
            kept = tokens
    else:
        room = state.bar_ticks - state.tick - SHORTEST * max(0, fewest - onsets)
        kept = [t for t in tokens if v.duration_of(t) <= room]
        if state.open.kind == "rest" and most is not None and onsets >= most:
            kept = [t for t in tokens if v.duration_of(t) == state.bar_ticks - state.tick]
    return kept or tokens


def _narrowed(state, rules, draw, quotes, pitches):
    """No long quotation, the register asked for, chord tones on strong beats, no parallels of the outer voices,
    no wide leap: each only while it leaves something."""
    def keep(test):
        kept = [t for t in pitches if test(v.pitch_of(t))]
        return kept or pitches

    # Before all others, so that it always finds something to leave.
    pitches = keep(lambda p: not _quotes(state, rules, quotes, p))
    if rules.register and state.register >= 0:
        low = v.LOWEST + (state.register - 1) * v.REGISTER_SEMITONES
        pitches = keep(lambda p: low <= p < low + 3 * v.REGISTER_SEMITONES)
    strong = state.tick in v.METRES[v.METRE_NAMES[state.metre]][2]
    tones = v.chord_tones(state.chord())
    if strong and tones and draw.random() < rules.chord_share:
        pitches = keep(lambda p: p % 12 in tones)
    if strong and state.role == MELODY and not rules.parallels:
        stays, parallel = _parallel(state)
        pitches = keep(lambda p: p % 12 != parallel or p == stays)
    anchor = state.last_pitch[state.role]
    if state.role == MELODY and anchor:
        pitches = keep(lambda p: abs(p - anchor) <= rules.leap)
    return pitches


def _parallel(state):
    """The melody's pitch on the strong beat before, and the pitch class that would move from there in fifths or octaves with the
    bass; (0, -1) where there is none."""
    strong = v.METRES[v.METRE_NAMES[state.metre]][2]
    index = strong.index(state.tick)
    bar = state.bars[-1] if index else state.bars[-2] if len(state.bars) > 1 else {}
    bass, melody = (event_at(bar.get(role, ()), strong[index - 1]) for role in (BASS, MELODY))
    low = state.pitch_in(BASS)
    if not low or not bass or not melody or not bass.pitch or not melody.pitch or bass.pitch == low:
        return 0, -1
    interval = (melody.pitch - bass.pitch) % 12
    return melody.pitch, (low + interval) % 12 if interval in (0, 7) else -1


def _quotes(state, rules, quotes, pitch):
    if state.role != MELODY or rules.melodies is None:
        return False
    return quotes.forbids(state.elapsed + state.tick, pitch)


def weighed(state, rules, tokens, scores):
    """The scores, less the penalty for a melody that stays on its pitch."""
    anchor = state.last_pitch[state.role]
    if rules.repeat_penalty == 0 or state.role != MELODY or state.open is not None or not anchor:
        return scores
    return scores - rules.repeat_penalty * (np.asarray(tokens) == v.pitch_token(anchor))


def pick(scores, rules, draw):
    """Index chosen from scores by temperature and nucleus."""
    scaled = scores / rules.temperature
    chances = np.exp(scaled - scaled.max())
    chances /= chances.sum()
    order = np.argsort(-chances, kind="stable")
    running = np.cumsum(chances[order])
    count = min(int(np.searchsorted(running, rules.top_p * (1 - 1e-9))) + 1, len(order))
    target = draw.random() * running[count - 1]
    return int(order[min(int(np.searchsorted(running[:count], target, side="right")), count - 1)])
