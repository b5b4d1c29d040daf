import { err, ok, type Result } from "../../core/result.ts";
import { BLOB_TYPES } from "../../core/statement/blobs.ts";
import { clockOffset } from "../../core/sync/clock.ts";
import { CONTENT_TYPE } from "../../wire/contentTypes.ts";
import { type ProblemCode, parseProblem } from "../../wire/problem.ts";
import { writeAll } from "./database.ts";
import type { Phone } from "./phone.ts";
import { readSettings, writeSettings } from "./settings.ts";

/** Why a call brought no answer. `refused` carries the endpoint's own reason. `retryAfter` in seconds. */
export type CallError =
  | { readonly code: "offline" | "timeout" | "notOurServer" | "tooLarge" }
  | { readonly code: "serverError" | "tooManyRequests"; readonly retryAfter?: number }
  | { readonly code: "refused"; readonly problem: ProblemCode };

/** A call to this phone's endpoint. */
export type Call = {
  readonly path: string;
  /** When absent, POST where there is a body and GET where there is none. */
  readonly method?: "PUT" | "DELETE";
  /** JSON for an object, sent as it is when bytes with `contentType`. */
  readonly body?: object;
  readonly contentType?: string;
  /** Which part of a whole the body is (Content-Range, RFC 9110, 14.4). */
  readonly range?: string;
  /** The answer is a blob of one of {@link BLOB_TYPES}. */
  readonly answers?: "blob";
  /** Session token. */
  readonly token?: string;
  /** Seconds; {@link PATIENCE} when absent. */
  readonly timeout?: number;
};

/** Seconds that a call may take on a slow network. */
const PATIENCE = 30;
/** Content types of the endpoint's answers; anything else was said by somebody in between. */
const OUR_TYPES: readonly string[] = [CONTENT_TYPE.json, CONTENT_TYPE.cbor, CONTENT_TYPE.font];
/** The clock's offset is written again only when it moved by more than this many seconds. */
const OFFSET_STEP = 5;
/** The last contact is written again after so many seconds. */
const CONTACT_STEP = 60;

/**
 * Calls the endpoint and reads its JSON. What answers in its place (a captive portal, a proxy's HTML) is told apart
 * from its own refusals and failures. Learns the clock's offset from every answer.
 */
export async function callJson(phone: Phone, call: Call): Promise<Result<unknown, CallError>> {
  const answered = await callEndpoint(phone, call);
  if (!answered.ok) return answered;
  if (answered.value.length === 0) return ok(undefined);
  try {
    return ok(JSON.parse(new TextDecoder().decode(answered.value)));
  } catch {
    return err({ code: "notOurServer" });
  }
}

/** Calls the endpoint for bytes. */
export async function callEndpoint(phone: Phone, call: Call): Promise<Result<Uint8Array, CallError>> {
  const sentAt = phone.clock();
  const answered = await fetchWithin(phone, call);
  if (!answered.ok) return answered;
  const { response, bytes } = answered.value;
  const refused = refusalOf(response, bytes, call.answers === "blob" ? BLOB_TYPES : OUR_TYPES);
  if (refused?.code === "notOurServer") return err(refused);
  await learnClock(phone, response, sentAt);
  return refused === undefined ? ok(bytes) : err(refused);
}

type Fetched = { readonly response: Response; readonly bytes: Uint8Array };

async function fetchWithin(phone: Phone, call: Call): Promise<Result<Fetched, CallError>> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), (call.timeout ?? PATIENCE) * 1000);
  try {
    const response = await phone.fetch(`${phone.origin}${call.path}`, { ...requestOf(call), signal: abort.signal });
    // Within the same time limit: a connection can die in the middle of an answer.
    const bytes = new Uint8Array(await response.arrayBuffer());
    return ok({ response, bytes });
  } catch {
    return err({ code: abort.signal.aborted ? "timeout" : "offline" });
  } finally {
    clearTimeout(timer);
  }
}

function requestOf({ method, body, contentType, range, token }: Call): RequestInit {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const common: RequestInit = {
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    redirect: "error",
  };
  if (body === undefined) return { ...common, headers, ...(method === undefined ? {} : { method }) };
  const bytes = body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
  return {
    ...common,
    method: method ?? "POST",
    headers: {
      ...headers,
      "content-type": contentType ?? CONTENT_TYPE.json,
      ...(range === undefined ? {} : { "content-range": range }),
    },
    body: bytes,
  };
}

/** What an answer refuses; undefined for a success that looks like the endpoint's. */
function refusalOf(response: Response, bytes: Uint8Array, types: readonly string[]): CallError | undefined {
  const busy = busyOrTooLarge(response);
  if (busy !== undefined) return busy;
  const type = (response.headers.get("content-type") ?? "").split(";")[0]?.trim() ?? "";
  if (response.ok) return response.status === 204 || types.includes(type) ? undefined : { code: "notOurServer" };
  const problem = type === CONTENT_TYPE.problem ? parseProblem(parsed(bytes)) : undefined;
  return problem === undefined ? { code: "notOurServer" } : { code: "refused", problem: problem.code };
}

/** Refusals that a proxy gives in the endpoint's name as well: what counts is the status. */
function busyOrTooLarge({ status, headers }: Response): CallError | undefined {
  const retryAfter = Number.parseInt(headers.get("retry-after") ?? "", 10);
  const wait = Number.isNaN(retryAfter) ? {} : { retryAfter };
  if (status === 429) return { code: "tooManyRequests", ...wait };
  if (status === 413) return { code: "tooLarge" };
  return status >= 500 ? { code: "serverError", ...wait } : undefined;
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Takes the endpoint's time from the Date header, which is cut to whole seconds. */
async function learnClock(phone: Phone, response: Response, sentAt: number): Promise<void> {
  const date = Date.parse(response.headers.get("date") ?? "");
  if (Number.isNaN(date)) return;
  const receivedAt = phone.clock();
  const offset = clockOffset({ sentAt, receivedAt, serverTime: date / 1000 + 0.5 });
  const contact = Math.floor(receivedAt + offset);
  const { clockOffset: known, lastContact: last } = await readSettings(phone.db);
  const moved = known === undefined || Math.abs(known - offset) > OFFSET_STEP;
  if (!moved && last !== undefined && Math.abs(contact - last) < CONTACT_STEP) return;
  // A full disk keeps the old values; nothing depends on the last second of them.
  await writeAll(phone.db, ["settings"], (transaction) =>
    writeSettings(transaction, { lastContact: contact, ...(moved ? { clockOffset: offset } : {}) }),
  );
  phone.changes.tell("clock");
}
