import { equalBytes, toHex, utf8 } from "../../core/bytes.ts";
import { keyFingerprint } from "../../core/key/publicKey.ts";
import { type Authority, openAuthorityList, signAuthorityList } from "../../core/operator/authority.ts";
import { verifySignature } from "../es256.ts";
import type { Store } from "../store/port.ts";
import { type Founding, SETTING } from "./founding.ts";
import type { AuthoritySigners } from "./keyFiles.ts";

/** The signed list with those whom it recognises. */
type HeldList = { readonly signed: Uint8Array; readonly recognised: readonly Authority[] };

/** The authority's list and the way to change it. */
export type SignedLists = {
  readonly current: () => HeldList;
  readonly recognise: (authorities: readonly Authority[]) => Promise<void>;
};

type ListDeps = {
  readonly store: Store;
  readonly authority: Authority;
  readonly signers: AuthoritySigners;
  readonly now: () => number;
};

/** Opens the list of a founding: the stored one while nothing in it changed, so that phones see one version only once. */
export async function openLists(opened: Founding, deps: ListDeps): Promise<SignedLists> {
  const { store, authority, signers } = deps;
  const [label, stored] = await Promise.all([store.setting(SETTING.listFor), store.setting(SETTING.list)]);
  let founding = opened;
  const recognised = stored === undefined ? [] : await recognisedIn(stored, signers.list.key);
  const isCurrent = label !== undefined && equalBytes(label, labelOf(founding, authority));
  let held: HeldList =
    stored !== undefined && isCurrent ? { signed: stored, recognised } : await signNext(founding, recognised, deps);
  return {
    current: () => held,
    async recognise(authorities) {
      const next = { ...founding, version: founding.version + 1 };
      held = await signNext(next, authorities, deps);
      founding = next;
    },
  };
}

/** What a list was signed for: a stored one of anything else is signed anew. */
function labelOf(founding: Founding, authority: Authority): Uint8Array {
  return utf8(JSON.stringify({ ...founding, keys: authority.keys.map((key) => toHex(key.key)) }));
}

async function recognisedIn(signed: Uint8Array, listKey: Uint8Array): Promise<readonly Authority[]> {
  const list = await openAuthorityList(signed, { fingerprint: keyFingerprint(listKey) }, verifySignature);
  if (!list.ok) throw new Error(`the stored authority list does not hold (${list.error})`);
  return list.value.recognised;
}

async function signNext(
  founding: Founding,
  recognised: readonly Authority[],
  { store, authority, signers, now }: ListDeps,
): Promise<HeldList> {
  const content = { version: founding.version, issuedAt: now(), publisher: authority, recognised };
  const signed = await signAuthorityList(content, signers.list);
  const settings = new Map([
    [SETTING.founding, utf8(JSON.stringify(founding))],
    [SETTING.list, signed],
    [SETTING.listFor, labelOf(founding, authority)],
  ]);
  await store.saveSettings(settings);
  return { signed, recognised };
}
