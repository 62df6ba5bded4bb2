"""Commands: prepare, train, evaluate, export, listen, tiny."""

import argparse
import json
import sys


def parse(arguments):
    parser = argparse.ArgumentParser(prog="scoremodel", description="Trains score models and packs them.")
    commands = parser.add_subparsers(dest="command", required=True)

    one = commands.add_parser("prepare", help="data snapshot -> token files")
    one.add_argument("--data", required=True, help="folder with scores.train.jsonl.xz and scores.valid.jsonl.xz")
    one.add_argument("--out", required=True, help="folder for train.npz, valid.npz, manifest.json")
    one.add_argument("--limit", type=int, default=0, help="pieces of each split; 0 takes all")
    one.add_argument("--jobs", type=int, default=0, help="processes; 0 takes one per core")

    one = commands.add_parser("train", help="token files -> checkpoint; goes on where an earlier run was stopped")
    one.add_argument("--prepared", required=True)
    one.add_argument("--out", required=True, help="folder for checkpoint.pt and best.pt")
    one.add_argument("--size", default="preview", choices=("tiny", "preview", "full", "large"))
    one.add_argument("--grow-from", help="package or checkpoint of a smaller size to begin as")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--steps", type=int, default=20000)
    one.add_argument("--minutes", type=float, default=0, help="end after this wall time, learning rate and all")
    one.add_argument("--batch", type=int, default=8)
    one.add_argument("--rate", type=float, default=3e-3)
    one.add_argument("--warmup", type=int, default=100, help="steps until the full rate")
    one.add_argument("--every", type=int, default=100, help="steps between two looks at held-out music")
    one.add_argument("--threads", type=int, default=0, help="0 leaves the choice to PyTorch")
    one.add_argument("--device", default="cpu", help="cpu or cuda")

    one = commands.add_parser("evaluate", help="checkpoint or package -> evaluation.json and report.html")
    one.add_argument("--prepared", required=True)
    one.add_argument("--checkpoint", required=True)
    one.add_argument("--out", required=True)
    one.add_argument("--plans", type=int, default=48, help="held-out plans to generate music for")
    one.add_argument("--windows", type=int, default=96, help="held-out windows for the likelihood")
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--midi", nargs="*", default=[], help="MIDI files of the rule composer to measure beside")
    one.add_argument("--sample", type=json.loads, default={}, help="sampling defaults that are to be otherwise, as JSON; export takes them over")
    one.add_argument("--rules-version", default="", help="which version of the service wrote those MIDI files")

    one = commands.add_parser("listen", help="package -> sound examples by the service's engine, into the report")
    one.add_argument("--package", required=True)
    one.add_argument("--out", required=True, help="the folder of evaluate")
    one.add_argument("--render", default="dotnet run -c Release --project ../src/Api -- render",
                     help="the service's render command, as one string")
    one.add_argument("--seconds", type=float, default=40)

    one = commands.add_parser("export", help="checkpoint -> model package")
    one.add_argument("--checkpoint", required=True)
    one.add_argument("--out", required=True)
    one.add_argument("--name", required=True)
    one.add_argument("--version", default="1.0.0")
    one.add_argument("--prepared", help="for the filter of training melodies; left out without it")
    one.add_argument("--evaluation", help="evaluation.json of the same checkpoint")

    one = commands.add_parser("tiny", help="a package of the final layout with random weights, for tests")
    one.add_argument("--task", default="score-lm", choices=("score-lm", "codec-lm"))
    one.add_argument("--shape", default="tiny", choices=("tiny", "depth-tiny", "bench"), help="of a codec-lm package")
    one.add_argument("--out", required=True)
    one.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


def main(arguments):
    a = parse(arguments)
    if a.command == "prepare":
        from .prepare import prepare
        prepare(a.data, a.out, a.limit, a.jobs)
    elif a.command == "train":
        import torch
        if a.threads:
            torch.set_num_threads(a.threads)
        from .train import train
        train(a.prepared, a.out, a.size, a.seed, a.steps, a.batch, a.rate, a.minutes, a.every, device=a.device,
              grow_from=a.grow_from, warmup=a.warmup)
    elif a.command == "evaluate":
        from .evaluate import evaluate
        evaluate(a.prepared, a.checkpoint, a.out, a.plans, a.windows, a.seed, a.midi, a.rules_version, a.sample)
    elif a.command == "listen":
        from .listen import listen
        listen(a.render, a.package, a.out, a.seconds)
    elif a.command == "export":
        from .package import export
        export(a.checkpoint, a.out, a.name, a.version, a.prepared, a.evaluation)
    else:
        from . import codec, package
        if a.task == "score-lm":
            package.tiny(a.out, a.seed)
        else:
            codec.tiny(a.out, a.seed, a.shape)


if __name__ == "__main__":
    main(sys.argv[1:])
