/** The bell of an incoming call. */
export interface Ring {
  sound(on: boolean): void;
}

const pause = 3000;
const loudness = 0.06;
/** Hz, and seconds from the stroke: a soft third. */
const strokes = [
  [659.3, 0],
  [523.3, 0.25],
] as const;

/** Made of tones, so that no sound file has to load. Where the browser wants a click first, it stays silent. */
export function openRing(): Ring {
  let context: AudioContext | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  function strike(): void {
    context ??= new AudioContext();
    if (context.state !== "running") return void context.resume();
    for (const [frequency, after] of strokes) tone(context, frequency, context.currentTime + after);
  }

  return {
    sound(on) {
      if (on === (timer !== undefined)) return;
      clearInterval(timer);
      timer = on ? setInterval(strike, pause) : undefined;
      if (on) return strike();
      void context?.close();
      context = undefined;
    },
  };
}

function tone(context: AudioContext, frequency: number, at: number): void {
  const oscillator = new OscillatorNode(context, { frequency, type: "sine" });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.linearRampToValueAtTime(loudness, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.9);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + 1);
}
