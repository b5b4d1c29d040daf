import type { Signal } from "./scanStore.ts";

/** A tone of so many hertz for so many seconds. */
type Tone = { readonly hertz: number; readonly seconds: number };

/** One rising pair for good, one flat for caution, a low triple for bad: told apart without looking. */
const TONES: Readonly<Record<Signal, readonly Tone[]>> = {
  good: [
    { hertz: 880, seconds: 0.09 },
    { hertz: 1320, seconds: 0.12 },
  ],
  caution: [{ hertz: 620, seconds: 0.3 }],
  bad: [
    { hertz: 220, seconds: 0.16 },
    { hertz: 180, seconds: 0.16 },
    { hertz: 150, seconds: 0.3 },
  ],
};

/** Milliseconds on, off, on … */
const VIBRATIONS: Readonly<Record<Signal, readonly number[]>> = {
  good: [60],
  caution: [120, 80, 120],
  bad: [300, 100, 300, 100, 300],
};

/** Makes a verdict heard and felt, as far as the browser lets it; silent otherwise. */
export function createSignals(): (signal: Signal) => void {
  let audio: AudioContext | undefined;
  return (signal) => {
    if ("vibrate" in navigator) navigator.vibrate([...VIBRATIONS[signal]]);
    if (!("AudioContext" in window)) return;
    audio ??= new AudioContext();
    void audio.resume().catch(() => undefined); // before the first tap a page may make no sound
    play(audio, TONES[signal]);
  };
}

function play(audio: AudioContext, tones: readonly Tone[]): void {
  let at = audio.currentTime;
  for (const { hertz, seconds } of tones) {
    const oscillator = audio.createOscillator();
    const gain = audio.createGain();
    oscillator.type = "square";
    oscillator.frequency.value = hertz;
    // Short ramps: a square wave cut off clicks.
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.25, at + 0.01);
    gain.gain.linearRampToValueAtTime(0, at + seconds);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + seconds);
    at += seconds + 0.03;
  }
}
