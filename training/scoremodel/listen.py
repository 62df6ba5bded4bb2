"""listen: what the service's own engine makes of a package, beside the rules with the same map and seed; into a report's folder.

The engine is a command that takes the arguments of the service's `render`. Sound files are Ogg Vorbis where ffmpeg is there, else WAV.
"""

import json
import os
import shlex
import shutil
import subprocess
import tempfile

from . import report
from .progress import Progress

SEED = 7
# A scene whose bass, lead and counter-line a model may write, in three styles.
STYLES = {"folk-acoustic": ("major", "G", 96), "cinematic": ("minor", "D", 84), "lounge-jazz": ("dorian", "C", 104)}
PARTS = ("bass", "chords", "lead", "counter")
WRITTEN = ("bass", "lead", "counter")


def scene_map(style, writer):
    """An adaptive map of one scene whose melodic layers are a model's or the rules'."""
    mode, key, bpm = STYLES[style]
    layers = {part: dict({"part": part}, **({"writer": writer} if part in WRITTEN else {})) for part in PARTS}
    return {"format": 1, "name": "Listening: " + style, "start": "scene", "key": key, "scenes": {"scene": {
        "style": style, "mode": mode, "bpm": bpm, "phrase_bars": 4, "layers": layers,
        "mood": {"valence": 0.6, "energy": 0.5, "tension": 0.2, "density": 0.5, "register": 0.5, "brightness": 0.5}}}}


def listen(render, package, out, seconds):
    """render: the command before the arguments, in one string. Replaces earlier examples of the same names."""
    progress = Progress("listen", 2 * len(STYLES))
    done = 0
    with tempfile.TemporaryDirectory() as folder:
        for style in STYLES:
            for name, writer in (("model", "model"), ("rules", "rules")):
                path, sound = os.path.join(folder, "map.json"), os.path.join(folder, "sound.wav")
                with open(path, "w") as file:
                    json.dump(scene_map(style, writer), file)
                command = shlex.split(render) + ["--project", path, "--seconds", str(seconds), "--seed", str(SEED), "--out", sound]
                subprocess.run(command + (["--model", os.path.abspath(package)] if writer == "model" else []), check=True)
                _keep(sound, os.path.join(out, "%s-%s" % (style, name)))
                done += 1
                progress.at(done, style)
    progress.done()
    report.write(out)


def _keep(sound, target):
    if not shutil.which("ffmpeg"):
        shutil.move(sound, target + ".wav")
        return
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", sound, "-c:a", "libvorbis", "-q:a", "4", target + ".ogg"], check=True)
