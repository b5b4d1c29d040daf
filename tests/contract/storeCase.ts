import { expect } from "vitest";
import { KIND } from "../../src/core/statement/kind.ts";
import type { Store } from "../../src/server/store/port.ts";
import type { ItemResult } from "../../src/wire/statements.ts";
import {
  batchOf,
  COUNTY,
  type County,
  certificateOf,
  idOf,
  lotOf,
  type Member,
  NOW,
  newCounty,
  type Signed,
} from "./storeWorld.ts";

/** A store under test that can be closed and opened again over the same data. */
export type StoreUnderTest = { readonly open: () => Promise<Store>; readonly dispose: () => void };

/** A certificate of 100 kg on a lot of 500 kg, with its number. */
export type Issued = { readonly lot: Signed; readonly certificate: Signed; readonly number: string };

/** What a case starts from: a county whose one operator has a key. */
export type StoreWorld = {
  readonly store: Store;
  readonly county: County;
  readonly member: Member;
  /** Issues a certificate for a lot of its own. */
  readonly issue: () => Promise<Issued>;
  /** Closes the store and opens it again over the same data. */
  readonly reopen: () => Promise<Store>;
};

/** One thing that every store must do. */
export type StoreCase = { readonly name: string; readonly run: (world: StoreWorld) => Promise<void> };

/** Statuses and codes of a batch, as `accepted`, `rejected malformed` … */
export function outcomes(results: readonly ItemResult[]): readonly string[] {
  return results.map(({ status, code }) => (code === undefined ? status : `${status} ${code}`));
}

/** Delivers statements in batches of up to 500. @throws Error when a batch as a whole is not read */
export async function deliver(
  store: Store,
  statements: readonly (Signed | Uint8Array)[],
  at = NOW,
): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = [];
  for (let start = 0; start < statements.length; start += 500) {
    const taken = await store.ingest(batchOf(statements.slice(start, start + 500)), at);
    if (!taken.ok) throw new Error(taken.error);
    results.push(...taken.value);
  }
  return results;
}

/** The number that the register gave a certificate. */
export function numberOf(results: readonly ItemResult[], certificate: Signed): string {
  const number = results.find((result) => result.id === idOf(certificate))?.number;
  if (number === undefined) throw new Error("the certificate has no number");
  return number;
}

/** Runs a case on a fresh store. */
export async function runCase({ run }: StoreCase, under: StoreUnderTest): Promise<void> {
  let store = await under.open();
  try {
    const county = newCounty();
    await store.addAuthority(county.authority.key, [COUNTY]);
    const member = await county.admit();
    expect(outcomes(await deliver(store, member.joined))).toEqual(["accepted", "accepted"]);
    const issue = async () => {
      const lot = await member.say(KIND.lotHarvested, lotOf());
      const certificate = await member.say(KIND.certificateIssued, certificateOf(lot.id));
      const results = await deliver(store, [lot, certificate]);
      expect(outcomes(results)).toEqual(["accepted", "accepted"]);
      return { lot, certificate, number: numberOf(results, certificate) };
    };
    const reopen = async () => {
      await store.close();
      store = await under.open();
      return store;
    };
    await run({ store, county, member, issue, reopen });
  } finally {
    await store.close();
    under.dispose();
  }
}
