"""The report of an evaluation as one HTML page without scripts."""

import base64
import html
import json
import os

from .card import number

STYLE = ("body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}table{border-collapse:collapse}"
         "td,th{border:1px solid #ccc;padding:.2em .6em;text-align:right}td:first-child,th:first-child{text-align:left}")


def curve(points, width=720, height=320):
    """Loss over tokens seen as an SVG picture: training (grey) and held out (blue)."""
    if len(points) < 2:
        return "<p>No curve: fewer than two looks at held-out music.</p>"
    values = [p[3] for p in points] + [p[4] for p in points]
    low, high = min(values), sorted(values)[int(0.97 * (len(values) - 1))]
    span = max(high - low, 1e-3)

    def path(column):
        return " ".join("%.1f,%.1f" % (50 + (width - 60) * p[1] / points[-1][1],
                                       10 + (height - 40) * min(1.0, max(0.0, (high - p[column]) / span)))
                        for p in points)
    return (
        '<svg viewBox="0 0 %d %d" width="%d" role="img" aria-label="Loss over tokens seen">' % (width, height, width)
        + '<text x="2" y="18">%.2f</text><text x="2" y="%d">%.2f</text>' % (high, height - 30, low)
        + '<text x="%d" y="%d">%.1f M tokens</text>' % (width - 110, height - 8, points[-1][1] / 1e6)
        + '<polyline fill="none" stroke="#888" points="%s"/><polyline fill="none" stroke="#06c" stroke-width="2" points="%s"/></svg>'
        % (path(3), path(4)))


def table(header, rows):
    cells = "".join("<th>%s</th>" % html.escape(h) for h in header)
    body = "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % html.escape(str(c)) for c in row) for row in rows)
    return "<table><tr>%s</tr>%s</table>" % (cells, body)


KINDS = {".ogg": "audio/ogg", ".mp3": "audio/mpeg", ".wav": "audio/wav"}


def write(folder):
    """report.html from what lies in the folder: evaluation.json, run.json, scores as MIDI, and audio (listen.py)."""
    content, run = (_read(folder, name) for name in ("evaluation.json", "run.json"))
    state = run["state"]
    parts = ["<!doctype html><html lang=en><meta charset=utf-8><title>Score model: report</title><style>%s</style>" % STYLE,
             "<h1>Score model <code>%s</code></h1>" % html.escape(run["size"]),
             "<p>Seed %d, %d steps, %.2f M tokens in %d s.</p>" % (run["seed"], state["step"], state["tokens"] / 1e6, state["seconds"]),
             "<h2>Loss</h2><p>Nats a music token: training (grey), held out (blue).</p>", curve(state["curve"]),
             "<h2>Held-out likelihood</h2>",
             table(("model", "music tokens", "all tokens"), [(n, number(a), number(b)) for n, a, b in content["likelihood"]]),
             "<h2>Generated music</h2>",
             table(["measure"] + content["columns"],
                   [[r["measure"]] + [number(x) for x in r["values"]] for r in content["measures"]])]
    parts += ["<p>%s</p>" % html.escape(text) for text in content["notes"]]
    names = sorted(os.listdir(folder))
    parts += ["<h2>Rendered by the service</h2>"]
    parts += [_player(folder, n) for n in names if os.path.splitext(n)[1] in KINDS] or ["<p>Nothing yet: see <code>listen</code>.</p>"]
    parts += ["<h2>Scores</h2><ul>"] + ['<li><a href="%s">%s</a>' % (n, n) for n in names if n.endswith(".mid")] + ["</ul>"]
    with open(os.path.join(folder, "report.html"), "w", encoding="utf-8") as file:
        file.write("\n".join(parts) + "\n")


def _read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return json.load(file)


def _player(folder, name):
    stem, kind = os.path.splitext(name)
    with open(os.path.join(folder, name), "rb") as file:
        data = base64.b64encode(file.read()).decode()
    return '<p>%s<br><audio controls src="data:%s;base64,%s"></audio></p>' % (html.escape(stem), KINDS[kind], data)
