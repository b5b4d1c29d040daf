import type { Messages } from "../catalogue.ts";
import type { zhLabelCheck } from "../zh-CN/labelCheck.ts";

/** English words of the label check. */
export const enLabelCheck = {
  title: "Label check",
  aim: "Let the code fill half of the picture",
  how: "Hold the phone still, near the label and in good light. It looks several times and takes the best.",
  fine: "The label is fine",
  "fine.text": "The code is clear and bears more wear.",
  reprint: "Print this label again",
  "problem.faint": "Too faint: print darker, or use a new roll.",
  "problem.damaged": "Too much of the code is missing: clean the print head, see whether the paper is creased.",
  "problem.crowded": "Something is in the light margin of the code: put the paper in straight, or use a larger label.",
  unread: "It cannot be read",
  "unread.way": "Clean it and go nearer. If that does not help, print it again.",
  contrast: "Contrast",
  "contrast.hint": "below 40% is too faint",
  damage: "Damage",
  "damage.hint": "modules that differ from the code",
  margin: "Margin",
  "margin.hint": "wear that it still bears; below 35% print again",
  quietZone: "Light margin",
  "quietZone.hint": "white around the code",
  photo: "Use a photo",
  again: "Check another",
  "camera.noCamera": "No camera",
  "camera.permissionDenied": "The camera is not allowed",
  "camera.inUse": "Another app has the camera",
  "camera.insecureContext": "No camera on an insecure address",
  "camera.notSupported": "This browser opens no camera",
  "camera.way": "Take a photo of the label and use it.",
} as const satisfies Messages<typeof zhLabelCheck>;
