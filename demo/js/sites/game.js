import { el, throttle } from "../dom.js";

/** What happens here, by the names of examples/game.json. */
const names = {
  near: "intensity", coin: "coin", battle: "enter.battle", strike: "hit", victory: "victory", defeat: "defeat", back: "leave.battle",
};

const shades = [
  { name: "Shade in the reeds", x: 66, y: 70 },
  { name: "Shade at the barrow", x: 82, y: 26 },
];
const coins = [[18, 64], [36, 36], [50, 82], [60, 46], [90, 58]];
const places = [{ name: "Village", x: 14, y: 44 }, { name: "Old mill", x: 42, y: 62 }, { name: "Ford", x: 62, y: 30 }];

export const game = {
  address: "reedmarsh.example",

  mount(root, drive) {
    let purse = 0;
    let fighting = null;
    const hero = { x: 22, y: 52 };

    const token = el("i", { class: "hero", "aria-hidden": "true" });
    const score = el("output", {}, "0 coins");
    const news = el("p", { class: "game-news", role: "status" }, "Move the lantern with the pointer or the arrow keys.");
    const map = el("div", { class: "map", tabindex: "0", role: "group", "aria-label": "Map. Arrow keys move the lantern." }, backdrop(), token);
    const battle = el("div", { class: "battle", role: "group", "aria-label": "Battle", hidden: true });
    root.append(el("div", { class: "game" },
      el("div", { class: "game-head" }, el("h3", {}, "Reedmarsh"), score), el("div", { class: "map-frame" }, map, battle), news));

    let told = -1;
    const tell = throttle(150, () => {
      const distance = Math.min(...shades.map((shade) => Math.hypot(hero.x - shade.x, (hero.y - shade.y) * 0.62)));
      const near = Math.round(Math.max(0, Math.min(1, 1.1 - distance / 45)) * 50) / 50;
      map.style.setProperty("--near", near);
      if (near === told || fighting) return;
      told = near;
      drive.set(names.near, near);
    });
    const move = (x, y) => {
      hero.x = Math.max(2, Math.min(98, x));
      hero.y = Math.max(4, Math.min(96, y));
      place(token, hero.x, hero.y);
      map.style.setProperty("--x", `${hero.x}%`);
      map.style.setProperty("--y", `${hero.y}%`);
      tell();
    };

    for (const spot of places) {
      const button = el("button", { class: "place", type: "button", onclick: () => { move(spot.x, spot.y + 4); news.textContent = `You walk to the ${spot.name.toLowerCase()}.`; } }, spot.name);
      place(button, spot.x, spot.y);
      map.append(button);
    }
    coins.forEach(([x, y], index) => {
      const button = el("button", {
        class: "coin", type: "button", "aria-label": `Coin ${index + 1}`,
        onclick: () => {
          move(x, y);
          purse++;
          score.textContent = `${purse} ${purse === 1 ? "coin" : "coins"}`;
          news.textContent = "A coin. It rings on the beat.";
          drive.event(names.coin);
          button.disabled = true;
          setTimeout(() => { button.disabled = false; }, 6000);
        },
      });
      place(button, x, y);
      map.append(button);
    });
    const shadeButtons = shades.map((shade) => {
      const button = el("button", { class: "shade", type: "button", onclick: () => fight(shade) }, el("span", {}, shade.name));
      place(button, shade.x, shade.y);
      map.append(button);
      return button;
    });

    const fight = (shade) => {
      fighting = { shade, strength: 3 };
      move(shade.x - 5, shade.y);
      news.textContent = `${shade.name} is awake.`;
      drive.event(names.battle, 0.8);
      showBattle(`${shade.name} turns to you.`);
    };
    const showBattle = (text) => {
      map.inert = true;
      battle.hidden = false;
      const pips = el("p", { class: "pips", "aria-label": `${fighting.strength} of 3 left` }, "●".repeat(fighting.strength) + "○".repeat(3 - fighting.strength));
      const strike = el("button", { class: "act", type: "button", onclick: hit }, "Strike");
      battle.replaceChildren(el("h3", {}, fighting.shade.name), pips, el("p", { role: "status" }, text),
        el("div", { class: "acts" }, strike, el("button", { class: "act plain", type: "button", onclick: fall }, "Fall")));
      strike.focus({ preventScroll: true });
    };
    const hit = () => {
      fighting.strength--;
      if (fighting.strength > 0) {
        drive.event(names.strike);
        showBattle("It wavers.");
      } else {
        drive.event(names.victory);
        over("The reeds are quiet. You have won.");
      }
    };
    const fall = () => {
      drive.event(names.defeat);
      over("Your lantern goes out. You wake in the village.", true);
    };
    const over = (text, home = false) => {
      const on = el("button", { class: "act", type: "button", onclick: () => {
        battle.hidden = true;
        news.textContent = "Move the lantern with the pointer or the arrow keys.";
        map.inert = false;
        fighting = null;
        told = -1;
        if (home) move(places[0].x, places[0].y + 6);
        else move(hero.x - 14, hero.y - 6);
        drive.event(names.back);
        shadeButtons[0].closest(".map").focus({ preventScroll: true });
      } }, "Walk on");
      battle.replaceChildren(el("h3", {}, home ? "Defeat" : "Victory"), el("p", { role: "status" }, text), el("div", { class: "acts" }, on));
      on.focus({ preventScroll: true });
    };

    map.addEventListener("pointermove", (event) => {
      if (fighting) return;
      const box = map.getBoundingClientRect();
      move(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
    });
    map.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: [-3, 0], ArrowRight: [3, 0], ArrowUp: [0, -4], ArrowDown: [0, 4] }[event.key];
      if (!step || fighting) return;
      event.preventDefault();
      move(hero.x + step[0], hero.y + step[1]);
    });
    move(hero.x, hero.y);
  },
};

function place(element, x, y) {
  element.style.setProperty("left", `${x}%`);
  element.style.setProperty("top", `${y}%`);
}

/** Hills, water and reeds. */
function backdrop() {
  const reeds = Array.from({ length: 46 }, (_, i) => {
    const x = 430 + ((i * 137) % 230);
    const y = 330 + ((i * 61) % 90);
    return el("path", { class: "reed", d: `M${x} ${y}q${(i % 5) - 2} -18 ${(i % 7) - 3} -${26 + (i % 4) * 5}` });
  });
  return el("svg", { viewBox: "0 0 800 480", preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" },
    el("rect", { class: "sky", width: 800, height: 480 }),
    el("circle", { class: "moon", cx: 640, cy: 74, r: 26 }),
    el("path", { class: "hill far", d: "M0 190Q120 110 260 170T520 140T800 180V480H0Z" }),
    el("path", { class: "hill mid", d: "M0 250Q160 190 320 240T600 220T800 260V480H0Z" }),
    el("path", { class: "hill near", d: "M0 320Q140 280 300 320T560 330T800 310V480H0Z" }),
    el("path", { class: "water", d: "M420 480C440 400 560 390 600 340C640 300 560 270 500 240C560 300 470 340 400 380C340 410 330 450 330 480Z" }),
    el("path", { class: "path", d: "M90 250C180 300 250 330 330 330S470 220 520 160" }),
    el("g", {}, ...reeds));
}
