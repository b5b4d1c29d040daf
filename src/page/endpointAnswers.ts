import { fromBase64Url } from "../core/bytes.ts";
import { keyFingerprint } from "../core/key/publicKey.ts";
import type { VerifySignature } from "../core/key/sign1.ts";
import { openAuthorityList, type TrustedAuthority, trustedAuthorities } from "../core/operator/authority.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { AuthorityAnswer } from "../wire/authority.ts";
import type { CertificateAnswer } from "../wire/certificates.ts";
import { certificatePath, PATH } from "../wire/paths.ts";
import { type Registered, readRegistered } from "./checkCode.ts";

/** How long an answer may take (milliseconds). */
const PATIENCE = 15_000;

/** A text of an answer; empty when something else answered, as a captive portal does. */
function textOf(answer: unknown, name: keyof AuthorityAnswer | keyof CertificateAnswer): string {
  const value: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, name) : undefined;
  return typeof value === "string" ? value : "";
}

/** An answer as JSON. Whatever keeps it from coming is the same to whoever stands before a label. */
async function askEndpoint(path: string): Promise<Result<unknown, "unreachable">> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch(path, { credentials: "omit", signal: patience.signal });
    return response.ok ? ok(await response.json()) : err("unreachable");
  } catch {
    return err("unreachable");
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The authorities that the page's own endpoint names. A page that never joined can only pin the list to the key that the
 * same https origin answers with.
 */
export async function askAuthorities(
  verify: VerifySignature,
): Promise<Result<readonly TrustedAuthority[], "unreachable">> {
  const asked = await askEndpoint(PATH.authority);
  if (!asked.ok) return asked;
  const listKey = fromBase64Url(textOf(asked.value, "listKey"));
  const message = fromBase64Url(textOf(asked.value, "list"));
  if (listKey === undefined || message === undefined) return err("unreachable");
  const list = await openAuthorityList(message, { fingerprint: keyFingerprint(listKey) }, verify);
  return list.ok ? ok(trustedAuthorities(list.value)) : err("unreachable");
}

/** What the register holds under a number that it knows. */
export async function askRegistered(number: string): Promise<Result<Registered, "unreachable">> {
  const asked = await askEndpoint(certificatePath(number));
  if (!asked.ok) return asked;
  const registered = readRegistered(textOf(asked.value, "id"), textOf(asked.value, "key"));
  return registered === undefined ? err("unreachable") : ok(registered);
}
