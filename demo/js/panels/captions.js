import { $, el } from "../dom.js";

let stop = [];

/** What is heard, in words, when it is heard. */
export const captions = {
  attach(session) {
    $("captions").replaceChildren();
    stop = [session.on("caption", ({ text }) => {
      const list = $("captions");
      list.append(el("li", {}, text));
      while (list.children.length > 3) list.firstElementChild.remove();
    })];
  },
  detach() {
    stop.forEach((action) => action());
    stop = [];
  },
};
