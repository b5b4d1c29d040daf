import { err, ok, type Result } from "../../core/result.ts";
import { deleteDatabase } from "./database.ts";
import { allIdentities } from "./identities.ts";
import { outboxCounts } from "./outboxRecords.ts";
import { closePhone, type Phone } from "./phone.ts";

/** One key of this phone, of one operator. */
export type DeviceKey = {
  readonly operator: string;
  /** Division code. */
  readonly region: string;
  readonly keyId: string;
  /** Unix seconds until which its grants run. */
  readonly notAfter: number;
  readonly storage: "nonExtractable" | "wrapped";
};

/** The keys of this phone, newest first. */
export async function deviceKeys(phone: Phone): Promise<readonly DeviceKey[]> {
  return (await allIdentities(phone.db)).map(({ name, region, kid, grants, kept }) => {
    const notAfter = Math.max(0, ...grants.map(({ grant }) => grant.notAfter));
    return { operator: name, region, keyId: kid, notAfter, storage: kept.storage };
  });
}

/** Statements that only this phone has, counted up to a thousand. */
export async function unsentStatements(phone: Phone): Promise<number> {
  const { waiting, refused } = await outboxCounts(phone.db);
  return waiting + refused;
}

/** Deletes keys and records of this phone. The app has to start anew afterwards, also when it failed. */
export async function leavePhone(phone: Phone): Promise<Result<undefined, "storeUnavailable">> {
  const { name } = phone.db;
  closePhone(phone);
  try {
    await deleteDatabase(name);
    return ok(undefined);
  } catch {
    return err("storeUnavailable");
  }
}
