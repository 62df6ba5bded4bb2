import { $, el, throttle, words } from "../dom.js";

let stop = [];

/** A slider for where each parameter shall go, and a meter for where it is. */
export const parameters = {
  attach(session) {
    const rows = new Map();
    const make = ({ name, min, max }) => {
      const id = `parameter-${name}`;
      const send = throttle(100, (value) => session.set(name, value).catch(() => undefined));
      const slider = el("input", {
        id, type: "range", min, max, step: (max - min) / 200,
        oninput: () => {
          rows.get(name).touched = performance.now();
          send(Number(slider.value));
        },
      });
      const value = el("output", { for: id });
      const meter = el("i");
      const row = el("div", { class: "parameter" }, el("label", { for: id }, words(name)), value, slider, el("div", { class: "meter", "aria-hidden": "true" }, meter));
      return { row, slider, value, meter, touched: 0 };
    };
    const show = (state) => {
      const names = state.parameters.map((parameter) => parameter.name);
      if (names.length !== rows.size || names.some((name) => !rows.has(name))) {
        rows.clear();
        for (const parameter of state.parameters) rows.set(parameter.name, make(parameter));
        $("parameters").replaceChildren(...[...rows.values()].map(({ row }) => row));
        if (rows.size === 0) $("parameters").replaceChildren(el("p", { class: "empty" }, "This site has none."));
      }
      for (const { name, value, target, min, max } of state.parameters) {
        const row = rows.get(name);
        row.value.textContent = value.toFixed(max - min >= 20 ? 0 : 2);
        row.meter.style.transform = `scaleX(${(value - min) / (max - min || 1)})`;
        // A hand on the slider is not moved.
        if (performance.now() - row.touched > 600) row.slider.value = target;
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
