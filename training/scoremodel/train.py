"""train: a model from prepared data. Can be stopped at any time and goes on where its last checkpoint was."""

import json
import math
import os
import time

import torch
from torch.nn import functional as F

from . import VERSION, grow, optimiser, vocabulary as v, windows
from .model import CONFIGS, Config, ScoreModel
from .progress import Progress

# Controls are stated by the host; they are learned only a little, so that the loss goes to the music.
CONTROL_WEIGHT = 0.05


def losses(model, rows):
    """Negative log-likelihood of each next token and which of them are music, controls, or filling."""
    scores, _ = model(rows[:, :-1])
    targets = rows[:, 1:, 0]
    nll = F.cross_entropy(scores.reshape(-1, v.SIZE), targets.reshape(-1), reduction="none").view(targets.shape)
    return nll, targets >= v.REST, targets != v.PAD


def held_out(model, rows, size=8):
    """(nats per music token, nats per token of all)."""
    model.eval()
    music = every = music_count = count = 0
    with torch.no_grad():
        for i in range(0, len(rows), size):
            nll, is_music, real = losses(model, rows[i:i + size])
            music += float(nll[is_music].sum())
            every += float(nll[real].sum())
            music_count += int(is_music.sum())
            count += int(real.sum())
    model.train()
    return music / music_count, every / count


def schedule(step, steps, warmup):
    """Warm-up, then level, then a straight way down over the last 40 %: a run can be shortened by ending it earlier."""
    if step < warmup:
        return (step + 1) / warmup
    left = (steps - step) / (0.4 * steps)
    return max(0.02, min(1.0, left))


def save(path, content):
    torch.save(content, path + ".new")
    os.replace(path + ".new", path)


def train(prepared, out, size, seed, steps, batch=8, lr=3e-3, minutes=0.0, every=100, checkpoint_minutes=3.0,
          device="cpu", windows_held=48, grow_from=None, warmup=100):
    """minutes: when above 0, the length of the run in wall time; `steps` then only bounds it.

    grow_from: a package or checkpoint to begin as (grow.py); warmup: steps until the full learning rate."""
    os.makedirs(out, exist_ok=True)
    torch.manual_seed(seed)
    config = CONFIGS[size]
    origin = None
    if grow_from:
        small, origin = grow.parent(grow_from)
        model = grow.grow(small, config).to(device)
    else:
        model = ScoreModel(config).to(device)
    optimisers = optimiser.build(model, lr)
    data = windows.Sampler(windows.Pieces(os.path.join(prepared, "train.npz")), config.context + 1, seed)
    valid = windows.Sampler(windows.Pieces(os.path.join(prepared, "valid.npz")), config.context + 1, 1)
    valid_rows = torch.from_numpy(valid.batch(0, windows_held)).to(device)
    with open(os.path.join(prepared, "manifest.json")) as file:
        manifest = json.load(file)
    state = {"step": 0, "seconds": 0.0, "tokens": 0, "curve": [], "best": None}
    path = os.path.join(out, "checkpoint.pt")
    if os.path.exists(path):
        kept = torch.load(path, map_location=device)
        model.load_state_dict(kept["model"])
        for one, content in zip(optimisers, kept["optimisers"]):
            one.load_state_dict(content)
        state, origin = kept["state"], kept["parent"]
        torch.set_rng_state(kept["rng"])
    elif grow_from:
        held, all_tokens = held_out(model, valid_rows)
        state["curve"].append((0, 0, 0.0, held, held, all_tokens))
        print("grown from %s: held out %.4f (all tokens %.4f)" % (grow_from, held, all_tokens), flush=True)

    def content():
        return {"model": model.state_dict(), "optimisers": [o.state_dict() for o in optimisers], "state": state,
                "config": config.to_json(), "size": size, "seed": seed, "code": VERSION, "data": manifest, "parent": origin,
                "settings": {"batch": batch, "lr": lr, "steps": steps, "minutes": minutes, "warmup": warmup},
                "rng": torch.get_rng_state()}

    progress = Progress("train " + size, steps)
    begun, before = time.monotonic(), state["seconds"]
    saved = begun
    average = None
    while state["step"] < steps:
        step = state["step"]
        share = step / steps
        if minutes:
            share = max(share, state["seconds"] / (60 * minutes))
            if share >= 1:
                break
        rate = schedule(share, 1.0, 0.0) if step >= warmup else (step + 1) / warmup
        for one in optimisers:
            for group in one.param_groups:
                group["lr"] = lr * rate
        rows = torch.from_numpy(data.batch(step, batch)).to(device)
        nll, is_music, real = losses(model, rows)
        weight = (is_music.float() + CONTROL_WEIGHT * (real & ~is_music).float())
        loss = (nll * weight).sum() / weight.sum()
        for one in optimisers:
            one.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for one in optimisers:
            one.step()
        music = float(nll.detach()[is_music].mean())
        if not math.isfinite(music):
            raise ArithmeticError("the loss is no number at step %d" % step)
        average = music if average is None else 0.98 * average + 0.02 * music
        state["step"] += 1
        state["tokens"] += int(real.sum())
        state["seconds"] = before + time.monotonic() - begun
        progress.at(state["step"], "music %.3f, %.0f tokens/s" % (average, state["tokens"] / state["seconds"]))
        if state["step"] % every == 0:
            held, all_tokens = held_out(model, valid_rows)
            state["curve"].append((state["step"], state["tokens"], state["seconds"], average, held, all_tokens))
            print("step %d, %.2f M tokens, %.0f s: train %.4f, held out %.4f (all tokens %.4f)" % (
                state["step"], state["tokens"] / 1e6, state["seconds"], average, held, all_tokens), flush=True)
            if state["best"] is None or held < state["best"]:
                state["best"] = held
                save(os.path.join(out, "best.pt"), content())
        if time.monotonic() - saved > 60 * checkpoint_minutes:
            saved = time.monotonic()
            save(path, content())
    held, all_tokens = held_out(model, valid_rows)
    if state["best"] is None or held < state["best"]:
        state["best"] = held
        save(os.path.join(out, "best.pt"), content())
    save(path, content())
    progress.done("held out %.4f" % held)
    return content()


def load(path, device="cpu"):
    """(model ready to use, checkpoint) of a checkpoint or of a package's folder."""
    if os.path.isdir(path):
        model, origin = grow.parent(path)
        with open(os.path.join(path, "model.json"), encoding="utf-8") as file:
            training = json.load(file)["training"]
        state = {"step": training["steps"], "tokens": training["tokensSeen"], "seconds": training["seconds"], "curve": []}
        return model.to(device).eval(), {"state": state, "size": training["size"], "seed": training["seed"], "parent": origin}
    kept = torch.load(path, map_location=device)
    model = ScoreModel(Config(**kept["config"])).to(device)
    model.load_state_dict(kept["model"])
    return model.eval(), kept
