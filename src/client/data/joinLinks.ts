import { toHex } from "../../core/bytes.ts";
import { type JoinLink, type JoinLinkError, parseJoinLink } from "../../core/operator/joinLink.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import { type Preview, previewSchema } from "../../wire/activation.ts";
import { parseAnswer } from "../../wire/fields.ts";
import { PATH } from "../../wire/paths.ts";
import type { ProblemCode } from "../../wire/problem.ts";
import { type AuthorityFailure, type FetchedAuthority, fetchAuthority } from "./authorities.ts";
import type { Hex } from "./hex.ts";
import { canKeepKeys } from "./keepKey.ts";
import type { Phone } from "./phone.ts";
import { callJson } from "./traceClient.ts";

/**
 * Why a link does not lead anywhere. `foreign`: it belongs to another origin, which this app never talks to;
 * `untrusted`: who answers here is not the authority that the link was made by; `stopped`: a second phone used it and
 * the alarm ended it.
 */
export type JoinError =
  | JoinLinkError
  | Exclude<AuthorityFailure["code"], "refused" | "tooLarge">
  | "foreign"
  | "expired"
  | "used"
  | "unknown"
  | "stopped"
  | "clockWrong"
  | "operatorRefused"
  | "refused";

/** What a link offers, for the person to confirm before anything is made or sent. */
export type JoinOffer = {
  readonly link: JoinLink;
  readonly secretHash: Hex;
  readonly preview: Preview;
  readonly authority: FetchedAuthority;
  /** This browser cannot keep a key unreadable: a PIN has to wrap it. */
  readonly needsPin: boolean;
};

const REFUSED_AS: ReadonlyMap<ProblemCode, JoinError> = new Map([
  ["linkExpired", "expired"],
  ["linkUsed", "used"],
  ["keyTaken", "used"],
  ["linkUnknown", "unknown"],
  ["notFound", "unknown"],
  ["linkStopped", "stopped"],
  ["clockWrong", "clockWrong"],
  ["operatorRefused", "operatorRefused"],
]);

/** The join code of a failed call. */
export function joinErrorOf(failure: AuthorityFailure): JoinError {
  if (failure.code === "refused") return REFUSED_AS.get(failure.problem) ?? "refused";
  return failure.code === "tooLarge" ? "refused" : failure.code;
}

/**
 * Reads a join link and asks what it is for. Consumes nothing, makes no key and stores nothing; the authority's list
 * must hold under the fingerprint in the link.
 */
export async function previewJoin(phone: Phone, text: string): Promise<Result<JoinOffer, JoinError>> {
  const link = parseJoinLink(text);
  if (!link.ok) return link;
  if (link.value.origin !== phone.origin) return err("foreign");
  const authority = await fetchAuthority(phone, link.value.fingerprint);
  if (!authority.ok) return err(joinErrorOf(authority.error));
  const secretHash = toHex(sha256(link.value.secret));
  const answered = await callJson(phone, { path: PATH.activationPreview, body: { secretHash } });
  if (!answered.ok) return err(joinErrorOf(answered.error));
  const preview = parseAnswer(previewSchema, answered.value);
  if (!preview.ok) return err("notOurServer");
  const needsPin = !(await canKeepKeys(phone));
  return ok({ link: link.value, secretHash, preview: preview.value, authority: authority.value, needsPin });
}
