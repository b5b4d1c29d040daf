import type { Role } from "../../core/operator/role.ts";
import type { Result } from "../../core/result.ts";
import { timeNow } from "./clock.ts";
import { type StoreError, writeAll } from "./database.ts";
import type { Hex } from "./hex.ts";
import { actingIdentity, allIdentities, refusalFor, rolesAt } from "./identities.ts";
import type { Phone } from "./phone.ts";
import { writeSettings } from "./settings.ts";

/** Somebody whose key this phone holds. */
export type PersonHere = {
  readonly kid: Hex;
  /** Name of the operator for whom the key signs. */
  readonly operator: string;
  /** By what name the people of this phone know whose it is; absent on a phone of one. */
  readonly person?: string;
  readonly roles: readonly Role[];
  /** `none`: no PIN guards it, whoever has the phone may sign. */
  readonly lock: "none" | "locked" | "open";
  /** The screens act as this one. */
  readonly acting: boolean;
  /** False once its grants or its key have ended. */
  readonly inForce: boolean;
};

/** Everybody whose key this phone holds, in the order in which they joined. */
export async function peopleHere(phone: Phone): Promise<readonly PersonHere[]> {
  const [identities, acting, now] = await Promise.all([
    allIdentities(phone.db),
    actingIdentity(phone.db),
    timeNow(phone),
  ]);
  return [...identities].reverse().map((identity) => {
    const { kid, name, person, kept } = identity;
    const wrapped = phone.unlocked.has(kid) ? "open" : "locked";
    return {
      kid,
      operator: name,
      ...(person === undefined ? {} : { person }),
      roles: rolesAt(identity, now),
      lock: kept.storage === "wrapped" ? wrapped : "none",
      acting: kid === acting?.kid,
      inForce: refusalFor(identity, now) === undefined,
    };
  });
}

/** Lets the screens act as somebody else of this phone. */
export async function actAs(phone: Phone, kid: Hex): Promise<Result<undefined, StoreError>> {
  const written = await writeAll(phone.db, ["settings"], async (transaction) => {
    await writeSettings(transaction, { actingAs: kid, lastPull: 0 });
    return undefined;
  });
  if (written.ok) phone.changes.tell("identities", "certificates", "drafts");
  return written;
}
