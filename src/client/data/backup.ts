import { toHex } from "../../core/bytes.ts";
import { type Cbor, isCborArray } from "../../core/cbor.ts";
import { chinaDay } from "../../core/date.ts";
import { keyId } from "../../core/key/publicKey.ts";
import { OPERATOR_ID_BYTES } from "../../core/operator/profile.ts";
import { jsonList, jsonObject } from "../../core/reference/jsonShape.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { writeBackupFile } from "./backupFile.ts";
import { idBytes } from "./certificates.ts";
import { timeNow } from "./clock.ts";
import type { KeptDraft, UsedProduct } from "./enteredRecords.ts";
import type { Hex } from "./hex.ts";
import type { ImportedFor } from "./importStatements.ts";
import type { Phone } from "./phone.ts";
import { readKeptDraft, readUsedProduct } from "./readEntered.ts";

/** A backup ready to be saved. */
export type BackupFile = { readonly name: string; readonly content: Blob };

/** What a person has entered, kept as JSON because only this app reads it. */
export type Entered = { readonly drafts: readonly KeptDraft[]; readonly products: readonly UsedProduct[] };

/** What a backup holds. */
export type BackedUp = {
  /** `logged`: its receipt was verified, so the register has it. */
  readonly statements: readonly { readonly bytes: Uint8Array; readonly key: Uint8Array; readonly logged: boolean }[];
  /** Whose each key is, by key id. */
  readonly owners: ReadonlyMap<Hex, ImportedFor>;
  readonly entered: Entered;
  /** Grant statements of those keys, so that a restored certificate still shows who vouches for it. */
  readonly grants: readonly Uint8Array[];
};

/** Everything that this phone has made, sealed by a passphrase; never a private key, nor the next seq. */
export async function exportBackup(phone: Phone, passphrase: string): Promise<Result<BackupFile, "nothingToBackUp">> {
  const backedUp = await gather(phone);
  if (backedUp.statements.length === 0 && backedUp.entered.drafts.length === 0) return err("nothingToBackUp");
  const file = await writeBackupFile(encodeContent(backedUp), passphrase);
  const day = chinaDay(await timeNow(phone));
  return ok({ name: `liangzheng-${day}.backup`, content: new Blob([new Uint8Array(file)]) });
}

async function gather(phone: Phone): Promise<BackedUp> {
  const transaction = phone.db.transaction([
    "statements",
    "identities",
    "grants",
    "certificates",
    "drafts",
    "usedProducts",
  ]);
  const [statements, identities, kept, certificates, drafts, products] = await Promise.all([
    transaction.objectStore("statements").getAll(),
    transaction.objectStore("identities").getAll(),
    transaction.objectStore("grants").getAll(),
    transaction.objectStore("certificates").getAll(),
    transaction.objectStore("drafts").getAll(),
    transaction.objectStore("usedProducts").getAll(),
  ]);
  const owners = new Map<Hex, ImportedFor>(certificates.map(({ kid, operator }) => [kid, { operator, name: "" }]));
  for (const { kid, operator, name } of identities) owners.set(kid, { operator, name });
  return {
    statements: statements.map(({ bytes, key, upload }) => ({ bytes, key, logged: upload === undefined })),
    owners,
    entered: { products, drafts: drafts.map(({ draft }) => draft) },
    grants: [...identities.flatMap(({ grants }) => grants), ...kept].map(({ bytes }) => bytes),
  };
}

function encodeContent({ statements, owners, entered, grants }: BackedUp): Cbor {
  return [
    statements.map(({ bytes, key, logged }): Cbor => [bytes, key, logged]),
    [...owners].map(([kid, { operator, name }]): Cbor => [idBytes(kid), idBytes(operator), name]),
    JSON.stringify(entered),
    [...grants],
  ];
}

/** Reads what a backup holds; undefined when it is not of its form. */
export function decodeContent(content: Cbor): BackedUp | undefined {
  const [statements, owners, entered, grants] = isCborArray(content) ? content : [];
  if (!isCborArray(statements) || !isCborArray(owners) || !isCborArray(grants) || typeof entered !== "string")
    return undefined;
  const read = statements.map(readStatement);
  const known = owners.map(readOwner);
  const parsed = readEntered(entered);
  const areBytes = grants.every((grant): grant is Uint8Array => grant instanceof Uint8Array);
  if (parsed === undefined || !areBytes || !read.every(isThere) || !known.every(isThere)) return undefined;
  return { statements: read, owners: new Map(known), entered: parsed, grants };
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function readStatement(value: Cbor): BackedUp["statements"][number] | undefined {
  const [bytes, key, logged] = isCborArray(value) ? value : [];
  const inForm = bytes instanceof Uint8Array && key instanceof Uint8Array && typeof logged === "boolean";
  return inForm ? { bytes, key, logged } : undefined;
}

function readOwner(value: Cbor): readonly [Hex, ImportedFor] | undefined {
  const [kid, operator, name] = isCborArray(value) ? value : [];
  const inForm =
    kid instanceof Uint8Array &&
    operator instanceof Uint8Array &&
    operator.length === OPERATOR_ID_BYTES &&
    typeof name === "string";
  return inForm ? [toHex(kid), { operator: toHex(operator), name }] : undefined;
}

const enteredShape = jsonObject<Entered>({
  drafts: jsonList(readKeptDraft),
  products: jsonList(readUsedProduct),
});

function readEntered(text: string): Entered | undefined {
  try {
    return enteredShape(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Whose a key is in a backup. */
export function ownerOf({ owners }: BackedUp, key: Uint8Array): ImportedFor | undefined {
  return owners.get(toHex(keyId(key)));
}
