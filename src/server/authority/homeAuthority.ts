import { type CborMap, encodeByteStringSequence } from "../../core/cbor.ts";
import type { Signer } from "../../core/key/sign1.ts";
import { type Authority, authorityIdOf } from "../../core/operator/authority.ts";
import { encodeProfile, operatorIdOf } from "../../core/operator/profile.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { KIND } from "../../core/statement/kind.ts";
import { prepareStatement, signStatement } from "../../core/statement/statement.ts";
import { openPrivateRecords, type PrivateRecords } from "../registry/privateRecords.ts";
import type { RegistryKey } from "../registry/registryKey.ts";
import type { Store } from "../store/port.ts";
import { type Founding, readFounding, SETTING } from "./founding.ts";
import { type AuthoritySigners, openAuthorityKeys } from "./keyFiles.ts";
import { openLists } from "./signedLists.ts";

/** A statement that the authority has made and the log holds. */
export type Said = { readonly id: Uint8Array; readonly bytes: Uint8Array };

/** The authority whose register this endpoint keeps. */
export type HomeAuthority = {
  readonly authority: Authority;
  readonly region: string;
  /** The signed authority list, as it is now. */
  readonly list: Uint8Array;
  /** Other authorities whose grants this one's phones accept (跨区域亮证), as the list names them now. */
  readonly recognised: readonly Authority[];
  /** Signs the next version of the list, with exactly these others recognised. */
  readonly recognise: (authorities: readonly Authority[]) => Promise<void>;
  readonly listKey: Uint8Array;
  /** Its own office, to which officers belong. */
  readonly agency: Uint8Array;
  readonly signers: AuthoritySigners;
  readonly records: PrivateRecords;
  /** True when this start made the authority. */
  readonly isNew: boolean;
  /** Signs a statement with the grants key and logs it; one after another, so that its sequence has no gaps. */
  readonly say: (kind: number, body: CborMap) => Promise<Said>;
};

/** What opening an authority needs. */
export type AuthorityDeps = {
  readonly store: Store;
  readonly registryKey: RegistryKey;
  readonly dataDir: string;
  readonly origin: string;
  /** The data folder's own origin stays as it is, where it has one. */
  readonly keepOrigin?: boolean;
  readonly now: () => number;
  readonly authorityName?: string;
  readonly authorityRegion?: string;
};

const DEFAULTS = { name: "陵川县农业农村局", region: "140524" } as const;

/** The founding that holds now: the stored one, or a new one. `err` is a sentence about what differs. */
function foundingOf(stored: Founding | undefined, deps: AuthorityDeps): Result<Founding, string> {
  const { authorityName, authorityRegion, origin } = deps;
  if (stored === undefined) {
    return ok({
      name: authorityName ?? DEFAULTS.name,
      region: authorityRegion ?? DEFAULTS.region,
      founded: deps.now(),
      origin,
      version: 1,
    });
  }
  if (authorityName !== undefined && authorityName !== stored.name) {
    return err(
      `AUTHORITY_NAME is "${authorityName}", but this data folder belongs to ${stored.name}; nothing was changed.`,
    );
  }
  if (authorityRegion !== undefined && authorityRegion !== stored.region) {
    return err(
      `AUTHORITY_REGION is ${authorityRegion}, but this data folder belongs to region ${stored.region}; nothing was changed.`,
    );
  }
  return ok(
    stored.origin === origin || deps.keepOrigin === true ? stored : { ...stored, origin, version: stored.version + 1 },
  );
}

function describe(founding: Founding, signers: AuthoritySigners): Authority {
  const uses = ["list", "grants", "directory", "log"] as const;
  return {
    id: authorityIdOf(signers.list.key),
    name: founding.name,
    regions: [founding.region],
    keys: uses.map((use) => ({ key: signers[use].key, use, from: founding.founded })),
    origin: founding.origin,
  };
}

/** Body of the register entry of the authority's own office; always the same, so that saying it again changes nothing. */
function agencyProfile({ name, region }: Founding): CborMap {
  return encodeProfile({
    name,
    kind: "agency",
    region: region.length < 6 ? region.padEnd(6, "0") : region,
    person: false,
  });
}

/** Says statements one after another with the next seq of the key. */
function sayer(store: Store, signer: Signer, now: () => number): HomeAuthority["say"] {
  let turn: Promise<unknown> = Promise.resolve();
  const sayNow = async (kind: number, body: CborMap): Promise<Said> => {
    const last = await store.highestSeq(signer.key);
    const content = { kind, iat: Math.max(now(), last.iat), seq: last.seq + 1, body };
    const said = await signStatement(content, signer);
    const logged = await store.ingest(Uint8Array.from(encodeByteStringSequence([said.bytes])), now());
    const status = logged.ok ? logged.value[0]?.status : logged.error;
    if (status !== "accepted")
      throw new Error(`the log did not take a statement of the authority: ${status ?? "no answer"}`);
    return said;
  };
  return (kind, body) => {
    const said = turn.then(() => sayNow(kind, body));
    turn = said.catch(() => undefined);
    return said;
  };
}

/** Opens the authority of a data folder, or founds it at the first start. An error is one sentence. */
export async function openHomeAuthority(deps: AuthorityDeps): Promise<Result<HomeAuthority, string>> {
  const { store, dataDir, now } = deps;
  const stored = readFounding(await store.setting(SETTING.founding));
  const settled = foundingOf(stored, deps);
  if (!settled.ok) return settled;
  const founding = settled.value;
  const signers = openAuthorityKeys(dataDir);
  const authority = describe(founding, signers);
  const lists = await openLists(founding, { store, authority, signers, now });
  const profile = { kind: KIND.operatorProfile, iat: founding.founded, seq: 1, body: agencyProfile(founding) };
  const agency = operatorIdOf(prepareStatement(profile, signers.grants).id);
  const say = sayer(store, signers.grants, now);
  if ((await store.operator(agency)) === undefined) {
    await store.addAuthority(signers.grants.key, authority.regions);
    const { bytes } = await signStatement(profile, signers.grants);
    await store.ingest(Uint8Array.from(encodeByteStringSequence([bytes])), now());
  }
  const { region } = founding;
  return ok({
    authority,
    region,
    get list() {
      return lists.current().signed;
    },
    get recognised() {
      return lists.current().recognised;
    },
    recognise: lists.recognise,
    listKey: signers.list.key,
    agency,
    signers,
    records: openPrivateRecords(store, deps.registryKey, now),
    isNew: stored === undefined,
    say,
  });
}
