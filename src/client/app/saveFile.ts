import type { BackupFile } from "../features/settings/settingsDeps.ts";

/** Hands a file to the browser's downloads. */
export function saveFile({ name, content }: BackupFile): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Safari reads the blob only after the click has been worked off.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
