"""prepare: the data snapshot as token files, with a manifest of what went in."""

import hashlib
import json
import lzma
import os

import numpy as np

from . import VERSION, pieces, vocabulary as v
from .progress import Progress

FILES = {"train": "scores.train.jsonl.xz", "valid": "scores.valid.jsonl.xz"}


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def prepare(data, out, limit=0):
    """Reads scores.{train,valid}.jsonl.xz of `data`, writes {train,valid}.npz and manifest.json to `out`."""
    os.makedirs(out, exist_ok=True)
    manifest = {"code": VERSION, "vocabulary": hashlib.sha256(" ".join(v.WORDS).encode()).hexdigest(), "splits": {}}
    for split, name in FILES.items():
        path = os.path.join(data, name)
        manifest["splits"][split] = dict(_split(path, os.path.join(out, split + ".npz"), limit), sha256=sha256(path))
    with open(os.path.join(out, "manifest.json"), "w") as file:
        json.dump(manifest, file, indent=1)
    return manifest


def _split(path, target, limit):
    tokens, bar_starts, segment_starts, headers, styles = [], [], [], [], []
    sources, left_out = {}, 0
    progress = Progress(os.path.basename(path), os.path.getsize(path))
    with open(path, "rb") as raw, lzma.open(raw, "rt") as file:
        for number, text in enumerate(file):
            if limit and number >= limit:
                break
            piece = json.loads(text)
            progress.at(raw.tell())
            if not pieces.usable(piece):
                left_out += 1
                continue
            used = False
            for segment in pieces.encode(piece):
                used = True
                segment_starts.append(len(bar_starts))
                headers.append(segment["header"])
                styles.append(v.STYLES.index(segment["style"]))
                for bar in segment["bars"]:
                    bar_starts.append(len(tokens))
                    tokens.extend(bar)
            if used:
                entry = sources.setdefault(piece["source"] + " | " + piece["licence"], 0)
                sources[piece["source"] + " | " + piece["licence"]] = entry + 1
    progress.done()
    bar_starts.append(len(tokens))
    segment_starts.append(len(bar_starts) - 1)
    np.savez(target, tokens=np.array(tokens, np.uint16), bars=np.array(bar_starts, np.int64),
             segments=np.array(segment_starts, np.int64), headers=np.array(headers, np.uint16),
             styles=np.array(styles, np.uint8))
    counts = {v.STYLES[i]: int((np.array(styles) == i).sum()) for i in range(len(v.STYLES))}
    return {"pieces": dict(sorted(sources.items())), "left_out_for_licence": left_out, "segments": len(styles),
            "segments_by_style": counts, "bars": len(bar_starts) - 1, "tokens": len(tokens)}
