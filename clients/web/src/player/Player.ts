import type { Decoder, DecodedRun } from "../decode/Decoder.js";
import { OpusDecoder } from "../decode/OpusDecoder.js";
import { PcmDecoder } from "../decode/PcmDecoder.js";
import { Emitter } from "../emitter.js";
import { SessionError } from "../errors.js";
import { Limits } from "../limits.js";
import type { AudioFrame } from "../protocol/frame.js";
import { createAudioContext, outputTimestamp, resume } from "./audioContext.js";
import { HeardClock } from "./HeardClock.js";
import type { FromWorklet, PlayerStats, ToWorklet } from "./worklet/messages.js";
import { loadWorklet } from "./loadWorklet.js";

/** What a player reports. */
export interface PlayerEvents {
  /** The worklet said where it is; about every 43 ms while the context runs. */
  progress: PlayerStats;
  underrun: { sample: number };
  jump: { from: number; to: number };
  problem: SessionError;
  /** The decoder failed again and again: the format should be changed. */
  undecodable: SessionError;
  run: DecodedRun;
}

const idle: PlayerStats = { bufferMs: 0, targetMs: Limits.targetMs, spreadMs: 0, rate: 1, underruns: 0, jumps: 0 };

/** Frames in, sound out: decoders, the worklet, and the clock that says what is heard. */
export class Player extends Emitter<PlayerEvents> {
  readonly #workletUrl: string | undefined;
  readonly #ownContext: boolean;
  #context: AudioContext | null;
  #node: AudioWorkletNode | null = null;
  #gain: GainNode | null = null;
  #clock: HeardClock | null = null;
  #streams: number[] = [0];
  readonly #layerGains = new Map<number, number>();
  readonly #decoders = new Map<number, Decoder>();
  readonly #sequences = new Map<number, number>();
  #format: AudioFrame["format"] | null = null;
  #failures = 0;
  #volume = 1;
  #playing = false;
  #early: AudioFrame[] = [];
  #held: (() => void) | null = null;
  /** End of what was received, for each stream. */
  readonly #ends = new Map<number, number>();

  stats: PlayerStats = idle;
  framesReceived = 0;
  framesLost = 0;

  constructor(options: { context?: AudioContext | undefined; workletUrl?: string | undefined }) {
    super();
    this.#context = options.context ?? null;
    this.#ownContext = !options.context;
    this.#workletUrl = options.workletUrl;
  }

  get clock(): HeardClock | null {
    return this.#clock;
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** The audio graph to look at or to send elsewhere; null before the first start. */
  get audio(): { context: AudioContext; output: AudioNode } | null {
    return this.#context && this.#gain ? { context: this.#context, output: this.#gain } : null;
  }

  /** The sample after the last one received, where the service should go on; null before the first. */
  get wanted(): number | null {
    return this.#ends.size < this.#streams.length ? null : Math.min(...this.#ends.values());
  }

  /** Prepares the graph and plays; the first call must come from a user gesture. */
  async start(): Promise<void> {
    this.#context ??= createAudioContext();
    const context = this.#context;
    // Asked for before anything is awaited: some browsers grant it only inside the gesture itself.
    const resumed = resume(context);
    resumed.catch(() => undefined);
    if (!this.#node) await this.#build(context);
    await resumed;
    this.#playing = true;
    this.#post({ type: "play" });
    for (const frame of this.#early.splice(0)) this.take(frame);
  }

  /** Fades out and stands still. */
  async hold(): Promise<void> {
    if (!this.#playing) return;
    this.#playing = false;
    const faded = new Promise<void>((resolve) => {
      this.#held = resolve;
      setTimeout(resolve, 150);
    });
    this.#post({ type: "hold" });
    await faded;
    if (!this.#playing && this.#ownContext) await this.#context?.suspend().catch(() => undefined);
  }

  /** Forgets what is buffered: the next frames begin anew. */
  flush(): void {
    this.#ends.clear();
    this.#early = [];
    this.#clock?.reset();
    this.#dropDecoders();
    this.#post({ type: "flush" });
  }

  async close(): Promise<void> {
    this.#playing = false;
    this.#dropDecoders();
    this.#node?.port.close();
    this.#node?.disconnect();
    this.#gain?.disconnect();
    if (this.#ownContext && this.#context && this.#context.state !== "closed") await this.#context.close().catch(() => undefined);
    this.removeAllListeners();
  }

  /** The page is seen again: a context the system has stopped is started again. */
  wake(): void {
    if (this.#playing && this.#context && this.#context.state !== "running") {
      this.#context.resume().catch(() => undefined);
    }
  }

  setStreams(streams: readonly number[]): void {
    if (streams.length === this.#streams.length && streams.every((s, i) => s === this.#streams[i])) return;
    this.#streams = [...streams];
    this.#dropDecoders();
    this.#ends.clear();
    this.#post({ type: "streams", count: this.#streams.length });
    for (const [stream, gain] of this.#layerGains) this.setLayerGain(stream, gain);
  }

  setLayerGain(stream: number, gain: number): void {
    this.#layerGains.set(stream, gain);
    const index = this.#streams.indexOf(stream);
    if (index >= 0) this.#post({ type: "gain", stream: index, gain });
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    if (this.#gain && this.#context) this.#gain.gain.setTargetAtTime(volume, this.#context.currentTime, 0.015);
  }

  /** A new connection: sequences begin anew, the music itself goes on. */
  reconnected(): void {
    this.#sequences.clear();
    this.#early = [];
  }

  /** Takes a frame. What comes while nothing plays is kept for the start as far as `Limits.earlyMs`, the oldest goes first. */
  take(frame: AudioFrame): void {
    if (!this.#node || !this.#playing) {
      this.#early.push(frame);
      const oldest = frame.firstSample + frame.samples - (Limits.earlyMs * Limits.sampleRate) / 1000;
      while (this.#early.length > 0 && this.#early[0]!.firstSample < oldest) this.#early.shift();
      return;
    }
    this.framesReceived++;
    const before = this.#sequences.get(frame.stream);
    if (before !== undefined && frame.sequence !== (before + 1) >>> 0) this.framesLost += Math.max(1, (frame.sequence - before - 1) >>> 0) % 65_536;
    this.#sequences.set(frame.stream, frame.sequence);
    if (frame.format !== this.#format) {
      this.#dropDecoders();
      this.#format = frame.format;
    }
    if (!this.#streams.includes(frame.stream)) return;
    this.#ends.set(frame.stream, frame.firstSample + frame.samples);
    this.#decoder(frame).decode(frame);
  }

  #decoder(frame: AudioFrame): Decoder {
    let decoder = this.#decoders.get(frame.stream);
    if (!decoder) {
      const output = { run: (run: DecodedRun) => this.#play(run), problem: (error: SessionError) => this.#failed(error) };
      decoder = frame.format === "opus" ? new OpusDecoder(output) : new PcmDecoder(output);
      this.#decoders.set(frame.stream, decoder);
    }
    return decoder;
  }

  #play(run: DecodedRun): void {
    this.#failures = 0;
    const index = this.#streams.indexOf(run.stream);
    if (index < 0) return;
    // Listeners first: the buffers belong to the worklet afterwards.
    this.emit("run", run);
    this.#post({ type: "run", stream: index, first: run.first, left: run.left, right: run.right }, [run.left.buffer, run.right.buffer]);
  }

  #failed(error: SessionError): void {
    this.emit("problem", error);
    if (++this.#failures === Limits.decodeFailures) this.emit("undecodable", error);
  }

  async #build(context: AudioContext): Promise<void> {
    await loadWorklet(context, this.#workletUrl);
    if (this.#node) return;
    this.#clock = new HeardClock(context.sampleRate);
    const node = new AudioWorkletNode(context, "sessionservice-player", {
      numberOfInputs: 0, numberOfOutputs: 1, outputChannelCount: [2],
    });
    node.port.onmessage = ({ data }: MessageEvent<FromWorklet>) => this.#told(data);
    node.onprocessorerror = () => this.emit("problem", new SessionError("audio", "the audio worklet has failed"));
    this.#gain = context.createGain();
    this.#gain.gain.value = this.#volume;
    node.connect(this.#gain).connect(context.destination);
    this.#node = node;
    this.#post({ type: "streams", count: this.#streams.length });
    for (const [stream, gain] of this.#layerGains) this.setLayerGain(stream, gain);
  }

  #told(message: FromWorklet): void {
    switch (message.type) {
      case "points":
        this.#clock?.add(message.points);
        this.anchor();
        this.stats = message.stats;
        this.emit("progress", message.stats);
        break;
      case "underrun": this.emit("underrun", { sample: message.sample }); break;
      case "jump": this.emit("jump", { from: message.from, to: message.to }); break;
      case "held": this.#held?.(); break;
    }
  }

  /** Looks at the browser's output clock. */
  anchor(): void {
    if (!this.#context || this.#context.state !== "running") return;
    const { contextTime, performanceTime } = outputTimestamp(this.#context);
    this.#clock?.anchor(contextTime, performanceTime);
  }

  #dropDecoders(): void {
    for (const decoder of this.#decoders.values()) decoder.close();
    this.#decoders.clear();
    this.#sequences.clear();
  }

  #post(message: ToWorklet, transfer: Transferable[] = []): void {
    this.#node?.port.postMessage(message, transfer);
  }
}
