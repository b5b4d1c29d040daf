import type { Messages } from "../catalogue.ts";
import type { zhPin } from "../zh-CN/pin.ts";

/** English of {@link zhPin}. */
export const enPin = {
  title: "Enter your PIN",
  "title.of": "{person}, enter your PIN",
  label: "PIN",
  enter: "Open the key",
  wrong: "Wrong PIN; {left} tries left",
  "wrong.wait": "Wrong PIN; {left} tries left. Wait {wait} before the next one",
  tooSoon: "Too soon: wait {wait}",
  seconds: "{seconds} s",
  minutes: "{minutes} min",
  erased: "Ten wrong PINs in a row: this key has been erased from the phone",
  "erased.advice":
    "What it signed is still here and still good. Ask whoever invited you for a new link and join again.",
  notStored: "The phone could not store the try, so none was made. Free some space",
} as const satisfies Messages<typeof zhPin>;
