import { el, throttle } from "../dom.js";

/** What happens here, by the names of examples/shop.json. */
const names = {
  interest: "interest", hover: "hover", add: "add.to.cart", remove: "remove.from.cart", checkout: "open.checkout", paid: "order.placed", back: "continue.shopping",
};

const goods = [
  { name: "Teapot", price: 48, art: "M18 40h34a17 15 0 0 1-34 0ZM52 42q12-2 12-12M18 44q-9 0-9-7t8-6M31 40q4-9 8 0M35 32v-3" },
  { name: "Reading lamp", price: 86, art: "M22 60h24M34 60V34M34 34L50 20M42 12l18 14-12 6-12-12Z" },
  { name: "Stool", price: 120, art: "M18 28h36M22 28l-5 34M50 28l5 34M36 28v34M20 46h32" },
  { name: "Notebook", price: 18, art: "M20 14h32v48H20ZM27 14v48M33 26h13M33 33h13" },
  { name: "Vase", price: 64, art: "M30 24h12q-3 8 4 14a15 15 0 1 1-20 0q7-6 4-14ZM36 24q-8-10-4-16M36 24q6-10 10-12" },
  { name: "Blanket", price: 95, art: "M14 24h44v30H14ZM14 34h44M14 44h44M18 54v7M28 54v7M38 54v7M48 54v7" },
];

export const shop = {
  address: "kiln-and-loom.example",

  mount(root, drive) {
    const cart = new Map();
    const count = el("span", {}, "0");
    const total = () => [...cart].reduce((sum, [item, n]) => sum + item.price * n, 0);
    const pieces = () => [...cart.values()].reduce((sum, n) => sum + n, 0);
    const basket = el("button", { class: "act plain", type: "button", onclick: () => checkout() }, "Basket ", count);
    const body = el("div");
    root.append(el("div", { class: "shop" }, el("div", { class: "shop-head" }, el("h3", {}, "Kiln & Loom"), basket), body));

    const interest = throttle(180, (value) => drive.set(names.interest, value));
    let warmth = 0;
    /** The longer somebody looks around, the more it shows; it cools when nothing is looked at. */
    const look = (item) => {
      warmth = Math.min(1, warmth + 0.12);
      interest(Math.round(warmth * 100) / 100);
      drive.event(names.hover, Math.min(1, item.price / 120));
    };
    const cooling = setInterval(() => {
      if (warmth <= 0) return;
      warmth = Math.max(0, warmth - 0.05);
      interest(Math.round(warmth * 100) / 100);
    }, 1500);

    const showCount = () => { count.textContent = String(pieces()); };
    const shelf = () => {
      body.replaceChildren(el("ul", { class: "goods" }, goods.map((item) => {
        const add = el("button", { class: "act", type: "button", "aria-label": `Add ${item.name} to the basket`, onclick: () => {
          cart.set(item, (cart.get(item) ?? 0) + 1);
          showCount();
          add.textContent = "Added";
          setTimeout(() => { add.textContent = "Add"; }, 1200);
          drive.event(names.add, Math.min(1, pieces() / 6));
        } }, "Add");
        return el("li", { class: "good", onpointerenter: () => look(item), onfocusin: () => look(item) },
          el("svg", { viewBox: "0 0 72 72", "aria-hidden": "true" }, el("path", { d: item.art })),
          el("p", {}, el("b", {}, item.name), el("span", {}, `€${item.price}`)), add);
      })));
    };

    const checkout = () => {
      drive.event(names.checkout);
      checkoutPage();
    };
    const checkoutPage = () => {
      const rows = [...cart].map(([item, n]) => el("li", {}, el("span", {}, `${n} × ${item.name}`), el("span", {}, `€${n * item.price}`),
        el("button", { class: "act plain", type: "button", "aria-label": `Remove ${item.name}`, onclick: () => {
          cart.delete(item);
          showCount();
          drive.event(names.remove);
          checkoutPage();
        } }, "Remove")));
      const pay = el("button", { class: "act", type: "button", disabled: cart.size === 0, onclick: paid }, `Pay €${total()}`);
      body.replaceChildren(el("div", { class: "checkout" }, el("h3", {}, "Checkout"),
        rows.length ? el("ul", {}, rows) : el("p", {}, "The basket is empty."),
        el("div", { class: "acts" }, pay, el("button", { class: "act plain", type: "button", onclick: back }, "Go on looking"))));
      (cart.size ? pay : body.querySelector(".plain")).focus({ preventScroll: true });
    };
    const paid = () => {
      drive.event(names.paid, Math.min(1, total() / 300));
      cart.clear();
      showCount();
      const on = el("button", { class: "act", type: "button", onclick: back }, "Back to the shelf");
      body.replaceChildren(el("div", { class: "checkout" }, el("h3", {}, "Thank you"), el("p", { role: "status" }, "It is on its way, wrapped in yesterday's paper."), el("div", { class: "acts" }, on)));
      on.focus({ preventScroll: true });
    };
    const back = () => {
      drive.event(names.back);
      shelf();
    };

    shelf();
    return () => clearInterval(cooling);
  },
};
