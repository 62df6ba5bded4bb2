import { el, throttle, words } from "../dom.js";

// Every name is one of examples/styles.json, which has one scene for each style.

const rooms = [
  { name: "ambient", title: "Ambient", text: "Slow pads and bells in a large room" },
  { name: "lo-fi", title: "Lo-fi", text: "A dusty electric piano over a lazy beat" },
  { name: "cinematic", title: "Cinematic", text: "Strings, low drums and a horn" },
  { name: "synthwave", title: "Synthwave", text: "Neon at night, eighths in the bass" },
  { name: "chiptune", title: "Chiptune", text: "Four channels and no patience" },
  { name: "house", title: "House", text: "Four to the floor, hats between" },
  { name: "drum-and-bass", title: "Drum and bass", text: "Broken drums, twice as fast as the rest" },
  { name: "lounge-jazz", title: "Lounge jazz", text: "Brushes, a walking bass, a trumpet with a mute" },
  { name: "folk-acoustic", title: "Folk", text: "Strings of steel, a fiddle, a box to drum on" },
  { name: "orchestral-tension", title: "Orchestral tension", text: "Tremolo, pizzicato, something is about to happen" },
  { name: "meditation", title: "Meditation", text: "Bowls, breath and time" },
  { name: "funk", title: "Funk", text: "Sixteenths, and the holes between them" },
];
const marks = ["success", "failure", "coin", "level_up", "alert", "reveal", "countdown", "click"];
const dials = [
  { name: "intensity", from: "calm", to: "forceful", value: 0.5 },
  { name: "brightness", from: "dark", to: "bright", value: 0.5 },
  { name: "tension", from: "settled", to: "restless", value: 0.25 },
];

export const styles = {
  address: "twelve-rooms.example",

  mount(root, drive) {
    const tiles = rooms.map((room) => el("button", {
      class: "room", type: "button", "aria-pressed": String(room.name === rooms[0].name),
      onclick: (event) => {
        for (const tile of tiles) tile.setAttribute("aria-pressed", String(tile === event.currentTarget));
        drive.event(`enter.${room.name}`);
      },
    }, el("b", {}, room.title), el("small", {}, room.text)));

    const sliders = dials.map((dial) => {
      const tell = throttle(120, (value) => drive.set(dial.name, value));
      return el("label", { class: "dial" }, el("span", {}, words(dial.name)),
        el("input", {
          type: "range", min: "0", max: "1", step: "0.01", value: String(dial.value),
          "aria-valuetext": `${dial.from} to ${dial.to}`, oninput: (event) => tell(Number(event.target.value)),
        }), el("small", { "aria-hidden": "true" }, `${dial.from} – ${dial.to}`));
    });

    const stingers = marks.map((mark) => el("button", {
      class: "act plain", type: "button", onclick: () => drive.event(`mark.${mark}`),
    }, words(mark)));

    root.append(el("div", { class: "rooms" },
      el("div", { class: "room-head" }, el("h3", {}, "Twelve rooms")),
      el("div", { class: "room-grid", role: "group", "aria-label": "Style" }, tiles),
      el("div", { class: "dials" }, sliders),
      el("div", { class: "acts marks", role: "group", "aria-label": "Stingers" }, stingers)));
  },
};
