import type { Messages } from "../catalogue.ts";
import type { zhUi } from "../zh-CN/ui.ts";

/** English of {@link zhUi}. */
export const enUi = {
  back: "Back",
  close: "Close",
  loading: "Opening…",
  required: "required",
  optional: "optional",
  "keypad.delete": "Delete a digit",
  "keypad.point": "Decimal point",
  "keypad.label": "Number keypad",
  "code.label": "QR code",
  "number.label": "Certificate number",
  "stepper.label": "Step {step} of {total}: {name}",
  "show.password": "Show passphrase",
} as const satisfies Messages<typeof zhUi>;
