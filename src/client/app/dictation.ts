import type { Dictation } from "../features/diary/diaryDeps.ts";

/** The part of the Web Speech API that is used here; Chrome has it under its old name. */
type Recognition = {
  lang: string;
  continuous: boolean;
  start(): void;
  stop(): void;
  addEventListener(type: "result", heard: (event: RecognitionEvent) => void): void;
  addEventListener(type: "end", ended: () => void): void;
};
type RecognitionEvent = {
  readonly resultIndex: number;
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>>;
};
type Speaking = {
  readonly SpeechRecognition?: new () => Recognition;
  readonly webkitSpeechRecognition?: new () => Recognition;
};

/** Dictation in the app's language where the browser has it. */
export function openDictation(scope: Window & Speaking, language: string): Dictation | undefined {
  const Recognizer = scope.SpeechRecognition ?? scope.webkitSpeechRecognition;
  if (Recognizer === undefined) return undefined;
  return (heard, ended) => {
    const recognition = new Recognizer();
    recognition.lang = language;
    recognition.continuous = true;
    recognition.addEventListener("result", ({ results, resultIndex }) => {
      const transcript = results[resultIndex]?.[0]?.transcript;
      if (transcript !== undefined) heard(transcript);
    });
    recognition.addEventListener("end", ended);
    recognition.start();
    return () => recognition.stop();
  };
}
