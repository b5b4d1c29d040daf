import { equalBytes, toHex } from "../../core/bytes.ts";
import { parseWithdrawn } from "../../core/certificate/withdrawal.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { KIND } from "../../core/statement/kind.ts";
import { decodeStatement } from "../../core/statement/statement.ts";
import { type Feed, type FeedItem, feedSchema } from "../../wire/feed.ts";
import { base64UrlBytes, parseAnswer } from "../../wire/fields.ts";
import { feedPath } from "../../wire/paths.ts";
import { idBytes } from "./certificates.ts";
import { type StoreError, writeAll } from "./database.ts";
import type { Hex } from "./hex.ts";
import { IMPORT_STORES, type ImportedStatement, importIn, openImported } from "./importStatements.ts";
import type { Phone } from "./phone.ts";
import { keepRecall } from "./recalls.ts";
import type { IdentityRecord } from "./schema.ts";
import { callAs, type SessionError } from "./sessions.ts";
import { phoneContext } from "./verifyContext.ts";

/** Why the feed stopped; what came before it is kept. */
export type FeedError = SessionError["code"] | StoreError;

/** Pages taken in one go, so that a long absence is made up in pieces. */
const MAX_PAGES = 40;

/**
 * Takes what the endpoint's log says of this identity's operator since the last time: what its other phones issued
 * and withdrew, and recalls. Everything is verified here; a cursor that the endpoint no longer takes starts again.
 * @returns true when there is more than was taken
 */
export async function pullFeed(phone: Phone, identity: IdentityRecord): Promise<Result<boolean, FeedError>> {
  const keys = await operatorKeys(phone, identity);
  let cursor = (await phone.db.get("feedCursors", identity.kid))?.cursor;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await fetchPage(phone, identity, cursor);
    if (page === "restart") {
      cursor = undefined;
      continue;
    }
    if (!page.ok) return page;
    const kept = await keepPage(phone, identity, keys, page.value);
    if (!kept.ok) return kept;
    if (!page.value.more) return ok(false);
    cursor = page.value.cursor;
  }
  return ok(true);
}

async function fetchPage(
  phone: Phone,
  identity: IdentityRecord,
  cursor: string | undefined,
): Promise<Result<Feed, SessionError["code"]> | "restart"> {
  const answered = await callAs(phone, identity, { path: feedPath(cursor) });
  if (answered.ok) {
    const feed = parseAnswer(feedSchema, answered.value);
    return feed.ok ? feed : err("notOurServer");
  }
  const { error } = answered;
  const restarts = error.code === "refused" && error.problem === "feedRestarts" && cursor !== undefined;
  return restarts ? "restart" : err(error.code);
}

/** Keys of the operator: this one, and what the signed directory lists. */
async function operatorKeys(phone: Phone, identity: IdentityRecord): Promise<readonly Uint8Array[]> {
  const context = await phoneContext(phone, undefined);
  const hit = await context.rowOf(idBytes(identity.operator), idBytes(identity.authority));
  return [identity.key, ...(hit?.row.keys ?? []).map((record) => record.key)];
}

async function keepPage(
  phone: Phone,
  identity: IdentityRecord,
  keys: readonly Uint8Array[],
  page: Feed,
): Promise<Result<undefined, StoreError>> {
  const own = await openOwn(page.items, keys, identity);
  const written = await writeAll(phone.db, [...IMPORT_STORES, "feedCursors"], async (transaction) => {
    for (const statement of own) await importIn(transaction, statement);
    await transaction.objectStore("feedCursors").put({ kid: identity.kid, cursor: page.cursor });
    return undefined;
  });
  if (!written.ok) return written;
  if (own.length > 0) phone.changes.tell("certificates", "diary");
  for (const certificate of recalledIn(page.items)) await keepRecall(phone, certificate);
  return written;
}

async function openOwn(
  items: readonly FeedItem[],
  keys: readonly Uint8Array[],
  owner: IdentityRecord,
): Promise<readonly ImportedStatement[]> {
  const opened: ImportedStatement[] = [];
  for (const item of items) {
    const key = base64UrlBytes(item.key);
    const bytes = base64UrlBytes(item.statement);
    if (!key.ok || !bytes.ok || !keys.some((own) => equalBytes(own, key.value))) continue;
    const statement = await openImported(bytes.value, key.value, owner);
    if (statement !== undefined) opened.push(statement);
  }
  return opened;
}

/** Certificates that somebody recalled, whether or not with the right to: the endpoint is asked before it counts. */
function recalledIn(items: readonly FeedItem[]): readonly Hex[] {
  return items.flatMap((item) => {
    const bytes = base64UrlBytes(item.statement);
    const decoded = bytes.ok ? decodeStatement(bytes.value) : bytes;
    const withdrawn =
      decoded.ok && decoded.value.kind === KIND.certificateWithdrawn ? parseWithdrawn(decoded.value.body) : undefined;
    return withdrawn?.state === "recalled" ? [toHex(withdrawn.certificate)] : [];
  });
}
