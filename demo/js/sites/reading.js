import { calm, el, throttle } from "../dom.js";

// Every name is one of examples/reading.json: the page says what happened, the map decides what that means for the music.

const chapters = [
  { title: "The ledger", text: [
    "Every evening for thirty-one years the keeper of Skarholm Light wrote one line in a green ledger: the wind, the ships, the hour at which he lit the lamp. He had been told to write nothing else, and he wrote nothing else.",
    "On the first night of October he wrote the wind and the ships and the hour, and then, because the page was quiet, he wrote: a light to the west, low, where no light is.",
    "He looked at the sentence for a while. It was true. He blew on the ink and closed the book.",
  ] },
  { title: "A light to the west", text: [
    "It was there again the next night, and the next: small, and the colour of tea held up to a window. It did not turn, as his did. It did not blink. It stood upon the water like somebody waiting to be asked in.",
    "He put it in the ledger each time, below the wind. On the sixth night he left the lamp to its clockwork, took the oars down from their pegs, and carried them to the slip, telling himself that a man may look at his boat.",
    "The tide was making. The boat seemed to think it had been decided.",
  ] },
  { title: "The storm", text: [
    "Halfway out the wind went round. There was no warning in it, only a long breath drawn in, and then the sea stood up on every side and the light he had left and the light he rowed for went out together.",
    "He rowed by the sound of the bell buoy, and when he lost the bell he rowed by the cold on one side of his face. Water came over the bow in sheets. He bailed with his hat. He thought, quite clearly: thirty-one years, and nobody lit mine tonight.",
    "And then the beam came round, over his head, white and enormous. It came round again. Somebody had lit the lamp.",
  ] },
  { title: "Thirty-one years", text: [
    "When he climbed the stair in the grey morning there was nobody in the lamp room. The clockwork was wound to the top. The brass was warm. On the desk the ledger lay open, and under his own last line stood another, in a hand like his, but younger.",
    "Wind falling, it said. One boat, out and home. Lamp lit at the hour.",
    "He sat down. After a time he took the pen, and under it he wrote, since it was true: a light to the east, where I am.",
  ] },
];

export const reading = {
  address: "slow-pages.example",

  mount(root, drive) {
    const bar = el("i");
    const parts = chapters.map(({ title, text }, index) => el("section", { class: "chapter", "aria-labelledby": `chapter-${index + 1}` },
      el("h3", { id: `chapter-${index + 1}` }, el("small", {}, `Chapter ${index + 1}`), title), text.map((paragraph) => el("p", {}, paragraph))));
    parts[1].append(picture(drive));
    const page = el("div", { class: "page", tabindex: "0", role: "region", "aria-label": "The story. Scroll to read." },
      el("header", {}, el("h3", { class: "story-title" }, "The Keeper's Ledger"), el("p", {}, "A story in four short chapters")), parts,
      el("p", { class: "end" }, "End"));
    const mark = el("button", { class: "act plain", type: "button", "aria-pressed": "false", onclick: () => {
      mark.setAttribute("aria-pressed", "true");
      mark.textContent = "Bookmarked";
      drive.event("bookmark");
    } }, "Bookmark");
    const turn = (by) => {
      drive.event("page.turn");
      page.scrollBy({ top: by * page.clientHeight * 0.85, behavior: calm.matches ? "auto" : "smooth" });
    };
    const tools = el("div", { class: "reading-tools" },
      el("button", { class: "act plain", type: "button", onclick: () => turn(-1), "aria-label": "Page up" }, "↑"),
      el("button", { class: "act plain", type: "button", onclick: () => turn(1), "aria-label": "Page down" }, "↓"), mark);
    root.append(el("div", { class: "reading" }, el("div", { class: "progress", "aria-hidden": "true" }, bar), page, tools));

    let at = 0;
    let finished = false;
    let last = { top: 0, time: performance.now() };
    let pace = 0;
    const progress = throttle(250, (value) => drive.event("scroll", value));
    const hurry = throttle(600, () => drive.event("reading.pace", Math.round(pace * 100) / 100));
    let resting = 0;
    const rest = () => {
      clearTimeout(resting);
      resting = setTimeout(() => drive.event("idle"), 20_000);
    };
    const scrolled = () => {
      const room = page.scrollHeight - page.clientHeight;
      const share = room <= 0 ? 0 : Math.min(1, page.scrollTop / room);
      bar.style.transform = `scaleX(${share})`;
      progress(Math.round(share * 100) / 100);

      // Lines a second, smoothed; two and more are a hurry.
      const time = performance.now();
      const speed = Math.abs(page.scrollTop - last.top) / 32 / Math.max(0.016, (time - last.time) / 1000);
      last = { top: page.scrollTop, time };
      pace = Math.min(1, pace * 0.9 + Math.min(1, speed / 20) * 0.1);
      hurry();
      rest();

      const line = page.scrollTop + page.clientHeight * 0.55;
      const reached = share > 0.995 ? chapters.length : parts.filter((part) => part.offsetTop <= line).length;
      if (reached > 0 && reached !== at) {
        at = reached;
        drive.event(`chapter.${at}`);
      }
      if (share > 0.995 && !finished) {
        finished = true;
        drive.event("finished");
      } else if (share < 0.9) {
        finished = false;
      }
    };
    page.addEventListener("scroll", scrolled, { passive: true });
    return () => clearTimeout(resting);
  },
};

/** The lighthouse, to be opened. */
function picture(drive) {
  const drawing = el("svg", { viewBox: "0 0 320 180", role: "img", "aria-label": "A lighthouse; far to the west a small second light" },
    el("path", { class: "sea", d: "M0 130Q40 120 80 130T160 130T240 130T320 130V180H0Z" }),
    el("path", { class: "tower", d: "M236 132l6-76h16l6 76ZM238 56h24v-6h-24ZM242 50v-12h16v12ZM240 38l10-9 10 9Z" }),
    el("path", { class: "beam", d: "M242 44L60 14V66Z" }), el("circle", { class: "far", cx: 36, cy: 122, r: 3 }));
  const frame = el("figure", { class: "picture", hidden: true }, drawing, el("figcaption", {}, "Skarholm Light, the first of October"));
  const button = el("button", { class: "act plain", type: "button", "aria-expanded": "false", onclick: () => {
    frame.hidden = !frame.hidden;
    button.setAttribute("aria-expanded", String(!frame.hidden));
    if (!frame.hidden) drive.event("image.open");
  } }, "Look at the picture");
  return el("div", {}, button, frame);
}
