import type { CborMap } from "../../../core/cbor.ts";
import { parseProfile } from "../../../core/operator/profile.ts";
import type { EndReason } from "../../../core/operator/standing.ts";
import { err, ok, type Result } from "../../../core/result.ts";
import { checkText, type TextError, tidyText } from "../../../core/text.ts";
import { momentInput, parseMoment } from "./chinaMoment.ts";
import type {
  KeyEndOrder,
  KnownOperator,
  RegisteredOperator,
  SignedAct,
  StandingOrder,
  Subject,
} from "./officerDeps.ts";

/** Code points of a reason in words. */
export const REASON_LENGTH = { min: 1, max: 200 } as const;
/** How far a given moment may lie from now, in seconds: further is a slip of the finger. */
const MOMENT_REACH = 400 * 86_400;

/** What the officer is about to do to an operator or one of its keys. */
export type ActKind = "suspend" | "lift" | "close" | "endKey";

/** What was entered so far. */
export type ActForm = {
  readonly act: ActKind;
  /** The key to be ended; empty for the others. */
  readonly key: string;
  readonly when: "now" | "given";
  /** Value of a `datetime-local` field, China's time. */
  readonly moment: string;
  readonly reason: string;
  readonly endReason: EndReason | undefined;
};

/** Why an act cannot be signed as entered. */
export type ActError =
  | { readonly field: "moment"; readonly code: "momentMissing" | "momentTooFar" | "momentBeforeStanding" }
  | { readonly field: "reason"; readonly code: TextError }
  | { readonly field: "endReason"; readonly code: "endReasonMissing" };

/** An act that may be signed. */
export type ActOrder =
  | { readonly act: "suspend" | "lift" | "close"; readonly order: StandingOrder }
  | { readonly act: "endKey"; readonly order: KeyEndOrder };

/** An empty form. */
export function newActForm(act: ActKind, key: string, now: number): ActForm {
  return { act, key, when: "now", moment: momentInput(now), reason: "", endReason: undefined };
}

/**
 * The moment from which the act holds. What sets a standing never reaches behind the last one: of two steps the
 * earlier would have no effect, so "now" before a standing that is still to come means the moment at which that begins.
 */
export function actMoment(form: ActForm, standingFrom: number | undefined, now: number): Result<number, ActError> {
  const earliest = form.act === "endKey" ? undefined : standingFrom;
  if (form.when === "now") return ok(Math.max(now, earliest ?? now));
  const moment = parseMoment(form.moment);
  if (moment === undefined) return err({ field: "moment", code: "momentMissing" });
  if (Math.abs(moment - now) > MOMENT_REACH) return err({ field: "moment", code: "momentTooFar" });
  return earliest !== undefined && moment < earliest
    ? err({ field: "moment", code: "momentBeforeStanding" })
    : ok(moment);
}

/** Checks what was entered; gives the order, or everything that is wrong with it. */
export function checkAct(
  form: ActForm,
  operator: KnownOperator["operator"],
  now: number,
): Result<ActOrder, readonly ActError[]> {
  const subject: Subject = { id: operator.id, name: operator.name, region: operator.region };
  const from = actMoment(form, operator.standing.from, now);
  const moments = from.ok ? [] : [from.error];
  if (form.act === "endKey") {
    if (form.endReason === undefined) return err([...moments, { field: "endReason", code: "endReasonMissing" }]);
    return from.ok
      ? ok({ act: form.act, order: { operator: subject, key: form.key, from: from.value, reason: form.endReason } })
      : err(moments);
  }
  const reason = checkText(tidyText(form.reason), REASON_LENGTH);
  if (!reason.ok) return err([...moments, { field: "reason", code: reason.error }]);
  return from.ok
    ? ok({ act: form.act, order: { operator: subject, from: from.value, reason: reason.value } })
    : err(moments);
}

/** True while the register may not have the act yet, so that what it says has to be read together with the act. */
function isPending({ upload, at }: SignedAct, seenAt: number | undefined): boolean {
  if (upload.state === "refused" || upload.noEffect) return false;
  return upload.state !== "uploaded" || (seenAt !== undefined && at >= seenAt);
}

/** How an operator stands after an act. */
const STATE_AFTER = { suspended: "suspended", lifted: "normal", closed: "closed" } as const;

/** What a screen shows of an edited entry; nothing where this version cannot read it. */
function editedFields(body: CborMap): Partial<RegisteredOperator> {
  const profile = parseProfile(body);
  if (profile === undefined) return {};
  const { name, kind, region, address, uscc } = profile;
  return { name, kind, region, address, uscc };
}

function withDuplicate(
  known: NonNullable<RegisteredOperator["duplicates"]>,
  { duplicate: id, duplicateName: name }: SignedAct & { act: "merged" },
): NonNullable<RegisteredOperator["duplicates"]> {
  return known.some((one) => one.id === id) ? known : [...known, { id, name }];
}

/**
 * Body of the register entry from which an edit starts: what this phone signed last and the register does not have yet,
 * else the register's; undefined when this phone does not know it.
 */
export function newestEntry(known: KnownOperator, acts: readonly SignedAct[]): CborMap | undefined {
  for (const act of acts)
    if (act.act === "edited" && act.operator === known.operator.id && isPending(act, known.seenAt)) return act.body;
  return known.entry;
}

/** An operator as it stands once what this phone signed about it (newest first) has reached the register. */
export function withPending(
  { operator, seenAt }: KnownOperator,
  acts: readonly SignedAct[],
): KnownOperator["operator"] {
  let { standing, keys, duplicates = [] } = operator;
  let edited: ReturnType<typeof editedFields> | undefined;
  // Oldest first: of several acts on one thing the newest stays.
  for (const act of [...acts].reverse()) {
    if (act.act === "recalled" || act.act === "registered" || act.operator !== operator.id || !isPending(act, seenAt))
      continue;
    if (act.act === "edited") {
      edited = editedFields(act.body);
    } else if (act.act === "merged") {
      duplicates = withDuplicate(duplicates, act);
    } else if (act.act === "keyEnded") {
      const ended = { from: act.from, reason: act.reason };
      keys = keys.map((key) => (key.key === act.key ? { ...key, ended } : key));
    } else {
      standing = { state: STATE_AFTER[act.act], from: act.from, reason: act.reason };
    }
  }
  const merged = duplicates.length === 0 ? {} : { duplicates };
  return { ...operator, ...edited, ...merged, standing, keys };
}
