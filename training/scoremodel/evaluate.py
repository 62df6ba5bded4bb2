"""evaluate: likelihood of held-out music and measures of generated music, each beside the data's and the baselines'."""

import json
import os

import numpy as np
import torch

from . import baselines, bloom, generate, measures, midi, report, rulemusic, train, vocabulary as v, windows
from .sampling import SAMPLE, Rules

BARS = 16
COLUMNS = ("data", "model, all rules", "model, legal tokens only", "Markov 5, all rules", "uniform, all rules", "rule composer")
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


def evaluate(prepared, checkpoint, out, plans, count, seed, midi_files=(), rules_version="", sample=None):
    """checkpoint: a file of train, or the folder of a package. sample: what of the sampling defaults is to be otherwise."""
    sample = dict(SAMPLE, **(sample or {}))
    if set(sample) != set(SAMPLE):
        raise ValueError("no such sampling default: %s" % ", ".join(sorted(set(sample) - set(SAMPLE))))
    os.makedirs(out, exist_ok=True)
    model, kept = train.load(checkpoint)
    context = model.config.context
    pieces = windows.Pieces(os.path.join(prepared, "valid.npz"))
    valid = windows.Sampler(pieces, context + 1, 1).batch(1, count)
    originals = held_out_plans(pieces, plans, seed)
    training = windows.Pieces(os.path.join(prepared, "train.npz"))
    known = bloom.known(training)
    rules = Rules.of(sample, bloom.Filter(bloom.build(known[0])))
    base = baselines.find(prepared, context, count, plans, seed, valid, originals, rules, known)
    table = base["likelihood"] + [("this model",) + train.held_out(model, torch.from_numpy(valid))]
    print(table[-1], flush=True)
    reference = measures.histogram([measures.bars_of(tokens) for tokens in originals])
    found = {}
    plan_list = [generate.Plan.of(tokens) for tokens in originals]
    for name, given in (("model, all rules", rules), ("model, legal tokens only", Rules.free())):
        music = [measures.bars_of(tokens) for tokens in generate.with_model(model, plan_list, given, seed)]
        found[name] = measures.measure(music, reference, known)
        print(name, {k: round(x, 3) if isinstance(x, float) else x for k, x in found[name].items()}, flush=True)
        if given is rules:
            for i, piece in enumerate(music[:4]):
                midi.write(os.path.join(out, "model-%d.mid" % (i + 1)), piece)
    for i, tokens in enumerate(originals[:4]):
        midi.write(os.path.join(out, "data-%d.mid" % (i + 1)), measures.bars_of(tokens))
    ruled = [piece for path in midi_files for piece in rulemusic.pieces_of(path)]
    if ruled:
        found["rule composer"] = measures.measure(ruled, reference, known)
    results = dict(base["columns"], **found)
    columns = [name for name in COLUMNS if name in results]
    content = {
        "checkpoint": {"step": kept["state"]["step"], "tokens": kept["state"]["tokens"]},
        "likelihood": table, "columns": columns,
        "measures": [{"measure": m, "values": [measures.finite(results[c][m]) for c in columns]} for m in results["data"]],
        "notes": notes(len(originals), base["counted"], count, len(ruled), rules_version, sample),
        "sample": sample,
    }
    write_json(os.path.join(out, "evaluation.json"), content)
    write_json(os.path.join(out, "run.json"), {name: kept[name] for name in ("size", "seed", "state")})
    report.write(out)
    return content


def write_json(path, content):
    with open(path, "w") as file:
        json.dump(content, file, indent=1)


def notes(plans, counted, count, ruled, rules_version, sample):
    lines = [
        "Likelihood: %d held-out windows, works that no training piece belongs to; Markov models (Witten-Bell) counted over %.1f M "
        "tokens of the same kind of windows. Controls, copy words among them, are given to all models alike." % (count, counted / 1e6),
        "Measures: %d plans of %d bars with all controls, copy words among them, taken from held-out pieces; the data column is those "
        "pieces' own music. \"All rules\" is what a host applies: temperature %g, nucleus %g, %g off the score of a repeated melody note, "
        "chord tones on strong beats at %g %%, no parallel fifths or octaves of the outer voices from one strong beat to the next, melody "
        "leaps up to %d, copy words obeyed, quotations of at most %d notes. \"Legal tokens only\" is the bare model at temperature 1: what "
        "it learned." % (plans, BARS, sample["temperature"], sample["topP"], sample["melodyRepeatPenalty"],
                         100 * sample["strongBeatChordShare"], sample["melodyLeapSemitones"], sample["longestTrainingMatchNotes"]),
    ]
    if ruled:
        lines.append("The rule composer's column is from %d runs of bars of the example projects%s, its chords and keys estimated from the "
                     "notes; it has other plans, so the column says what its style is, not who is better." % (ruled, rules_version and
                     " as %s writes them" % rules_version))
    return lines
