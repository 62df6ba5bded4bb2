import { Limits } from "../../limits.js";
import type { ToWorklet } from "./messages.js";
import { PlayerCore } from "./PlayerCore.js";

// The worklet's global scope, which the DOM library does not describe.
declare const sampleRate: number;
declare const currentFrame: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Thin shell: messages in, samples out. */
class SessionProcessor extends AudioWorkletProcessor {
  readonly #core = new PlayerCore(sampleRate, (message) => this.port.postMessage(message));

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToWorklet>) => this.#receive(data);
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const [left, right] = outputs[0] ?? [];
    if (left && right) this.#core.process(left, right, currentFrame);
    return true;
  }

  #receive(message: ToWorklet): void {
    switch (message.type) {
      case "streams": return this.#core.setStreams(Math.min(Limits.streams, message.count));
      case "run": return this.#core.write(message.stream, message.first, message.left, message.right);
      case "gain": return this.#core.setGain(message.stream, message.gain);
      case "play": return this.#core.play();
      case "hold": return this.#core.hold();
      case "flush": return this.#core.flush();
    }
  }
}

registerProcessor("sessionservice-player", SessionProcessor);
