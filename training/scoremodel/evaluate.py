"""evaluate: likelihood of held-out music and measures of generated music, each beside the data's and the baselines'."""

import json
import os

import numpy as np
import torch

from . import bloom, generate, markov, measures, midi, report, rulemusic, train, vocabulary as v, windows
from .progress import Progress
from .sampling import Rules

BARS = 16
MARKOV_WINDOWS = 6000
ORDERS = (3, 5)
# As far as a plan may reach into a piece: enough for its bars.
PLAN_TOKENS = 3000
# Styles whose held-out pieces give plans: those the parts of a session come nearest to.
PLAN_STYLES = ("song", "quartet", "hymn", "piano", "other")


def held_out_plans(pieces, count, seed):
    """(tokens of sixteen bars with bass and melody throughout): one of each of `count` segments."""
    order = np.random.default_rng(seed).permutation(len(pieces))
    chosen = []
    for segment in order:
        if v.STYLES[pieces.styles[segment]] not in PLAN_STYLES:
            continue
        bars = int(pieces.segments[segment + 1] - pieces.segments[segment])
        for start in range(0, bars - BARS + 1, 4):
            tokens = _bars(windows.window(pieces, segment, start, PLAN_TOKENS, whole=True), BARS)
            if _melodic(tokens):
                chosen.append(tokens)
                break
        if len(chosen) == count:
            break
    return chosen


def _bars(tokens, count):
    starts = [i for i, t in enumerate(tokens) if t == v.BAR]
    return tokens[:starts[count]] if len(starts) > count else tokens


def _melodic(tokens):
    bars = measures.bars_of(tokens)
    both = sum(1 for bar in bars if measures.BASS in bar.roles and measures.MELODY in bar.roles)
    return len(bars) == BARS and both >= BARS - 2


def likelihoods(model, prepared, count):
    """[(name, music nats, all nats)]."""
    length = model.config.context + 1
    valid = windows.Sampler(windows.Pieces(os.path.join(prepared, "valid.npz")), length, 1).batch(1, count)
    pieces = windows.Pieces(os.path.join(prepared, "train.npz"))
    sampler = windows.Sampler(pieces, length, 2)
    progress = Progress("count for Markov models", MARKOV_WINDOWS)
    rows = np.zeros((MARKOV_WINDOWS, length, valid.shape[2]), np.int16)
    for i in range(MARKOV_WINDOWS):
        rows[i] = sampler.batch(i, 1)[0]
        progress.at(i)
    progress.done()
    table, chains = [], {}
    rows = rows.astype(np.int32)
    for order, conditioned in [(n, False) for n in ORDERS] + [(3, True)]:
        chain = markov.Markov(order, conditioned).fit(rows)
        name = "Markov %d%s" % (order, ", told chord and place" if conditioned else "")
        table.append((name,) + chain.nll(valid))
        chains[(order, conditioned)] = chain
        print(table[-1], flush=True)
    table.append(("this model",) + train.held_out(model, torch.from_numpy(valid)))
    print(table[-1], flush=True)
    return table, chains, int((rows[:, :, 0] != v.PAD).sum())


def evaluate(prepared, checkpoint, out, plans, count, seed, midi_files, audio):
    os.makedirs(out, exist_ok=True)
    model, kept = train.load(checkpoint)
    table, chains, counted = likelihoods(model, prepared, count)
    originals = held_out_plans(windows.Pieces(os.path.join(prepared, "valid.npz")), plans, seed)
    plan_list = [generate.Plan.of(tokens) for tokens in originals]
    training = windows.Pieces(os.path.join(prepared, "train.npz"))
    known = (bloom.all_shapes(training), bloom.all_shapes(training, False))
    rules = Rules(melodies=bloom.Filter(bloom.build(known[0])))
    writers = {
        "data": lambda: originals,
        "model, all rules": lambda: generate.with_model(model, plan_list, rules, seed),
        "model, legal tokens only": lambda: generate.with_model(model, plan_list, Rules.free(), seed),
        "Markov 5, all rules": lambda: generate.with_markov(chains[(5, False)], plan_list, rules, seed),
        "uniform, all rules": lambda: generate.with_markov(None, plan_list, rules, seed),
    }
    columns, results, reference = [], [], None
    for name, write in writers.items():
        pieces = [measures.bars_of(tokens) for tokens in write()]
        if reference is None:
            reference = measures.histogram(pieces)
        columns.append(name)
        results.append(measures.measure(pieces, reference, known))
        print(name, {k: round(x, 3) if isinstance(x, float) else x for k, x in results[-1].items()}, flush=True)
        if name in ("data", "model, all rules"):
            for i, piece in enumerate(pieces[:4]):
                midi.write(os.path.join(out, "%s-%d.mid" % (name.split(",")[0], i + 1)), piece)
    ruled = [piece for path in midi_files for piece in rulemusic.pieces_of(path)]
    if ruled:
        columns.append("rule composer")
        results.append(measures.measure(ruled, reference, known))
    content = {
        "checkpoint": {"step": kept["state"]["step"], "tokens": kept["state"]["tokens"]},
        "likelihood": table, "columns": columns,
        "measures": [{"measure": m, "values": [measures.finite(r[m]) for r in results]} for m in results[0]],
        "notes": notes(len(originals), counted, count, len(ruled)),
    }
    with open(os.path.join(out, "evaluation.json"), "w") as file:
        json.dump(content, file, indent=1)
    report.write(os.path.join(out, "report.html"), content, kept, audio)
    return content


def notes(plans, counted, count, ruled):
    lines = [
        "Likelihood: %d held-out windows, works that no training piece belongs to; Markov models (Witten-Bell) counted over %.1f M "
        "tokens of the same kind of windows. Controls, copy words among them, are given to all models alike." % (count, counted / 1e6),
        "Measures: %d plans of %d bars with all controls, copy words among them, taken from held-out pieces; the data column is those "
        "pieces' own music. \"All rules\" is what a host applies: temperature 0.95, nucleus 0.95, 0.9 off the score of a repeated melody note, chord tones on strong beats at 90 %%, melody "
        "leaps up to 9, copy words obeyed, quotations of at most 11 notes. \"Legal tokens only\" is the bare model at temperature 1: "
        "what it learned." % (plans, BARS),
    ]
    if ruled:
        lines.append("The rule composer's column is from %d runs of bars of the example projects, its chords and keys estimated from the "
                     "notes; it has other plans, so the column says what its style is, not who is better." % ruled)
    return lines
