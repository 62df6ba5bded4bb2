import { el, throttle } from "../dom.js";

// Every name is one of examples/game.json: the page says what happened, the map decides what that means for the music.
const shades = [
  { name: "Shade in the reeds", x: 66, y: 70 },
  { name: "Shade at the barrow", x: 82, y: 26 },
];
/** Nearer than this to a shade, in hundredths of the map's width, it is dangerous. */
const dangerAt = 17;
const coins = [[18, 64], [36, 36], [50, 82], [60, 46], [90, 58]];
const places = [{ name: "Village", x: 14, y: 44, talk: true }, { name: "Old mill", x: 42, y: 62, chest: true }, { name: "Ford", x: 62, y: 30 }];

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
    let danger = false;
    const tell = throttle(180, () => {
      const distance = Math.min(...shades.map((shade) => Math.hypot(hero.x - shade.x, (hero.y - shade.y) * 0.62)));
      const near = Math.round(Math.max(0, Math.min(1, 1.1 - distance / 45)) * 50) / 50;
      map.style.setProperty("--near", near);
      if (fighting || near === told) return;
      told = near;
      drive.event("enemy.near", near);
      if (!danger && distance < dangerAt) {
        danger = true;
        news.textContent = "Something moves in the dark.";
        drive.event("enter.cave");
      } else if (danger && distance > dangerAt * 1.5) {
        danger = false;
        news.textContent = "You are out of its sight.";
        drive.event("leave.battle");
      }
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
      const button = el("button", { class: "place", type: "button", onclick: () => visit(spot) }, spot.name);
      place(button, spot.x, spot.y);
      map.append(button);
    }
    const visit = (spot) => {
      move(spot.x, spot.y + 4);
      if (spot.talk) return talk();
      if (!spot.chest) return void (news.textContent = `You walk to the ${spot.name.toLowerCase()}.`);
      news.textContent = "There is a chest in the mill. It opens.";
      drive.event("open.chest");
    };
    const talk = () => {
      drive.event("dialog.open");
      dialog("The miller", "“Keep to the dotted way after dark. What lives in the reeds does not like light, and it does not like being looked at.”", [
        ["Thank her", () => {
          closeDialog("She nods and goes back in.");
          drive.event("dialog.close");
        }],
      ]);
    };
    coins.forEach(([x, y], index) => {
      const button = el("button", {
        class: "coin", type: "button", "aria-label": `Coin ${index + 1}`,
        onclick: () => {
          move(x, y);
          purse++;
          score.textContent = `${purse} ${purse === 1 ? "coin" : "coins"}`;
          news.textContent = "A coin. It rings on the beat.";
          drive.event("coin");
          button.disabled = true;
          setTimeout(() => { button.disabled = false; }, 6000);
        },
      });
      place(button, x, y);
      map.append(button);
    });
    for (const shade of shades) {
      const button = el("button", { class: "shade", type: "button", onclick: () => fight(shade) }, el("span", {}, shade.name));
      place(button, shade.x, shade.y);
      map.append(button);
    }

    const dialog = (title, text, actions, ...more) => {
      map.inert = true;
      battle.hidden = false;
      const buttons = actions.map(([label, action], index) => el("button", { class: index ? "act plain" : "act", type: "button", onclick: action }, label));
      battle.replaceChildren(el("h3", {}, title), ...more, el("p", { role: "status" }, text), el("div", { class: "acts" }, buttons));
      buttons[0].focus({ preventScroll: true });
    };
    const closeDialog = (text) => {
      battle.hidden = true;
      map.inert = false;
      news.textContent = text;
      map.focus({ preventScroll: true });
    };
    const fight = (shade) => {
      fighting = { shade, strength: 3, health: 100 };
      move(shade.x - 5, shade.y);
      drive.event("enter.battle");
      round("It turns to you.");
    };
    const round = (text) => {
      const { shade, strength, health } = fighting;
      dialog(shade.name, text, [["Strike", hit], ["Fall", fall]],
        el("p", { class: "pips", role: "img", "aria-label": `${strength} of 3 left` }, "●".repeat(strength) + "○".repeat(3 - strength)),
        el("p", { class: "health" }, `Your health: ${health}`));
    };
    const hit = () => {
      fighting.strength--;
      drive.event("hit");
      if (fighting.strength === 0) {
        drive.event("victory");
        return over("Victory", "The reeds are quiet.");
      }
      fighting.health -= 28;
      drive.event("player.health", fighting.health);
      if (fighting.strength === 1) drive.event("boss.rage");
      round(fighting.strength === 1 ? "It is furious now." : "It wavers, and strikes back.");
    };
    const fall = () => {
      drive.event("defeat");
      drive.event("player.health", 5);
      over("Defeat", "Your lantern goes out.");
    };
    const over = (title, text) => dialog(title, text, [["Walk on", () => {
      fighting = null;
      danger = false;
      told = -1;
      closeDialog("You are back in the village.");
      move(places[0].x, places[0].y + 6);
      drive.event("leave.battle");
      drive.event("player.health", 100);
    }]]);

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
