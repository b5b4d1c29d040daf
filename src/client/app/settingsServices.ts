import { err } from "../../core/result.ts";
import { exportBackup } from "../data/backup.ts";
import { deviceKeys, leavePhone, unsentStatements } from "../data/device.ts";
import type { Phone } from "../data/phone.ts";
import { restoreBackup } from "../data/restoreBackup.ts";
import type { BackupPort, DevicePort } from "../features/settings/settingsDeps.ts";
import type { Packs } from "./packs.ts";

/** Backup and restore of what only this phone has. */
export function backupPort(phone: Phone): BackupPort {
  return {
    exportBackup: (passphrase) => exportBackup(phone, passphrase),
    async restoreBackup(file, passphrase) {
      const restored = await restoreBackup(phone, file, passphrase);
      if (restored.ok) return restored;
      return err(restored.error === "storageFailed" ? "storeUnavailable" : restored.error);
    },
  };
}

/** The keys of this phone, and leaving it. */
export function devicePort(phone: Phone, packs: Packs): DevicePort {
  return {
    async keys() {
      const keys = await deviceKeys(phone);
      return Promise.all(keys.map(async (key) => ({ ...key, region: await packs.placeName(key.region) })));
    },
    unsent: () => unsentStatements(phone),
    async leave() {
      const left = await leavePhone(phone);
      // Everything in memory belongs to what was deleted.
      if (left.ok) window.location.assign("/");
      return left;
    },
  };
}
