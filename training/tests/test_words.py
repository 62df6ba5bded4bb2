"""Words, rows and the automaton: no package beyond the standard library."""

import os
import random
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from scoremodel import automaton, features, pieces, roles, vocabulary as v  # noqa: E402


def random_piece(seed):
    """A piece of two or three parts with random notes on the grid, as the data has it."""
    draw = random.Random(seed)
    name = draw.choice(sorted(v.METRES))
    ticks = v.METRES[name][0]
    count = 10
    parts = []
    for centre in (45, 60, 74)[-draw.choice((2, 3)):]:
        onsets, lengths, pitches, time, before = [], [], [], 0, 0
        while time < count * ticks:
            length = draw.choice((6, 8, 12, 18, 24, 24, 36, 48, 72))
            if draw.random() < 0.85:
                onsets.append(time - before)
                before = time
                lengths.append(min(length, count * ticks - time))
                pitches.append(centre + draw.randrange(-9, 10))
            time += length
        parts.append({"name": "part %d" % centre, "inst": "", "staff": 1, "t": onsets, "d": lengths, "p": pitches})
    numerator, denominator = name.split("/")
    chords = [[t, draw.randrange(12), draw.randrange(10), 0] for t in range(0, count * ticks, 24)]
    return {"id": str(seed), "source": "test", "genre": "", "licence": "CC0-1.0", "len": count * ticks, "key": [draw.randrange(12), "major"],
            "ts": [[0, int(numerator), int(denominator)]], "bars": [0] + [ticks] * (count - 1), "tempo": [], "dyn": [], "ferm": [],
            "sect": [], "chords": chords, "parts": parts}


def encoded(seeds):
    for seed in seeds:
        for segment in pieces.encode(random_piece(seed)):
            yield segment["header"] + [token for bar in segment["bars"] for token in bar]


class WordsTests(unittest.TestCase):
    def test_every_word_has_its_own_id(self):
        self.assertEqual(len(set(v.WORDS)), v.SIZE)

    def test_words_read_back_what_they_were_made_from(self):
        for pitch in range(v.LOWEST, v.HIGHEST + 1):
            self.assertEqual(v.WORDS[v.pitch_token(pitch)], "P_%d" % pitch)
            self.assertEqual(v.pitch_of(v.pitch_token(pitch)), pitch)
        for ticks in range(2, v.LONGEST + 1, 2):
            self.assertEqual(v.WORDS[v.duration_token(ticks)], "D_%d" % ticks)
            self.assertEqual(v.duration_of(v.duration_token(ticks)), ticks)
        for bars in v.COPY_BARS:
            for exact in (True, False):
                self.assertEqual(v.copy_of(v.copy_token(bars, exact)), (bars, exact))

    def test_density_bounds_hold_the_counts_of_their_class_alone(self):
        for ticks, _, _ in v.METRES.values():
            for onsets in range(ticks // 6 + 1):
                held = []
                for density in range(v.DENSITIES):
                    fewest, most = v.density_bounds(density, ticks)
                    if fewest <= onsets and (most is None or onsets <= most):
                        held.append(density)
                self.assertIn(v.density_class(onsets, ticks), held)

    def test_chord_tones_stand_over_their_root(self):
        chord = v.chord_token(7, v.QUALITIES.index("7")) - v.CHORD_NONE
        self.assertEqual(v.chord_tones(chord), {7, 11, 2, 5})
        self.assertEqual(v.chord_tones(0), frozenset())


class AutomatonTests(unittest.TestCase):
    def test_music_made_of_notes_is_legal_word_for_word(self):
        music = 0
        for tokens in encoded(range(40)):
            state = features.State()
            for token in tokens:
                if v.is_music(token):
                    music += 1
                    self.assertIn(token, automaton.allowed(state))
                    copied = automaton.copied(state)
                    if copied is not None:
                        self.assertIn(token, copied)
                elif v.is_role(token) or token == v.BAR:
                    self.assertTrue(state.role < 0 or state.done(), "a role was left before its bar was full")
                state.push(token)
        self.assertGreater(music, 5000)

    def test_any_legal_walk_fills_every_bar_exactly_and_on_the_grid(self):
        for seed in range(60):
            draw = random.Random(seed)
            metre = draw.choice(sorted(v.METRES))
            state = features.State()
            state.push(v.ID["METRE_" + metre])
            for _ in range(6):
                for token in (v.BAR, v.chord_token(0, 0), v.chord_token(7, 0)):
                    state.push(token)
                for role in draw.sample(range(4), 3):
                    state.push(v.ROLE_FIRST + role)
                    while not state.done():
                        state.push(draw.choice(automaton.allowed(state)))
                    events = state.events
                    self.assertEqual(sum(e.ticks for e in events), v.METRES[metre][0])
                    self.assertTrue(all(v.on_grid(e.onset) for e in events))
                    self.assertEqual([], automaton.allowed(state))

    def test_a_held_note_needs_one_that_reached_the_bar_line(self):
        state = features.State()
        for word in ("METRE_4/4", "BAR", "CHORD_none", "CHORD_none", "ROLE_melody"):
            state.push(v.ID[word])
        self.assertNotIn(v.HOLD, automaton.allowed(state))
        for word in ("P_60", "D_96", "BAR", "CHORD_none", "CHORD_none", "ROLE_melody"):
            state.push(v.ID[word])
        self.assertIn(v.HOLD, automaton.allowed(state))
        for word in ("P_60", "D_48", "REST", "D_48", "BAR", "CHORD_none", "CHORD_none", "ROLE_melody"):
            state.push(v.ID[word])
        self.assertNotIn(v.HOLD, automaton.allowed(state))


class RowsTests(unittest.TestCase):
    def test_rows_stay_within_their_tables(self):
        for tokens in encoded(range(20)):
            for row in features.rows(tokens):
                self.assertTrue(all(0 <= value < size for value, size in zip(row, features.SIZES)))

    def test_a_row_says_where_the_next_note_stands_and_what_sounds_there(self):
        words = ("METRE_4/4 BAR CHORD_0_maj CHORD_7_7 ROLE_bass DENSITY_2 REGISTER_2 P_36 D_48 P_43 D_48 "
                 "ROLE_melody DENSITY_2 REGISTER_8 P_76 D_24 P_74 D_24 P_71")
        rows = features.rows([v.ID[w] for w in words.split()])
        # After E for a quarter, D follows: a whole tone down, at tick 24 under C major over a bass C.
        self.assertEqual(rows[-3], (v.ID["P_74"], 25 - 2, 1 + 12, 1 + 36, 1, 0, 0, 36 - 23, 0, 74 - 23))
        # Then B at tick 48, where the chord is G7 and the bass G.
        self.assertEqual(rows[-1], (v.ID["P_71"], 25 - 3, 1 + 24, 1 + 24, 1 + 70 + 4, 0, 0, 43 - 23, 0, 71 - 23))

    def test_under_a_copy_word_a_row_shows_the_copied_bar(self):
        words = ("METRE_2/4 BAR CHORD_none CHORD_none ROLE_melody DENSITY_2 REGISTER_6 P_60 D_24 P_64 D_24 "
                 "BAR CHORD_none CHORD_none ROLE_melody DENSITY_2 REGISTER_6 COPY_1_exact P_60 D_24")
        rows = features.rows([v.ID[w] for w in words.split()])
        self.assertEqual(rows[-3][5:7], (60 - 23, 0))
        self.assertEqual(rows[-1][5:7], (64 - 23, 25 + 4))


class RolesTests(unittest.TestCase):
    def test_a_line_takes_the_outer_note_and_ends_it_where_the_next_begins(self):
        found = roles.line([(0, 48, 60), (0, 24, 72), (24, 72, 74), (30, 40, 65)], 0, 96, True)
        self.assertEqual([(n[0], n[2]) for n in found], [(0, 72), (24, 74)])

    def test_the_grid_takes_the_nearest_point(self):
        self.assertEqual([roles.snap(t) for t in (0, 2, 5, 9, 11, 23, 25)], [0, 0, 6, 8, 12, 24, 24])


if __name__ == "__main__":
    unittest.main()
