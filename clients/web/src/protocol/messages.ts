/** A parameter of the session as it stands. */
export interface ParameterState { name: string; value: number; target: number; min: number; max: number }

/** A layer of the session as it stands. */
export interface LayerState {
  name: string;
  part: string;
  /** Empty where the scene does not use the layer. */
  instrument: string;
  muted: boolean;
  solo: boolean;
  gainDb: number;
  /** Who is to write it. */
  writer: "rules" | "model" | "codec";
  /** Name and version of the model that wrote the bar that sounds; null where the rules did. */
  writtenBy: string | null;
}

/** The session as it stands at `sample`. */
export interface SessionState {
  session: string;
  project: string | null;
  version: number;
  /** 64-bit, as decimal text. */
  seed: string;
  sample: number;
  bar: number;
  beat: number;
  playing: boolean;
  scene: string;
  nextScene: string | null;
  nextSceneSample: number | null;
  style: string;
  key: string;
  bpm: number;
  metre: string;
  parameters: ParameterState[];
  layers: LayerState[];
  logSequence: number;
  closed: boolean;
}

/** A scheduled effect with its exact place. */
export interface Cue {
  kind: "scene" | "parameter" | "stinger" | "layer" | "version" | (string & {});
  target: string;
  sample: number;
  bar: number;
  beat: number;
}

/** The service's answer to a command, as it came. */
export interface AckMessage {
  id: string;
  status: "accepted" | "duplicate" | "suppressed" | "rejected";
  atSample: number;
  cues: Cue[];
  predictedDelayMs: number | null;
  reason: string | null;
  superseded: string[];
}

export interface WelcomeMessage {
  type: "welcome";
  protocol: string;
  session: string;
  sampleRate: number;
  channels: number;
  format: "opus" | "pcm";
  streams: { index: number; name: string }[];
  firstSample: number;
  resumed: boolean;
  state: SessionState;
}

export interface BeatMessage { type: "beat"; sample: number; bar: number; beat: number; scene: string; chord: string; bpm: number }
export interface CaptionMessage { type: "caption"; sample: number; text: string }
export interface StatsMessage {
  type: "stats"; leadMs: number; listeners: number; renderedSamples: number; cpuMs: number; lateCues: number; deadlineMisses: number;
  modelBars: number; ruleBars: number;
}
export interface LateMessage { type: "late"; id: string; cue: Cue; lateBySamples: number }
export interface SkippedMessage { type: "skipped"; fromSample: number; toSample: number }
export interface ErrorMessage { type: "error"; code: string; detail: string; id?: string; path?: string }

export type ServerMessage =
  | WelcomeMessage
  | ({ type: "ack" } & AckMessage)
  | ({ type: "cue" } & AckMessage)
  | BeatMessage
  | CaptionMessage
  | { type: "state"; state: SessionState }
  | StatsMessage
  | LateMessage
  | SkippedMessage
  | { type: "pong"; t: number; sample: number }
  | ErrorMessage
  | { type: "closing"; reason: string };

const known = new Set(["welcome", "ack", "cue", "beat", "caption", "state", "stats", "late", "skipped", "pong", "error", "closing"]);

/** Reads a JSON frame. Unknown types give null: the protocol says to ignore them. Throws `SyntaxError` on broken JSON. */
export function parseMessage(text: string): ServerMessage | null {
  const message = camel(JSON.parse(text)) as { type?: unknown };
  return message !== null && typeof message === "object" && typeof message.type === "string" && known.has(message.type)
    ? (message as ServerMessage)
    : null;
}

/** Renames the members of a JSON value from snake_case to camelCase. */
function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (value === null || typeof value !== "object") return value;
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    result[name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())] = camel(member);
  }
  return result;
}
