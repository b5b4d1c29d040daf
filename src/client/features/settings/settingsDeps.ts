import type { Result } from "../../../core/result.ts";
import type { PreferencesStore } from "./preferences.ts";

/** What the browser does with this phone's data, and how much there is, in bytes where the browser says. */
export type StorageReport = {
  readonly state: "persistent" | "bestEffort" | "full" | "unavailable";
  readonly used: number | undefined;
  readonly free: number | undefined;
};

/** A backup ready to be saved. */
export type BackupFile = { readonly name: string; readonly content: Blob };

/** Why there is no backup. */
export type BackupError = "nothingToBackUp" | "storeUnavailable";

/** Why nothing was restored, and nothing changed. */
export type RestoreError =
  | "wrongPassphrase"
  | "damaged"
  | "notABackup"
  | "newerVersion"
  | "storageFull"
  | "storeUnavailable";

/** How many things came from the backup and how many were on the phone before. */
export type Restored = { readonly added: number; readonly present: number };

/** Backup and restore of everything that only this phone has, except the private key; encrypted by the passphrase. */
export type BackupPort = {
  readonly exportBackup: (passphrase: string) => Promise<Result<BackupFile, BackupError>>;
  readonly restoreBackup: (file: Blob, passphrase: string) => Promise<Result<Restored, RestoreError>>;
};

/** One key of this phone, of one operator. */
export type DeviceKey = {
  readonly operator: string;
  readonly region: string;
  /** First 8 bytes of the key's hash in hexadecimal. */
  readonly keyId: string;
  /** Unix seconds until which the grant runs. */
  readonly notAfter: number;
  readonly storage: "nonExtractable" | "wrapped";
};

/** Leaving: what is lost by it, and the deed. */
export type DevicePort = {
  readonly keys: () => Promise<readonly DeviceKey[]>;
  /** Statements that only this phone has. */
  readonly unsent: () => Promise<number>;
  /** Deletes keys and records of this phone; on success the app starts anew. */
  readonly leave: () => Promise<Result<undefined, "storeUnavailable">>;
};

/** What the settings need from the app. */
export type SettingsDeps = {
  readonly preferences: PreferencesStore;
  readonly storage: {
    readonly report: () => Promise<StorageReport>;
    /** Asks the browser to keep the data; it may ask the person or decide alone. */
    readonly askPersistent: () => Promise<StorageReport>;
  };
  /** Absent where the phone's store does not open: there is nothing to back up or to leave. */
  readonly backup: BackupPort | undefined;
  readonly device: DevicePort | undefined;
  /** Hands a file to the phone. */
  readonly saveFile: (file: BackupFile) => void;
  readonly version: string;
};
