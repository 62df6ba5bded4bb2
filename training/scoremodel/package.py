"""export and tiny: a checkpoint as a model package (docs/models.md), and its card."""

import hashlib
import json
import os
import random
import shutil

import numpy as np
import onnx
import torch

from . import VERSION, automaton, bloom, card, features, graph, vocabulary as v
from .model import CONFIGS, ScoreModel
from .sampling import SAMPLE

FORMAT = 1
TOLERANCE = 1e-4
TASK = "score-lm"
# The oldest ONNX Runtime that knows the graph's operators.
MINIMUM_RUNTIME = "1.15.0"
ATTRIBUTION = [
    "Polish Music Heritage in Open Access, Copyright 2019-2022 The Fryderyk Chopin Institute (https://nifc.pl), "
    "https://polishscores.org, CC BY 4.0; note events extracted and quantised.",
    "First Editions of Fryderyk Chopin's Music, Copyright 2017-2021 The Fryderyk Chopin Institute (https://nifc.pl), "
    "https://chopinscores.org, CC BY 4.0; note events extracted and quantised.",
    "With thanks to OpenScore (Lieder, String Quartets, Orchestra; CC0), the Open Hymnal Project and the Mutopia Project "
    "(public domain pieces only).",
]
LICENCES = {"openscore-lieder": "CC0-1.0", "openscore-quartets": "CC0-1.0", "openscore-orchestra": "CC0-1.0"}


def tokenizer():
    """Everything a host needs to write and read tokens."""
    return {
        "format": 1, "ticksPerQuarter": v.TICKS_PER_QUARTER, "tokens": v.WORDS, "roles": v.ROLES,
        "metres": {name: {"ticks": t, "secondChordAt": h, "strongBeats": s} for name, (t, h, s) in v.METRES.items()},
        "chordQualities": {q: tones for q, tones in zip(v.QUALITIES, v.QUALITY_TONES)},
        "grid": sorted(v.GRID), "lowestPitch": v.LOWEST, "highestPitch": v.HIGHEST, "longestTicks": v.LONGEST,
        "registerSemitones": v.REGISTER_SEMITONES, "copyBars": v.COPY_BARS,
        "features": [{"name": n, "size": s} for n, s in zip(features.NAMES, features.SIZES)],
    }


def walk(seed, length):
    """A random sequence that the automaton allows, with every kind of control: for the stored outputs."""
    draw = random.Random(seed)
    state, tokens = features.State(), []

    def put(token):
        tokens.append(token)
        state.push(token)

    metre = draw.choice(("4/4", "3/4", "6/8"))
    for word in ("BOS", "MODE_" + draw.choice(v.MODES), "METRE_" + metre, "TEMPO_3", "STYLE_song"):
        put(v.ID[word])
    bar = 0
    while len(tokens) < length:
        for token in (v.BAR, v.ID["PHRASE_" + draw.choice(v.PHRASES)], v.ID["DYNAMIC_middle"]):
            put(token)
        for _ in range(2):
            put(v.chord_token(draw.randrange(12), draw.randrange(-1, len(v.QUALITIES))))
        for role in range(len(v.ROLES)):
            if draw.random() < 0.3:
                continue
            put(v.ROLE_FIRST + role)
            put(v.DENSITY_FIRST + draw.randrange(v.DENSITIES))
            put(v.REGISTER_FIRST + draw.randrange(3, 9))
            backs = [b for b in v.COPY_BARS if b <= bar]
            if backs and draw.random() < 0.5:
                put(v.copy_token(draw.choice(backs), draw.random() < 0.5))
            while not state.done():
                choices = automaton.allowed(state)
                left = automaton.copied(state)
                both = [t for t in choices if left is None or t in left]
                put(draw.choice(both or choices))
        bar += 1
    return tokens[:length]


def vectors(model, folder, sequences=2, length=96):
    """vectors.json and vectors.bin: sequences, their rows, and the scores PyTorch gives."""
    cases, blobs, offset = [], [], 0
    for seed in range(sequences):
        tokens = walk(seed + 1, length)
        rows = features.rows(tokens)
        with torch.no_grad():
            scores = model(torch.tensor([rows]))[0][0].numpy().astype("<f4")
        cases.append({"tokens": tokens, "rows": rows, "scores": {"offset": offset, "shape": list(scores.shape)}})
        blobs.append(scores.tobytes())
        offset += len(blobs[-1])
    with open(os.path.join(folder, "vectors.bin"), "wb") as file:
        file.write(b"".join(blobs))
    write_json(os.path.join(folder, "vectors.json"),
               {"format": 1, "file": "vectors.bin", "type": "float32 little-endian", "tolerance": TOLERANCE, "cases": cases})


def write_json(path, content, indent=None):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=indent, ensure_ascii=False, separators=None if indent else (",", ":"))
        file.write("\n")


def file_entry(folder, name, role):
    with open(os.path.join(folder, name), "rb") as file:
        content = file.read()
    return {"path": name, "role": role, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def shapes(entries):
    return [{"name": n, "type": t, "shape": s} for n, t, s in entries]


def write(model, folder, manifest):
    """Writes graph, tokenizer, vectors, model.json and README.md. manifest: what is known beside the weights."""
    os.makedirs(folder, exist_ok=True)
    onnx.save(graph.build(model), os.path.join(folder, "graph.onnx"))
    write_json(os.path.join(folder, "tokenizer.json"), tokenizer(), 1)
    vectors(model, folder)
    files = [("graph.onnx", "graph"), ("tokenizer.json", "tokenizer"), ("vectors.json", "vectors"),
             ("vectors.bin", "vectors-data")]
    if os.path.exists(os.path.join(folder, "melodies.bloom")):
        files.append(("melodies.bloom", "melody-filter"))
    c = model.config
    inputs, outputs = graph.io(c)
    content = {
        "format": FORMAT, "name": manifest["name"], "version": manifest["version"], "task": TASK,
        "files": [file_entry(folder, name, role) for name, role in files],
        "inputs": shapes(inputs), "outputs": shapes(outputs),
        "cache": {"layers": c.layers, "keyValueHeads": c.kv_heads, "headWidth": c.head, "context": c.context,
                  "bytesPerToken": 2 * 4 * c.layers * c.kv_heads * c.head},
        "parameters": model.size(), "config": c.to_json(),
        "sample": manifest.get("sample", SAMPLE), "minimumRuntime": {"onnxruntime": MINIMUM_RUNTIME},
        "training": manifest["training"], "evaluation": manifest["evaluation"],
        "licence": manifest["licence"], "attribution": manifest["attribution"],
    }
    if manifest.get("filter"):
        content["melodyFilter"] = manifest["filter"]
    return write_manifest(folder, content)


def data_entry(manifest):
    """The snapshot's hashes and, per source, how many pieces went in under which licence."""
    train = manifest["splits"]["train"]
    sources = [dict(zip(("source", "licence"), key.split(" | ")), pieces=count) for key, count in train["pieces"].items()]
    return {"sha256": {name: split["sha256"] for name, split in manifest["splits"].items()}, "sources": sources,
            "bars": train["bars"], "tokens": train["tokens"], "leftOutForLicence": train["left_out_for_licence"]}


def results_of(evaluation, steps, tokens):
    """(evaluation, sampling defaults) of evaluation.json; (None, the usual ones) without. Hosts are told the defaults that the
    numbers were measured with."""
    if not evaluation:
        return None, SAMPLE
    with open(evaluation, encoding="utf-8") as file:
        results = json.load(file)
    if results["checkpoint"] != {"step": steps, "tokens": tokens}:
        raise ValueError("the evaluation is of another checkpoint than the one to export")
    sample = results.pop("sample")
    return results, sample


def evaluated_again(package, folder, version, evaluation):
    """The same network as a new version: other sampling defaults, measured anew. Graph, vectors and filter stay byte for byte."""
    with open(os.path.join(package, "model.json"), encoding="utf-8") as file:
        content = json.load(file)
    training = content["training"]
    content["evaluation"], content["sample"] = results_of(evaluation, training["steps"], training["tokensSeen"])
    content["version"] = version
    if os.path.realpath(package) != os.path.realpath(folder):
        os.makedirs(folder, exist_ok=True)
        for entry in content["files"]:
            shutil.copyfile(os.path.join(package, entry["path"]), os.path.join(folder, entry["path"]))
    return write_manifest(folder, content)


def write_manifest(folder, content):
    write_json(os.path.join(folder, "model.json"), content, 1)
    with open(os.path.join(folder, "README.md"), "w", encoding="utf-8") as file:
        file.write(card.render(content))
    return content


def export(checkpoint, folder, name, version, prepared=None, evaluation=None):
    """checkpoint: a file of train, or the folder of a package of that name (evaluated_again)."""
    from . import train
    if os.path.isdir(checkpoint):
        return evaluated_again(checkpoint, folder, version, evaluation)
    model, kept = train.load(checkpoint)
    os.makedirs(folder, exist_ok=True)
    state = kept["state"]
    results, sample = results_of(evaluation, state["step"], state["tokens"])
    melody_filter = None
    if prepared:
        melody_filter = bloom.write_filter(prepared, os.path.join(folder, "melodies.bloom"))
    manifest = {
        "name": name, "version": version, "filter": melody_filter, "evaluation": results, "sample": sample,
        "training": {"code": kept["code"], "seed": kept["seed"], "size": kept["size"], "steps": state["step"],
                     "tokensSeen": state["tokens"], "seconds": round(state["seconds"]), "settings": kept["settings"],
                     "parent": kept["parent"], "data": data_entry(kept["data"])},
        "licence": {"weights": "CC-BY-4.0", "note": "Trained on public domain, CC0 and CC BY 4.0 music only; the lines under "
                    "attribution go with every copy."},
        "attribution": ATTRIBUTION,
    }
    return write(model, folder, manifest)


def tiny(folder, seed):
    torch.manual_seed(seed)
    model = ScoreModel(CONFIGS["tiny"]).eval()
    with torch.no_grad():
        for p in model.parameters():
            # Larger than at the start of training, so that every path shows in the scores.
            p.normal_(std=0.2)
    model.eval()
    manifest = {
        "name": "score-tiny", "version": "0.0.%d" % seed,
        "training": {"code": VERSION, "seed": seed, "size": "tiny", "steps": 0, "tokensSeen": 0, "seconds": 0,
                     "settings": None, "parent": None, "data": None},
        "evaluation": None, "licence": {"weights": "MIT", "note": "Random numbers; for tests only."}, "attribution": [],
    }
    return write(model, folder, manifest)
