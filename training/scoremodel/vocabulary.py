"""The words a score model reads and writes. Pure: nothing outside the standard library.

Times are ticks, 24 to the quarter; notes start on sixteenths or triplet eighths. Pitches are MIDI numbers after the
piece was moved so that its tonic is C.
"""

TICKS_PER_QUARTER = 24
MODES = ("maj", "min")
QUALITIES = ("maj", "min", "dim", "aug", "7", "maj7", "min7", "m7b5", "dim7", "sus4")
# Semitones over the root, in the order of QUALITIES.
QUALITY_TONES = (
    (0, 4, 7), (0, 3, 7), (0, 3, 6), (0, 4, 8), (0, 4, 7, 10),
    (0, 4, 7, 11), (0, 3, 7, 10), (0, 3, 6, 10), (0, 3, 6, 9), (0, 5, 7),
)
# name: (ticks of a bar, where its second chord begins, strong beats)
METRES = {
    "4/4": (96, 48, (0, 48)),
    "2/2": (96, 48, (0, 48)),
    "3/4": (72, 48, (0,)),
    "2/4": (48, 24, (0, 24)),
    "6/8": (72, 36, (0, 36)),
    "3/8": (36, 24, (0,)),
    "9/8": (108, 72, (0, 36, 72)),
    "12/8": (144, 72, (0, 72)),
    "3/2": (144, 96, (0,)),
}
STYLES = ("song", "quartet", "hymn", "piano", "choral", "orchestra", "lead", "other")
# First bar of a phrase, second, inside, last but one, last, not known.
PHRASES = ("first", "second", "inside", "before-last", "last", "unknown")
DYNAMICS = ("unknown", "soft", "middle", "loud")
# The order in which the parts of a bar are written: the outer voices first, what fills them after.
ROLES = ("bass", "melody", "counter", "harmony")
DENSITIES = 5
REGISTERS = 14
REGISTER_SEMITONES = 6
COPY_BARS = (1, 2, 4, 8)
LOWEST, HIGHEST = 24, 103
LONGEST = 144
GRID = frozenset((0, 6, 8, 12, 16, 18))


def _words():
    words = ["PAD", "BOS", "BAR"]
    words += ["MODE_" + m for m in MODES]
    words += ["METRE_" + m for m in METRES]
    words += ["TEMPO_unknown"] + ["TEMPO_%d" % i for i in range(5)]
    words += ["STYLE_" + s for s in STYLES]
    words += ["PHRASE_" + p for p in PHRASES]
    words += ["DYNAMIC_" + d for d in DYNAMICS]
    words += ["CHORD_none"] + ["CHORD_%d_%s" % (root, q) for root in range(12) for q in QUALITIES]
    words += ["ROLE_" + r for r in ROLES]
    words += ["DENSITY_%d" % i for i in range(DENSITIES)]
    words += ["REGISTER_%d" % i for i in range(REGISTERS)]
    words += ["COPY_%d_%s" % (bars, how) for how in ("exact", "rhythm") for bars in COPY_BARS]
    words += ["REST", "HOLD"]
    words += ["D_%d" % ticks for ticks in range(2, LONGEST + 1, 2)]
    words += ["P_%d" % pitch for pitch in range(LOWEST, HIGHEST + 1)]
    return words


WORDS = _words()
ID = {word: index for index, word in enumerate(WORDS)}
SIZE = len(WORDS)

PAD, BOS, BAR, REST, HOLD = ID["PAD"], ID["BOS"], ID["BAR"], ID["REST"], ID["HOLD"]
METRE_NAMES = tuple(METRES)
METRE_FIRST = ID["METRE_" + METRE_NAMES[0]]
CHORD_NONE = ID["CHORD_none"]
ROLE_FIRST = ID["ROLE_" + ROLES[0]]
DENSITY_FIRST = ID["DENSITY_0"]
REGISTER_FIRST = ID["REGISTER_0"]
COPY_FIRST = ID["COPY_1_exact"]
DURATION_FIRST = ID["D_2"]
PITCH_FIRST = ID["P_%d" % LOWEST]
PITCHES = HIGHEST - LOWEST + 1


def is_pitch(token):
    return token >= PITCH_FIRST


def is_duration(token):
    return DURATION_FIRST <= token < PITCH_FIRST


def is_role(token):
    return ROLE_FIRST <= token < ROLE_FIRST + len(ROLES)


def is_copy(token):
    return COPY_FIRST <= token < REST


def is_music(token):
    """Whether the model chooses this token; all others are controls that the host states."""
    return token >= REST


def pitch_of(token):
    return token - PITCH_FIRST + LOWEST


def pitch_token(pitch):
    return pitch - LOWEST + PITCH_FIRST


def duration_of(token):
    return 2 * (token - DURATION_FIRST + 1)


def duration_token(ticks):
    return ticks // 2 - 1 + DURATION_FIRST


def copy_token(bars, exact):
    return COPY_FIRST + COPY_BARS.index(bars) + (0 if exact else len(COPY_BARS))


def copy_of(token):
    """(bars back, whether the pitches are copied too)."""
    index = token - COPY_FIRST
    return COPY_BARS[index % len(COPY_BARS)], index < len(COPY_BARS)


def chord_token(root, quality):
    """quality: index into QUALITIES, or below 0 for no chord."""
    return CHORD_NONE if quality < 0 else CHORD_NONE + 1 + root * len(QUALITIES) + quality


def chord_tones(chord):
    """Pitch classes of chord number `chord` (0 none, else 1 + 10 root + quality)."""
    if chord == 0:
        return frozenset()
    root, quality = divmod(chord - 1, len(QUALITIES))
    return frozenset((root + tone) % 12 for tone in QUALITY_TONES[quality])


def density_class(onsets, bar_ticks):
    """0 no onset; 1 up to one in a half note, 2 up to one a quarter, 3 up to two a quarter, 4 more."""
    if onsets == 0:
        return 0
    halves = 2 * onsets * TICKS_PER_QUARTER  # twice the onsets a quarter, times the bar
    if halves <= bar_ticks:
        return 1
    if halves <= 2 * bar_ticks:
        return 2
    return 3 if halves <= 4 * bar_ticks else 4


def density_bounds(density, bar_ticks):
    """(fewest, most onsets) of a density class in a bar; the last class has no most."""
    counts = [n for n in range(0, bar_ticks // 6 + 1) if density_class(n, bar_ticks) == density]
    if not counts:
        return 0, None
    return counts[0], None if density == DENSITIES - 1 else counts[-1]


def register_class(mean_pitch):
    return max(0, min(REGISTERS - 1, int((mean_pitch - LOWEST) // REGISTER_SEMITONES)))


def on_grid(ticks):
    return ticks % TICKS_PER_QUARTER in GRID
