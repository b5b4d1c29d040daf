import { equalBytes, toBase64Url, toHex } from "../../core/bytes.ts";
import { maskPhone } from "../../core/operator/profile.ts";
import { regionContains } from "../../core/operator/region.ts";
import { standingAt } from "../../core/operator/standing.ts";
import { type AskRefusal, askRefusal } from "../../core/operator/whoMayAsk.ts";
import { err, ok, type Result } from "../../core/result.ts";
import type { Operator } from "../../wire/operators.ts";
import type { Asker } from "../http/callers.ts";
import type { RouteDeps } from "../http/deps.ts";
import type { OperatorRecord } from "../store/operatorRecord.ts";

/** An operator as an officer sees it: full name, masked phone number. */
export async function operatorShown(record: OperatorRecord, { home, now }: RouteDeps): Promise<Operator> {
  const profile = record.profiles[record.profiles.length - 1]?.profile;
  const found = profile?.contact === undefined ? undefined : await home.records.find(profile.contact);
  const phone = found?.state === "held" ? found.record.phone : undefined;
  const { row } = record;
  return {
    id: toHex(record.id),
    name: row.name,
    kind: row.kind,
    region: row.region,
    standing: standingShown(record, now()),
    keys: keysShown(record),
    ...(profile?.address === undefined ? {} : { address: profile.address }),
    ...(phone === undefined ? {} : { phone: maskPhone(phone) }),
    ...(profile?.uscc === undefined ? {} : { uscc: profile.uscc }),
  };
}

function standingShown({ row, standingReason }: OperatorRecord, now: number): Operator["standing"] {
  const last = row.standing[row.standing.length - 1];
  return {
    state: standingAt(row.standing, now),
    ...(last === undefined ? {} : { from: last.from }),
    ...(standingReason === undefined ? {} : { reason: standingReason }),
  };
}

function keysShown({ row }: OperatorRecord): Operator["keys"] {
  return row.keys.flatMap(({ key, grants, ended }) => {
    const newest = grants[grants.length - 1];
    if (newest === undefined) return [];
    const { roles, region, notBefore, notAfter } = newest;
    const shownKey = { key: toBase64Url(key), roles: [...roles], region, notBefore, notAfter };
    return [ended === undefined ? shownKey : { ...shownKey, ended: { from: ended.from, reason: ended.reason } }];
  });
}

async function keptOperator(id: Uint8Array, { store }: Pick<RouteDeps, "store">): Promise<OperatorRecord | undefined> {
  const named = await store.operator(id);
  return named?.row.mergedInto === undefined ? named : store.operator(named.row.mergedInto);
}

/** The operator under an id, or the one into which it was merged, if it lies in one of the scopes. */
export async function operatorInScope(
  id: Uint8Array,
  scopes: readonly string[],
  deps: Pick<RouteDeps, "store">,
): Promise<Result<OperatorRecord, "notFound" | "outOfScope">> {
  const kept = await keptOperator(id, deps);
  if (kept === undefined) return err("notFound");
  return scopes.some((scope) => regionContains(scope, kept.row.region)) ? ok(kept) : err("outOfScope");
}

/** The operator under an id, its own entry or in one of its regions, as an asker may see it. */
export async function operatorFor(
  asker: Asker,
  id: Uint8Array,
  deps: Pick<RouteDeps, "store">,
): Promise<Result<OperatorRecord, "notFound" | AskRefusal>> {
  const found = await keptOperator(id, deps);
  const refusal = askRefusal(asker, { isOwn: equalBytes(id, asker.operator), region: found?.row.region });
  // Whoever may ask about nobody else learns nothing of who is registered.
  if (refusal === "roleMissing") return err(refusal);
  if (found === undefined) return err("notFound");
  return refusal === undefined ? ok(found) : err(refusal);
}

/** Operators under these ids as they are kept: each once, only those in scope. */
export async function operatorsInScope(
  ids: readonly Uint8Array[],
  scopes: readonly string[],
  deps: Pick<RouteDeps, "store">,
): Promise<readonly OperatorRecord[]> {
  const found: OperatorRecord[] = [];
  for (const id of ids) {
    const operator = await operatorInScope(id, scopes, deps);
    if (operator.ok && !found.some((other) => equalBytes(other.id, operator.value.id))) found.push(operator.value);
  }
  return found;
}
