"""What a model is held against and that does not depend on it: Markov models, chance, and the held-out music itself.

They take longer than the model's own part, so they are kept beside the prepared data, by what they were made of.
"""

import hashlib
import json
import os

import numpy as np

from . import VERSION, generate, markov, measures, vocabulary as v, windows
from .progress import Progress

MARKOV_WINDOWS = 6000
ORDERS = (3, 5)


def find(prepared, context, count, plans, seed, valid, originals, rules, known):
    """{"likelihood": rows, "counted": tokens, "columns": {name: measures}}; valid: the held-out windows."""
    key = json.dumps([VERSION, context, count, plans, seed, rules.described(), MARKOV_WINDOWS])
    path = os.path.join(prepared, "baselines-%s.json" % hashlib.sha256(key.encode()).hexdigest()[:12])
    if os.path.exists(path):
        with open(path) as file:
            return json.load(file)
    chains, table, counted = _chains(prepared, context + 1, valid)
    plan_list = [generate.Plan.of(tokens) for tokens in originals]
    written = {
        "data": originals,
        "Markov 5, all rules": generate.with_markov(chains[(5, False)], plan_list, rules, seed),
        "uniform, all rules": generate.with_markov(None, plan_list, rules, seed),
    }
    pieces = {name: [measures.bars_of(tokens) for tokens in music] for name, music in written.items()}
    reference = measures.histogram(pieces["data"])
    content = {"likelihood": table, "counted": counted,
               "columns": {name: measures.measure(music, reference, known) for name, music in pieces.items()}}
    with open(path + ".new", "w") as file:
        json.dump(content, file, indent=1)
    os.replace(path + ".new", path)
    return content


def _chains(prepared, length, valid):
    sampler = windows.Sampler(windows.Pieces(os.path.join(prepared, "train.npz")), length, 2)
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
        table.append(("Markov %d%s" % (order, ", told chord and place" if conditioned else ""),) + chain.nll(valid))
        chains[(order, conditioned)] = chain
        print(table[-1], flush=True)
    return chains, table, int((rows[:, :, 0] != v.PAD).sum())
