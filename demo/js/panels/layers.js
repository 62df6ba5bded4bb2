import { $, el, words } from "../dom.js";

let stop = [];

/** Parts that a model may write; the rules write every other, and any bar that a model misses. */
const written = new Set(["bass", "lead", "counter"]);

/** Every layer with its instrument, who writes it, mute and solo. */
export const layers = {
  attach(session) {
    const rows = new Map();
    const toggle = (label, spoken, change) => {
      const button = el("button", {
        class: "toggle", type: "button", "aria-pressed": "false", "aria-label": spoken,
        onclick: () => {
          const on = button.getAttribute("aria-pressed") !== "true";
          button.setAttribute("aria-pressed", String(on));
          button.dataset.touched = String(performance.now());
          change(on).catch(() => button.setAttribute("aria-pressed", String(!on)));
        },
      }, label);
      return button;
    };
    const make = ({ name, part }) => {
      const instrument = el("small");
      const mute = toggle("Mute", `Mute ${words(name)}`, (on) => session.layer(name, { mute: on }));
      const solo = toggle("Solo", `Solo ${words(name)}`, (on) => session.layer(name, { solo: on }));
      const model = written.has(part) && name !== "stingers"
        ? toggle("Model", `Let a model write ${words(name)}`, (on) => session.layer(name, { writer: on ? "model" : "rules" }))
        : null;
      const row = el("li", {}, el("span", { class: "layer-name" }, words(name), instrument), model ?? el("span"), mute, solo);
      return { row, instrument, model, mute, solo };
    };
    const press = (button, on) => {
      // The answer to a click comes with a later state; until then the click counts.
      if (performance.now() - Number(button.dataset.touched ?? -1e9) > 800) button.setAttribute("aria-pressed", String(on));
    };
    const show = (state) => {
      const names = state.layers.map((layer) => layer.name);
      if (names.length !== rows.size || names.some((name) => !rows.has(name))) {
        rows.clear();
        for (const layer of state.layers) rows.set(layer.name, make(layer));
        $("layers").replaceChildren(...[...rows.values()].map(({ row }) => row));
      }
      const soloed = state.layers.some((layer) => layer.solo);
      for (const layer of state.layers) {
        const { row, instrument, model, mute, solo } = rows.get(layer.name);
        instrument.textContent = !layer.instrument ? "rests in this scene"
          : layer.writtenBy ? `${words(layer.instrument)}, by ${layer.writtenBy}`
          : words(layer.instrument);
        row.dataset.rest = String(!layer.instrument || layer.muted);
        // What another layer's solo silences is not muted by hand.
        press(mute, layer.muted && !(soloed && !layer.solo));
        press(solo, layer.solo);
        if (model) press(model, layer.writer === "model");
      }
    };
    if (session.state) show(session.state);
    stop = [session.on("state", show)];
  },
  detach() {
    stop.forEach((action) => action());
    stop = [];
  },
};
