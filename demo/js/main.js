import { connect, createAudioContext, SessionError, workletUrl } from "./client.js";
import { $ } from "./dom.js";
import { captions } from "./panels/captions.js";
import { cues } from "./panels/cues.js";
import { health } from "./panels/health.js";
import { layers } from "./panels/layers.js";
import { now } from "./panels/now.js";
import { parameters } from "./panels/parameters.js";
import { scope } from "./panels/scope.js";
import { openSession, renewToken, ServiceError } from "./service.js";
import { game } from "./sites/game.js";
import { reading } from "./sites/reading.js";
import { shop } from "./sites/shop.js";
import { styles } from "./sites/styles.js";

const sites = { game, shop, reading, styles };
const panels = [now, scope, captions, parameters, layers, cues, health];

/** What is playing: the session, the example and its audio context. */
let current = null;
let leaveSite = () => {};
let context = null;

const say = (text) => {
  $("alert").textContent = text ?? "";
  $("alert").hidden = !text;
};

/** What a site may do to the music. A site is shown before anything plays; until then it drives nothing. */
const drive = {
  event(name, value) {
    current?.session.event(name, value).then(answered, failed);
  },
  set(parameter, value) {
    current?.session.set(parameter, value).then(answered, failed);
  },
};

function answered(ack) {
  if (ack.status === "rejected") say(`The music does not know that: ${ack.reason}`);
}

function failed(error) {
  if (error instanceof SessionError && error.reason === "closed") return;
  say(explain(error));
}

function explain(error) {
  if (error instanceof ServiceError) return error.message;
  if (!(error instanceof SessionError)) return `Something went wrong: ${error?.message ?? error}`;
  switch (error.reason) {
    case "token": return "The service refused this page's token. Press play to begin anew.";
    case "not-found": return "This session is gone. Press play to begin a new one.";
    case "unreachable": return "The service cannot be reached. The music goes on when it is back.";
    case "refused": return "The service is busy and let no listener in. Trying again.";
    case "closed": return "The session was closed. Press play to begin a new one.";
    case "audio": return `No audio can be played: ${error.message}.`;
    case "queue-full":
    case "timeout": return "The service is slow to answer; something you did has not been heard.";
    default: return `The player reported: ${error.message}`;
  }
}

const chosen = () => document.querySelector('input[name="example"]:checked').value;

function showSite(example) {
  leaveSite();
  document.documentElement.dataset.example = example;
  const body = $("site-body");
  body.replaceChildren();
  body.scrollTop = 0;
  $("address").textContent = sites[example].address;
  leaveSite = sites[example].mount(body, drive) ?? (() => {});
}

function showPlaying(state) {
  const button = $("play");
  button.setAttribute("aria-pressed", String(state === "playing"));
  button.setAttribute("aria-busy", String(state === "busy"));
  button.disabled = state === "busy";
  $("play-label").textContent = state === "playing" ? "Pause" : state === "busy" ? "Wait" : "Play";
}

async function begin(example) {
  // Made inside the click: some browsers allow sound only there.
  context ??= createAudioContext();
  void context.resume();
  const opened = await openSession(example);
  let token = opened.token;
  const session = await connect({
    url: opened.socket_url, session: opened.session, context, workletUrl,
    volume: Number($("volume").value) / 100,
    format: new URLSearchParams(location.search).get("format") ?? "auto",
    // The first token came with the session; each further connection asks for its own.
    token: async () => {
      const first = token;
      token = null;
      return first ?? renewed(opened.session);
    },
  });
  current = { session, example };
  session.on("connection", showConnection);
  session.on("error", (error) => {
    say(explain(error));
    if (session.connection === "closed") ended(session);
  });
  for (const panel of panels) panel.attach(session);
  showConnection({ status: session.connection });
  document.dispatchEvent(new CustomEvent("session", { detail: session }));
  await session.start();
}

async function renewed(session) {
  try {
    return await renewToken(session);
  } catch (error) {
    if (error.status === 404 || error.status === 410) throw new SessionError("not-found", error.message);
    throw error;
  }
}

function ended(session) {
  if (current?.session !== session) return;
  current = null;
  showPlaying("stopped");
}

async function leave() {
  const leaving = current;
  current = null;
  for (const panel of panels) panel.detach();
  await leaving?.session.close();
}

async function toggle() {
  const playing = current?.session.playing === true;
  showPlaying("busy");
  try {
    if (playing) {
      await current.session.pause();
      await context.suspend();
    } else {
      say(null);
      if (current) await current.session.start();
      else await begin(chosen());
    }
    showPlaying(playing ? "paused" : "playing");
  } catch (error) {
    await leave();
    showPlaying("stopped");
    say(explain(error));
  }
}

async function choose() {
  const example = chosen();
  showSite(example);
  if (!current) return;
  const playing = current.session.playing;
  showPlaying("busy");
  try {
    await leave();
    if (playing) await begin(example);
    showPlaying(playing ? "playing" : "stopped");
  } catch (error) {
    await leave();
    showPlaying("stopped");
    say(explain(error));
  }
}

const connectionWords = {
  connecting: "Connecting", open: "Connected", reconnecting: "Reconnecting", paused: "Paused", closed: "Not connected",
};

function showConnection({ status }) {
  $("connection").dataset.connection = status;
  $("connection-text").textContent = connectionWords[status];
  if (status === "open") say(null);
}

$("play").addEventListener("click", () => void toggle());
$("choice").addEventListener("change", () => void choose());
$("volume").addEventListener("input", (event) => current?.session.volume(Number(event.target.value) / 100));
showSite(chosen());
