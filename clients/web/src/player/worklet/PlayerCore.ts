import { Limits } from "../../limits.js";
import { JitterPolicy } from "./JitterPolicy.js";
import type { ClockPoint, FromWorklet, PlayerStats } from "./messages.js";
import { StreamRing } from "./StreamRing.js";

/** Samples over which sound begins and ends. */
const fade = 256;
/** Samples of a crossfade where time was left out. */
const crossfade = 480;
/** Samples a fractional read needs beyond its place. */
const reach = 4;
const gainStep = 1 / 480;
const pointEvery = 16;

/**
 * Plays session samples out of one ring for each stream. All streams share one place, so layers stay together to the
 * sample. Knows at each frame which session sample it plays and says so by clock points.
 */
export class PlayerCore {
  readonly #policy: JitterPolicy;
  readonly #base: number;
  readonly #tell: (message: FromWorklet) => void;
  #streams: { ring: StreamRing; gain: number; goal: number }[] = [];
  /** Place of the next sample to play; null until there is one. */
  #head: number | null = null;
  #sounding = false;
  #wanted = false;
  #level = 0;
  /** The run that fades out after a jump. */
  #old: { head: number; done: number; total: number } | null = null;
  #rate = 1;
  #sinceReport = 0;
  #points: ClockPoint[] = [];
  #underruns = 0;
  #jumps = 0;

  constructor(outputRate: number, tell: (message: FromWorklet) => void, policy = new JitterPolicy()) {
    this.#base = Limits.sampleRate / outputRate;
    this.#tell = tell;
    this.#policy = policy;
  }

  setStreams(count: number): void {
    if (count === this.#streams.length) return;
    this.flush();
    this.#streams = Array.from({ length: count }, () => ({ ring: new StreamRing(Limits.ringSamples), gain: 1, goal: 1 }));
  }

  setGain(stream: number, gain: number): void {
    const target = this.#streams[stream];
    if (target) target.goal = gain;
  }

  write(stream: number, first: number, left: Float32Array, right: Float32Array): void {
    this.#streams[stream]?.ring.write(first, left, right);
  }

  /** Plays as soon as enough is there. */
  play(): void {
    this.#wanted = true;
  }

  /** Fades out and stands still; what is buffered stays. */
  hold(): void {
    this.#wanted = false;
  }

  /** Forgets everything that is buffered. */
  flush(): void {
    for (const { ring } of this.#streams) ring.clear();
    this.#head = this.#old = null;
    this.#sounding = false;
    this.#level = 0;
    this.#policy.restart();
  }

  stats(): PlayerStats {
    return {
      bufferMs: this.#head === null ? 0 : (this.#contiguous(this.#head) * 1000) / Limits.sampleRate,
      targetMs: this.#policy.targetMs, spreadMs: this.#policy.spreadMs, rate: this.#rate,
      underruns: this.#underruns, jumps: this.#jumps,
    };
  }

  /** Fills both channels; `frame` is the context's frame of the first sample. */
  process(left: Float32Array, right: Float32Array, frame: number): void {
    left.fill(0);
    right.fill(0);
    if (!this.#sounding) this.#begin(frame);
    if (this.#sounding) this.#play(left, right, frame);
    if (++this.#sinceReport >= pointEvery) this.#report(frame + left.length);
  }

  #begin(frame: number): void {
    if (!this.#wanted || this.#streams.length === 0) return;
    const start = this.#startFrom(this.#head === null ? 0 : Math.ceil(this.#head));
    if (start === null) return;
    if (this.#head !== null && start > Math.ceil(this.#head)) this.#tell({ type: "jump", from: Math.ceil(this.#head), to: start });
    this.#head = start;
    this.#sounding = true;
    this.#level = 0;
    this.#rate = 1;
    this.#point(frame, start, this.#base);
  }

  #play(left: Float32Array, right: Float32Array, frame: number): void {
    const count = left.length;
    let head = this.#head!;
    const need = count * this.#base * 1.01 + reach;
    let available = this.#contiguous(head);
    if (available < need + crossfade) {
      const next = this.#nextFrom(Math.floor(head) + Math.max(1, Math.floor(available)));
      if (next !== null && (!this.#old || available < need)) {
        this.#jump(next, frame);
        head = this.#head!;
        available = this.#contiguous(head);
      }
    }
    if (available < need) {
      this.#stop(frame, true);
      return;
    }

    const steering = this.#policy.observe((available * 1000) / Limits.sampleRate, (count * this.#base * 1000) / Limits.sampleRate);
    if (steering.dropMs > 0 && !this.#old) {
      this.#jump(Math.floor(head) + Math.round((steering.dropMs * Limits.sampleRate) / 1000), frame);
      head = this.#head!;
    }
    this.#bend(steering.rate, frame);

    // The last samples before running dry fade out, so that the silence begins without a click.
    const goal = this.#wanted && available - need > fade ? 1 : 0;
    this.#render(left, right, goal);
    if (this.#level === 0 && !this.#wanted) this.#stop(frame + count, false);
  }

  #render(left: Float32Array, right: Float32Array, goal: number): void {
    const step = this.#base * this.#rate;
    const slope = 1 / fade;
    let head = this.#head!;
    for (let i = 0; i < left.length; i++) {
      this.#level = goal > this.#level ? Math.min(goal, this.#level + slope) : Math.max(goal, this.#level - slope);
      let fresh = this.#level;
      let stale = 0;
      const old = this.#old;
      if (old) {
        // Equal power: the two sides of a jump have nothing to do with each other.
        const phase = ((old.done + 0.5) / old.total) * (Math.PI / 2);
        fresh *= Math.sin(phase);
        stale = this.#level * Math.cos(phase);
      }
      let l = 0;
      let r = 0;
      for (const stream of this.#streams) {
        const delta = stream.goal - stream.gain;
        if (delta !== 0) stream.gain = Math.abs(delta) <= gainStep ? stream.goal : stream.gain + Math.sign(delta) * gainStep;
        l += stream.gain * (fresh * read(stream.ring, head, 0) + (old ? stale * read(stream.ring, old.head, 0) : 0));
        r += stream.gain * (fresh * read(stream.ring, head, 1) + (old ? stale * read(stream.ring, old.head, 1) : 0));
      }
      left[i] = l;
      right[i] = r;
      head += step;
      if (old) {
        old.head += step;
        if (++old.done >= old.total) this.#old = null;
      }
    }
    this.#head = head;
    for (const { ring } of this.#streams) ring.discardBefore(Math.floor(this.#old?.head ?? head) - reach);
  }

  /** Goes on at `to` while what is left of the old run fades out. */
  #jump(to: number, frame: number): void {
    const from = this.#head!;
    const left = Math.floor(this.#contiguous(from) / (this.#base * 1.01)) - reach;
    if (left > 16) {
      this.#old = { head: from, done: 0, total: Math.min(crossfade, left) };
    } else {
      this.#old = null;
      this.#level = 0;
    }
    this.#head = to;
    this.#jumps++;
    this.#policy.restart();
    this.#point(frame, to, this.#base * this.#rate);
    this.#tell({ type: "jump", from: Math.round(from), to });
  }

  #stop(frame: number, dry: boolean): void {
    this.#sounding = false;
    this.#old = null;
    this.#level = 0;
    this.#point(frame, this.#head!, 0);
    if (dry && this.#wanted) {
      this.#underruns++;
      this.#policy.underrun();
      this.#tell({ type: "underrun", sample: Math.round(this.#head!) });
    } else {
      this.#policy.restart();
    }
    this.#report(frame);
    if (!dry) this.#tell({ type: "held" });
  }

  /** Takes on a new rate; on the way back to 1 waits for a whole sample, so that the copy is exact again. */
  #bend(rate: number, frame: number): void {
    if (rate === this.#rate) return;
    const head = this.#head!;
    if (rate === 1 && this.#base === 1) {
      const off = head - Math.round(head);
      if (Math.abs(off) > Math.abs(this.#rate - 1) * 128) return;
      this.#head = Math.round(head);
    }
    this.#rate = rate;
    this.#point(frame, this.#head!, this.#base * rate);
  }

  #contiguous(head: number): number {
    const sample = Math.floor(head);
    let least = Number.POSITIVE_INFINITY;
    for (const { ring } of this.#streams) least = Math.min(least, ring.contiguous(sample));
    return Number.isFinite(least) ? least : 0;
  }

  /** The first place from `sample` on with enough behind it to begin; a few samples before a hole are not enough. */
  #startFrom(sample: number): number | null {
    const enough = (this.#policy.startMs * Limits.sampleRate) / 1000;
    for (let start = this.#nextFrom(sample); start !== null;) {
      const there = this.#contiguous(start);
      if (there >= enough) return start;
      start = this.#nextFrom(start + there);
    }
    return null;
  }

  /** The first sample from `sample` on that every stream has. */
  #nextFrom(sample: number): number | null {
    for (let tries = 0; tries < Limits.streams; tries++) {
      let next = sample;
      for (const { ring } of this.#streams) {
        const first = ring.firstFrom(next);
        if (first === null) return null;
        next = first;
      }
      if (next === sample) return next;
      sample = next;
    }
    return null;
  }

  #point(frame: number, sample: number, step: number): void {
    this.#points.push({ frame, sample, step });
  }

  #report(frame: number): void {
    this.#sinceReport = 0;
    if (this.#sounding) this.#point(frame, this.#head!, this.#base * this.#rate);
    this.#tell({ type: "points", points: this.#points, stats: this.stats() });
    this.#points = [];
  }
}

/** A sample at a fractional place: third-order Hermite between neighbours; exact on whole places. */
function read(ring: StreamRing, place: number, channel: 0 | 1): number {
  const at = Math.floor(place);
  const t = place - at;
  const here = ring.at(channel, at);
  if (t === 0) return here;
  const before = ring.at(channel, Math.max(0, at - 1));
  const after = ring.at(channel, at + 1);
  const beyond = ring.at(channel, at + 2);
  const c1 = 0.5 * (after - before);
  const c2 = before - 2.5 * here + 2 * after - 0.5 * beyond;
  const c3 = 0.5 * (beyond - before) + 1.5 * (here - after);
  return ((c3 * t + c2) * t + c1) * t + here;
}
