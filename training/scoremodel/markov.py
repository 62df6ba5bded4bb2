"""The baselines: Markov models of order n with Witten-Bell smoothing, counted over the same windows a network is trained on."""

import numpy as np

from . import features, vocabulary as v

_MULTIPLY = np.uint64(0x9E3779B97F4A7C15)
CHORD = features.NAMES.index("chord")
ONSET = features.NAMES.index("onset")


def _mix(hashes, values):
    with np.errstate(over="ignore"):
        mixed = (hashes ^ (np.asarray(values).astype(np.uint64) + np.uint64(1))) * _MULTIPLY
        return mixed ^ (mixed >> np.uint64(29))


def sides(rows):
    """Chord and place in the bar of each token, as one number: what a conditioned model may look at too."""
    return rows[..., CHORD] * 128 + rows[..., ONSET]


class Markov:
    """order: how many tokens back. conditioned: whether chord and place in the bar belong to every context."""

    def __init__(self, order, conditioned=False):
        self.order, self.conditioned = order, conditioned
        self.levels = []

    def _contexts(self, tokens, side):
        """[level] -> hash of the context of each next token (positions order..n-1 of each row)."""
        n = self.order
        count = tokens.shape[1]
        start = np.zeros((tokens.shape[0], count - n), np.uint64)
        if self.conditioned:
            start = _mix(start, side[:, n - 1:count - 1])
        out = [start]
        for back in range(1, n + 1):
            out.append(_mix(out[-1], tokens[:, n - back:count - back]))
        return out

    def fit(self, rows):
        """rows [N, T, 10]."""
        tokens = _padded(rows[:, :, 0], self.order)
        side = _padded(sides(rows), self.order)
        targets = tokens[:, self.order:]
        real = targets != v.PAD
        for hashes in self._contexts(tokens, side):
            contexts = hashes[real]
            pairs = _mix(contexts, targets[real])
            pair_keys, pair_first, pair_counts = np.unique(pairs, return_index=True, return_counts=True)
            keys, counts = np.unique(contexts, return_counts=True)
            kinds = np.bincount(np.searchsorted(keys, contexts[pair_first]), minlength=len(keys))
            self.levels.append((pair_keys, pair_counts.astype(np.float64), keys, counts.astype(np.float64),
                                kinds.astype(np.float64)))
        return self

    def _chances(self, hashes, targets):
        """Probability of targets, hashes: per level arrays of the same shape."""
        chance = np.full(targets.shape, 1.0 / v.SIZE)
        for (pair_keys, pair_counts, keys, counts, kinds), context in zip(self.levels, hashes):
            at = np.minimum(np.searchsorted(keys, context), len(keys) - 1)
            known = keys[at] == context
            pairs = _mix(context, targets)
            where = np.minimum(np.searchsorted(pair_keys, pairs), len(pair_keys) - 1)
            seen = np.where(pair_keys[where] == pairs, pair_counts[where], 0.0)
            new = (seen + kinds[at] * chance) / (counts[at] + kinds[at])
            chance = np.where(known, new, chance)
        return chance

    def nll(self, rows):
        """(nats per music token, nats per token of all); the first token is not counted."""
        tokens = _padded(rows[:, :, 0], self.order)
        targets = tokens[:, self.order:]
        losses = -np.log(self._chances(self._contexts(tokens, _padded(sides(rows), self.order)), targets))
        counted = targets != v.PAD
        counted[:, 0] = False
        music = counted & (targets >= v.REST)
        return float(losses[music].mean()), float(losses[counted].mean())

    def log_chances(self, tokens, side, choices):
        """Log probabilities of `choices` after a sequence; side: chord and place after its last token."""
        n = self.order
        tail = ([v.PAD] * n + list(tokens))[-n:] if n else []
        start = np.zeros(1, np.uint64)
        if self.conditioned:
            start = _mix(start, np.array([side]))
        hashes = [start]
        for back in range(1, n + 1):
            hashes.append(_mix(hashes[-1], np.array([tail[-back]])))
        targets = np.asarray(choices)
        return np.log(self._chances([np.repeat(h, len(targets)) for h in hashes], targets))


def _padded(values, order):
    return np.pad(values, ((0, 0), (order, 0)))
