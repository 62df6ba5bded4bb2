import { $, calm } from "../dom.js";

let stop = () => {};

/** Waveform over spectrum, and the level, of what goes to the loudspeakers. */
export const scope = {
  attach(session) {
    const canvas = $("scope");
    const paint = canvas.getContext("2d");
    const style = getComputedStyle(canvas);
    let analyser = null;
    let wave = null;
    let bins = null;
    let frame = 0;
    let last = 0;
    let told = 0;
    let shown = -60;

    const draw = (time) => {
      frame = requestAnimationFrame(draw);
      // Where motion is unwelcome the picture changes twice a second.
      if (time - last < (calm.matches ? 500 : 30)) return;
      last = time;
      if (!analyser && session.audio) {
        analyser = session.audio.context.createAnalyser();
        analyser.fftSize = 2048;
        analyser.smoothingTimeConstant = 0.75;
        session.audio.output.connect(analyser);
        wave = new Float32Array(analyser.fftSize);
        bins = new Float32Array(analyser.frequencyBinCount);
      }
      if (!analyser) return;
      analyser.getFloatTimeDomainData(wave);
      analyser.getFloatFrequencyData(bins);
      const wide = (canvas.width = Math.round(canvas.clientWidth * devicePixelRatio));
      const high = (canvas.height = Math.round(canvas.clientHeight * devicePixelRatio));
      spectrum(paint, bins, wide, high, style.getPropertyValue("--line"));
      waveform(paint, wave, wide, high, style.getPropertyValue("--accent"));
      level(time);
    };

    const level = (time) => {
      const power = wave.reduce((sum, v) => sum + v * v, 0) / wave.length;
      const db = Math.max(-60, 10 * Math.log10(power + 1e-9));
      shown = Math.max(db, shown - 1.2);
      const bar = $("level");
      bar.firstElementChild.style.transform = `scaleX(${(shown + 60) / 60})`;
      if (time - told < 400) return;
      told = time;
      bar.setAttribute("aria-valuenow", db.toFixed(0));
      $("level-text").textContent = db <= -60 ? "silent" : `${db.toFixed(0)} dBFS`;
    };

    frame = requestAnimationFrame(draw);
    stop = () => {
      cancelAnimationFrame(frame);
      if (analyser) session.audio?.output.disconnect(analyser);
      paint.clearRect(0, 0, canvas.width, canvas.height);
    };
  },
  detach() {
    stop();
    stop = () => {};
  },
};

function waveform(paint, wave, wide, high, colour) {
  // Begins at a rising zero, so that a held tone stands still.
  let start = 0;
  while (start < wave.length / 2 && !(wave[start] <= 0 && wave[start + 1] > 0)) start++;
  const count = wave.length / 2;
  paint.strokeStyle = colour;
  paint.lineWidth = Math.max(1.5, high / 90);
  paint.lineJoin = "round";
  paint.beginPath();
  for (let i = 0; i < count; i += 2) paint.lineTo((i / count) * wide, high / 2 - wave[start + i] * high * 0.9);
  paint.stroke();
}

function spectrum(paint, bins, wide, high, colour) {
  paint.clearRect(0, 0, wide, high);
  paint.fillStyle = colour;
  const bars = 48;
  for (let bar = 0; bar < bars; bar++) {
    // Equal steps in pitch from 40 Hz to 16 kHz.
    const hz = (step) => 40 * 400 ** (step / bars);
    const from = Math.floor((hz(bar) * bins.length) / 24000);
    const to = Math.max(from + 1, Math.ceil((hz(bar + 1) * bins.length) / 24000));
    let top = -100;
    for (let i = from; i < to && i < bins.length; i++) top = Math.max(top, bins[i]);
    const height = Math.max(0, (top + 95) / 75) * high;
    paint.fillRect((bar / bars) * wide, high - height, (wide / bars) * 0.7, height);
  }
}
