import type { PinAnswer } from "../../core/operator/pin.ts";
import { pinText } from "../text/pin.ts";
import { useText } from "../text/useText.ts";

/** Says what came of a PIN; undefined when it opened the key. */
export function usePinWords(): (answer: PinAnswer | undefined) => string | undefined {
  const text = useText(pinText);
  const waited = (seconds: number) =>
    seconds < 60 ? text("seconds", { seconds }) : text("minutes", { minutes: Math.ceil(seconds / 60) });
  return (answer) => {
    if (answer === undefined) return undefined;
    switch (answer.result) {
      case "wrong":
        return answer.wait === 0
          ? text("wrong", { left: answer.left })
          : text("wrong.wait", { left: answer.left, wait: waited(answer.wait) });
      case "tooSoon":
        return text("tooSoon", { wait: waited(answer.wait) });
      case "erased":
        return text("erased");
      case "notStored":
        return text("notStored");
      case "opened":
        return undefined;
    }
  };
}
