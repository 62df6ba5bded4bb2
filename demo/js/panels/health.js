import { $, el } from "../dom.js";

let stop = [];

/** Lead, buffer, underruns and the rest, in numbers. */
export const health = {
  attach(session) {
    const cells = new Map();
    $("stats").replaceChildren();
    const put = (name, text) => {
      let cell = cells.get(name);
      if (!cell) {
        cell = el("dd");
        cells.set(name, cell);
        $("stats").append(el("div", {}, el("dt", {}, name), cell));
      }
      if (cell.textContent !== text) cell.textContent = text;
    };
    const ms = (value) => (value === null || value === undefined ? "–" : `${Math.round(value)} ms`);
    const show = (stats) => {
      put("Lead", ms(stats.service?.leadMs));
      put("Buffer", ms(stats.bufferMs));
      put("Wanted", ms(stats.targetMs));
      put("Jitter", ms(stats.jitterMs));
      put("Round trip", ms(stats.roundTripMs));
      put("Device", ms(stats.outputLatencyMs));
      put("Underruns", String(stats.underruns));
      put("Left out", String(stats.framesLost));
      put("Late cues", String(stats.service?.lateCues ?? "–"));
      const asked = (stats.service?.modelBars ?? 0) + (stats.service?.ruleBars ?? 0);
      put("Model bars", asked === 0 ? "–" : `${stats.service.modelBars} of ${asked}`);
      put("Listeners", String(stats.service?.listeners ?? "–"));
      put("Format", stats.format === null ? "–" : stats.format === "opus" ? "Opus" : "PCM");
      put("Rate", stats.rate.toFixed(4));
    };
    show(session.stats);
    stop = [session.on("stats", show)];
  },
  detach() {
    stop.forEach((action) => action());
    stop = [];
  },
};
