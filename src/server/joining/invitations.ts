import { randomBytes } from "node:crypto";
import { equalBytes } from "../../core/bytes.ts";
import { keyFingerprint } from "../../core/key/publicKey.ts";
import { formatJoinLink, INVITATION_LIFE, SECRET_BYTES } from "../../core/operator/joinLink.ts";
import { RECORD_SALT_BYTES, saltRecord } from "../../core/operator/privateRecord.ts";
import { encodeProfile, operatorIdOf } from "../../core/operator/profile.ts";
import { anyRegionContains, countyOf } from "../../core/operator/region.ts";
import { type GrantTerms, ownerTerms, regionsOf } from "../../core/operator/rights.ts";
import { OFFICE_ROLES, ROLES_TO_COMPARE, type Role } from "../../core/operator/role.ts";
import { type AskReach, askRefusal } from "../../core/operator/whoMayAsk.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import { KIND } from "../../core/statement/kind.ts";
import { tidyText } from "../../core/text.ts";
import { hexBytes } from "../../wire/fields.ts";
import type { ConsoleInvitation, NewOperator } from "../../wire/invitations.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import type { OperatorRecord } from "../store/operatorRecord.ts";
import type { InvitationRecord, Store } from "../store/port.ts";
import { type DraftError, readOperatorDraft } from "./operatorDraft.ts";

/** Who invites: an officer within regions, whoever leads an operator its staff, or the server's console. */
export type Inviter = AskReach & {
  readonly operator: Uint8Array | undefined;
  /** What its key may do now. */
  readonly terms: readonly GrantTerms[];
};

/** Whoever may open the data folder: invites in these regions and confirms any key. */
export function consoleInviter(regions: readonly string[]): Inviter {
  return { own: false, regions, operator: undefined, terms: [] };
}

/** A join link, to be shown once. */
export type IssuedLink = { readonly link: string; readonly invitation: InvitationRecord };

/** Why nobody was invited. */
export type InviteError =
  | DraftError
  | { readonly code: "notFound" | "outOfScope" | "roleMissing"; readonly field: "operator" | "scope" | "role" };

/** What inviting needs. */
export type InviteDeps = {
  readonly store: Store;
  readonly home: HomeAuthority;
  readonly now: () => number;
  readonly isDivision: (code: string) => boolean;
};

/**
 * Where a key may act unless the inviter says otherwise: officers and inspectors wherever the authority does, the
 * others in the operator's county. A producer's plots lie in more than one village, and the origin on a certificate
 * may be given by county alone.
 */
function defaultScope(role: Role, operator: OperatorRecord, home: HomeAuthority): string {
  return OFFICE_ROLES.includes(role) ? home.region : countyOf(operator.row.region);
}

/** Registers an operator: its contact sealed and apart, everything else in a statement of the authority. */
export async function registerOperator(
  written: NewOperator,
  scopes: readonly string[],
  deps: InviteDeps,
): Promise<Result<Uint8Array, DraftError>> {
  const draft = readOperatorDraft(written, { isDivision: deps.isDivision, scopes });
  if (!draft.ok) return draft;
  const { phone, address, ...profile } = draft.value;
  const salted = saltRecord({ phone }, new Uint8Array(randomBytes(RECORD_SALT_BYTES)));
  const kept = await deps.home.records.keep(salted.bytes);
  if (!kept.ok) throw new Error(`a new private record was not kept: ${kept.error}`);
  const said = await deps.home.say(
    KIND.operatorProfile,
    encodeProfile({ ...profile, contact: kept.value, ...(address === "" ? {} : { address }) }),
  );
  return ok(operatorIdOf(said.id));
}

async function operatorOf(
  request: ConsoleInvitation,
  inviter: Inviter,
  deps: InviteDeps,
): Promise<Result<OperatorRecord, InviteError>> {
  const written = request.operator;
  const id = "id" in written ? ok(hexBytes(written.id)) : await registerOperator(written, inviter.regions, deps);
  if (!id.ok) return id;
  const operator = await deps.store.operator(id.value);
  const refusal = askRefusal(inviter, { isOwn: isOwn(inviter, id.value), region: operator?.row.region });
  // Whoever may ask about nobody else learns nothing of who is registered.
  if (refusal === "roleMissing") return err({ code: refusal, field: "operator" });
  if (operator === undefined) return err({ code: "notFound", field: "operator" });
  return refusal === undefined ? ok(operator) : err({ code: refusal, field: "operator" });
}

function isOwn({ operator }: Inviter, id: Uint8Array): boolean {
  return operator !== undefined && equalBytes(operator, id);
}

/** Officers and inspectors act for the authority's own office, and nobody else does. */
function fitsRole(role: Role, operator: OperatorRecord): boolean {
  return OFFICE_ROLES.includes(role) === (operator.row.kind === "agency");
}

/**
 * Invites one key of an operator, which is registered first when the request describes a new one. Nobody gives staff
 * more than the own key may do; officers and the console give what their regions cover.
 */
export async function invite(
  request: ConsoleInvitation,
  inviter: Inviter,
  deps: InviteDeps,
): Promise<Result<IssuedLink, InviteError>> {
  if (OFFICE_ROLES.includes(request.role) && !("id" in request.operator))
    return err({ code: "roleMissing", field: "role" });
  const found = await operatorOf(request, inviter, deps);
  if (!found.ok) return found;
  const operator = found.value;
  const { role, person } = request;
  if (!fitsRole(role, operator)) return err({ code: "roleMissing", field: "role" });
  const staff = inviter.own && isOwn(inviter, operator.id);
  const given = staff ? regionsOf(ownerTerms(inviter.terms), role) : inviter.regions;
  const [widest] = given;
  if (widest === undefined) return err({ code: "roleMissing", field: "role" });
  const scope = request.scope ?? (staff ? widest : defaultScope(role, operator, deps.home));
  if (!anyRegionContains(given, scope)) return err({ code: "outOfScope", field: "scope" });
  const named = person === undefined ? {} : { person: tidyText(person) };
  const terms = { operator: operator.id, role, scope, inviter: inviter.operator, staff, ...named };
  return ok(await issueLink(terms, deps));
}

/** What a link grants to whoever uses it. */
export type LinkTerms = Pick<InvitationRecord, "operator" | "role" | "scope" | "inviter" | "person"> & {
  readonly staff?: boolean;
  /** Set to false only for an invented county, whose keys nobody compares. */
  readonly waits?: boolean;
};

/** Makes a join link; only the hash of its secret is stored. */
export async function issueLink(
  terms: LinkTerms,
  { store, home, now }: Pick<InviteDeps, "store" | "home" | "now">,
): Promise<IssuedLink> {
  const secret = new Uint8Array(randomBytes(SECRET_BYTES));
  const created = now();
  const invitation: InvitationRecord = {
    ...terms,
    id: new Uint8Array(randomBytes(8)),
    secretHash: sha256(secret),
    staff: terms.staff ?? false,
    waits: terms.waits ?? ROLES_TO_COMPARE.includes(terms.role),
    created,
    expires: created + (terms.role === "officer" ? INVITATION_LIFE.officer : INVITATION_LIFE.other),
    granted: false,
  };
  await store.addInvitation(invitation);
  return {
    link: formatJoinLink({ origin: home.authority.origin, secret, fingerprint: keyFingerprint(home.listKey) }),
    invitation,
  };
}

/** True when the inviter may see and confirm an invitation: the console any, others those that core's table lets them. */
export function mayConfirm(inviter: Inviter, { operator, scope }: InvitationRecord): boolean {
  if (inviter.operator === undefined) return true;
  return askRefusal(inviter, { isOwn: isOwn(inviter, operator), region: scope }) === undefined;
}
