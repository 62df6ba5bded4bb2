import { $, el, words } from "../dom.js";

let stop = [];

/** Scene now and next, countdown, beat and chord: all as heard. */
export const now = {
  attach(session) {
    $("mini").hidden = false;
    let state = session.state;
    let scene = state?.scene ?? "";
    /** Scene changes to come: acknowledged, or told by the state. */
    let coming = [];
    let shownBeats = 0;

    const showBeats = (count) => {
      if (count === shownBeats) return;
      shownBeats = count;
      for (const id of ["beats", "mini-beats"]) $(id).replaceChildren(...Array.from({ length: count }, () => el("i")));
    };
    const showScene = (name) => {
      scene = name;
      $("scene").textContent = $("mini-scene").textContent = words(name) || "–";
    };
    const expect = (target, sample) => {
      coming = [...coming.filter((change) => change.sample !== sample && change.sample < sample), { target, sample }];
    };
    const showNext = () => {
      const heard = session.heardSample;
      if (heard === null) return;
      coming = coming.filter((change) => change.sample > heard);
      const change = coming[0];
      const line = $("next");
      if (!change) {
        if (line.childElementCount) line.replaceChildren();
        $("mini-next").textContent = "";
        return;
      }
      const beats = Math.ceil(((change.sample - heard) * (state?.bpm ?? 100)) / (60 * 48000));
      const text = `${words(change.target)} in ${beats} ${beats === 1 ? "beat" : "beats"}`;
      if (line.textContent === `Next: ${text}`) return;
      line.replaceChildren("Next: ", el("b", {}, text));
      $("mini-next").textContent = text;
    };

    const take = (next) => {
      state = next;
      showBeats(Number(String(state.metre).split("/")[0]) || 4);
      if (state.nextScene && state.nextSceneSample) expect(state.nextScene, state.nextSceneSample);
    };
    if (state) {
      take(state);
      showScene(scene);
      $("tempo").textContent = `${state.key}, ${Math.round(state.bpm)} bpm`;
    }

    stop = [
      session.on("state", take),
      session.on("cue", (ack) => ack.cues.filter((cue) => cue.kind === "scene").forEach((cue) => expect(cue.target, cue.sample))),
      session.on("beat", (beat) => {
        if (beat.scene !== scene) showScene(beat.scene);
        $("chord").textContent = beat.chord;
        $("where").textContent = `bar ${beat.bar}, beat ${beat.beat}`;
        $("tempo").textContent = `${state?.key ?? ""}, ${Math.round(beat.bpm)} bpm`;
        for (const id of ["beats", "mini-beats"]) {
          [...$(id).children].forEach((dot, index) => dot.classList.toggle("on", index === beat.beat - 1));
        }
        showNext();
      }),
      session.on("cueHeard", ({ cue, heardAt }) => {
        if (cue.kind === "scene" && heardAt !== null) showScene(cue.target);
      }),
    ];
    const timer = setInterval(showNext, 250);
    stop.push(() => clearInterval(timer));
  },
  detach() {
    stop.forEach((action) => action());
    stop = [];
    $("next").replaceChildren();
    $("mini").hidden = true;
  },
};
