import { randomBytes } from "node:crypto";
import { equalBytes } from "../../core/bytes.ts";
import { keyFingerprint } from "../../core/key/publicKey.ts";
import { formatJoinLink, INVITATION_LIFE, SECRET_BYTES } from "../../core/operator/joinLink.ts";
import { RECORD_SALT_BYTES, saltRecord } from "../../core/operator/privateRecord.ts";
import { encodeProfile, operatorIdOf } from "../../core/operator/profile.ts";
import { countyOf, regionContains } from "../../core/operator/region.ts";
import { ROLES_TO_COMPARE, type Role } from "../../core/operator/role.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { sha256 } from "../../core/sha256.ts";
import { KIND } from "../../core/statement/kind.ts";
import { hexBytes } from "../../wire/fields.ts";
import type { ConsoleInvitation, NewOperator } from "../../wire/invitations.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import type { OperatorRecord } from "../store/operatorRecord.ts";
import type { InvitationRecord, Store } from "../store/port.ts";
import { type DraftError, readOperatorDraft } from "./operatorDraft.ts";

/** Who invites: an officer within scopes, or the server's console for the whole region. */
export type Inviter = { readonly regions: readonly string[]; readonly operator: Uint8Array | undefined };

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
  return role === "officer" || role === "inspector" ? home.region : countyOf(operator.row.region);
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
  if (operator === undefined) return err({ code: "notFound", field: "operator" });
  const inScope = inviter.regions.some((scope) => regionContains(scope, operator.row.region));
  return inScope ? ok(operator) : err({ code: "outOfScope", field: "operator" });
}

/** Officers and inspectors act for the authority's own office, and nobody else does. */
function fitsRole(role: Role, operator: OperatorRecord): boolean {
  return (role === "officer" || role === "inspector") === (operator.row.kind === "agency");
}

/** Invites one key of an operator, which is registered first when the request describes a new one. */
export async function invite(
  request: ConsoleInvitation,
  inviter: Inviter,
  deps: InviteDeps,
): Promise<Result<IssuedLink, InviteError>> {
  const agencyRole = request.role === "officer" || request.role === "inspector";
  if (agencyRole && !("id" in request.operator)) return err({ code: "roleMissing", field: "role" });
  const found = await operatorOf(request, inviter, deps);
  if (!found.ok) return found;
  const operator = found.value;
  if (!fitsRole(request.role, operator)) return err({ code: "roleMissing", field: "role" });
  const scope = request.scope ?? defaultScope(request.role, operator, deps.home);
  if (!inviter.regions.some((own) => regionContains(own, scope))) return err({ code: "outOfScope", field: "scope" });
  return ok(await issueLink({ operator: operator.id, role: request.role, scope, inviter: inviter.operator }, deps));
}

/** What a link grants to whoever uses it. */
export type LinkTerms = Pick<InvitationRecord, "operator" | "role" | "scope" | "inviter"> & {
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

/** True when the inviter may see and confirm an invitation: its own, or one of an operator in its scope. */
export function mayConfirm(inviter: Inviter, invitation: InvitationRecord): boolean {
  if (inviter.operator === undefined) return true;
  if (invitation.inviter !== undefined && equalBytes(invitation.inviter, inviter.operator)) return true;
  return inviter.regions.some((scope) => regionContains(scope, invitation.scope));
}
