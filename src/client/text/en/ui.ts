import type { Messages } from "../catalogue.ts";
import type { zhUi } from "../zh-CN/ui.ts";

/** English of {@link zhUi}. */
export const enUi = {
  back: "Back",
  close: "Close",
  loading: "Opening…",
  optional: "optional",
  "keypad.delete": "Delete a digit",
  "keypad.point": "Decimal point",
  "keypad.label": "Number keypad",
  "code.label": "QR code",
  "number.label": "Certificate number",
  "show.password": "Show passphrase",
  "app.name": "Liangzheng",
  "screen.titled": "{screen} · Liangzheng",
  "show.brightness": "If it does not scan, turn the brightness up and wipe the screen.",
  "show.dims": "The screen may dim by itself: tap it now and then. If it does not scan, turn the brightness up.",
} as const satisfies Messages<typeof zhUi>;
