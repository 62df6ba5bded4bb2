import { $, el, words } from "../dom.js";

let stop = [];
const shown = 40;

/** Each promise, and by how much what was heard differed from it. */
export const cues = {
  attach(session) {
    const body = $("cues");
    body.replaceChildren();
    const rows = new Map();
    const key = (id, cue) => `${id} ${cue.kind} ${cue.target} ${cue.sample}`;
    const replaced = (id) => {
      for (const [entry, cell] of rows) {
        if (!entry.startsWith(`${id} scene `)) continue;
        cell.textContent = "replaced";
        rows.delete(entry);
      }
    };
    stop = [
      session.on("cue", (ack) => {
        for (const id of ack.superseded) replaced(id);
        for (const cue of ack.cues) {
          const wait = cue.predictedHeardAt === null ? "–" : `${Math.max(0, Math.round(cue.predictedHeardAt - performance.now()))} ms`;
          const off = el("td", { class: "number pending" }, "…");
          const row = el("tr", {},
            el("td", {}, words(cue.target), el("small", {}, ack.own ? cue.kind : `${cue.kind}, another listener`)),
            el("td", {}, `${cue.bar}.${Math.floor(cue.beat)}`), el("td", { class: "number" }, wait), off);
          // A slider sends many: the row of a parameter that is still on top is taken over.
          row.dataset.parameter = cue.kind === "parameter" ? cue.target : "";
          const top = body.firstElementChild;
          if (cue.kind === "parameter" && top?.dataset.parameter === cue.target) top.remove();
          rows.set(key(ack.id, cue), off);
          body.prepend(row);
        }
        if (ack.cues.length === 0 && ack.status === "suppressed") {
          body.prepend(el("tr", {}, el("td", { colspan: "4", class: "pending" }, `held back: ${ack.reason ?? ""}`)));
        }
        while (body.children.length > shown) body.lastElementChild.remove();
      }),
      session.on("cueHeard", ({ id, cue, heardAt, errorMs }) => {
        const cell = rows.get(key(id, cue));
        rows.delete(key(id, cue));
        if (!cell) return;
        cell.classList.remove("pending");
        cell.textContent = heardAt === null ? "not heard" : errorMs === null ? "heard" : signed(errorMs);
      }),
    ];
  },
  detach() {
    stop.forEach((action) => action());
    stop = [];
  },
};

/** Milliseconds with a sign, save for nothing. */
function signed(ms) {
  const text = Math.abs(ms).toFixed(1);
  return `${text === "0.0" ? "" : ms > 0 ? "+" : "−"}${text} ms`;
}
