/** Makes an element: `el("p", { class: "x", onclick: f }, "text", child)`. */
export function el(name, attributes = {}, ...children) {
  const element = name === "svg" || svgNames.has(name)
    ? document.createElementNS("http://www.w3.org/2000/svg", name)
    : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const svgNames = new Set(["g", "path", "circle", "ellipse", "rect", "text", "line", "defs", "radialGradient", "linearGradient", "stop", "use"]);

export const $ = (id) => document.getElementById(id);

/** `enter.battle` or `low_strings` as words. */
export const words = (name) => String(name ?? "").replace(/[._-]+/g, " ");

/** Calls `action` at most once in `ms`, the last time with the last arguments. */
export function throttle(ms, action) {
  let timer = 0;
  let last = 0;
  let args = [];
  const run = () => {
    timer = 0;
    last = performance.now();
    action(...args);
  };
  return (...next) => {
    args = next;
    if (timer) return;
    const wait = last + ms - performance.now();
    if (wait <= 0) run();
    else timer = setTimeout(run, wait);
  };
}

export const calm = matchMedia("(prefers-reduced-motion: reduce)");
