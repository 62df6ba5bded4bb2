"""The card of a package: model.json as a page to read."""


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def number(value):
    if value is None:
        return "-"
    return "%.3f" % value if isinstance(value, float) else str(value)


def render(m):
    lines = ["# %s %s" % (m["name"], m["version"]), ""]
    lines += ["Task `%s`, %.2f M parameters, context %d tokens, cache %d bytes a token. Needs ONNX Runtime %s or later." % (
        m["task"], m["parameters"] / 1e6, m["cache"]["context"], m["cache"]["bytesPerToken"],
        m["minimumRuntime"]["onnxruntime"])]
    lines += ["The format is described in docs/models.md of the source; this page is written from `model.json`.", ""]
    lines += ["## Licence", "", "Weights: %s. %s" % (m["licence"]["weights"], m["licence"]["note"]), ""]
    lines += ["- " + text for text in m["attribution"]]
    t = m["training"]
    lines += ["", "## Training", "", "Code %s, seed %s, size `%s`, %s steps, %.2f M tokens seen in %s s." % (
        t["code"], t["seed"], t["size"], t["steps"], t["tokensSeen"] / 1e6, t["seconds"])]
    if t.get("parent"):
        origin = t["parent"]
        lines += ["", "It began as %s, which had seen %.2f M tokens in %d steps." % (
            "`%s` (graph %s)" % (origin["package"], origin["graph"]) if "package" in origin else "checkpoint %s" % origin["checkpoint"],
            origin["tokensSeen"] / 1e6, origin["steps"])]
    if t["data"]:
        lines += ["", "Snapshot: " + ", ".join("`%s` %s" % (k, h) for k, h in sorted(t["data"]["sha256"].items())), ""]
        lines += table(("source", "licence", "pieces"), [(s["source"], s["licence"], s["pieces"]) for s in t["data"]["sources"]])
    lines += ["", "## Evaluation", ""]
    e = m["evaluation"]
    if e is None:
        return "\n".join(lines + ["None: not a model to make music with.", ""])
    lines += ["Negative log-likelihood of held-out music, nats a token:", ""]
    lines += table(("model", "music tokens", "all tokens"), [(n, number(a), number(b)) for n, a, b in e["likelihood"]])
    lines += ["", "Generated music beside the music its plans were taken from:", ""]
    lines += table(["measure"] + e["columns"], [[r["measure"]] + [number(x) for x in r["values"]] for r in e["measures"]])
    lines += [""] + e["notes"] + [""]
    return "\n".join(lines)
