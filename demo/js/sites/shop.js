import { el, throttle } from "../dom.js";

// Every name is one of examples/shop.json: the page says what happened, the map decides what that means for the music.

const goods = [
  { name: "Teapot", of: "Clay", price: 48, text: "Thrown in one sitting. Holds four cups and a grudge against saucers.", art: "M18 40h34a17 15 0 0 1-34 0ZM52 42q12-2 12-12M18 44q-9 0-9-7t8-6M31 40q4-9 8 0M35 32v-3" },
  { name: "Reading lamp", of: "Wood", price: 86, text: "Ash and brass. Its light ends exactly where the page does.", art: "M22 60h24M34 60V34M34 34L50 20M42 12l18 14-12 6-12-12Z" },
  { name: "Stool", of: "Wood", price: 120, text: "Three legs, because three legs never wobble.", art: "M18 28h36M22 28l-5 34M50 28l5 34M36 28v34M20 46h32" },
  { name: "Notebook", of: "Cloth", price: 18, text: "Linen covers, 160 pages, opens flat.", art: "M20 14h32v48H20ZM27 14v48M33 26h13M33 33h13" },
  { name: "Vase", of: "Clay", price: 64, text: "For one branch at a time.", art: "M30 24h12q-3 8 4 14a15 15 0 1 1-20 0q7-6 4-14ZM36 24q-8-10-4-16M36 24q6-10 10-12" },
  { name: "Blanket", of: "Cloth", price: 95, text: "Wool from one valley, woven in the next.", art: "M14 24h44v30H14ZM14 34h44M14 44h44M18 54v7M28 54v7M38 54v7M48 54v7" },
];
const kinds = ["All", "Clay", "Wood", "Cloth"];

export const shop = {
  address: "kiln-and-loom.example",

  mount(root, drive) {
    const cart = new Map();
    const pieces = () => [...cart.values()].reduce((sum, n) => sum + n, 0);
    const total = () => [...cart].reduce((sum, [item, n]) => sum + item.price * n, 0);
    const count = el("span", {}, "0");
    const body = el("div");
    root.append(el("div", { class: "shop" },
      el("div", { class: "shop-head" }, el("h3", {}, "Kiln & Loom"), el("button", { class: "act plain", type: "button", onclick: () => openCart() }, "Basket ", count)), body));

    const act = (label, action, more = {}) => el("button", { class: "act", type: "button", onclick: action, ...more }, label);
    const plain = (label, action, more = {}) => act(label, action, { class: "act plain", ...more });
    const drawing = (item) => el("svg", { viewBox: "0 0 72 72", "aria-hidden": "true" }, el("path", { d: item.art }));
    const showCount = () => { count.textContent = String(pieces()); };

    // The longer somebody looks around, the more it shows; it cools when nothing is looked at.
    let warmth = 0;
    const interest = throttle(180, () => drive.event("interest", Math.round(warmth * 100) / 100));
    const hover = throttle(180, (item) => drive.event("hover", Math.round((item.price / 120) * 100) / 100));
    const look = (item) => {
      warmth = Math.min(1, warmth + 0.12);
      interest();
      hover(item);
    };
    const cooling = setInterval(() => {
      if (warmth <= 0) return;
      warmth = Math.max(0, warmth - 0.05);
      interest();
    }, 1500);

    const add = (item, button) => {
      cart.set(item, (cart.get(item) ?? 0) + 1);
      showCount();
      button.textContent = "Added";
      setTimeout(() => { button.textContent = "Add"; }, 1200);
      drive.event("add.to.cart", Math.round(Math.min(1, pieces() / 6) * 100) / 100);
    };
    const adder = (item) => {
      const button = act("Add", () => add(item, button), { "aria-label": `Add ${item.name} to the basket` });
      return button;
    };

    const shelf = (kind = "All") => {
      const filters = kinds.map((name) => plain(name, () => {
        drive.event("filter");
        shelf(name);
        body.querySelector('[aria-pressed="true"]').focus({ preventScroll: true });
      }, { "aria-pressed": String(name === kind) }));
      body.replaceChildren(el("div", { class: "filters", role: "group", "aria-label": "Material" }, filters),
        el("ul", { class: "goods" }, goods.filter((item) => kind === "All" || item.of === kind).map((item) => el("li",
          { class: "good", onpointerenter: () => look(item), onfocusin: () => look(item) },
          el("button", { class: "open", type: "button", onclick: () => product(item), "aria-label": `Look at ${item.name}` }, drawing(item)),
          el("p", {}, el("b", {}, item.name), el("span", {}, `€${item.price}`)), adder(item)))));
    };

    const back = () => {
      drive.event("continue.shopping");
      shelf();
    };

    const product = (item) => {
      drive.event("open.product");
      const film = plain("Play the film", () => {
        const on = film.getAttribute("aria-pressed") !== "true";
        film.setAttribute("aria-pressed", String(on));
        film.textContent = on ? "Stop the film" : "Play the film";
        art.classList.toggle("film", on);
        drive.event(on ? "video.play" : "video.stop");
      }, { "aria-pressed": "false" });
      const art = el("div", { class: "product-art" }, drawing(item));
      const leave = plain("Back to the shelf", () => {
        if (film.getAttribute("aria-pressed") === "true") drive.event("video.stop");
        back();
      });
      body.replaceChildren(el("div", { class: "product" }, art, el("div", {}, el("h3", {}, item.name), el("p", {}, item.text), el("p", {}, el("b", {}, `€${item.price}`)),
        el("div", { class: "acts" }, adder(item), film, leave))));
      leave.focus({ preventScroll: true });
    };

    const openCart = () => {
      drive.event("open.cart");
      cartPage();
    };
    const cartPage = () => {
      const rows = [...cart].map(([item, n]) => el("li", {}, el("span", {}, `${n} × ${item.name}`), el("span", {}, `€${n * item.price}`),
        plain("Remove", () => {
          cart.delete(item);
          showCount();
          drive.event("remove.from.cart");
          cartPage();
        }, { "aria-label": `Remove ${item.name}` })));
      const on = act("Check out", checkout, { disabled: cart.size === 0 });
      const leave = plain("Go on looking", back);
      body.replaceChildren(el("div", { class: "checkout" }, el("h3", {}, "Basket"),
        rows.length ? el("ul", {}, rows) : el("p", {}, "It is empty."), el("div", { class: "acts" }, on, leave)));
      (cart.size ? on : leave).focus({ preventScroll: true });
    };

    const checkout = () => {
      drive.event("open.checkout");
      const name = el("input", { id: "shop-name", autocomplete: "off" });
      const wrong = el("p", { class: "wrong", role: "alert" });
      body.replaceChildren(el("form", { class: "checkout", onsubmit: (event) => {
        event.preventDefault();
        if (name.value.trim()) return paid();
        wrong.textContent = "Please say who it is for.";
        drive.event("form.error");
        name.focus();
      } }, el("h3", {}, "Checkout"), el("label", { for: "shop-name" }, "Who is it for?"), name, wrong,
      el("div", { class: "acts" }, el("button", { class: "act", type: "submit" }, `Pay €${total()}`), plain("Go on looking", back))));
      name.focus({ preventScroll: true });
    };
    const paid = () => {
      drive.event("order.placed");
      cart.clear();
      showCount();
      const on = act("Back to the shelf", back);
      body.replaceChildren(el("div", { class: "checkout" }, el("h3", {}, "Thank you"),
        el("p", { role: "status" }, "It is on its way, wrapped in yesterday's paper."), el("div", { class: "acts" }, on)));
      on.focus({ preventScroll: true });
    };

    shelf();
    return () => clearInterval(cooling);
  },
};
