"""Music for given plans: the controls of each bar stand, the notes are chosen. Many plans in one batch."""

import random

import numpy as np
import torch

from . import features, markov, sampling, vocabulary as v, windows

KEPT_BARS = 6
# Room that a new bar is given; one that needs more starts the window anew in its midst.
ROOM = 150


class Plan:
    """header, and per bar its controls and the controls of each role."""

    def __init__(self, header, bars):
        self.header, self.bars = header, bars

    @staticmethod
    def of(tokens):
        """The plan of a sequence: the sequence without its notes."""
        starts = [i for i, t in enumerate(tokens) if t == v.BAR] + [len(tokens)]
        bars = []
        for a, b in zip(starts, starts[1:]):
            controls, parts = windows.split_roles(tokens[a:b])
            bars.append((controls, [[t for t in part if not v.is_music(t)] for _, part in parts]))
        return Plan(tokens[:starts[0]], bars)


class Writer:
    """One sequence on its way. `todo` are tokens to feed; when it is empty a choice is due."""

    def __init__(self, plan, rules, seed):
        self.rules, self.draw = rules, random.Random(seed)
        self.state, self.told = features.State(), features.State()
        self.quotes = sampling.Quotes(rules)
        self.tokens, self.header = [], plan.header
        self.script = [("tokens", plan.header)]
        for controls, parts in plan.bars:
            self.script.append(("tokens", controls))
            for part in parts:
                self.script.append(("tokens", part))
                self.script.append(("write", None))
        self.script.reverse()
        self.todo, self.starts = [], []
        self._advance()

    @property
    def finished(self):
        return not self.script and not self.todo

    def _advance(self):
        while self.script and not self.todo:
            kind, content = self.script[-1]
            if kind == "tokens":
                self.todo = list(content)
                self.script.pop()
            elif self.state.done():
                self.script.pop()
            else:
                return

    def feed(self):
        """The next given token goes in; returns its row."""
        return self._take(self.todo.pop(0))

    def _take(self, token):
        if token == v.BAR:
            self.starts.append(len(self.tokens))
        self.tokens.append(token)
        self.state.push(token)
        if v.is_pitch(token) and self.state.role == sampling.MELODY and self.rules.melodies is not None:
            self.quotes.take(self.state.elapsed + self.state.tick, v.pitch_of(token))
        row = self.told.push(token)
        self._advance()
        return row

    def choose(self, scores):
        """scores: a function from tokens to their scores. Puts the chosen token into `todo`."""
        left = sampling.choices(self.state, self.rules, self.draw, self.quotes)
        index = 0
        if len(left) > 1:
            index = sampling.pick(sampling.weighed(self.state, self.rules, left, scores(left)), self.rules, self.draw)
        self.todo = [left[index]]

    def shortened(self, most):
        """The header and the latest bars that fit, as rows: where the window has no room for what comes."""
        count = min(KEPT_BARS, len(self.starts))
        while count > 1 and len(self.header) + len(self.tokens) - self.starts[-count] > most:
            count -= 1
        begin = self.starts[-count]
        tail = self.tokens[begin:]
        out, bar, held = list(self.header), -1, features.State()
        for token in self.tokens[:begin]:
            held.push(token)
        role = -1
        for token in tail:
            if token == v.BAR:
                bar += 1
            if v.is_role(token):
                role = token - v.ROLE_FIRST
            if v.is_copy(token) and v.copy_of(token)[0] > bar:
                continue
            if token == v.HOLD and bar == 0:
                token = v.pitch_token(held.last_pitch[role]) if held.last_pitch[role] else v.REST
            out.append(token)
        self.told = features.State()
        return [self.told.push(token) for token in out]


def with_model(model, plans, rules, seed):
    """Tokens for each plan."""
    c = model.config
    writers = [Writer(plan, rules, "%d/%d" % (seed, i)) for i, plan in enumerate(plans)]
    count = len(writers)
    lengths = torch.zeros(count, dtype=torch.long)
    past = [tuple(torch.zeros(count, c.kv_heads, c.context, c.head) for _ in range(2)) for _ in range(c.layers)]
    scores = np.zeros((count, v.SIZE), np.float32)
    with torch.no_grad():
        while True:
            active = [i for i, w in enumerate(writers) if not w.finished]
            if not active:
                return [w.tokens for w in writers]
            rows = []
            for i in active:
                w = writers[i]
                if not w.todo:
                    w.choose(lambda tokens, i=i: scores[i, tokens])
                if int(lengths[i]) + (ROOM if w.todo[0] == v.BAR else 1) > c.context:
                    _refill(model, w, i, past, lengths)
                rows.append(w.feed())
            _step(model, rows, active, past, lengths, scores)


def _refill(model, writer, i, past, lengths):
    rows = writer.shortened(model.config.context - ROOM)
    _, fresh = model(torch.tensor([rows]))
    for layer, (k, val) in enumerate(fresh):
        past[layer][0][i, :, :len(rows)] = k[0]
        past[layer][1][i, :, :len(rows)] = val[0]
    lengths[i] = len(rows)


def _step(model, rows, active, past, lengths, scores):
    index = torch.tensor(active)
    room = int(lengths[index].max()) + 1
    held = [(k[index, :, :room], val[index, :, :room]) for k, val in past]
    out, fresh = model(torch.tensor(rows)[:, None], lengths[index], held)
    for layer, (k, val) in enumerate(fresh):
        past[layer][0][index, :, lengths[index]] = k[:, :, 0]
        past[layer][1][index, :, lengths[index]] = val[:, :, 0]
    lengths[index] += 1
    scores[active] = out[:, 0].numpy()


def with_markov(chain, plans, rules, seed):
    """The same by a Markov model (chain None: every legal token is as likely)."""
    out = []
    for i, plan in enumerate(plans):
        w = Writer(plan, rules, "%d/%d" % (seed, i))
        side = 0
        while not w.finished:
            if not w.todo:
                w.choose(lambda t: chain.log_chances(w.tokens, side, t) if chain else np.zeros(len(t)))
            row = np.array(w.feed())
            side = int(markov.sides(row))
        out.append(w.tokens)
    return out
