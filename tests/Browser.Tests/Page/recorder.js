// Listens in on the demo's session by the client's ordinary interface, from before the first sample.
window.problems = [];
window.recordings = [];

document.addEventListener("session", ({ detail: session }) => {
  const recording = {
    session, runs: [], underruns: [], skipped: [], late: [], cues: [], heard: [], captions: [], beats: [], connections: [], errors: [],
  };
  session.tap((pcm, first, stream) => recording.runs.push({ pcm, first, stream, at: performance.now() }));
  session.on("underrun", (e) => recording.underruns.push(e.sample));
  session.on("skipped", (e) => recording.skipped.push(e));
  session.on("late", (e) => recording.late.push(e.id));
  session.on("cue", (e) => recording.cues.push(e));
  session.on("cueHeard", (e) => recording.heard.push(e));
  session.on("caption", (e) => recording.captions.push(e.text));
  session.on("beat", (e) => recording.beats.push(e));
  session.on("connection", (e) => recording.connections.push(e.status));
  session.on("error", (e) => recording.errors.push(`${e.reason}: ${e.message}`));
  window.recordings.push(recording);
  window.recording = recording;
});

/** First sample, end and holes of what was decoded of a stream. */
window.extent = (stream = 0) => {
  const runs = window.recording?.runs.filter((run) => run.stream === stream) ?? [];
  const holes = [];
  let end = runs[0]?.first ?? 0;
  for (const run of runs) {
    if (run.first !== end) holes.push([end, run.first]);
    end = run.first + run.pcm.length / 2;
  }
  return { first: runs[0]?.first ?? 0, end, holes, runs: runs.length };
};

/** How often the player had to wait longer than `ms` for the next audio: a busy machine, not the player, is late then. */
window.lateArrivals = (ms) => window.recording.runs.filter((run, i, runs) => i > 0 && run.at - runs[i - 1].at > ms).length;

/** Interleaved 16-bit samples of a stretch as base64; what is not there is 0. */
window.samples = (from, count, stream = 0) => {
  const out = new Int16Array(count * 2);
  for (const { pcm, first, stream: of } of window.recording.runs) {
    if (of !== stream) continue;
    const start = Math.max(from, first);
    const end = Math.min(from + count, first + pcm.length / 2);
    for (let i = (start - first) * 2, o = (start - from) * 2; i < (end - first) * 2; i++, o++) {
      out[o] = Math.max(-32768, Math.min(32767, Math.round(pcm[i] * 32768)));
    }
  }
  return base64(new Uint8Array(out.buffer));
};

/** Records what leaves the player, with the context's frames: what the loudspeakers get. */
window.recordOutput = async () => {
  const { context, output } = window.recording.session.audio;
  const source = `registerProcessor("test-recorder", class extends AudioWorkletProcessor {
    process([input]) { if (input[0]) this.port.postMessage({ frame: currentFrame, left: input[0].slice() }); return true; }
  });`;
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  const node = new AudioWorkletNode(context, "test-recorder", { numberOfOutputs: 0, channelCount: 2, channelCountMode: "explicit" });
  window.outputBlocks = [];
  node.port.onmessage = ({ data }) => window.outputBlocks.push(data);
  output.connect(node);
};

/** The recorded output as `{ frame, data }`: frame of the first sample, and 16-bit samples of the left channel as base64. */
window.outputRecorded = () => {
  const blocks = window.outputBlocks;
  const frame = blocks[0].frame;
  const last = blocks.at(-1);
  const out = new Int16Array(last.frame + last.left.length - frame);
  for (const block of blocks) {
    block.left.forEach((v, i) => { out[block.frame - frame + i] = Math.max(-32768, Math.min(32767, Math.round(v * 32768))); });
  }
  return { frame, data: base64(new Uint8Array(out.buffer)) };
};

/** When the sound of a context frame leaves the device, by the browser's own clock: the median of many looks. */
window.timeOfFrame = async (frame) => {
  const { context } = window.recording.session.audio;
  const origins = [];
  for (let i = 0; i < 41; i++) {
    const { contextTime, performanceTime } = context.getOutputTimestamp();
    origins.push(performanceTime - contextTime * 1000);
    await new Promise((resolve) => setTimeout(resolve, 13));
  }
  origins.sort((a, b) => a - b);
  return origins[20] + (frame / context.sampleRate) * 1000;
};

function base64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
