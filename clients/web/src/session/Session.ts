import type { Ack } from "../commands/ack.js";
import { CommandQueue, randomPrefix, type CommandBody } from "../commands/CommandQueue.js";
import { Connection } from "../connection/Connection.js";
import { browserEnvironment, type Environment } from "../connection/environment.js";
import type { ConnectionStatus } from "../connection/events.js";
import { Emitter } from "../emitter.js";
import { SessionError } from "../errors.js";
import { Player } from "../player/Player.js";
import type { SessionState, WelcomeMessage } from "../protocol/messages.js";
import { HeardSchedule } from "../schedule/HeardSchedule.js";
import { CueBook } from "./CueBook.js";
import type { SessionEvents, Stats } from "./events.js";
import { MessageRouter } from "./MessageRouter.js";
import type { SessionSettings, SyncPoint, TapListener } from "./options.js";
import { watchPage } from "./page.js";
import { Taps } from "./Taps.js";

/**
 * One session as a page sees it: what is heard, what is asked of it, and when that will be heard. Made by `connect`.
 */
export class Session extends Emitter<SessionEvents> {
  readonly #settings: SessionSettings;
  readonly #environment: Environment;
  readonly #connection: Connection;
  readonly #commands: CommandQueue;
  readonly #player: Player;
  readonly #schedule: HeardSchedule;
  readonly #cues: CueBook;
  readonly #router: MessageRouter;
  readonly #taps = new Taps();
  readonly #cleanup: (() => void)[] = [];
  #format: "opus" | "pcm";
  #welcome: WelcomeMessage | null = null;
  #closed = false;

  /** For `connect`; pages do not call it. */
  constructor(settings: SessionSettings, environment: Environment = browserEnvironment) {
    super();
    this.#settings = settings;
    this.#environment = environment;
    this.#format = settings.format;
    this.#player = new Player({ context: settings.context, workletUrl: settings.workletUrl });
    this.#player.setVolume(settings.volume);
    this.#connection = new Connection({ url: settings.address, token: settings.token, query: () => this.#query() }, environment);
    this.#commands = new CommandQueue({
      send: (frame) => this.#connection.send(frame), open: () => this.#connection.status === "open",
      now: environment.now, after: environment.after, prefix: randomPrefix(),
    });
    this.#schedule = new HeardSchedule({
      timeOf: (sample) => this.#player.clock?.timeOf(sample) ?? null, now: environment.now, after: environment.after,
    });
    this.#cues = new CueBook({
      timeOf: (sample) => this.#player.clock?.timeOf(sample) ?? null, schedule: this.#schedule,
      heard: (event) => this.emit("cueHeard", event),
    });
    this.#router = new MessageRouter({
      commands: this.#commands, cues: this.#cues, schedule: this.#schedule, now: environment.now,
      emit: (name, value) => this.emit(name, value),
    });
    this.#wireConnection();
    this.#wirePlayer();
    this.#cleanup.push(watchPage(() => this.#seen(), () => this.#connection.retryNow()));
    this.#every(1_000, () => this.emit("stats", this.stats));
    this.#every(5_000, () => this.#report());
  }

  /** The last state the service told; it is ahead of what is heard. */
  get state(): SessionState | null {
    return this.#router.state;
  }

  get connection(): ConnectionStatus {
    return this.#connection.status;
  }

  /** Whether it is meant to sound. */
  get playing(): boolean {
    return this.#player.playing;
  }

  /** Names of the streams that are received, by index; the mix is stream 0. */
  get streams(): readonly { index: number; name: string }[] {
    return this.#welcome?.streams ?? [];
  }

  /** The audio context and the node behind the volume, for analysers and recorders; null before the first start. */
  get audio(): { context: AudioContext; output: AudioNode } | null {
    return this.#player.audio;
  }

  /** The session sample that is heard now, with a fraction; null while nothing plays. */
  get heardSample(): number | null {
    this.#player.anchor();
    return this.#player.clock?.running ? this.#player.clock.sampleAt(this.#environment.now()) : null;
  }

  /** When a session sample will be heard, in `performance.now()` milliseconds; null while that is unknown. */
  predict(sample: number): number | null {
    const hearing = this.#player.clock?.timeOf(sample);
    return hearing?.heard === true ? hearing.at : null;
  }

  get stats(): Stats {
    const player = this.#player.stats;
    const context = this.#player.audio?.context;
    return {
      service: this.#router.service,
      bufferMs: player.bufferMs, targetMs: player.targetMs, jitterMs: player.spreadMs, rate: player.rate,
      underruns: player.underruns, jumps: player.jumps,
      framesReceived: this.#player.framesReceived, framesLost: this.#player.framesLost,
      roundTripMs: this.#router.roundTripMs,
      outputLatencyMs: 1000 * (context?.outputLatency || context?.baseLatency || 0),
      format: this.#welcome?.format ?? null,
      pendingCommands: this.#commands.pending,
      heardSample: this.heardSample,
    };
  }

  /** Opens the connection and waits for the service's welcome. For `connect`. */
  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const done = [
        this.#connection.once("welcome", () => { stop(); resolve(); }),
        this.#connection.once("ended", (error) => { stop(); reject(error); }),
        this.#connection.once("problem", (error) => { stop(); reject(error); }),
      ];
      const stop = (): void => done.forEach((off) => off());
      this.#connection.open();
    });
  }

  /** Lets the music be heard. The first call must come from a user gesture: a click or a key. */
  async start(): Promise<void> {
    this.#alive();
    await this.#player.start();
    this.#alive();
    if (this.#connection.status === "paused") this.#connection.open();
  }

  /**
   * Fades out and lets go of the connection: a session that nobody hears stands still and costs nothing. Commands wait
   * until `start` goes on where this left off.
   */
  async pause(): Promise<void> {
    this.#alive();
    await this.#player.hold();
    if (!this.#player.playing) this.#connection.pause();
  }

  /** As `pause`, and forgets what is buffered: the next `start` begins at the live edge. */
  async stop(): Promise<void> {
    await this.pause();
    this.#player.flush();
    this.#schedule.clear();
  }

  /** Ends it for good, here; the session itself stays with the service. */
  async close(): Promise<void> {
    if (this.#closed) return;
    await this.#player.hold();
    this.#end(new SessionError("closed", "the session was closed here"));
  }

  /** A UI event; the adaptive map says what it does. */
  event(name: string, value?: number): Promise<Ack> {
    return this.#command(value === undefined ? { type: "event", event: name } : { type: "event", event: name, value });
  }

  /** Goes to a scene, by the map's transition or at the given sync point. */
  scene(name: string, options: { sync?: SyncPoint } = {}): Promise<Ack> {
    return this.#command({ type: "scene", scene: name, ...(options.sync && { sync: options.sync }) });
  }

  /** Sets a parameter, or ramps it `over` a time in `unit` (`ms` where left out). */
  set(parameter: string, value: number, options: { over?: number; unit?: "ms" | "beats" | "bars" } = {}): Promise<Ack> {
    return this.#command({
      type: "set", parameter, value,
      ...(options.over !== undefined && { over: options.over }), ...(options.unit && { unit: options.unit }),
    });
  }

  /** Plays a stinger. */
  stinger(name: string): Promise<Ack> {
    return this.#command({ type: "stinger", stinger: name });
  }

  /** Mutes, solos or levels a layer, or says who writes it, for everybody who listens. */
  layer(name: string, change: { mute?: boolean; solo?: boolean; gainDb?: number; writer?: "rules" | "model" | "codec" }): Promise<Ack> {
    return this.#command({
      type: "layer", layer: name,
      ...(change.mute !== undefined && { mute: change.mute }), ...(change.solo !== undefined && { solo: change.solo }),
      ...(change.gainDb !== undefined && { gain_db: change.gainDb }), ...(change.writer !== undefined && { writer: change.writer }),
    });
  }

  /** Volume here, 0 to 1. */
  volume(volume: number): void {
    if (!(volume >= 0 && volume <= 1)) throw new SessionError("argument", `a volume of ${volume}, expected 0 to 1`);
    this.#player.setVolume(volume);
  }

  /** Level of one stream here alone, 0 to 4; only with `streams: "layers"`. */
  layerVolume(name: string, volume: number): void {
    const stream = this.streams.find((candidate) => candidate.name === name);
    if (!stream) throw new SessionError("argument", `no stream named ${name}`);
    if (!(volume >= 0 && volume <= 4)) throw new SessionError("argument", `a volume of ${volume}, expected 0 to 4`);
    this.#player.setLayerGain(stream.index, volume);
  }

  /** Hands over all decoded audio, before it is heard; returns a function that stops it. */
  tap(listener: TapListener): () => void {
    return this.#taps.add(listener);
  }

  async #command(body: CommandBody): Promise<Ack> {
    const answer = await this.#commands.submit(body);
    return this.#cues.ack(answer.message, answer.roundTripMs, true);
  }

  #query(): Record<string, string> {
    const from = this.#player.wanted;
    return { format: this.#format, streams: this.#settings.streams, ...(from !== null && { from: String(from) }) };
  }

  #wireConnection(): void {
    const connection = this.#connection;
    connection.on("status", ({ status, attempt, retryInMs }) => {
      if (status !== "open") this.#commands.suspend();
      this.emit("connection", { status, attempt, retryInMs, resumed: this.#welcome?.resumed ?? null });
    });
    connection.on("welcome", (welcome) => this.#welcomed(welcome));
    connection.on("frame", (frame) => this.#player.take(frame));
    connection.on("message", (message) => this.#router.take(message));
    connection.on("problem", (error) => this.emit("error", error));
    connection.on("ended", (error) => this.#end(error));
  }

  #welcomed(welcome: WelcomeMessage): void {
    this.#welcome = welcome;
    this.#player.reconnected();
    this.#player.setStreams(welcome.streams.length > 0 ? welcome.streams.map((stream) => stream.index) : [0]);
    this.#commands.resend();
    this.#router.setState(welcome.state);
  }

  #wirePlayer(): void {
    const player = this.#player;
    player.on("progress", () => this.#schedule.pump());
    player.on("underrun", (event) => this.emit("underrun", event));
    player.on("jump", ({ from, to }) => this.emit("skipped", { fromSample: from, toSample: to, by: "player" }));
    player.on("problem", (error) => this.emit("error", error));
    player.on("undecodable", () => this.#fallBack());
    player.on("run", (run) => this.#taps.run(run));
  }

  /** The decoder cannot be relied on: the same music comes as PCM from now on. */
  #fallBack(): void {
    if (this.#format === "pcm" || this.#closed) return;
    this.#format = "pcm";
    this.#connection.pause();
    this.#connection.open();
  }

  #seen(): void {
    this.#player.wake();
    this.#connection.retryNow();
    this.#schedule.pump();
  }

  #report(): void {
    const heard = this.heardSample;
    if (heard === null) return;
    const { bufferMs, underruns } = this.#player.stats;
    this.#connection.send({ type: "report", played_to: Math.floor(heard), buffered_ms: Math.round(bufferMs), underruns });
  }

  #every(ms: number, action: () => void): void {
    const run = (): void => {
      cancel = this.#environment.after(ms, run);
      action();
    };
    let cancel = this.#environment.after(ms, run);
    this.#cleanup.push(() => cancel());
  }

  #alive(): void {
    if (this.#closed) throw new SessionError("closed", "the session is closed");
  }

  #end(error: SessionError): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const action of this.#cleanup) action();
    this.#commands.end(error);
    this.#schedule.clear();
    this.#connection.close();
    void this.#player.close();
    if (error.message !== "the session was closed here") this.emit("error", error);
  }
}
