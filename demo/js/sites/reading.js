import { el, throttle } from "../dom.js";

/** What happens here, by the names of examples/reading.json. */
const names = { progress: "progress", chapter: (number) => `chapter.${number}`, finished: "finished" };

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
    const page = el("div", { class: "page", tabindex: "0", role: "region", "aria-label": "The story. Scroll to read." },
      el("header", {}, el("h3", { class: "story-title" }, "The Keeper's Ledger"), el("p", {}, "A story in four short chapters")), parts,
      el("p", { class: "end" }, "End"));
    root.append(el("div", { class: "reading" }, el("div", { class: "progress", "aria-hidden": "true" }, bar), page));

    let at = 0;
    let finished = false;
    const progress = throttle(200, (value) => drive.set(names.progress, value));
    const scrolled = () => {
      const room = page.scrollHeight - page.clientHeight;
      const share = room <= 0 ? 0 : Math.min(1, page.scrollTop / room);
      bar.style.transform = `scaleX(${share})`;
      progress(Math.round(share * 100) / 100);
      const line = page.scrollTop + page.clientHeight * 0.55;
      const reached = share > 0.995 ? chapters.length : parts.filter((part) => part.offsetTop <= line).length;
      if (reached > 0 && reached !== at) {
        at = reached;
        drive.event(names.chapter(at));
      }
      if (share > 0.995 && !finished) {
        finished = true;
        drive.event(names.finished);
      } else if (share < 0.9) {
        finished = false;
      }
    };
    page.addEventListener("scroll", scrolled, { passive: true });
  },
};
