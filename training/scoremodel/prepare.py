"""prepare: the data snapshot as token files, with a manifest of what went in."""

import collections
import hashlib
import itertools
import json
import lzma
import multiprocessing
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


def prepare(data, out, limit=0, jobs=0):
    """Reads scores.{train,valid}.jsonl.xz of `data`, writes {train,valid}.npz and manifest.json to `out`.

    jobs: processes, 0 for one per core; their number does not change what is written."""
    os.makedirs(out, exist_ok=True)
    manifest = {"code": VERSION, "vocabulary": hashlib.sha256(" ".join(v.WORDS).encode()).hexdigest(), "splits": {}}
    for split, name in FILES.items():
        path = os.path.join(data, name)
        manifest["splits"][split] = dict(_split(path, os.path.join(out, split + ".npz"), limit, jobs), sha256=sha256(path))
    with open(os.path.join(out, "manifest.json"), "w") as file:
        json.dump(manifest, file, indent=1)
    return manifest


def _encoded(text):
    """(source and licence, segments) of one line of the snapshot; None for a piece that is left out."""
    piece = json.loads(text)
    if not pieces.usable(piece):
        return None
    return piece["source"] + " | " + piece["licence"], list(pieces.encode(piece))


def _lines(path, limit, read):
    """The pieces of a snapshot's file; how far it is read for each goes to `read`, since reading runs ahead of encoding."""
    with open(path, "rb") as raw, lzma.open(raw, "rt") as file:
        for text in itertools.islice(file, limit or None):
            read.append(raw.tell())
            yield text


def _split(path, target, limit, jobs):
    tokens, bar_starts, segment_starts, headers, styles = [], [], [], [], []
    sources, left_out = {}, 0
    progress = Progress(os.path.basename(path), os.path.getsize(path))
    read = collections.deque()
    with multiprocessing.Pool(jobs or None) as pool:
        for encoded in pool.imap(_encoded, _lines(path, limit, read), chunksize=8):
            progress.at(read.popleft())
            if encoded is None:
                left_out += 1
                continue
            source, segments = encoded
            for segment in segments:
                segment_starts.append(len(bar_starts))
                headers.append(segment["header"])
                styles.append(v.STYLES.index(segment["style"]))
                for bar in segment["bars"]:
                    bar_starts.append(len(tokens))
                    tokens.extend(bar)
            if segments:
                sources[source] = sources.get(source, 0) + 1
    progress.done()
    bar_starts.append(len(tokens))
    segment_starts.append(len(bar_starts) - 1)
    np.savez(target, tokens=np.array(tokens, np.uint16), bars=np.array(bar_starts, np.int64),
             segments=np.array(segment_starts, np.int64), headers=np.array(headers, np.uint16),
             styles=np.array(styles, np.uint8))
    counts = {v.STYLES[i]: int((np.array(styles) == i).sum()) for i in range(len(v.STYLES))}
    return {"pieces": dict(sorted(sources.items())), "left_out_for_licence": left_out, "segments": len(styles),
            "segments_by_style": counts, "bars": len(bar_starts) - 1, "tokens": len(tokens)}
